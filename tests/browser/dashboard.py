"""The real app in a real browser whose only way out is the app itself."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Frame, Page, expect

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
"""Pages of a week with a map that fills with its zones."""
SERVE = "from geo.cli import main; main()"
START_SECONDS = 60
WAIT_MS = 60_000
HINTS = "all => all.filter(one => /prefetch|preconnect|preload/.test(one.rel)).map(one => one.href)"
"""Links that make a browser look a name up, or fetch, before anything on the page needs it."""

THEIRS = re.compile(r"status of 404 .*/\w+/_stcore/(health|host-config)$")
"""Streamlit's page, opened below the root, first asks for its server beside that page, and then at the root."""


@dataclass
class Visit:
    """One page of the app, what it asked of the outside, and what went wrong in it."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    """Scripts that failed, and what the content security policy had to stop."""

    def go(self, path: str) -> Frame:
        """Open an address and wait until its map is painted."""
        self.page.goto(self.address + path)
        return self.painted_map()

    def read(self, path: str) -> None:
        """Open an address and wait until its page has run to its end."""
        self.page.goto(self.address + path)
        self.at_rest()

    def at_rest(self) -> None:
        """Until the page has run to its end: Streamlit says so itself."""
        expect(self.page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-script-state", "notRunning", timeout=WAIT_MS
        )
        expect(self.page.get_by_test_id("stMain").locator("h1").first).to_be_visible(timeout=WAIT_MS)
        expect(self.page.locator("[data-stale=true]")).to_have_count(0, timeout=WAIT_MS)

    def painted_map(self) -> Frame:
        """The frame of the map, once zones are painted in it."""
        self.page.locator("iframe").first.wait_for(timeout=WAIT_MS)
        handle = self.page.locator("iframe").first.element_handle()
        assert handle is not None
        frame = handle.content_frame()
        assert frame is not None
        frame.locator("path.cz-zone").first.wait_for(timeout=WAIT_MS)
        return frame

    def hinted(self) -> list[str]:
        """Places elsewhere that the page or a frame of it tells the browser to get ready for."""
        told = [href for frame in self.page.frames for href in frame.eval_on_selector_all("link", HINTS)]
        return [href for href in told if self.is_elsewhere(href)]

    def is_elsewhere(self, url: str) -> bool:
        """Whether an address is neither the app's nor within the page."""
        own = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:", "about:", "chrome-error:")
        return not url.startswith(own)


class Watched:
    """A browser's context, each event of which is noted with the visit that is going on."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.visit: Visit | None = None
        context.on("request", lambda request: self._asked(request.url))
        context.on("page", lambda page: page.on("websocket", lambda socket: self._asked(socket.url)))
        context.on("console", self._said)
        context.on("weberror", lambda fault: self._failed(str(fault.error)))
        context.on("dialog", lambda dialog: (self._spoke(dialog.message), dialog.dismiss()))

    def begin(self, page: Page, address: str) -> Visit:
        """A visit; what happens from now on is told of it."""
        self.visit = Visit(page, address)
        return self.visit

    def _asked(self, url: str) -> None:
        if self.visit and self.visit.is_elsewhere(url):
            self.visit.outside.append(url)

    def _said(self, said: ConsoleMessage) -> None:
        words = f"{said.text} {said.location.get('url', '')}"
        if said.type == "error" and not THEIRS.search(words):
            self._failed(words)

    def _failed(self, words: str) -> None:
        if self.visit:
            self.visit.errors.append(words)

    def _spoke(self, words: str) -> None:
        if self.visit:
            self.visit.dialogs.append(words)


def left(page: Page) -> None:
    """Leave an open page as a new one would be."""
    with suppress(Error):  # a page that was never opened has nothing to keep
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.goto("about:blank")


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
