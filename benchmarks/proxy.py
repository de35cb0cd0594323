"""nginx with the file of `deploy`, before processes that ask for the sign-in, on ports of its own.

Changed in the deployed file: ports, places of the certificate and the logs, no IPv6, and of the upstream only as many
processes as there are. The main file around it is like Debian's, without what it includes besides. The certificate
signs itself.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from benchmarks.browser_served import ROOT, WORKSPACE, Served, dashboard
from benchmarks.measure import Absent
from benchmarks.proxy_sign_in import settings_of

NAME = "carezones.example.gov.uk"
DEPLOYED = ROOT / "deploy" / "nginx" / "carezones.conf"
_UPSTREAM = "    server 127.0.0.1:{port} max_fails=1 fail_timeout=5s;\n"
_DEPLOYED_PORTS = (8501, 8502)
_SECONDS = 20
"""How long nginx may take to answer, or to write its log."""


@dataclass(frozen=True)
class Proxy:
    """The running proxy and the processes behind it."""

    folder: Path
    port: int
    processes: Sequence[Served]

    @property
    def address(self) -> str:
        """As a browser writes it."""
        return f"https://{NAME}:{self.port}"

    @property
    def certificate(self) -> Path:
        """What a reader has to trust."""
        return self.folder / "certificate.pem"

    @property
    def processor_seconds(self) -> float:
        """Processor time of nginx so far, of all its workers (seconds)."""
        main = int((self.folder / "nginx.pid").read_text(encoding="ascii"))
        workers = Path(f"/proc/{main}/task/{main}/children").read_text(encoding="ascii").split()
        return sum(Served("", pid, 0.0).processor_seconds for pid in (main, *map(int, workers)))

    def sessions(self, number: int) -> list[int]:
        """How many sessions each process has had, by nginx's log, once so many have ended.

        Raises:
            RuntimeError: Other than so many ended, or a process had none.
        """
        end = time.monotonic() + _SECONDS
        while (found := self._ended()).total() != number:
            if time.monotonic() > end:
                raise RuntimeError(f"{number} sessions were opened, and the log has {found}.")
            time.sleep(0.1)
        each = [found[urlsplit(one.address).netloc] for one in self.processes]
        if sum(each) != number or not all(each):
            raise RuntimeError(f"Not every process had a reader: {found}.")
        return each

    def _ended(self) -> Counter[str]:
        """Ended sessions by process; nginx writes a line when a connection is closed."""
        lines = map(json.loads, (self.folder / "carezones.log").read_text(encoding="utf-8").splitlines())
        return Counter(
            line["process"] for line in lines if line["place"] == "/_stcore/stream" and line["status"] == 101
        )


@contextmanager
def proxied(number: int) -> Iterator[Proxy]:
    """So many processes on one copy of the demo, asking for the sign-in, behind nginx.

    Raises:
        Absent: nginx, openssl or the demo is not there, or a server did not start.
    """
    nginx = _nginx()
    if not WORKSPACE.exists():
        raise Absent("The demo is not there: run `make run` once, or `carezones init`.")
    with TemporaryDirectory() as place, ExitStack() as started:
        folder, port = Path(place), _free_port()
        workspace = shutil.copytree(WORKSPACE, folder / WORKSPACE.name)
        settings = settings_of(folder, f"https://{NAME}:{port}")
        start = [str(workspace), "--sign-in", str(settings)]
        processes = [started.enter_context(dashboard((), *start)) for _ in range(number)]
        _write(folder, port, [urlsplit(one.address).port or 0 for one in processes])
        started.enter_context(_running(nginx, folder, port))
        yield Proxy(folder, port, processes)


def _nginx() -> str:
    """Where nginx is."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None or shutil.which("openssl") is None:
        raise Absent("nginx or openssl is not there, so nothing is measured behind the proxy: run `make nginx` once.")
    return found


def _write(folder: Path, port: int, process_ports: Sequence[int]) -> None:
    """The deployed file with these ports and places, the file around it, and a certificate."""
    text = "".join(line for line in DEPLOYED.read_text(encoding="utf-8").splitlines(True) if "listen [::]:" not in line)
    changes = {
        "".join(_UPSTREAM.format(port=one) for one in _DEPLOYED_PORTS): "".join(
            _UPSTREAM.format(port=one) for one in process_ports
        ),
        "listen 80;": f"listen 127.0.0.1:{_free_port()};",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "/etc/ssl/carezones/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
    }
    for old, new in changes.items():
        if old not in text:
            raise RuntimeError(f"The deployed file has no {old!r} any more.")
        text = text.replace(old, new)
    (folder / "carezones.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(_around(folder), encoding="utf-8")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    command += ["-addext", f"subjectAltName=DNS:{NAME}", "-addext", "keyUsage=digitalSignature"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run(command, check=True, capture_output=True)


def _around(folder: Path) -> str:
    """A main file like Debian's."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}worker_processes auto;\ndaemon off;\npid {folder}/nginx.pid;\n"
        f"events {{ worker_connections 768; }}\nhttp {{\nsendfile on;\ntcp_nopush on;\ngzip on;\n{places}"
        f"access_log {folder}/other.log;\ninclude {folder}/carezones.conf;\n}}\n"
    )


@contextmanager
def _running(nginx: str, folder: Path, port: int) -> Iterator[None]:
    """nginx, until it is left."""
    said = folder / "start.log"
    process = subprocess.Popen([nginx, "-p", str(folder), "-e", str(said), "-c", str(folder / "nginx.conf")])
    try:
        end = time.monotonic() + _SECONDS
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > end:
                raise Absent(f"nginx did not start. It said: {said.read_text(encoding='utf-8')[-2000:]}")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=_SECONDS)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
