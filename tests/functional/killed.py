#!/usr/bin/env python3
"""Killed at random moments of looking and of telling, over and over: in the end every finding has
reached every sink, and none that was confirmed was told twice."""
import collections
import http.server
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import threading
import time
import unittest

from smtp import MailServer
from world import EXCLUSIVE, FINDING, PACTWATCH, PACTWATCHD, ROYALTY, World, statement, until

KILLS = 220
GOODS = ("controllers", "sensors", "gearboxes", "cameras", "drives")  # a page for each
ANSWER_S = 0.01      # each peer takes its time, so that kills hit tells under way
DRAIN_S = 180        # what was lost more than once waits longer each time, and its page's next with it
LOST_ANSWERS = 0.05  # the share of alerts that a peer takes and then hangs up on


class Hook:
    """A receiver on loopback that notes what it took, and sometimes dies before it says so."""

    def __init__(self, chance):
        hook = self
        self.keys, self.lost = [], 0

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                hook.keys.append(self.headers["Idempotency-Key"])
                time.sleep(ANSWER_S)
                if chance.random() < LOST_ANSWERS:
                    hook.lost += 1
                    self.close_connection = True
                    return
                self.send_response(204)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *args: None  # a daemon that was killed hangs up
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Killed(World):
    def setUp(self):
        super().setUp()
        self.chance = random.Random(11)
        self.hook = Hook(random.Random(12))
        words = random.Random(13).choices(("take", "die"), (1 - LOST_ANSWERS, LOST_ANSWERS), k=100 * KILLS)
        self.mail = MailServer(words, delay=ANSWER_S)
        self.program, self.log = self.dir / "program.log", self.dir / "stderr.log"
        self.addCleanup(self.hook.close)
        self.addCleanup(self.mail.close)
        for path in (self.program, self.log):
            path.touch()
        self.sinks = ["hook", "mail", "program"]
        if not os.path.exists("/run/systemd/journal/socket"):  # else it is the machine's that is told
            self.sinks.append("journal")

    def configure(self):
        script = f'read -r line; sleep {ANSWER_S}; printf "%s\\n" "$line" >>{self.program}'
        kinds = {
            "hook": f"Kind=webhook\nAllowPrivate=yes\nURL=http://127.0.0.1:{self.hook.server.server_port}/\n",
            "mail": f"Kind=mail\nServer={self.mail.url}\nFrom=a@example.com\nTo=b@example.com\n",
            "program": f"Kind=command\nCommand=/bin/sh -c '{script}'\n",
            "journal": "Kind=journal\n",
        }
        text = "[Fetch]\nHostSpacing=0s\nPerHost=8\n"
        for goods in GOODS:
            text += f"[Source {goods}]\nURL={self.site.url(f'/{goods}')}\nAllowPrivate=yes\nEvery=1d\n"
        self.config.write_text(text + "".join(f"[Sink {sink}]\n{kinds[sink]}" for sink in self.sinks))

    def put(self, year):
        for goods in GOODS:
            term = EXCLUSIVE.replace("controllers", goods).replace("2031", str(year))
            self.site.put(f"/{goods}", statement([term, ROYALTY]))

    def arrivals(self):
        """Per sink the findings in the order in which they arrived there, as often as they did."""
        ids = {
            "hook": [int(key.partition("-")[0]) for key in self.hook.keys],
            "mail": [int(re.search(rb"^Message-ID: <(\d+)-mail\.", mail, re.M).group(1))
                     for mail in list(self.mail.messages)],
            "program": [json.loads(line)["id"] for line in self.program.read_text().splitlines()],
            "journal": [int(id) for id in re.findall(FINDING + r'.* pact_finding="(\d+)"', self.log.read_text())],
        }
        return {sink: ids[sink] for sink in self.sinks}

    def confirmed(self):
        """What the store knows to be told: pairs of sink and finding."""
        with sqlite3.connect(self.state / "pactwatch.db", timeout=30) as store:
            rows = store.execute("SELECT sink, finding FROM outbox WHERE delivered IS NOT NULL").fetchall()
        store.close()
        return set(rows)

    def run_and_kill(self, program, *arguments):
        with open(self.log, "a") as log:
            process = subprocess.Popen([program, *self.options(), *arguments], stdout=subprocess.DEVNULL, stderr=log)
            time.sleep(self.chance.uniform(0, 0.25))
            process.kill()
            process.wait()

    def test_at_random(self):
        self.configure()
        self.put(2031)
        self.tool("check", expect=0)
        closed = {}  # (sink, finding) -> how often it had arrived when it was confirmed
        for kill in range(KILLS):
            if kill % 2 == 0:
                self.put(2032 + kill)
                self.run_and_kill(PACTWATCH, "check")
            else:
                self.run_and_kill(PACTWATCHD)
            arrived = {sink: collections.Counter(ids) for sink, ids in self.arrivals().items()}
            for pair in self.confirmed() - closed.keys():
                closed[pair] = arrived[pair[0]][pair[1]]
        last = self.tool("check")
        self.start()
        until(lambda: self.status()["outbox"] == 0, "the outbox is empty", DRAIN_S)
        self.end_daemons()
        with open(self.log, "a") as log:
            log.write(last.stderr + "".join(daemon.log.read_text() for daemon in self.daemons))

        arrived, findings = self.arrivals(), {finding["id"]: finding for finding in self.findings()}
        self.assertGreater(len(findings), KILLS / 4)
        self.assertEqual(self.status()["outbox_dead"], 0)
        for sink, ids in arrived.items():
            with self.subTest(sink):
                counts = collections.Counter(ids)
                self.assertEqual(counts.keys(), findings.keys(), "every finding reached it")
                again = {id: n for id, n in counts.items() if n > closed.get((sink, id), n)}
                self.assertEqual(again, {}, "told again although it had been confirmed")
                first = list(dict.fromkeys(ids))
                for source in {finding["source"] for finding in findings.values()}:
                    own = [id for id in first if findings[id]["source"] == source]
                    self.assertEqual(own, sorted(own), "in order on each page")
        twice = {sink: len(ids) - len(findings) for sink, ids in arrived.items()}
        print(f"{KILLS} kills, {len(findings)} findings, {sum(map(len, arrived.values()))} deliveries to "
              f"{len(arrived)} sinks; told twice {twice}, of which by lost answers: "
              f"hook {self.hook.lost}, mail {self.mail.lost}", file=sys.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
