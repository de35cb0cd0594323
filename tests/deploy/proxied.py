"""nginx as it is deployed, on ports of its own, in front of two processes."""

import contextlib
import http.client
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from talking import ROOT, Answer, Start, free_port, running, stream, streamlit_command
from websockets.sync.client import ClientConnection

NAME = "carezones.example.gov.uk"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
IN = {"Cookie": "_streamlit_user=somebody"}
"""What a browser sends along after signing in."""


@dataclass(frozen=True)
class Proxy:
    """The running proxy and what stands behind it."""

    folder: Path
    port: int
    plain_port: int
    processes: tuple[subprocess.Popen[bytes], ...]
    process_ports: tuple[int, ...]

    @property
    def address(self) -> str:
        """As a browser writes it."""
        return f"https://{NAME}:{self.port}"

    @property
    def trust(self) -> ssl.SSLContext:
        """Trusts the certificate that the tests made."""
        return ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        size: int | None = None,
    ) -> Answer:
        """One request over TLS; with `size` only the size of a body is told."""
        given = {"Host": f"{NAME}:{self.port}"} | dict(headers or {})
        if size is not None:
            given["Content-Length"] = str(size)
        with contextlib.closing(http.client.HTTPSConnection(NAME, self.port, context=self.trust, timeout=30)) as caller:
            caller.sock = self.trust.wrap_socket(self._socket(self.port), server_hostname=NAME)
            caller.request(method, path, body=body, headers=given)
            with caller.getresponse() as answer:
                return Answer(answer.status, answer.getheaders(), answer.read())

    def ask_plain(self, path: str, name: str = NAME) -> Answer:
        """One request without TLS."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.plain_port, timeout=30)) as caller:
            caller.request("GET", path, headers={"Host": name})
            with caller.getresponse() as answer:
                return Answer(answer.status, answer.getheaders(), answer.read())

    def stream(self, *, origin: str | None = None, headers: Mapping[str, str] | None = None) -> ClientConnection:
        """The connection over which a page is shown, from the page itself unless another origin is named."""
        return stream(
            self.address,
            origin=self.address if origin is None else origin or None,
            headers=headers,
            tls=self.trust,
        )

    def log(self) -> str:
        """Everything nginx wrote."""
        return "".join(path.read_text(encoding="utf-8") for path in self.folder.glob("*.log"))

    @staticmethod
    def _socket(port: int) -> socket.socket:
        return socket.create_connection(("127.0.0.1", port), timeout=30)


@contextmanager
def proxied(folder: Path, page: Path, environment: Mapping[str, str] | None = None) -> Iterator[Proxy]:
    """The deployed nginx before two processes that show a page and guard nothing."""
    needs_nginx()
    ports = (free_port(), free_port())
    flags = ("--server.allowedHosts", NAME, "--server.allowedHosts", "127.0.0.1")
    given = {"CAREZONES_TEST_PAGE": str(page), "WEBSOCKETS_MAX_LINE_LENGTH": "32768"} | dict(environment or {})
    starts = [
        Start(
            streamlit_command(ROOT / "tests/deploy/guarded_app.py", port, *flags),
            f"http://127.0.0.1:{port}/_stcore/health",
            folder / f"process{port}.txt",
            given,
        )
        for port in ports
    ]
    own_ports = (free_port(), free_port())
    with running(*starts) as processes, nginx_before(folder, ports, own_ports):
        yield Proxy(folder, *own_ports, tuple(processes), ports)


@contextmanager
def nginx_before(folder: Path, process_ports: tuple[int, int], own_ports: tuple[int, int]) -> Iterator[None]:
    """The deployed nginx before two ports, on a port with TLS and one without."""
    port, plain_port = own_ports
    _certificate(folder)
    (folder / "carezones.conf").write_text(_on_ports(folder, port, plain_port, process_ports), encoding="utf-8")
    (folder / "nginx.conf").write_text(_around(folder), encoding="utf-8")
    assert NGINX is not None
    command = [NGINX, "-p", str(folder), "-e", str(folder / "start.log"), "-c", str(folder / "nginx.conf")]
    with running(Start(command, f"http://127.0.0.1:{plain_port}/", folder / "nginx.txt")):
        yield


def needs_nginx() -> None:
    """Skip where there is no nginx, or nothing to make a certificate with."""
    if NGINX is None or shutil.which("openssl") is None:
        pytest.skip("there is no nginx or no openssl on this machine")


def deployed() -> str:
    """The file as it is deployed."""
    return (ROOT / "deploy/nginx/carezones.conf").read_text(encoding="utf-8")


def _on_ports(folder: Path, port: int, plain_port: int, process_ports: tuple[int, int]) -> str:
    """The deployed file with the ports, files and logs of this test; nothing else is changed."""
    text = "\n".join(line for line in deployed().splitlines() if "listen [::]:" not in line) + "\n"
    changes = {
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "127.0.0.1:8501": f"127.0.0.1:{process_ports[0]}",
        "127.0.0.1:8502": f"127.0.0.1:{process_ports[1]}",
        "/etc/ssl/carezones/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
    }
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def _around(folder: Path) -> str:
    """A main file like that of Debian, whose old protocols the deployed file has to close."""
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    return (
        f"{user}\nworker_processes 2;\ndaemon off;\npid {folder}/nginx.pid;\n"
        f"events {{ worker_connections 256; }}\nhttp {{\n{places}"
        "ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;\ngzip on;\n"
        f"access_log {folder}/other.log;\ninclude {folder}/carezones.conf;\n}}\n"
    )


def _certificate(folder: Path) -> None:
    """A certificate that signs itself."""
    if (folder / "key.pem").exists():
        return
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    command += ["-addext", f"subjectAltName=DNS:{NAME}", "-addext", "keyUsage=digitalSignature"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run(command, check=True, capture_output=True)
