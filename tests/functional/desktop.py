#!/usr/bin/env python3
"""One bubble in a real notification daemon, though that starts late and ours is killed meanwhile.
Run by tests/with-desktop; saves a picture of the screen where SCREENSHOT says."""
import json
import os
import subprocess
import unittest

from world import CHANGED_PAGE, PAGE, World, skip, until


def dunst(*args):
    return subprocess.run(["dunstctl", *args], capture_output=True, text=True, check=True).stdout


def displayed():
    return int(dunst("count", "displayed"))


class Desktop(World):
    def bubbles(self):
        """All bubbles there were, as the notification daemon tells them."""
        dunst("close-all")
        return [{key: value["data"] for key, value in bubble.items()}
                for bubble in json.loads(dunst("history"))["data"][0]]

    def test_bubble(self):
        self.watch(sinks=("journal", "desktop"))
        self.site.put("/terms", PAGE)
        first = self.start()
        until(lambda: self.status()["captures"] == 1, "the first check")
        self.site.put("/terms", CHANGED_PAGE)
        until(lambda: self.status()["findings"] == 1, "the change is found")
        until(lambda: self.status()["outbox"] == 1, "the journal was told, nobody shows bubbles yet")
        first.kill()
        first.wait()

        subprocess.run(["start-notifications"], check=True)
        second = self.start()
        until(lambda: displayed() == 1, "a bubble shows")
        until(lambda: self.status()["outbox"] == 0, "the bubble is confirmed")
        if "SCREENSHOT" in os.environ:
            subprocess.run(["screenshot", os.environ["SCREENSHOT"]], check=True)
        self.end_daemons()
        third = self.start()
        until(lambda: self.status()["checks"] >= 3, "it went on")
        (bubble,) = self.bubbles()
        self.assertEqual((bubble["appname"], bubble["timeout"]), ("pactwatch", 0))  # critical: it stays
        self.assertEqual(bubble["summary"], "Exclusivity changed: exclusive → non-exclusive (brackwater)")
        self.assertIn("Was: ", bubble["body"])
        self.assertIn("Now: ", bubble["body"])
        self.assertEqual(self.told(*(daemon.log.read_text() for daemon in (first, second, third))),
                         1 if not os.path.exists("/run/systemd/journal/socket") else 2)


if __name__ == "__main__":
    if "DISPLAY" not in os.environ:
        skip("no desktop session: run it by tests/with-desktop")
    unittest.main()
