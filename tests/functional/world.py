"""What the functional tests share: a site to watch, a state to watch it from, and its evidence.

The programs come from the environment (PACTWATCH, PACTWATCHD). Where a test cannot run, it ends with
status 77 and one line that says why.
"""
import gzip
import hashlib
import http.server
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PACTWATCH = os.environ.get("PACTWATCH", "pactwatch")
PACTWATCHD = os.environ.get("PACTWATCHD", "pactwatchd")
FINDING = "63b80a1512124c879636df2eec154897"  # MESSAGE_ID of a finding
STARTED = "052f188d22db44fdb93d9a10fbc21482"
PATIENCE_S = 30  # for what ought to happen soon, on a busy machine


def skip(reason):
    print(reason)
    sys.exit(77)


def until(question, what, patience_s=PATIENCE_S):
    """Waits until the question has a true answer, and returns that."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        answer = question()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited {patience_s} s in vain: {what}")


def received(datagrams):
    try:
        return datagrams.recv(4096)
    except BlockingIOError:
        return b""


def statement(terms, *, about="Brackwater Systems", date="May 4"):
    """A page as companies publish them: the terms between what surrounds them."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Update on our work with Tarn Robotics</title></head><body>
<nav class="menu"><a href="/">Home</a> <a href="/news">News</a></nav>
<main><article><h1>Update on our work with Tarn Robotics</h1>
<p class="date">{date}</p>
<p>Today {about} and Tarn Robotics describe the next phase of the partnership that the two
companies began three years ago, and what it means for customers of both.</p>
{"".join(f"<p>{term}</p>" for term in terms)}
<p>Both companies look forward to the work ahead, and thank the teams who made it possible.</p>
</article></main><footer>© {about}</footer></body></html>"""


EXCLUSIVE = ("Brackwater Systems remains Tarn Robotics' exclusive distributor of controllers in Europe "
             "until 2031.")
SHARED = EXCLUSIVE.replace("exclusive", "non-exclusive")
ROYALTY = "Tarn Robotics pays Brackwater Systems 12% of its net controller revenue each quarter."
PAGE = statement([EXCLUSIVE, ROYALTY])
CHANGED_PAGE = statement([SHARED, ROYALTY])


class Site:
    """An HTTP server on loopback whose pages a test changes under the watcher's eyes."""

    def __init__(self):
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                site.requests.append((self.path, dict(self.headers)))
                status, headers, body = site.pages.get(self.path, (404, {}, b"no such page"))
                if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.pages, self.requests = {}, []
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *args: None  # a watcher that was killed hangs up
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path):
        return f"http://127.0.0.1:{self.server.server_port}{path}"

    def put(self, path, page, status=200, etag=False, **headers):
        body = page.encode() if isinstance(page, str) else page
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers.setdefault("Content-Type", "text/html; charset=utf-8")
        if etag:
            headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        self.pages[path] = (status, headers, body)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class World(unittest.TestCase):
    """A fresh site and state for each test, and the programs at work on them."""

    def setUp(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="pactwatch-test-"))
        self.state, self.config = self.dir / "state", self.dir / "pactwatch.conf"
        self.site = Site()
        self.daemons = []
        self.addCleanup(shutil.rmtree, self.dir)
        self.addCleanup(self.site.close)
        self.addCleanup(self.end_daemons)
        (self.state / "sources.d").mkdir(parents=True)

    def watch(self, path="/terms", sinks=("journal",), **keys):
        """Settings with one source, 'brackwater', and these sinks."""
        keys = {"URL": self.site.url(path), "AllowPrivate": "yes", "Every": "10s", **keys}
        lines = ["[Source brackwater]"] + [f"{key}={value}" for key, value in keys.items()]
        for sink in sinks:
            lines += [f"[Sink {sink}]", f"Kind={sink}"]
        self.config.write_text("\n".join(lines) + "\n")

    def options(self):
        return ["--config", str(self.config), "--state", str(self.state)]

    def tool(self, *args, expect=None):
        """Runs pactwatch; `expect` is the exit status it has to end with."""
        done = subprocess.run([PACTWATCH, *self.options(), *args], capture_output=True, text=True,
                              timeout=PATIENCE_S)
        if expect is not None:
            self.assertEqual(done.returncode, expect, f"{args}: {done.stdout}{done.stderr}")
        return done

    def put_before(self, page, changed, path="/terms", **keys):
        """A source whose first page is taken as accepted, and that says `changed` from now on."""
        self.watch(path, **keys)
        self.site.put(path, page)
        self.tool("check", expect=0)
        self.site.put(path, changed)

    def findings(self):
        return json.loads(self.tool("log", "--json", expect=0).stdout)

    def status(self):
        return json.loads(self.tool("status", "--json", expect=0).stdout)

    def start(self):
        """Starts the daemon and waits until it says that it is ready, to systemd's socket or in its log."""
        log, address = (self.dir / f"daemon-{len(self.daemons)}.{end}" for end in ("log", "notify"))
        with open(log, "w") as stream, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified:
            notified.bind(str(address))
            notified.setblocking(False)
            daemon = subprocess.Popen([PACTWATCHD, *self.options()], stdout=stream, stderr=stream,
                                      env={**os.environ, "NOTIFY_SOCKET": str(address)})
            daemon.log = log
            self.daemons.append(daemon)
            until(lambda: STARTED in log.read_text() or b"READY=1" in received(notified)
                  or daemon.poll() is not None, "the daemon starts")
        self.assertIsNone(daemon.poll(), log.read_text())
        return daemon

    def end_daemons(self):
        for daemon in self.daemons:
            if daemon.poll() is None:
                daemon.send_signal(signal.SIGTERM)
                self.assertEqual(daemon.wait(PATIENCE_S), 0, daemon.log.read_text())

    def records(self):
        """Types of all WARC records, read by the grammar of WARC/1.1 and nothing of ours."""
        types = []
        for path in sorted(self.state.glob("archive/*.warc.gz")):
            rest = gzip.decompress(path.read_bytes())
            while rest:
                head, rest = rest.split(b"\r\n\r\n", 1)
                lines = head.split(b"\r\n")
                assert lines[0] == b"WARC/1.1", lines[0]
                fields = {k.lower(): v.strip() for k, v in (l.split(b":", 1) for l in lines[1:])}
                length = int(fields[b"content-length"])
                assert rest[length:length + 4] == b"\r\n\r\n", "a record ends with two empty lines"
                types.append(fields[b"warc-type"].decode())
                rest = rest[length + 4:]
        return types

    def told(self, *logs):
        """How many findings the journal sink told: lines on standard error, or, where this machine has
        a journal of its own that got them, what the store knows to be confirmed."""
        if not os.path.exists("/run/systemd/journal/socket"):
            return sum(text.count(FINDING) for text in logs)
        with sqlite3.connect(self.state / "pactwatch.db") as store:
            (n,) = store.execute("SELECT count(*) FROM outbox WHERE delivered IS NOT NULL").fetchone()
        return n
