"""The dashboard and a plain streamlit-folium page, each a process of its own on a free port."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Absent

ROOT = Path(__file__).resolve().parents[1]
WORKSPACE = ROOT / "workspaces" / "leicestershire-2022"
PLAIN_PAGE = Path(__file__).with_name("browser_plain.py")
_START_SECONDS = 90
_SERVE = ("-c", "from geo.cli import main; main()", "serve")


@dataclass(frozen=True)
class Served:
    """A process that answers."""

    address: str
    pid: int
    started: float
    """When it was started, on the clock of `time.perf_counter`."""

    @property
    def memory_mb(self) -> float:
        """Memory that is its own (MB, resident)."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024

    @property
    def processor_seconds(self) -> float:
        """Processor time so far (seconds)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def dashboard(workspaces: Sequence[Path] = (WORKSPACE,), *options: str) -> Iterator[Served]:
    """The dashboard of copies of workspaces, of the demo where none is named, as `carezones serve` starts it."""
    with _copied(workspaces) as folders, _process([*_SERVE, *folders, *options, "--port"], dict(os.environ)) as served:
        yield served


@contextmanager
def dashboards(number: int) -> Iterator[list[Served]]:
    """So many processes on one copy of the demo, and so on one record."""
    with _copied([WORKSPACE]) as folders, ExitStack() as started:
        start = [*_SERVE, *folders, "--port"]
        yield [started.enter_context(_process(start, dict(os.environ))) for _ in range(number)]


@contextmanager
def plain_page() -> Iterator[Served]:
    """A page as streamlit-folium's own examples write one, with the same data."""
    with _copied([WORKSPACE]) as (folder,):
        start = ["-m", "streamlit", "run", str(PLAIN_PAGE), "--server.port"]
        with _process(start, os.environ | {"CAREZONES_WORKSPACE": folder, "PYTHONPATH": str(ROOT)}) as served:
            yield served


@contextmanager
def _copied(workspaces: Sequence[Path]) -> Iterator[list[str]]:
    """Copies of workspaces to serve, so that nothing is written into them."""
    if not all(workspace.exists() for workspace in workspaces):
        raise Absent("The demo is not there: run `make run` once, or `carezones init`.")
    with tempfile.TemporaryDirectory() as folder:
        yield [str(shutil.copytree(one, Path(folder) / one.name)) for one in workspaces]


@contextmanager
def _process(start: list[str], environment: dict[str, str]) -> Iterator[Served]:
    """A process on a free port, until it is left."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command, address = [sys.executable, *start, str(port)], f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
        try:
            if not _answers(f"{address}/_stcore/health", process):
                said.seek(0)
                raise Absent(f"A server did not start. It said: {said.read().decode(errors='replace')[-2000:]}")
            yield Served(address, process.pid, started)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait until it answers; whether it did."""
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
                return True
        except OSError:
            time.sleep(0.02)
    return False
