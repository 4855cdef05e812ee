"""A mail server on loopback that keeps what it takes, and fails as its script says."""
import base64
import email
import email.policy
import socketserver
import threading
import time


class MailServer:
    """`script` holds a word for each message: "take", "later" (451), "refuse" (550 to a recipient),
    "die" (hangs up when it has the whole message and owes the answer) or "hang". The last one repeats.
    Messages are taken `delay` seconds after they are whole. With a `context` it speaks TLS: from the
    start, or with `starttls` when it is asked to, and then takes logins and mails only after that."""

    def __init__(self, script=("take",), auth=False, delay=0, context=None, starttls=False):
        outer = self
        self.script, self.auth, self.lost = list(script), auth, 0
        self.messages, self.recipients, self.logins, self.ends = [], [], [], threading.Event()

        class Session(socketserver.StreamRequestHandler):
            def say(self, *lines):
                code, texts = lines[0], lines[1:]
                for text in texts[:-1]:
                    self.wfile.write(f"{code}-{text}\r\n".encode())
                self.wfile.write(f"{code} {texts[-1]}\r\n".encode())

            def handle(self):
                word = outer.script.pop(0) if len(outer.script) > 1 else outer.script[0]
                plain = starttls
                self.say(220, "test ready")
                while line := self.rfile.readline():
                    command = line.decode().strip()
                    verb = command.split(" ")[0].upper()
                    if verb == "EHLO":
                        offers = ["STARTTLS"] if plain else ["AUTH PLAIN"] if outer.auth else []
                        self.say(250, "test", *offers, "8BITMIME")
                    elif verb == "STARTTLS":
                        self.say(220, "go ahead")
                        self.connection = context.wrap_socket(self.connection, server_side=True)
                        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
                        plain = False
                    elif plain and verb != "QUIT":
                        self.say(530, "STARTTLS first")
                    elif verb == "AUTH":
                        self.say(334, "")
                        outer.logins.append(base64.b64decode(self.rfile.readline()).split(b"\0")[1:])
                        self.say(235, "welcome")
                    elif verb == "RCPT" and word == "refuse":
                        self.say(550, "nobody here")
                    elif verb == "RCPT":
                        outer.recipients.append(command.partition(":")[2])
                        self.say(250, "ok")
                    elif verb == "DATA":
                        self.say(354, "go ahead")
                        if not self.take(word):
                            return
                    elif verb == "QUIT":
                        return self.say(221, "bye")
                    elif verb in ("MAIL", "RSET"):
                        self.say(250, "ok")
                    else:
                        self.say(502, "what?")

            def finish(self):
                super().finish()
                self.connection.close()

            def take(self, word):
                """The message as RFC 5321 ends it: a line with nothing but a dot. Without that it is none."""
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line[1:] if line.startswith(b".") else line)
                if line == b"":
                    return False
                outer.messages.append(b"".join(lines))
                if word == "hang":
                    outer.ends.wait()
                if word in ("hang", "die"):
                    outer.lost += 1
                    return False
                time.sleep(delay)
                self.say(*((451, "later, please") if word == "later" else (250, "taken")))
                return True

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
        self.server.daemon_threads = True
        if context is not None and not starttls:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.server.handle_error = lambda *args: None  # a client that gave up hangs up
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        scheme = "smtp" if context is None or starttls else "smtps"
        self.url = f"{scheme}://127.0.0.1:{self.server.server_address[1]}"

    def parsed(self):
        return [email.message_from_bytes(message, policy=email.policy.default) for message in self.messages]

    def close(self):
        self.ends.set()
        self.server.shutdown()
        self.server.server_close()
