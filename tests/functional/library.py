#!/usr/bin/env python3
"""The installed library: a stranger's program finds it by pkg-config, links it, and compares two
wordings; and the library shows to the outside just what its headers declare."""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

BUILD = sys.argv.pop()
PROGRAM = """
#include <pactwatch/pactwatch.h>
#include <stdio.h>

int
main (void)
{
  g_auto (PactComparison) comparison = { 0 };
  g_autofree char *facets = NULL;

  pact_compare ("Osk Lines is the exclusive carrier of Venn Foods.",
                "Osk Lines is a non-exclusive carrier of Venn Foods.", &comparison);
  facets = pact_facets_to_string (&comparison.facets);
  printf ("%s %s %s", pact_topic_name (comparison.topic), pact_verdict_name (comparison.verdict), facets);
  return 0;
}
"""


def output(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, **options).stdout


class Library(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="pactwatch-library-")
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        output("meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", str(self.root))
        self.pc = next(self.root.rglob("pactwatch.pc"))

    def test_a_program_links_it(self):
        library, headers = self.pc.parent.parent, next(self.root.rglob("include/pactwatch")).parent
        env = dict(os.environ, PKG_CONFIG_PATH=str(self.pc.parent), LD_LIBRARY_PATH=str(library))
        flags = shlex.split(output("pkg-config", "--cflags", "--libs", "pactwatch", env=env))
        source, program = self.root / "stranger.c", self.root / "stranger"
        source.write_text(PROGRAM)
        # nothing is installed where the flags point to: the staged copy goes first
        output("cc", "-o", str(program), str(source), f"-I{headers}", f"-L{library}", *flags, env=env)
        self.assertEqual(output(str(program), env=env), "exclusivity changed exclusivity")

    def test_it_exports_what_its_headers_declare(self):
        headers = "".join(p.read_text() for p in self.root.rglob("include/pactwatch/*.h"))
        headers = re.sub(r"/\*.*?\*/", "", headers, flags=re.S)
        declared = set(re.findall(r"\b(pact_\w+)(?: \(|\[\];)", headers))
        library = next(self.root.rglob("libpactwatch.so"))
        exported = {line.split()[-1] for line in
                    output("nm", "-D", "--defined-only", str(library)).splitlines()}
        self.assertEqual(declared ^ exported, set())


if __name__ == "__main__":
    unittest.main(verbosity=2)
