#!/usr/bin/env python3
"""How fast a round is, beside curl fetching and libxml2 parsing the same pages on the same machine:
bench.py PACTWATCH. 1,000 pages on a loopback nginx; exits 77 where a program is missing."""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import pages

PAGES = 1000
CHANGED = PAGES // 10
AT_ONCE = 50       # transfers, for curl and for pactwatch
UNCHANGED_RUNS = 5 # the store grows by whole pages of 4 KiB: several runs even that out

NGINX = """
{user} daemon off; worker_processes 1; pid {dir}/nginx.pid; error_log {dir}/nginx.log;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; keepalive_requests 1000000; types {{ text/html html; }}
  client_body_temp_path {dir}/t1; proxy_temp_path {dir}/t2; fastcgi_temp_path {dir}/t3;
  uwsgi_temp_path {dir}/t4; scgi_temp_path {dir}/t5;
  server {{ listen 127.0.0.1:{validating}; root {dir}/www; }}
  server {{ listen 127.0.0.1:{plain}; root {dir}/www; etag off; if_modified_since off; add_header Last-Modified ""; }}
}}
"""

CONFIG = """
[Fetch]
HostSpacing=0
PerHost={at_once}
[Defaults]
AllowPrivate=yes
"""


class Run:
    """One command with its wall clock, its processor time and its peak memory, children included."""

    def __init__(self, command, folder, ok=(0,)):
        start = time.monotonic()
        log = folder / "output"
        with open(log, "wb") as out:
            child = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=folder)
            _, status, usage = os.wait4(child.pid, 0)
        self.wall = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        self.cpu = usage.ru_utime + usage.ru_stime
        self.mib = usage.ru_maxrss / 1024
        if child.returncode not in ok:
            sys.exit(f"bench: {command[0]} ended with {child.returncode}:\n{log.read_text()[-2000:]}")


def report(name, run, note="", n=PAGES):
    print(f"{name:<34}{n / run.wall:>9.0f}{1e6 * run.cpu / n:>12.0f}{run.mib:>9.1f}  {note}", flush=True)


def free_ports(n):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def start_nginx(folder, validating, plain):
    config = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""  # it must read our folder
    config.write_text(NGINX.format(dir=folder, user=user, validating=validating, plain=plain))
    server = subprocess.Popen(["nginx", "-p", folder, "-c", config], stderr=subprocess.DEVNULL)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", plain)) == 0:
                return server
        time.sleep(0.05)
    server.terminate()
    sys.exit(f"bench: nginx did not start:\n{(folder / 'nginx.log').read_text()}")


def url(port, number):
    return f"http://127.0.0.1:{port}/p{number}.html"


class Watch:
    """A state directory whose sources are the pages as one of the two servers gives them."""

    def __init__(self, program, folder, port):
        folder.mkdir()
        self.folder = folder
        self.config = folder / "pactwatch.conf"
        self.state = folder / "state"
        self.program = program
        sources = "".join(f"[Source p{n}]\nURL={url(port, n)}\n" for n in range(PAGES))
        self.config.write_text(CONFIG.format(at_once=AT_ONCE) + sources)

    def check(self, ok=(0,)):
        return Run([self.program, "--config", self.config, "--state", self.state, "check"], self.folder, ok)

    def size(self, pattern):
        return sum(f.stat().st_size for f in self.state.rglob(pattern) if f.is_file())


def measure_peers(folder, port):
    lines = (f"url={url(port, n)}\noutput=/dev/null\n" for n in range(PAGES))
    (folder / "urls").write_text("".join(lines))
    files = [folder / "www" / f"p{n}.html" for n in range(PAGES)]
    curl = ["curl", "-sS", "--fail", "--fail-early", "--parallel", "--parallel-immediate", "--parallel-max", str(AT_ONCE), "-K", folder / "urls"]
    Run(curl, folder)  # warms the page cache for everyone
    fetched = Run(curl, folder)
    parsed = Run(["xmllint", "--html", "--noout", *files], folder)
    report("curl --parallel, fetch", fetched)
    report("xmllint --html --noout, parse", parsed)
    return fetched, parsed


def measure_unchanged(watch, name, curl, share):
    before = watch.size("*.db*")
    runs = [watch.check() for _ in range(UNCHANGED_RUNS)]
    best = min(runs, key=lambda run: run.wall)
    grown = (watch.size("*.db*") - before) / (PAGES * UNCHANGED_RUNS)
    report(name, best, f"{curl.wall / best.wall:.2f} of curl's rate (at least {share}), "
                       f"{grown:.0f} bytes of store a check (at most 64)")


def measure_pactwatch(program, folder, validating, plain, curl, parse):
    watch = Watch(program, folder / "validating", validating)
    first = watch.check()
    report("pactwatch, first check", first, f"{first.cpu / parse.cpu:.2f} of the parse's CPU (at most 2.5), "
           f"{watch.size('*') // PAGES} bytes of state a page (memory: at most 64 MiB)")
    measure_unchanged(watch, "pactwatch, unchanged, 304", curl, 0.5)
    silent = Watch(program, folder / "plain", plain)
    silent.check()
    measure_unchanged(silent, "pactwatch, unchanged, 200", curl, 0.25)
    before = watch.size("*.warc.gz")
    pages.write(folder / "www", range(CHANGED), edition=1)
    changed = watch.check(ok=(0, 1))
    report(f"pactwatch, {100 * CHANGED // PAGES} % changed", changed,
           f"{(watch.size('*.warc.gz') - before) // CHANGED} bytes of archive a changed page")


def main(program):
    missing = [name for name in ("nginx", "curl", "xmllint") if shutil.which(name) is None]
    if missing:
        print(f"bench: needs {', '.join(missing)}")
        return 77
    with tempfile.TemporaryDirectory(prefix="pactwatch-bench-") as name:
        folder = pathlib.Path(name)
        (folder / "www").mkdir()
        pages.write(folder / "www", range(PAGES))
        size = sum(f.stat().st_size for f in (folder / "www").iterdir())
        validating, plain = free_ports(2)
        server = start_nginx(folder, validating, plain)
        try:
            print(f"{PAGES} pages, {size / PAGES / 1024:.0f} KiB each, {os.cpu_count()} processors\n"
                  f"{'':<34}{'pages/s':>9}{'CPU us/page':>12}{'MiB':>9}")
            curl, parse = measure_peers(folder, plain)
            measure_pactwatch(program, folder, validating, plain, curl, parse)
        finally:
            server.terminate()
            server.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
