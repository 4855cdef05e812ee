#!/usr/bin/env python3
"""Reads WARC files as a stranger would: zlib and the grammar of WARC 1.1 (ISO 28500:2017), nothing of ours.

usage: check-warc.py FILE...    prints "TYPE COUNT" lines; exit status 1 names the first fault.
With python3-warcio installed, its reader must agree on the number of records and on every digest.
"""
import collections
import hashlib
import http.client
import io
import re
import sys
import zlib

FIELD = re.compile(rb"^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$")
DATE = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$")
ID = re.compile(r"^<urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}>$")
URI = re.compile(r"^[a-z][a-z0-9+.-]*:[^\s<>]+$")
PROFILES = {"http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
            "http://netpreserve.org/warc/1.1/revisit/server-not-modified"}
NEEDED = {
    "warcinfo": ["warc-filename"],
    "request": ["warc-target-uri", "warc-concurrent-to"],
    "response": ["warc-target-uri", "warc-payload-digest", "warc-ip-address"],
    "revisit": ["warc-target-uri", "warc-payload-digest", "warc-profile", "warc-refers-to-target-uri",
                "warc-refers-to-date"],
    "conversion": ["warc-target-uri", "warc-payload-digest", "warc-refers-to"],
}


def need(condition, fault):
    if not condition:
        raise ValueError(fault)


def members(data):
    while data:
        inflater = zlib.decompressobj(wbits=31)
        record = inflater.decompress(data)
        need(inflater.eof, "a gzip member is cut off")
        yield record
        data = inflater.unused_data


def parse(record):
    head, separator, rest = record.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    need(separator and lines[0] == b"WARC/1.1", "no WARC/1.1 header")
    fields = {}
    for line in lines[1:]:
        match = FIELD.match(line)
        need(match, f"no header field: {line!r}")
        name = match[1].decode().lower()
        need(name not in fields, f"{name} twice")
        fields[name] = match[2].decode("utf-8")
    length = int(fields["content-length"])
    need(rest[length:] == b"\r\n\r\n", "the record is not one block of its length and two line ends")
    return fields, rest[:length]


def check_digest(label, data):
    algorithm, _, value = label.partition(":")
    need(hashlib.new(algorithm, data).hexdigest() == value, f"digest {label} is wrong")


class Socket:
    def __init__(self, data):
        self.data = data

    def makefile(self, mode):
        return io.BytesIO(self.data)


def check_http(fields, block):
    if fields["warc-type"] == "request":
        need(re.match(rb"^[A-Z]+ \S+ HTTP/1\.1\r\n", block) and block.endswith(b"\r\n\r\n"), "bad request")
        return
    answer = http.client.HTTPResponse(Socket(block))
    answer.begin()
    need(answer.getheader("Content-Encoding") is None, "a coding that was undone is still declared")
    if fields["warc-type"] == "response":
        body = answer.read()
        need(len(block.partition(b"\r\n\r\n")[2]) == len(body), "Content-Length is wrong")
        check_digest(fields["warc-payload-digest"], body)


def check(fields, block, ids):
    kind = fields["warc-type"]
    need(kind in NEEDED, f"unexpected type {kind}")
    for name in NEEDED[kind]:
        need(name in fields, f"{kind} without {name}")
    need(ID.match(fields["warc-record-id"]) and fields["warc-record-id"] not in ids, "bad or repeated id")
    ids.add(fields["warc-record-id"])
    for name in ("warc-date", "warc-refers-to-date"):
        need(DATE.match(fields.get(name, "2026-01-01T00:00:00Z")), f"bad {name}")
    for name in ("warc-target-uri", "warc-refers-to-target-uri"):
        need(URI.match(fields.get(name, "x:y")), f"bad {name}")
    need(fields.get("warc-profile") in PROFILES | {None}, "unknown profile")
    check_digest(fields["warc-block-digest"], block)
    if kind == "conversion":
        check_digest(fields["warc-payload-digest"], block)
    elif kind != "warcinfo":
        need(fields["content-type"] == "application/http; msgtype="
             + ("request" if kind == "request" else "response"), "wrong Content-Type")
        check_http(fields, block)


def check_file(path, counts):
    ids, wanted = set(), set()
    with open(path, "rb") as file:
        for n, record in enumerate(members(file.read())):
            fields, block = parse(record)
            need((n == 0) == (fields["warc-type"] == "warcinfo"), "warcinfo must be first, and once")
            check(fields, block, ids)
            counts[fields["warc-type"]] += 1
            wanted |= {fields[k] for k in ("warc-concurrent-to", "warc-refers-to") if k in fields}
    need(wanted <= ids, "a record refers to none of the file")


def check_with_warcio(paths, counts):
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        return
    seen = collections.Counter()
    for path in paths:
        with open(path, "rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                record.content_stream().read()
                seen[record.rec_type] += 1
    need(seen == counts, f"warcio sees {dict(seen)}")


counts, path = collections.Counter(), ""
try:
    for path in sys.argv[1:]:
        check_file(path, counts)
    check_with_warcio(sys.argv[1:], counts)
except (ValueError, KeyError, zlib.error, http.client.HTTPException) as fault:
    sys.exit(f"{path}: {type(fault).__name__}: {fault}")
for kind in sorted(counts):
    print(kind, counts[kind])
