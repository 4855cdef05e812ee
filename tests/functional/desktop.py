#!/usr/bin/env python3
"""Bubbles in a real notification daemon, which starts late, restarts, pauses for a locked screen, and
whose buttons are pressed while ours comes and goes. Run by tests/with-desktop; saves pictures of the
screen in the folder that SCREENSHOTS names."""
import json
import os
import pathlib
import re
import stat
import subprocess
import time
import unittest

from world import CHANGED_PAGE, PACTWATCH, PAGE, PATIENCE_S, ROYALTY, World, skip, statement, until

HEADLINE = "Exclusivity changed: exclusive → non-exclusive (brackwater)"
DUNSTRC = pathlib.Path("/etc/xdg/dunst/dunstrc")
HARMFUL = ("Brackwater Systems remains Tarn Robotics' <b>exclusive</b> &lt;script&gt;alert(1)&lt;/script&gt; "
           "distributor \x1b[31mof\u202e controllers\u2066 in Europe until 2031" + " and beyond" * 900 + ".")


def dunst(*args):
    return subprocess.run(["dunstctl", *args], capture_output=True, text=True, check=True).stdout


def count(what="displayed"):
    return int(dunst("count", what))


def screenshot(name):
    if "SCREENSHOTS" in os.environ:
        subprocess.run(["screenshot", os.path.join(os.environ["SCREENSHOTS"], name)], check=True)


class Desktop(World):
    def setUp(self):
        super().setUp()
        self.runtime = self.dir / "runtime"
        self.runtime.mkdir(mode=0o700)
        bin = self.dir / "bin"
        bin.mkdir()
        self.opened = self.dir / "opened"
        (bin / "xdg-open").write_text(f'#!/bin/sh\necho "$1" >>{self.opened}\n')
        (bin / "xdg-open").chmod(0o755)
        before = dict(os.environ)
        self.addCleanup(lambda: (os.environ.clear(), os.environ.update(before)))
        os.environ.update(XDG_RUNTIME_DIR=str(self.runtime), PATH=f"{bin}:{os.environ['PATH']}")
        os.environ.pop("INVOCATION_ID", None)
        self.addCleanup(subprocess.run, ["stop-notifications"], stderr=subprocess.DEVNULL)
        self.site.put("/terms", PAGE)

    def watch(self, path="/terms", **keys):
        super().watch(path, sinks=("journal",))
        with open(self.config, "a") as config:
            config.write("[Sink desktop]\nKind=desktop\n" + "".join(f"{k}={v}\n" for k, v in keys.items()))

    def change(self, page=CHANGED_PAGE):
        """The tool finds the change of the page and shows it; what becomes of that is the daemon's."""
        self.tool("check", expect=0)
        self.site.put("/terms", page)
        self.tool("check", expect=1)
        self.start()

    def bubbles(self):
        """All bubbles there were, as the notification daemon tells them."""
        dunst("close-all")
        return [{key: value["data"] for key, value in bubble.items()}
                for bubble in json.loads(dunst("history"))["data"][0]]

    def review(self):
        (finding,) = self.findings()
        return finding["review"], finding["review_why"]

    def start_notifications(self):
        """The daemon as Debian sets it up, but for its menu: there a file says what is chosen."""
        menu, settings = self.dir / "menu", self.dir / "dunstrc"
        menu.write_text(f'#!/bin/sh\ngrep "^#$(cat {self.dir}/choice)"\n')
        menu.chmod(0o755)
        settings.write_text(re.sub(r"(?m)^\s*dmenu = .*$", f"dmenu = {menu}", DUNSTRC.read_text()))
        subprocess.run(["start-notifications", "-conf", str(settings)], check=True)

    def stop_notifications(self):
        subprocess.run(["stop-notifications"], check=True)

    def press(self, label, answer):
        """Presses a button of the newest bubble until something comes of it, for the daemon says that it
        is ready before it has found the bus."""
        def pressed():
            (self.dir / "choice").write_text(label)
            dunst("context")
            time.sleep(0.5)
            return answer()
        return until(pressed, f"something comes of '{label}'")

    def page(self):
        """The page that a click on the bubble opens."""
        def opened():
            dunst("action")
            time.sleep(0.5)
            return self.opened.exists() and self.opened.read_text()
        return pathlib.Path(until(opened, "a page opens").splitlines()[0])

    def test_late(self):
        """Nobody shows bubbles yet, ours is killed meanwhile; then one bubble comes, and stays one."""
        self.watch()
        first = self.start()
        until(lambda: self.status()["captures"] == 1, "the first check")
        self.site.put("/terms", CHANGED_PAGE)
        until(lambda: self.status()["findings"] == 1, "the change is found")
        until(lambda: self.status()["outbox"] == 1, "the journal was told, nobody shows bubbles yet")
        first.kill()
        first.wait()
        self.start_notifications()
        second = self.start()
        until(lambda: count() == 1, "a bubble shows")
        until(lambda: self.status()["outbox"] == 0, "the bubble is confirmed")
        screenshot("bubble.png")
        self.end_daemons()
        third = self.start()
        until(lambda: self.status()["checks"] >= 3, "it went on")
        (bubble,) = self.bubbles()
        self.assertEqual((bubble["appname"], bubble["timeout"]), ("pactwatch", 0))  # critical: it stays
        self.assertEqual(bubble["summary"], HEADLINE)
        self.assertIn("Was: ", bubble["body"])
        self.assertIn("Now: ", bubble["body"])
        self.assertEqual(self.told(*(daemon.log.read_text() for daemon in (first, second, third))),
                         1 if not os.path.exists("/run/systemd/journal/socket") else 2)


    def test_show_and_accept(self):
        """A click opens the page and decides nothing; Accept is what `pactwatch accept` is."""
        self.watch()
        self.start_notifications()
        self.change()
        until(lambda: count() == 1, "a bubble shows")
        page = self.page()
        self.assertEqual(stat.S_IMODE(page.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(page.parent.stat().st_mode), 0o700)
        self.assertEqual(page.read_text(), self.tool("show", "1", "--html", expect=0).stdout)
        self.assertEqual((self.review(), count()), (("open", None), 1))
        self.press("Accept", lambda: self.review() == ("accepted", None))
        until(lambda: count() == 0, "the bubble goes")

    def test_dismiss_after_a_restart(self):
        """A bubble outlives the process that showed it; whoever runs next hears its buttons."""
        self.watch()
        self.start_notifications()
        self.change()
        self.end_daemons()
        self.assertEqual(count(), 1)
        self.start()
        self.press("Dismiss", lambda: self.review() == ("dismissed", "dismissed on the desktop"))
        until(lambda: count() == 0, "the bubble goes")

    def test_reviewed_elsewhere(self):
        self.watch()
        self.start_notifications()
        self.change()
        until(lambda: count() == 1, "a bubble shows")
        self.tool("accept", "1", expect=0)
        until(lambda: count() == 0, "the bubble goes, for there is nothing left to decide")

    def test_restart_of_notifications(self):
        """What the notification daemon took with it comes back, once; what was closed does not."""
        self.watch()
        self.start_notifications()
        self.change()
        until(lambda: count() == 1, "a bubble shows")
        self.stop_notifications()
        self.start_notifications()
        until(lambda: count() == 1, "the bubble is back")
        dunst("close-all")
        until(lambda: count() == 0, "it is closed")
        self.stop_notifications()
        self.start_notifications()
        checks = self.status()["checks"]
        until(lambda: self.status()["checks"] > checks, "it goes on")
        self.assertEqual((count(), self.status()["outbox"]), (0, 0))

    def test_locked_screen(self):
        """What a screen lock does: the daemon takes bubbles and shows them when the user is back."""
        self.watch()
        self.start_notifications()
        dunst("set-paused", "true")
        self.change()
        until(lambda: count("waiting") == 1, "the bubble waits")
        self.assertEqual(count(), 0)
        dunst("set-paused", "false")
        until(lambda: count() == 1, "the bubble shows")

    def test_reminder(self):
        self.watch(RemindAfter="2s")
        self.start_notifications()
        self.change()
        for closed in (1, 2):  # after the first the daemon may just be taking over the tool's bubble
            until(lambda: count() == 1, "a bubble shows, for nobody has decided")
            dunst("close-all")
            until(lambda: count("history") == closed, "it is closed")
        until(lambda: count() == 1, "it is back")
        self.tool("dismiss", "1", "--why", "a typo of theirs", expect=0)
        until(lambda: count() == 0, "the bubble goes")

    def test_many(self):
        """More than a few share one bubble, which opens one page of all."""
        terms = [f"Brackwater Systems is the exclusive distributor of Tarn Robotics {name} in Europe until 2031."
                 for name in ("Controllers", "Grippers", "Sensors", "Drives", "Lathes", "Presses", "Mills")]
        self.watch()
        self.start_notifications()
        self.site.put("/terms", statement([*terms, ROYALTY]))
        self.change(statement([term.replace("exclusive", "preferred") for term in terms] +
                              [ROYALTY.replace("12%", "9%")]))
        until(lambda: count() == 1, "a bubble shows")
        page = self.page()
        self.assertEqual(count(), 1)
        screenshot("group.png")
        self.assertEqual(page.read_text().count("<article>"), 8)
        (bubble,) = self.bubbles()
        self.assertEqual(bubble["summary"], "8 findings to review")
        self.assertEqual(bubble["body"].count("exclusive → preferred"), 4)

    def notify(self):
        """Follows the state as a user of the system's daemon does."""
        process = subprocess.Popen([PACTWATCH, *self.options(), "notify"])

        def end():
            process.terminate()
            self.assertEqual(process.wait(PATIENCE_S), 0)
        return end

    def test_missed(self):
        """What was found while nobody was there is one bubble at the next login; then all comes once."""
        terms = [f"Brackwater Systems is the exclusive distributor of Tarn Robotics {name} in Europe until 2031."
                 for name in ("Controllers", "Grippers", "Sensors", "Drives")]
        changed = [term.replace("exclusive", "preferred") for term in terms]
        World.watch(self, sinks=("journal",))
        for page, found in ((statement([*terms, ROYALTY]), 0), (statement([*changed, ROYALTY]), 1)):
            self.site.put("/terms", page)
            self.tool("check", expect=found)
        self.start_notifications()
        end = self.notify()
        until(lambda: count() == 1, "a bubble shows")
        screenshot("missed.png")
        dunst("close-all")
        until(lambda: count() == 0, "it is closed")
        end()
        end = self.notify()
        self.site.put("/terms", statement([*changed, ROYALTY.replace("12%", "9%")]))
        self.tool("check", expect=1)
        until(lambda: count() == 1, "a bubble shows")
        new, missed = self.bubbles()
        self.assertEqual(missed["summary"], "4 findings to review")
        self.assertEqual(new["summary"], "Revenue share changed: 12% → 9% (brackwater)")
        end()

    def test_harmful(self):
        """Markup, colours for terminals, reversed text and ten thousand bytes, all in one sentence."""
        self.watch()
        self.site.put("/terms", statement([HARMFUL, ROYALTY]))
        self.start_notifications()
        self.change(statement([HARMFUL.replace("exclusive", "shared"), ROYALTY]))
        until(lambda: count() == 1, "a bubble shows")
        screenshot("harmful.png")
        page = self.page()
        (bubble,) = self.bubbles()
        self.assertLess(len(bubble["body"]), 1000)
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;", bubble["body"])
        for shown in (bubble["summary"], bubble["body"], page.read_text()):
            self.assertNotRegex(shown, "[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069]|<script|<img")


if __name__ == "__main__":
    if "DISPLAY" not in os.environ:
        skip("no desktop session: run it by tests/with-desktop")
    unittest.main()
