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
AT_ONCE = 50  # transfers, for curl and for pactwatch
SLOW, FAST = 5, 15  # runs of a measurement: the best counts

NGINX = """
{user} daemon off; worker_processes 1; pid {dir}/nginx.pid; error_log {dir}/nginx.log;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; keepalive_requests 1000000; types {{ text/html html; }}
  client_body_temp_path {dir}/t1; proxy_temp_path {dir}/t2; fastcgi_temp_path {dir}/t3;
  uwsgi_temp_path {dir}/t4; scgi_temp_path {dir}/t5;
  server {{ listen 127.0.0.1:{validating}; root {dir}/www; }}
  server {{ listen 127.0.0.1:{plain}; root {dir}/www;
            etag off; if_modified_since off; add_header Last-Modified ""; }}
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
    """One command with its wall clock, its processor time and its peak memory."""

    def __init__(self, command, folder, ok=(0,)):
        log = folder / "output"
        start = time.monotonic()
        with open(log, "wb") as out:
            child = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=folder)
            _, status, usage = os.wait4(child.pid, 0)
        self.wall = time.monotonic() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.mib = usage.ru_maxrss / 1024
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in ok:
            said = log.read_text()[-2000:]
            sys.exit(f"bench: {command[0]} ended with {child.returncode}:\n{said}")


def alternate(runs, *measurements):
    """The best run of each. They take turns, so that what else the machine does meets all alike."""
    rounds = [[measure() for measure in measurements] for _ in range(runs)]
    return [min(runs, key=lambda run: run.wall) for runs in zip(*rounds)]


def report(name, run, note=""):
    per_page = 1e6 * run.cpu / PAGES
    print(f"{name:<32}{PAGES / run.wall:>9.0f}{per_page:>13.0f}{run.mib:>7.1f}  {note}")


def free_ports(n):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
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
        command = [self.program, "--config", self.config, "--state", self.state, "check"]
        return Run(command, self.folder, ok)

    def size(self, pattern):
        return sum(file.stat().st_size for file in self.state.rglob(pattern) if file.is_file())


def peers(folder, port):
    lines = (f"url={url(port, n)}\noutput=/dev/null\n" for n in range(PAGES))
    (folder / "urls").write_text("".join(lines))
    fetch = ["curl", "-sS", "--fail", "--parallel", "--parallel-max", str(AT_ONCE),
             "-K", folder / "urls"]
    parse = ["xmllint", "--html", "--noout", *(folder / "www").iterdir()]
    return (lambda: Run(fetch, folder)), (lambda: Run(parse, folder))


def report_first(run, parse, size):
    report("pactwatch, first check", run,
           f"{run.cpu / parse.cpu:.2f} of the parse's CPU (at most 2.5), at most 64 MiB; "
           f"{size // PAGES} bytes of state a page")


def report_unchanged(answer, run, curl, share, grown):
    report(f"pactwatch, unchanged, {answer}", run,
           f"{curl.wall / run.wall:.2f} of curl's rate (at least {share}); "
           f"{grown / PAGES / FAST:.0f} bytes of store a check (at most 64)")


def measure(program, folder, validating, plain):
    fetch, parse = peers(folder, plain)
    fresh = [Watch(program, folder / f"watch{n}", validating) for n in range(SLOW)]
    watch, silent = fresh[0], Watch(program, folder / "silent", plain)
    turns = iter(fresh)
    parsed, first = alternate(SLOW, parse, lambda: next(turns).check())
    size = watch.size("*")
    silent.check()
    stores = [each.size("*.db*") for each in (watch, silent)]
    fetched, not_modified, identical = alternate(FAST, fetch, watch.check, silent.check)
    grown = [each.size("*.db*") - was for each, was in zip((watch, silent), stores)]
    archived = watch.size("*.warc.gz")
    pages.write(folder / "www", range(CHANGED), edition=1)
    changed = watch.check(ok=(0, 1))

    report("curl --parallel, fetch", fetched)
    report("xmllint --html --noout, parse", parsed)
    report_first(first, parsed, size)
    report_unchanged(304, not_modified, fetched, 0.5, grown[0])
    report_unchanged(200, identical, fetched, 0.25, grown[1])
    report(f"pactwatch, {100 * CHANGED // PAGES} % changed", changed,
           f"{(watch.size('*.warc.gz') - archived) // CHANGED} bytes of archive a changed page")


def main(program):
    os.environ["PATH"] += ":/usr/sbin"  # where nginx is, and not everyone's PATH leads
    missing = [name for name in ("nginx", "curl", "xmllint") if shutil.which(name) is None]
    if missing:
        print(f"bench: needs {', '.join(missing)}")
        return 77
    with tempfile.TemporaryDirectory(prefix="pactwatch-bench-") as name:
        folder = pathlib.Path(name)
        (folder / "www").mkdir()
        pages.write(folder / "www", range(PAGES))
        size = sum(file.stat().st_size for file in (folder / "www").iterdir())
        validating, plain = free_ports(2)
        server = start_nginx(folder, validating, plain)
        try:
            print(f"{PAGES} pages of {size / PAGES / 1024:.0f} KiB, {os.cpu_count()} processors, "
                  f"best of {SLOW} or {FAST} runs\n{'':<32}{'pages/s':>9}{'CPU us/page':>13}{'MiB':>7}")
            measure(program, folder, validating, plain)
        finally:
            server.terminate()
            server.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
