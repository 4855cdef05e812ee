#!/usr/bin/env python3
"""Killed without warning at the worst moments: no alert is lost, none that was confirmed is repeated."""
import os
import random
import re
import sqlite3
import subprocess
import time
import unittest

from world import CHANGED_PAGE, PACTWATCH, PAGE, ROYALTY, World, statement, until


def full_pipe():
    """Both ends of a pipe that takes no more bytes: who writes to it waits."""
    read, write = os.pipe()
    filler = os.open(f"/proc/self/fd/{write}", os.O_WRONLY | os.O_NONBLOCK)
    try:
        while os.write(filler, bytes(65536)):
            pass
    except BlockingIOError:
        os.close(filler)
    return read, write


class Crash(World):
    def outbox(self):
        return self.status()["outbox"]

    def run_daemon_until_told(self):
        daemon = self.start()
        until(lambda: self.outbox() == 0, "the outbox is empty")
        self.end_daemons()
        return daemon.log.read_text()

    def test_between_archive_and_store(self):
        self.put_before(PAGE, CHANGED_PAGE)
        store = sqlite3.connect(self.state / "pactwatch.db", isolation_level=None)
        store.execute("BEGIN IMMEDIATE")  # the archive can be written, the store cannot
        check = subprocess.Popen([PACTWATCH, *self.options(), "check"],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: self.records().count("response") == 2, "the new answer is archived")
        check.kill()
        check.wait()
        store.execute("ROLLBACK")
        store.close()
        self.assertEqual(self.findings(), [])
        again = self.tool("check", expect=1)
        self.assertEqual(len(self.findings()), 1)
        self.assertEqual(self.told(again.stderr), 1)

    def test_between_store_and_delivery(self):
        if os.path.exists("/run/systemd/journal/socket"):
            self.skipTest("a journal of this machine takes what has to hang here")
        self.put_before(PAGE, CHANGED_PAGE)
        read, write = full_pipe()
        check = subprocess.Popen([PACTWATCH, *self.options(), "check"],
                                 stdout=subprocess.DEVNULL, stderr=write)
        until(lambda: os.path.exists(self.state / "pactwatch.db") and self.outbox() == 1, "a finding is due")
        check.kill()
        check.wait()
        os.close(read)
        os.close(write)
        self.assertEqual(self.outbox(), 1)
        logs = [self.run_daemon_until_told() for _ in range(3)]
        self.assertEqual(self.told(*logs), 1)
        self.assertEqual(self.told(logs[0]), 1)

    def test_at_random(self):
        """Each page says something new; whatever check is killed, in the end all that was found is told."""
        self.put_before(PAGE, PAGE)
        chance, log = random.Random(2026), self.dir / "checks.log"
        for percent in range(13, 43):
            self.site.put("/terms", statement([ROYALTY.replace("12%", f"{percent}%")]))
            with open(log, "a") as stream:
                check = subprocess.Popen([PACTWATCH, *self.options(), "check"],
                                         stdout=subprocess.DEVNULL, stderr=stream)
                time.sleep(chance.uniform(0, 0.08))
                check.kill()
                check.wait()
        last = self.tool("check")
        self.assertIn(last.returncode, (0, 1), last.stderr)
        findings = self.findings()
        self.assertIn("42%", findings[0]["new"])
        self.assertGreaterEqual(self.records().count("response"), 2)
        told = log.read_text() + last.stderr + self.run_daemon_until_told()
        if not os.path.exists("/run/systemd/journal/socket"):
            self.assertEqual({int(id) for id in re.findall(r'pact_finding="(\d+)"', told)},
                             {finding["id"] for finding in findings})


if __name__ == "__main__":
    unittest.main()
