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

from pdf import letter
from world import (CHANGED_PAGE, EXCLUSIVE, FINDING, PAGE, ROYALTY, SHARED, STARTED, Site, skip, statement,
                   until)

RELOADED = "1991a61213b444f0bf8b8bc11638bdee"
STOPPED = "ec56193b137046dbaf81b15861d3a51c"
FAILED = "e6af71fca21747758ce874db2e6660ef"
RECOVERED = "d5f513a8f8b7469d97949863c28bd30d"
README = pathlib.Path(__file__).resolve().parents[2] / "README.md"
METRICS = pathlib.Path("/run/pactwatch/pactwatch.prom")
BUILD = sys.argv[-1]
DUNSTRC = pathlib.Path("/etc/xdg/dunst/dunstrc")
BASELINE = f"""[Baseline]
[Party Brackwater Systems]
[Party Tarn Robotics]
[Edition 2025-01-01]
[Term europe]
Topic=exclusivity
2025-01-01={EXCLUSIVE}
[Term royalty]
Topic=revenue-share
2025-01-01={ROYALTY}
"""
WORKER = pathlib.Path(BUILD, "src/worker/pactwatch-worker")
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


def screenshot(display, name):
    """Where the tests are to leave pictures of the screen."""
    if "SCREENSHOTS" in os.environ:
        subprocess.run(["import", "-display", f":{display}", "-window", "root",
                        os.path.join(os.environ["SCREENSHOTS"], name)], check=True)


class Service(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        run("meson", "install", "-C", BUILD, "--no-rebuild", "--quiet")
        run("systemctl", "daemon-reload")

    def spawn(self, *command):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)

    def configure_system(self, site, more=""):
        def clear():
            run("systemctl", "disable", "--now", "pactwatchd")
            for folder in ("/etc/pactwatch", "/var/lib/pactwatch"):
                shutil.rmtree(folder)
            shutil.rmtree("/etc/systemd/system/pactwatchd.service.d", ignore_errors=True)
            run("systemctl", "daemon-reload")
        self.configure(site, pathlib.Path("/etc/pactwatch"), more)
        self.addCleanup(clear)
        self.told = len(entries(FINDING))

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
        self.configure_system(site, f"[Metrics]\nFile={METRICS}\n")
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

    def test_system_with_foreign_bytes(self):
        """A PDF and its worker behind all of the service's walls; a page in a browser with render.conf."""
        site, settings = Site(), pathlib.Path("/etc/pactwatch")
        site.put("/pdf", letter([EXCLUSIVE]), Content_Type="application/pdf")
        site.put("/shell", f"<title>Terms</title><body><script>document.body.innerText = {json.dumps(EXCLUSIVE)}</script>")
        self.configure_system(site)
        (settings / "pactwatch.conf").write_text(
            "".join(f"[Source {name}]\nURL={site.url('/' + name)}\nAllowPrivate=yes\nRender=auto\n"
                    for name in ("pdf", "shell")))
        states = lambda: {s["source"]: s["failure"] or s["state"] for s in
                          json.loads(run("pactwatch", "status", "--json"))["sources"]}
        checked = lambda: "never checked" not in states().values() and states()
        run("systemctl", "restart", "pactwatchd")
        self.addCleanup(run, "systemctl", "stop", "pactwatchd")
        self.assertEqual(until(checked, "both are looked at"), {"pdf": "ok" if WORKER.exists() else "unreadable",
                                                                "shell": "render"})
        if shutil.which("chromium") is None:
            self.skipTest("chromium is not installed")
        drop_in = pathlib.Path("/etc/systemd/system/pactwatchd.service.d/render.conf")
        drop_in.parent.mkdir()
        shutil.copy(SHIPPED.parents[1] / "systemd" / "render.conf", drop_in)
        run("systemctl", "daemon-reload")
        run("systemctl", "stop", "pactwatchd")
        shutil.rmtree("/var/lib/pactwatch")  # else it would not look again for an hour
        run("systemctl", "start", "pactwatchd")
        self.assertEqual(until(checked, "both are looked at")["shell"], "ok")

    def session(self, name, display, *dunst_options):
        """The session of a user without a login, with a notification daemon: how to run commands in it."""
        for program in ("Xvfb", "dunst"):
            if shutil.which(program) is None:
                self.skipTest(f"the program '{program}' is not installed")
        user = pwd.getpwnam(name)
        runtime = f"/run/user/{user.pw_uid}"
        run("systemctl", "start", f"user@{user.pw_uid}")
        self.addCleanup(run, "systemctl", "stop", f"user@{user.pw_uid}")
        as_user = ["runuser", "-u", name, "--", "env", f"XDG_RUNTIME_DIR={runtime}", f"DISPLAY=:{display}",
                   f"HOME={user.pw_dir}", f"DBUS_SESSION_BUS_ADDRESS=unix:path={runtime}/bus"]
        self.spawn("Xvfb", f":{display}", "-nolisten", "tcp")
        until(lambda: os.path.exists(f"/tmp/.X11-unix/X{display}"), "the X server starts")
        self.spawn(*as_user, "dunst", *dunst_options)
        until(lambda: subprocess.run([*as_user, "dunstctl", "count"], capture_output=True).returncode == 0,
              "the notification daemon starts")
        return as_user

    def displayed(self, as_user):
        return int(run(*as_user, "dunstctl", "count", "displayed"))

    def test_user_alone(self):
        """The service of a user without a login: its alert is a bubble on that user's session bus."""
        site = Site()
        site.put("/terms", PAGE)
        run("useradd", "--create-home", "counsel")
        settings = pathlib.Path(pwd.getpwnam("counsel").pw_dir, ".config/pactwatch")
        self.configure(site, settings)
        for path in (settings.parent, *settings.parent.rglob("*")):
            shutil.chown(path, "counsel", "counsel")
        as_user = self.session("counsel", 77)

        run(*as_user, "systemctl", "--user", "enable", "--now", "pactwatchd")
        until(lambda: site.requests, "the first check")
        site.put("/terms", CHANGED_PAGE)
        until(lambda: self.displayed(as_user) == 1, "a bubble shows")
        self.assertIn("your own pactwatchd runs", run(*as_user, "pactwatch", "notify"))
        run(*as_user, "systemctl", "--user", "start", "pactwatch-notify")  # no harm done
        run(*as_user, "systemctl", "--user", "reload", "pactwatchd")
        run(*as_user, "systemctl", "--user", "stop", "pactwatchd")

    def test_users_of_the_system(self):
        """The system's findings on the desktop of a user who may read them, and review them when told so."""
        state = pathlib.Path("/var/lib/pactwatch")
        menu, choice, opened, dunstrc = (pathlib.Path("/tmp", name) for name in ("menu", "choice", "opened", "dunstrc"))
        menu.write_text(f'#!/bin/sh\ngrep "^#$(cat {choice})"\n')
        menu.chmod(0o755)
        dunstrc.write_text(re.sub(r"(?m)^\s*dmenu = .*$", f"dmenu = {menu}", DUNSTRC.read_text()))
        browser = pathlib.Path("/usr/local/bin/xdg-open")
        browser.write_text(f'#!/bin/sh\necho "$1" >>{opened}\n')
        browser.chmod(0o755)
        site = Site()
        site.put("/terms", PAGE)
        self.configure_system(site, "Baseline=tarn\n[Sink journal]\nKind=journal\n"
                                    "[Sink bubbles]\nKind=desktop\nRemindAfter=5s\n")
        run("useradd", "--create-home", "--groups", "pactwatch", "lawyer")
        run("useradd", "--create-home", "guest")
        (state / "baselines").mkdir(parents=True)
        (state / "baselines/tarn.baseline").write_text(BASELINE)
        run("systemctl", "start", "pactwatchd")
        lawyer = self.session("lawyer", 78, "-conf", str(dunstrc))

        # who is away while it is found is shown it at the next login, and once
        until(lambda: site.requests, "the first check")
        site.put("/terms", CHANGED_PAGE)
        until(lambda: len(entries(FINDING)) > self.told, "the alert is in the journal")
        self.assertIn("europe", run(*lawyer, "pactwatch", "--system", "log", "--unreviewed"))
        run(*lawyer, "systemctl", "--user", "start", "pactwatch-notify")
        until(lambda: self.displayed(lawyer) == 1, "a bubble shows")
        screenshot(78, "notify.png")
        run(*lawyer, "systemctl", "--user", "restart", "pactwatch-notify")

        def press(label, answer):
            def pressed():
                choice.write_text(label)
                run(*lawyer, "dunstctl", "context")
                return answer()
            return until(pressed, f"something comes of '{label}'")

        page = press("Show redline", lambda: opened.exists() and opened.read_text()).splitlines()[0]
        self.assertTrue(page.startswith(f"/run/user/{pwd.getpwnam('lawyer').pw_uid}/pactwatch/"), page)
        self.assertIn("sudo pactwatch accept 1", pathlib.Path(page).read_text())
        self.assertEqual(self.displayed(lawyer), 1)

        # the group may read; what it lacks is said in one line
        press("Accept", lambda: self.displayed(lawyer) == 2)
        screenshot(78, "not-permitted.png")
        refused = subprocess.run([*lawyer, "pactwatch", "--system", "accept", "1"], capture_output=True, text=True)
        self.assertEqual(refused.returncode, 2)
        self.assertEqual(refused.stderr.strip().split("; ")[-1], "run: sudo pactwatch accept 1")
        run(*lawyer, "dunstctl", "close-all")
        guest = ["runuser", "-u", "guest", "--", "pactwatch", "notify"]
        refused = subprocess.run(guest, capture_output=True, text=True)
        self.assertEqual((refused.returncode, refused.stderr.strip().split("; ")[-1]),
                         (2, "run: sudo adduser guest pactwatch, and log in again"))

        # reading goes on while the service is down, and across a restart of either
        run("systemctl", "stop", "pactwatchd")
        self.assertIn("europe", run(*lawyer, "pactwatch", "--system", "show", "1"))
        run("chmod", "g+ws", str(state), str(state / "baselines"))
        run("chmod", "g+w", *map(str, [*state.glob("pactwatch.db*"), *state.glob("baselines/*")]))
        dropin = pathlib.Path("/etc/systemd/system/pactwatchd.service.d/group.conf")
        dropin.parent.mkdir()
        dropin.write_text("[Service]\nStateDirectoryMode=2770\n")
        run("systemctl", "daemon-reload")
        run("systemctl", "start", "pactwatchd")
        run(*lawyer, "systemctl", "--user", "restart", "pactwatch-notify")
        until(lambda: self.displayed(lawyer) == 1, "nobody has decided, so the bubble is back")
        accepted = ["pactwatch", "show", "--json", "1"]
        press("Accept", lambda: json.loads(run(*accepted))["finding"]["review"] == "accepted")
        self.assertIn(f"={SHARED}", (state / "baselines/tarn.baseline").read_text())
        until(lambda: self.displayed(lawyer) == 0, "the bubble goes")
        site.put("/terms", statement([SHARED, ROYALTY.replace("12%", "9%")]))
        until(lambda: len(entries(FINDING)) > self.told + 1, "the service works on in what the user wrote")
        until(lambda: self.displayed(lawyer) > 0, "and shows what comes")

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
