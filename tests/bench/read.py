"""Runs bench-page (the first argument) over 50 generated pages."""

import pathlib
import subprocess
import sys
import tempfile

import pages

with tempfile.TemporaryDirectory() as folder:
    pages.write(pathlib.Path(folder), range(50))
    sys.exit(subprocess.run([sys.argv[1], *map(str, pathlib.Path(folder).iterdir())]).returncode)
