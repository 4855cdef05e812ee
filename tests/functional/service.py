#!/usr/bin/env python3
"""The system service in a real systemd: installed, started, alerting, reloaded, killed, stopped.
Run by tests/with-systemd, which throws all of it away afterwards. Takes the build directory."""
import json
import os
import pathlib
import pwd
import re
import shutil
import subprocess
import sys
import unittest

from world import CHANGED_PAGE, EXCLUSIVE, FINDING, PAGE, SHARED, STARTED, Site, skip, until

RELOADED = "1991a61213b444f0bf8b8bc11638bdee"
STOPPED = "ec56193b137046dbaf81b15861d3a51c"
FAILED = "e6af71fca21747758ce874db2e6660ef"
RECOVERED = "d5f513a8f8b7469d97949863c28bd30d"
README = pathlib.Path(__file__).resolve().parents[2] / "README.md"
METRICS = pathlib.Path("/run/pactwatch/pactwatch.prom")
BUILD = sys.argv[-1]
SHIPPED = pathlib.Path(__file__).resolve().parents[2] / "state" / "sources.d"


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        logs = subprocess.run(["journalctl", "-n", "30", "--no-pager"], capture_output=True, text=True).stdout
        raise AssertionError(f"{command}: {done.stdout}{done.stderr}\n{logs}")
    return done.stdout


def entries(message_id):
    done = subprocess.run(["journalctl", "-o", "json", f"MESSAGE_ID={message_id}"], capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def prop(name):
    return run("systemctl", "show", "-P", name, "pactwatchd").strip()


class Service(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        run("meson", "install", "-C", BUILD, "--no-rebuild", "--quiet")
        run("systemctl", "daemon-reload")

    def spawn(self, *command):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)

    def configure(self, site, folder, more=""):
        (folder / "sources.d").mkdir(parents=True)
        # the shipped sources are out there on the network: an empty file here masks each
        for shipped in SHIPPED.glob("*.conf"):
            (folder / "sources.d" / shipped.name).write_text("")
        (folder / "pactwatch.conf").write_text(
            f"[Source brackwater]\nURL={site.url('/terms')}\nAllowPrivate=yes\nEvery=10s\n{more}")

    def break_and_mend(self, site):
        """The first failure in a row and the recovery are entries."""
        site.put("/terms", "down", status=503)
        (entry,) = until(lambda: entries(FAILED), "the failure is in the journal")
        self.assertEqual((entry["PRIORITY"], entry["PACT_SOURCE"], entry["PACT_URL"]),
                         ("4", "brackwater", site.url("/terms")))
        self.assertTrue(entry["PACT_FAILURE"] and entry["PACT_HINT"])
        explained = run("journalctl", "--no-pager", "-x", f"MESSAGE_ID={FAILED}")
        self.assertIn(f"What to do: {entry['PACT_HINT']}", explained)
        site.put("/terms", CHANGED_PAGE)
        (entry,) = until(lambda: entries(RECOVERED), "the recovery is in the journal")
        self.assertEqual((entry["PRIORITY"], entry["PACT_SOURCE"]), ("5", "brackwater"))

    def test_system(self):
        site = Site()
        site.put("/terms", PAGE)
        self.configure(site, pathlib.Path("/etc/pactwatch"), f"[Metrics]\nFile={METRICS}\n")
        run("systemctl", "enable", "--now", "pactwatchd")
        self.assertEqual(len(entries(STARTED)), 1)
        until(lambda: site.requests, "the first check")

        site.put("/terms", CHANGED_PAGE)
        (entry,) = until(lambda: entries(FINDING), "the alert is in the journal")
        expected = {"PRIORITY": "2", "PACT_FINDING": "1", "PACT_TOPIC": "exclusivity", "PACT_VERDICT": "changed",
                    "PACT_SOURCE": "brackwater", "PACT_URL": site.url("/terms"), "PACT_CAPTURE": "2",
                    "PACT_OLD": EXCLUSIVE, "PACT_NEW": SHARED}
        self.assertEqual({key: entry.get(key) for key in expected}, expected)
        self.assertIn("exclusivity", entry["PACT_FACETS"])
        self.assertNotIn("PACT_TERM", entry)  # no baseline was compared
        explained = run("journalctl", "--no-pager", "-x", f"MESSAGE_ID={FINDING}")
        self.assertIn("Watched wording differs from what was accepted", explained)
        self.assertIn(f"pactwatch accept {entry['PACT_FINDING']}", explained)
        self.assertIn("[-exclusive-]{+non-exclusive+}", run("pactwatch", "show", entry["PACT_FINDING"]))

        self.break_and_mend(site)
        self.assertIn('pactwatch_check_failures_total{source="brackwater",class="server-error"} 1',
                      run("runuser", "-u", "nobody", "--", "cat", METRICS))
        queries = [line for line in README.read_text().splitlines() if line.startswith("journalctl ")]
        self.assertGreaterEqual(len(queries), 5)
        for query in queries:
            command = query.partition("#")[0].replace("acme", "brackwater").split()
            self.assertIn("brackwater", run(*command, "--no-pager"), query)

        run("systemctl", "reload", "pactwatchd")
        until(lambda: entries(RELOADED), "the settings are read again")
        # root's hand in the state does not lock the service out of it
        self.assertEqual(subprocess.run(["pactwatch", "check"]).returncode, 0)

        pid = prop("MainPID")
        run("systemctl", "kill", "--signal=KILL", "pactwatchd")
        until(lambda: prop("ActiveState") == "active" and prop("MainPID") not in (pid, "0"),
              "systemd starts it again")
        requests = len(site.requests)
        until(lambda: len(site.requests) > requests, "it goes on")
        self.assertEqual(len(entries(FINDING)), 1)
        run("systemctl", "stop", "pactwatchd")
        self.assertEqual((prop("Result"), prop("ExecMainStatus")), ("success", "0"))
        self.assertEqual(len(entries(STOPPED)), 1)

    def test_user(self):
        """The service of a user without a login: its alert is a bubble on that user's session bus."""
        for program in ("Xvfb", "dunst"):
            if shutil.which(program) is None:
                self.skipTest(f"the program '{program}' is not installed")
        site = Site()
        site.put("/terms", PAGE)
        run("useradd", "--create-home", "lawyer")
        user = pwd.getpwnam("lawyer")
        settings = pathlib.Path(user.pw_dir, ".config/pactwatch")
        self.configure(site, settings)
        for path in (settings.parent, *settings.parent.rglob("*")):
            shutil.chown(path, "lawyer", "lawyer")
        run("systemctl", "start", f"user@{user.pw_uid}")
        runtime = f"/run/user/{user.pw_uid}"
        as_user = ["runuser", "-u", "lawyer", "--", "env", f"XDG_RUNTIME_DIR={runtime}", "DISPLAY=:77",
                   f"DBUS_SESSION_BUS_ADDRESS=unix:path={runtime}/bus"]
        self.spawn("Xvfb", ":77", "-nolisten", "tcp")
        until(lambda: os.path.exists("/tmp/.X11-unix/X77"), "the X server starts")
        self.spawn(*as_user, "dunst")

        run(*as_user, "systemctl", "--user", "enable", "--now", "pactwatchd")
        until(lambda: site.requests, "the first check")
        site.put("/terms", CHANGED_PAGE)
        displayed = [*as_user, "dunstctl", "count", "displayed"]
        until(lambda: subprocess.run(displayed, capture_output=True, text=True).stdout.strip() == "1",
              "a bubble shows")
        run(*as_user, "systemctl", "--user", "reload", "pactwatchd")
        run(*as_user, "systemctl", "--user", "stop", "pactwatchd")

    def test_exposure(self):
        said = run("systemd-analyze", "security", "--offline=true",
                   f"{BUILD}/systemd/pactwatchd.service")
        exposure = float(re.search(r"exposure level for \S+: ([\d.]+)", said).group(1))
        print(f"exposure {exposure}")
        self.assertLessEqual(exposure, 1.5)


if __name__ == "__main__":
    if "WITH_SYSTEMD" not in os.environ:
        skip("no systemd of its own: run it by tests/with-systemd")
    unittest.main(argv=sys.argv[:1])
