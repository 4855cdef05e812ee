#!/usr/bin/env python3
"""Alerts by mail and webhook, and the outbox that holds them until a server has taken them."""
import email.utils
import hashlib
import hmac
import http.server
import json
import os
import pathlib
import ssl
import subprocess
import threading
import unittest

from smtp import MailServer
from world import EXCLUSIVE, ROYALTY, SHARED, World, statement

# What a page could write to reach into a mail, its headers, its HTML or its reader's terminal.
HOSTILE = (" This is &lt;script&gt;alert(1)&lt;/script&gt; =?UTF-8?B?RXZpbA==?= &#x202E;live&#x1b;[2J\r\n"
           ".\r\nQUIT\r\n&#13;&#10;Bcc: eve@example.org&#13;&#10;, " + "word " * 2000)

LOST = "80c84004d2d94b47a737034b94ca95a5"  # MESSAGE_ID of an alert that was given up
COMMANDS = pathlib.Path(__file__).resolve().parents[2] / "src/man/pactwatch.1"
MANUAL = pathlib.Path(__file__).resolve().parents[2] / "src/man/pactwatch.conf.5"


class Hook:
    """A receiver on loopback that takes everything."""

    def __init__(self):
        hook = self
        self.requests = []  # (headers, body)

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.requests.append((self.headers, body))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *args: None  # a client that trusts it not hangs up
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook/open-sesame"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Channels(World):
    def sink(self, **keys):
        with open(self.config, "a") as config:
            config.write("\n".join(["[Sink team]"] + [f"{key}={value}" for key, value in keys.items()]) + "\n")

    def hook(self, **keys):
        """Settings that tell a receiver, whose address is a secret."""
        hook = Hook()
        self.addCleanup(hook.close)
        self.watch(sinks=())
        path = self.dir / "address"
        path.write_text(hook.url + "\n")
        path.chmod(0o600)
        self.sink(Kind="webhook", URLFile=path, AllowPrivate="yes", **keys)
        return hook

    def openssl(self, *arguments):
        done = subprocess.run(["openssl", *arguments], capture_output=True, cwd=self.dir)
        self.assertEqual(done.returncode, 0, done.stderr)

    def authority(self):
        """An authority of our own (ca.pem), and what a server on loopback needs that it vouches for."""
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Test authority",
                     "-keyout", "ca.key", "-out", "ca.pem")
        self.openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1",
                     "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key", "-out", "request")
        self.openssl("x509", "-req", "-in", "request", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                     "-copy_extensions", "copy", "-out", "certificate")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.dir / "certificate", self.dir / "key")
        return context

    def mail(self, *script, auth=False, context=None, starttls=False, **keys):
        """Settings that tell by mail to a server with this script, and a page that has changed."""
        server = MailServer(script, auth, context=context, starttls=starttls)
        self.addCleanup(server.close)
        self.watch(sinks=())
        self.sink(**{"Kind": "mail", "Server": server.url, "From": "watch@example.com",
                     "To": "team@example.com;law@example.com", **keys})
        self.site.put("/terms", statement([EXCLUSIVE, ROYALTY]))
        self.tool("check", expect=0)
        return server

    def change(self, hostile=""):
        self.site.put("/terms", statement([SHARED.replace(".", hostile + "."), ROYALTY]))
        return self.tool("check", expect=1)

    def outbox(self):
        return json.loads(self.tool("outbox", "list", "--json", expect=0).stdout)

    def secret(self, text, mode=0o600):
        path = self.dir / "password"
        path.write_text(text)
        path.chmod(mode)
        return path

    def test_mail(self):
        server = self.mail("take")
        self.change()
        (mail,) = server.parsed()
        self.assertEqual(mail["Subject"], "Exclusivity changed: exclusive → non-exclusive (brackwater)")
        self.assertEqual(mail["To"], "team@example.com, law@example.com")
        self.assertEqual(server.recipients, ["<team@example.com>", "<law@example.com>"])
        self.assertIsNotNone(email.utils.parsedate_to_datetime(mail["Date"]))
        self.assertRegex(mail["Message-ID"], r"^<1-team\.\d+@example\.com>$")
        self.assertEqual(mail.get_content_type(), "multipart/alternative")
        text, html = (part.get_content() for part in mail.iter_parts())
        self.assertIn("[-exclusive-]", text)
        self.assertIn("pactwatch show 1", text)
        self.assertIn(self.site.url("/terms"), html)
        self.assertIn(">exclusive</del>", html)
        self.assertEqual(self.outbox(), [])

    def test_thread(self):
        """One Message-ID a finding; one thread a topic of a page."""
        server = self.mail("take")
        self.change()
        self.site.put("/terms", statement([SHARED.replace("2031", "2033"), ROYALTY]))
        self.tool("check", expect=1)
        first, *rest = server.parsed()
        self.assertTrue(rest)
        self.assertEqual({mail["References"] for mail in rest}, {first["References"]})
        self.assertNotIn(first["Message-ID"], {mail["Message-ID"] for mail in rest})

    def test_hostile_text(self):
        server = self.mail("take")
        self.change(HOSTILE)
        self.assertEqual(len(server.messages), 1, "nothing in it ended the message or sent another")
        raw, (mail,) = server.messages[0], server.parsed()
        self.assertEqual(len(server.recipients), 2)
        self.assertNotIn("Bcc", mail)
        self.assertFalse(mail.defects)
        self.assertLessEqual(max(map(len, raw.split(b"\r\n"))), 100)  # 998 is the limit
        self.assertTrue(raw.isascii())
        self.assertNotIn(b"\x1b", raw)
        text, html = (part.get_content() for part in mail.iter_parts())
        self.assertNotIn("<script>", html)
        for harmful in ("\u202e", "\x1b"):
            self.assertNotIn(harmful, text + html + mail["Subject"])

    def test_told_again_until_taken(self):
        """A lost answer and a refusal: it waits, its reason is shown, and it comes under one name."""
        server = self.mail("die", "later", "hang", "refuse", "take", Timeout="2s")
        whys = ("", "451", "timeout", "550")
        self.change()
        for tries, why in enumerate(whys, 1):
            (row,) = self.outbox()
            self.assertEqual((row["sink"], row["tries"]), ("team", tries))
            self.assertIn(why, row["why"])
            self.tool("outbox", "retry", str(row["id"]), expect=0)
        self.assertEqual(self.outbox(), [])
        self.assertEqual(len(server.messages), len(whys))  # all but the one to a refused recipient
        self.assertEqual(len({mail["Message-ID"] for mail in server.parsed()}), 1)

    def test_one_refused_holds_up_no_other(self):
        server = self.mail("refuse", "take")
        self.site.put("/terms", statement([SHARED, ROYALTY.replace("12%", "9%")]))
        self.tool("check", expect=1)
        self.assertEqual((len(server.messages), len(self.outbox())), (1, 1))

    def test_sink_leaves_the_settings(self):
        """Its alerts wait until it is back."""
        server = self.mail("later", "take")
        self.change()
        settings = self.config.read_text()
        self.config.write_text(settings.replace("[Sink team]", "[Sink board]"))
        self.tool("outbox", "retry", expect=0)
        self.assertEqual([row["sink"] for row in self.outbox()], ["team"])
        self.config.write_text(settings)
        self.tool("outbox", "retry", expect=0)
        self.assertEqual((len(server.messages), self.outbox()), (2, []))

    def test_drop(self):
        server = self.mail("later")
        self.change()
        (row,) = self.outbox()
        self.assertIn("Exclusivity changed", self.tool("outbox", "list", expect=0).stdout)
        self.tool("outbox", "drop", str(row["id"]), expect=0)
        self.assertEqual(self.outbox(), [])
        self.assertIn("waits", self.tool("outbox", "drop", str(row["id"]), expect=2).stderr)
        self.tool("outbox", "retry", expect=0)
        self.assertEqual(len(server.messages), 1)

    def test_pause(self):
        server = self.mail("take")
        self.tool("outbox", "pause", "team", expect=0)
        self.change()
        self.tool("outbox", "retry", expect=0)
        self.assertEqual([row["state"] for row in self.outbox()], ["paused"])
        self.assertIn("sink 'team' is paused since", self.tool("outbox", "list", expect=0).stdout)
        self.assertEqual(server.messages, [])
        self.tool("outbox", "resume", "team", expect=0)
        self.assertEqual((len(server.messages), self.outbox()), (1, []))
        self.assertIn("no sink 'tea'", self.tool("outbox", "pause", "tea", expect=2).stderr)
        self.assertIn("'team' is not paused", self.tool("outbox", "resume", "team", expect=2).stderr)
        self.assertIn("usage: ", self.tool("outbox", "resume", expect=2).stderr)

    def test_given_up(self):
        """A sink that had its time is told no more, until somebody wants it to."""
        server = self.mail("later", "later", "later", "take", GiveUpAfter="10s")
        self.change()
        states = []
        while "dead" not in states:
            self.assertEqual([row["state"] for row in self.outbox()], ["waits"])
            self.assertLess(len(states), 3)
            said = self.tool("outbox", "retry", expect=0).stderr
            states += [row["state"] for row in self.outbox()]
        if not os.path.exists("/run/systemd/journal/socket"):
            self.assertIn(LOST, said)
            self.assertIn('pact_sink="team"', said)
        self.assertIn("alerts that were given up: 1", self.tool("status", expect=0).stdout)
        self.tool("check", expect=0)
        self.assertEqual(len(server.messages), 3)
        self.tool("outbox", "retry", expect=0)
        self.assertEqual((len(server.messages), self.outbox()), (4, []))

    def test_password(self):
        """It reaches the server and nothing else; a file that others may read is not read at all."""
        password = self.secret("open sesame\n")
        server = self.mail("take", auth=True, User="watcher", PasswordFile=password)
        said = self.tool("test-alert", expect=0)
        self.assertEqual(server.logins, [[b"watcher", b"open sesame"]])
        password.chmod(0o644)
        said.stderr += self.tool("test-alert", expect=2).stderr
        self.assertIn("(mode 0644); chmod 600 it", said.stderr)
        self.assertEqual(len(server.messages), 1)
        self.change()
        said.stdout += self.tool("outbox", "list", "--json").stdout
        self.assertNotIn("sesame", said.stdout + said.stderr)
        for path in self.state.rglob("*"):
            self.assertFalse(path.is_file() and b"sesame" in path.read_bytes(), path)

    def test_tls_is_required(self):
        """A server that offers none gets neither the mail nor the password."""
        server = self.mail("take", auth=True, Tls="required", User="watcher",
                           PasswordFile=self.secret("open sesame"))
        self.assertRegex(self.tool("test-alert", expect=2).stderr, "team: cannot tell .*STARTTLS")
        self.assertEqual((server.messages, server.logins), ([], []))

    def test_certificates_are_verified(self):
        """Nobody is told over a connection to somebody else, by mail or by webhook."""
        context, hook = self.authority(), Hook()
        self.addCleanup(hook.close)
        hook.server.socket = context.wrap_socket(hook.server.socket, server_side=True)
        url = f"https://127.0.0.1:{hook.server.server_port}/"
        for ca, status in ((None, 2), ("ca.pem", 0)):
            self.watch(sinks=())
            self.sink(Kind="webhook", URL=url, AllowPrivate="yes", **({"CAFile": self.dir / ca} if ca else {}))
            said = self.tool("test-alert", expect=status).stderr
            self.assertEqual("certificate" in said, ca is None, said)
        self.assertEqual(len(hook.requests), 1)

    def test_mail_over_tls(self):
        """From the start or by STARTTLS: the login and the mail go through it, to whom one trusts only."""
        context = self.authority()
        for starttls in (False, True):
            for ca, status in ((None, 2), ("ca.pem", 0)):
                with self.subTest(starttls=starttls, ca=ca):
                    server = self.mail("take", auth=True, context=context, starttls=starttls, Tls="required",
                                       User="watcher", PasswordFile=self.secret("open sesame"),
                                       **({"CAFile": self.dir / ca} if ca else {}))
                    said = self.tool("test-alert", expect=status).stderr
                    self.assertEqual("certificate" in said, ca is None, said)
                    self.assertEqual(server.logins, [[b"watcher", b"open sesame"]] if ca else [])
                    self.assertEqual(len(server.messages), 1 if ca else 0)

    def test_sample(self):
        server = self.mail("take", "refuse")
        self.assertEqual(self.tool("test-alert", "team", expect=0).stdout, "team: told\n")
        (mail,) = server.parsed()
        self.assertIn("test-alert", mail["Subject"])
        self.assertIn("This is only a test", mail.get_body(("plain",)).get_content())
        self.assertIn("550", self.tool("test-alert", expect=2).stderr)
        self.assertIn("no sink 'nobody'", self.tool("test-alert", "nobody", expect=2).stderr)
        self.assertEqual((self.findings(), self.outbox()), ([], []))

    def test_webhook(self):
        """The receiver gets what `log --json` prints, signed, and nobody else its address."""
        hook = self.hook(SecretFile=self.secret("key of the house\n"))
        self.site.put("/terms", statement([EXCLUSIVE, ROYALTY]))
        self.tool("check", expect=0)
        said = self.change()
        ((headers, body),) = hook.requests
        self.assertEqual([json.loads(body)], self.findings())
        explained = COMMANDS.read_text().partition(".Sh FINDINGS AS JSON")[2].partition(".Sh ")[0]
        self.assertEqual([name for name in json.loads(body) if f"Cm {name}" not in explained], [])
        self.assertEqual(headers["Idempotency-Key"], "1-team")
        digest = hmac.new(b"key of the house", body, hashlib.sha256).hexdigest()
        self.assertEqual(headers["X-Pactwatch-Signature"], f"sha256={digest}")
        hook.close()
        said.stderr += self.tool("test-alert", expect=2).stderr
        self.assertNotIn("sesame", said.stdout + said.stderr)

    def test_templates_of_the_manual(self):
        lines = [line.replace("\\e", "\\") for line in MANUAL.read_text().split("\n")]
        templates = [line.partition("=")[2] for line in lines if line.startswith("Template=")]
        self.assertGreaterEqual(len(templates), 4)
        for template in templates:
            with self.subTest(template):
                hook = self.hook(Template=template)
                self.tool("test-alert", expect=0)
                ((headers, body),) = hook.requests
                self.assertIn("exclusive → non-exclusive", body.decode())
                if headers["Content-Type"] == "application/json":
                    json.loads(body)


if __name__ == "__main__":
    unittest.main(verbosity=2)
