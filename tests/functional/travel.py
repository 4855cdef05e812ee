#!/usr/bin/env python3
"""Time travel: recorded histories through today's rules, and the archive through today's readers."""
import json
import os
import sqlite3
import unittest

from world import CHANGED_PAGE, PAGE, World, until


class Reread(World):
    def as_if_read_before(self, *statements):
        """The store as earlier readers left it."""
        with sqlite3.connect(self.state / "pactwatch.db") as store:
            store.execute("UPDATE capture SET reader = 'an earlier one'")
            for statement in statements:
                store.execute(statement)
        store.close()

    def reread(self, expect):
        return json.loads(self.tool("reread", "--json", expect=expect).stdout)

    def test_overlooked(self):
        """What the readers before did not see is listed, told to nobody, and no news later."""
        self.put_before(PAGE, CHANGED_PAGE)
        self.tool("check", expect=1)
        self.as_if_read_before("DELETE FROM outbox", "DELETE FROM finding")
        self.assertEqual(self.findings(), [])
        again = self.reread(expect=1)
        self.assertEqual((again["pages"], len(again["findings"]), again["ended"]), (1, 1, 0))
        (finding,) = self.findings()
        self.assertEqual((finding["class"], finding["verdict"]), ("re-read", "changed"))
        self.assertIn("re-read", self.tool("log").stdout)
        self.assertEqual(self.status()["outbox"], 0)
        self.assertEqual(self.reread(expect=0)["pages"], 0)
        self.site.put("/terms", CHANGED_PAGE.replace("May 4", "May 5"))
        self.tool("check", expect=0)
        self.tool("accept", str(finding["id"]), expect=0)

    def test_seen_otherwise(self):
        """What they saw and these do not has ended, and nobody hears that it went back."""
        self.put_before(PAGE, CHANGED_PAGE)
        self.tool("check", expect=1)
        self.as_if_read_before("UPDATE finding SET new_text = 'They part ways.'")
        again = self.reread(expect=1)
        self.assertEqual((again["pages"], len(again["findings"]), again["ended"]), (1, 1, 1))
        self.site.put("/terms", PAGE)
        self.tool("check", expect=1)  # that is news: the words did change
        self.assertEqual([f["class"] for f in self.findings()], ["told", "re-read", "told"])

    def test_the_daemon_says_that_it_is_due(self):
        if os.path.exists("/run/systemd/journal/socket"):
            self.skipTest("the journal of this machine takes the daemon's lines")
        self.put_before(PAGE, PAGE)
        self.as_if_read_before()
        daemon = self.start()
        until(lambda: "1 page was read by an earlier version" in daemon.log.read_text(), "the daemon says so")


if __name__ == "__main__":
    unittest.main()
