"""Debian's nginx for the tests where a real server matters: its own folder, and ports the kernel chose."""
import getpass
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile

from world import PATIENCE_S, skip, until

CONFIG = """
daemon off; worker_processes 1; pid {dir}/pid; error_log {dir}/error.log; {user}
events {{ worker_connections 64; }}
http {{
  access_log {dir}/access.log; default_type "text/html; charset=utf-8"; gzip on; gzip_min_length 1;
  client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy; fastcgi_temp_path {dir}/fastcgi;
  uwsgi_temp_path {dir}/uwsgi; scgi_temp_path {dir}/scgi;
  root {dir}/www;
  server {{ listen 127.0.0.1:{port}; {locations} }}
  server {{ listen 127.0.0.1:{tls_port} ssl; ssl_certificate {dir}/cert.pem; ssl_certificate_key {dir}/key.pem; }}
}}
"""


class Nginx:
    """Serves what is put, under `locations` in nginx's own words; and over TLS, with a certificate that
    nobody trusts."""

    def __init__(self, locations=""):
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        if program is None or shutil.which("openssl") is None:
            skip("nginx-light or openssl is not installed")
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="pactwatch-nginx-"))
        (self.dir / "www").mkdir()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                        "/CN=localhost", "-keyout", self.dir / "key.pem", "-out", self.dir / "cert.pem"],
                       check=True, capture_output=True)
        listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
        self.port, self.tls_port = (listener.getsockname()[1] for listener in listeners)
        (self.dir / "nginx.conf").write_text(CONFIG.format(
            dir=self.dir, port=self.port, tls_port=self.tls_port, locations=locations,
            user=f"user {getpass.getuser()};" if os.geteuid() == 0 else ""))
        inherited = [listener.fileno() for listener in listeners]
        self.process = subprocess.Popen(
            [program, "-e", self.dir / "error.log", "-p", self.dir, "-c", self.dir / "nginx.conf"], pass_fds=inherited,
            env={**os.environ, "NGINX": "".join(f"{number};" for number in inherited)}, stderr=subprocess.DEVNULL)
        for listener in listeners:
            listener.close()
        until(lambda: (self.dir / "pid").exists() or self.process.poll() is not None, "nginx starts")
        assert self.process.poll() is None, (self.dir / "error.log").read_text()

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path, page):
        """Replaces a page at once, as a careful publisher does."""
        body = page.encode() if isinstance(page, str) else page
        target = self.dir / "www" / path.lstrip("/")
        draft = target.with_name(target.name + ".new")
        draft.write_bytes(body)
        draft.replace(target)

    def asked(self):
        """Paths that were asked for, in order, each with the status of the answer."""
        lines = (self.dir / "access.log").read_text().splitlines()
        return [(line.split('"')[1].split()[1], int(line.split('"')[2].split()[0])) for line in lines]

    def close(self):
        self.process.terminate()
        self.process.wait(PATIENCE_S)
        shutil.rmtree(self.dir)
