"""A server of the project and the conversation a browser has with a page, frame by frame."""

import http.client
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
ANSWER_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    """What a server said to one request."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def one(self, name: str) -> str | None:
        """The value of a header that may stand there once."""
        found = self.all(name)
        assert len(found) <= 1, f"{name} stands there {len(found)} times"
        return found[0] if found else None


def free_port() -> int:
    """A port on which nothing answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass(frozen=True)
class Start:
    """What is to run, where it answers and where its words go."""

    command: Sequence[str]
    health: str
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def go(self) -> subprocess.Popen[bytes]:
        """Start it."""
        with self.log.open("wb") as out:
            given = dict(os.environ) | dict(self.environment)
            return subprocess.Popen(list(self.command), cwd=ROOT, stdout=out, stderr=out, env=given)


@contextmanager
def running(*starts: Start) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Processes, started together, once each answers; ended afterwards."""
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes += [start.go() for start in starts]
        for start, process in zip(starts, processes, strict=True):
            wait_for(start.health, process, start.log)
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the address answers anything; a process that ends first is a failure."""
    place, _, path = address.removeprefix("http://").partition("/")
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"the server ended before it answered: {log.read_text(errors='replace')[-2000:]}")
        try:
            with closing(http.client.HTTPConnection(place, timeout=2)) as caller:
                caller.request("GET", f"/{path}")
                with caller.getresponse():
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not answer within {START_SECONDS} s")


def streamlit_command(script: Path, port: int, *flags: str) -> list[str]:
    """Run one script under the project's own settings."""
    return [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", *flags]


def stream(
    address: str,
    *,
    origin: str | None = None,
    headers: Mapping[str, str] | None = None,
    tls: ssl.SSLContext | None = None,
    host: str | None = None,
) -> ClientConnection:
    """The connection over which a page is shown; `host` is the name asked for where it is not the address's."""
    here, _, port = address.partition("://")[2].partition(":")
    return connect(
        f"{'wss' if tls else 'ws'}://{host or here}:{port}/_stcore/stream",
        sock=socket.create_connection(("127.0.0.1", int(port)), timeout=ANSWER_SECONDS),
        origin=Origin(origin) if origin else None,
        additional_headers=dict(headers or {}),
        subprotocols=[Subprotocol("streamlit")],
        open_timeout=ANSWER_SECONDS,
        max_size=None,
        ssl=tls,
        proxy=None,
    )


def page_of(talk: ClientConnection, query: str = "") -> list[ForwardMsg]:
    """Everything the server sends while it shows the page once."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    talk.send(asked.SerializeToString())
    heard: list[ForwardMsg] = []
    while not (heard and heard[-1].WhichOneof("type") == "script_finished"):
        frame = talk.recv(timeout=ANSWER_SECONDS)
        assert isinstance(frame, bytes)
        message = ForwardMsg()
        message.ParseFromString(frame)
        heard.append(message)
    return heard


def session_of(heard: Sequence[ForwardMsg]) -> str:
    """The session's id, which the first message tells."""
    return next(m.new_session.initialize.session_id for m in heard if m.WhichOneof("type") == "new_session")
