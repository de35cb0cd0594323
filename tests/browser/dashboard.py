"""The real app in a real browser whose only way out is the app itself."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, Route

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "data" / "demo" / "leicestershire-2022"
PAGES = {
    "overview": "/",
    "hard_to_source": "/hard_to_source",
    "providers": "/providers",
    "rules": "/rules",
    "waiting": "/waiting",
    "rural": "/rural",
}
SERVE = "from geo.cli import main; main()"
START_SECONDS = 60
WAIT_MS = 60_000
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@dataclass
class Visit:
    """One page of the app and what it asked of the outside."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def go(self, path: str) -> Frame:
        """Open an address and wait until its map is painted."""
        self.page.goto(self.address + path)
        return self.painted_map()

    def painted_map(self) -> Frame:
        """The frame of the map, once zones are painted in it."""
        self.page.locator("iframe").first.wait_for(timeout=WAIT_MS)
        handle = self.page.locator("iframe").first.element_handle()
        assert handle is not None
        frame = handle.content_frame()
        assert frame is not None
        frame.locator("path.cz-zone").first.wait_for(timeout=WAIT_MS)
        return frame


@contextmanager
def served(workspace: Path | list[Path], log: Path, *options: str) -> Iterator[str]:
    """The dashboard of one or several workspaces on a free port, as `carezones serve` starts it."""
    folders = [workspace] if isinstance(workspace, Path) else workspace
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", SERVE, "serve", *map(str, folders), "--port", str(port), *options]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env=dict(os.environ))
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until the app answers; a process that ends first is a failure."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "the app ended before it answered"
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the app did not answer within {START_SECONDS} s")


def answer(route: Route, found: Visit) -> None:
    """Let through what is the app's own."""
    if route.request.url.startswith((found.address, "data:", "blob:")):
        route.continue_()
    else:
        found.outside.append(route.request.url)
        route.abort()
