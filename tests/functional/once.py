#!/usr/bin/env python3
"""Nobody is told the same twice: by a slow command, over a reload, with a store that takes no writes."""
import os
import signal
import sqlite3
import time
import unittest

from world import CHANGED_PAGE, PAGE, World, until


class Once(World):
    def put_command(self, seconds):
        """A change, and a command that says when it begins and takes its time."""
        self.begun = self.dir / "begun"
        self.put_before(PAGE, CHANGED_PAGE)
        self.watch(sinks=())
        script = f"echo begun >> {self.begun}; sleep {seconds}"
        with open(self.config, "a") as config:
            config.write(f'[Sink slow]\nKind=command\nCommand=/bin/sh -c "{script}"\nTimeout=20\n')

    def begins(self):
        return len(self.begun.read_text().splitlines()) if self.begun.exists() else 0

    def outbox(self):
        return self.status()["outbox"]

    def store(self, statement):
        with sqlite3.connect(self.state / "pactwatch.db", timeout=10) as store:
            store.execute(statement)
        store.close()

    def test_slow_command(self):
        self.put_command(seconds=6.5)
        self.tool("check", expect=1)
        self.assertEqual((self.begins(), self.outbox()), (1, 0))

    def test_reload(self):
        self.put_command(seconds=3)
        daemon = self.start()
        until(self.begins, "the command begins")
        for _ in range(2):
            daemon.send_signal(signal.SIGHUP)
        until(lambda: self.outbox() == 0, "the command has taken the alert")
        if not os.path.exists("/run/systemd/journal/socket"):
            until(lambda: "reloaded: " in daemon.log.read_text(), "the reload follows")
            self.assertEqual(daemon.log.read_text().count("reloaded: "), 1)
        time.sleep(1)
        self.assertEqual(self.begins(), 1)

    def stop_updates(self):
        self.store("CREATE TRIGGER full BEFORE UPDATE ON outbox"
                   " BEGIN SELECT RAISE (ABORT, 'no space'); END")

    def test_store_takes_no_writes(self):
        self.put_command(seconds=0)
        self.stop_updates()
        self.start()
        until(self.begins, "the command begins")
        time.sleep(2)
        self.assertEqual((self.begins(), self.outbox()), (1, 1))
        self.store("DROP TRIGGER full")
        until(lambda: self.outbox() == 0, "what was told is recorded")
        self.assertEqual(self.begins(), 1)

    def test_neither_sink_nor_store_works(self):
        self.put_command(seconds="0; exit 1")
        self.stop_updates()
        self.start()
        until(self.begins, "the command begins")
        time.sleep(2)
        self.assertEqual((self.begins(), self.outbox()), (1, 1))

    def test_sink_no_longer_configured(self):
        if os.path.exists("/run/systemd/journal/socket"):
            self.skipTest("the journal of this machine takes the daemon's lines")
        self.put_command(seconds="0; exit 1")
        self.tool("check", expect=1)
        self.watch()
        daemon = self.start()
        line = "1 alert waits for sink 'slow', which is not configured"
        until(lambda: line in daemon.log.read_text(), "the daemon names the sink")
        self.assertEqual(daemon.log.read_text().count(line), 1)


if __name__ == "__main__":
    unittest.main()
