#!/usr/bin/env python3
"""Bad input of every kind gets one clear line and exit status 2, and loses nothing."""
import gzip
import os
import resource
import signal
import sqlite3
import subprocess
import unittest

from world import CHANGED_PAGE, PACTWATCH, PACTWATCHD, PAGE, PATIENCE_S, World, until

SOURCE_FAILED = "e6af71fca21747758ce874db2e6660ef"
SOURCE_SILENT = "703ae38736ea4d8d98fa953c946a73a5"
SOURCE_RECOVERED = "d5f513a8f8b7469d97949863c28bd30d"
BOMB = gzip.compress(bytes(64 << 20))


class Faults(World):
    def daemon_fails(self, *words):
        """The daemon ends at once with status 2 and one line that holds these words."""
        done = subprocess.run([PACTWATCHD, *self.options()], capture_output=True, text=True, timeout=PATIENCE_S)
        self.assertEqual(done.returncode, 2, done.stderr)
        if not os.path.exists("/run/systemd/journal/socket"):
            for word in words:
                self.assertIn(word, done.stderr)

    def tool_fails(self, *args, words):
        done = self.tool(*args, expect=2)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_answers_without_a_statement(self):
        """What no sane server sends (real.py has the rest): failed checks, then the page is unchanged."""
        answers = {
            "too-large": dict(page=BOMB, Content_Encoding="gzip"),
            "transfer": dict(page=b"no gzip", Content_Encoding="gzip"),
            "unreadable": dict(page=bytes(range(256)) * 8, Content_Type="application/octet-stream"),
        }
        self.put_before(PAGE, PAGE)
        for failure, answer in answers.items():
            with self.subTest(failure):
                self.site.put("/terms", **answer)
                self.tool("check", expect=2)
                (source,) = self.status()["sources"]
                self.assertEqual(source["failure"], failure)
        self.site.put("/terms", PAGE)
        self.tool("check", expect=0)
        self.assertEqual(self.findings(), [])
        self.assertEqual(self.status()["checks_failed"], len(answers))

    def test_private_address(self):
        self.site.put("/terms", PAGE)
        self.watch(AllowPrivate="no")
        self.tool("check", expect=2)
        (source,) = self.status()["sources"]
        self.assertEqual(source["failure"], "address")
        self.assertEqual(self.site.requests, [])

    def test_another_language(self):
        """A server that guesses its visitor's language: no finding, whatever the other page says."""
        german = """<!doctype html><html lang="de"><title>Neues zur Zusammenarbeit</title><main><article><h1>Neues</h1>
<p>Heute beschreiben die beiden Unternehmen den nächsten Abschnitt der Zusammenarbeit, die sie vor drei Jahren begonnen
haben, und was das für die Kunden von beiden bedeutet. Bis 2031 ist Brackwater in Europa nicht mehr der alleinige
Händler für die Steuerungen von Tarn, und 8% der Erlöse werden mit dem anderen geteilt.</p></article></main></html>"""
        self.put_before(PAGE, german)
        self.tool("check", expect=2)
        (source,) = self.status()["sources"]
        self.assertEqual(source["failure"], "language")
        self.site.put("/terms", PAGE)
        self.tool("check", expect=0)
        self.assertEqual(self.findings(), [])

    def test_two_daemons(self):
        self.watch()
        self.site.put("/terms", PAGE)
        first = self.start()
        self.daemon_fails(str(first.pid), str(self.state), "in use")
        self.assertIsNone(first.poll())

    def test_stop(self):
        self.watch()
        self.site.put("/terms", PAGE)
        daemon = self.start()
        daemon.send_signal(signal.SIGTERM)
        self.assertEqual(daemon.wait(PATIENCE_S), 0)

    def test_state_directory_that_cannot_be(self):
        self.watch()
        self.state = self.config / "state"  # below a file
        self.daemon_fails(str(self.state))
        self.tool_fails("check", words=[str(self.state), "--state"])

    def test_state_directory_that_may_not_be_written(self):
        self.watch()
        self.state.chmod(0o555)
        self.dir.chmod(0o755)
        user = "nobody" if os.geteuid() == 0 else None  # root may write anywhere
        try:
            done = subprocess.run([PACTWATCH, *self.options(), "check"], capture_output=True, text=True,
                                  timeout=PATIENCE_S, user=user)
        except PermissionError:
            self.skipTest("the build lies where nobody may read it")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn(f"'{self.state}': Permission denied; give a directory you may write", done.stderr)

    def test_full_disk(self):
        """A disk that fills up half-way through a record: an error, and the next check finds all."""
        self.put_before(PAGE, CHANGED_PAGE.replace("<main>", f"<main><!--{os.urandom(300000).hex()}-->"))
        limit = max(f.stat().st_size for f in self.state.rglob("*") if f.is_file()) + 4096
        full = subprocess.run([PACTWATCH, *self.options(), "check"], capture_output=True, text=True,
                              timeout=PATIENCE_S, restore_signals=False,  # SIGXFSZ stays ignored: EFBIG
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertEqual(full.returncode, 2, full.stderr)
        self.assertIn(str(self.state), full.stdout + full.stderr)
        self.assertEqual(self.findings(), [])
        self.assertEqual(self.records().count("response"), 1)
        self.tool("check", expect=1)
        self.assertEqual(len(self.findings()), 1)
        self.assertEqual(self.records().count("response"), 2)

    def test_newer_schema(self):
        self.put_before(PAGE, PAGE)
        with sqlite3.connect(self.state / "pactwatch.db") as store:
            store.execute("PRAGMA user_version = 99")
        self.daemon_fails("pactwatch.db", "99")
        self.tool_fails("log", words=["pactwatch.db", "99"])

    def test_foreign_store(self):
        (self.state / "pactwatch.db").write_text("my shopping list\n" * 100)
        self.watch()
        self.tool_fails("log", words=["pactwatch.db"])
        self.assertEqual((self.state / "pactwatch.db").read_text(), "my shopping list\n" * 100)

    def test_broken_settings(self):
        self.config.write_text("[Source one]\nURL=ftp://x\nEvery=1s\nColour=red\n[Sauce two]\n[Sink three]\nKind=pigeon\n")
        said = self.tool("config", "check", expect=2)
        for words in ("URL='ftp://x'", "Every='1s'", "Colour", "Sauce", "pigeon"):
            self.assertIn(words, said.stdout + said.stderr)
        self.daemon_fails("URL='ftp://x'", "Every='1s'", "pigeon")

    def test_reload_with_broken_settings_keeps_the_old(self):
        self.watch()
        self.site.put("/terms", PAGE)
        daemon = self.start()
        until(lambda: self.site.requests, "the first check")
        good = self.config.read_text()
        self.config.write_text("[Source\n")
        daemon.send_signal(signal.SIGHUP)
        if not os.path.exists("/run/systemd/journal/socket"):
            until(lambda: "kept the old settings" in daemon.log.read_text(), "the daemon says so")
        self.config.write_text(good.replace("/terms", "/other"))
        daemon.send_signal(signal.SIGHUP)
        until(lambda: "/other" in {path for path, _ in self.site.requests}, "the new page is checked")
        self.assertIsNone(daemon.poll())

    def test_a_source_fails_and_recovers(self):
        self.watch()
        self.site.put("/terms", "down", status=503)
        daemon = self.start()
        until(lambda: self.status()["checks_failed"] == 1, "the check fails")
        self.site.put("/terms", PAGE)
        daemon.send_signal(signal.SIGHUP)  # by itself it would look again after a longer while
        until(lambda: self.status()["captures"] == 1, "the page is read")
        if not os.path.exists("/run/systemd/journal/socket"):
            until(lambda: SOURCE_RECOVERED in daemon.log.read_text(), "the recovery is told")
            log = daemon.log.read_text()
            self.assertEqual(log.count(SOURCE_FAILED), 1, log)
            self.assertIn('pact_failure="server-error"', log)

    def test_a_source_falls_silent(self):
        self.watch(SilentAfter="1s")
        self.site.put("/terms", "down", status=503)
        daemon = self.start()
        for failed in (1, 2):
            until(lambda: self.status()["checks_failed"] == failed, "the check fails")
            daemon.send_signal(signal.SIGHUP)
        self.assertEqual(self.status()["sources"][0]["state"], "silent")
        if not os.path.exists("/run/systemd/journal/socket"):
            until(lambda: SOURCE_SILENT in daemon.log.read_text(), "the silence is told")
            self.assertEqual(daemon.log.read_text().count(SOURCE_SILENT), 1)

    def test_unknown_names(self):
        self.put_before(PAGE, PAGE)
        self.tool_fails("check", "nobody", words=["'nobody'", "brackwater"])
        self.tool_fails("show", "77", words=["77"])
        self.tool_fails("accept", "77", words=["77"])


if __name__ == "__main__":
    unittest.main()
