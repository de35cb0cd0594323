"""What a reader sees in Chromium: from a press to painted, frames without a map, bytes, first page and second visit.

Beside the dashboard a plain streamlit-folium page with the same data is measured in the same run, press by press in
turn. Its scripts come from this machine, at once, so the internet costs it nothing.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, Playwright, Route, sync_playwright
from xstatic.pkg import leaflet

from benchmarks import chromium
from benchmarks.browser_served import Served, dashboard, plain_page
from benchmarks.measure import milliseconds, show, times

PRESSES = 8
WAIT_MS = 60_000
PAINTED_SECONDS = 20
REST_MS = 1_500
_WATCH = """() => {
  const seen = window.seen = {frames: [], pressed: null};
  function look() {
    const frame = document.querySelector('iframe'), page = frame && frame.contentDocument;
    const paths = page ? [...page.querySelectorAll('path.leaflet-interactive')] : [];
    const fills = paths.map((path) => path.getAttribute('fill')).join();
    if (seen.pressed !== null) { seen.frames.push([performance.now() - seen.pressed, fills]); }
    requestAnimationFrame(look);
  }
  document.addEventListener('pointerdown', () => { seen.pressed = performance.now(); seen.frames = []; }, true);
  look();
}"""


@dataclass
class Watched:
    """A page, and what came over its WebSocket."""

    page: Page
    received: list[int] = field(default_factory=list)
    painted: float = 0.0
    """When its first map was there, on the clock of `time.perf_counter`."""

    def press(self, option: Locator) -> tuple[float, int, int]:
        """Press a filter: seconds to painted, frames without a map, bytes."""
        self.received.clear()
        before = _fills(self.page)
        option.click()
        end = time.monotonic() + PAINTED_SECONDS
        while time.monotonic() < end and not self._changed(before):
            self.page.wait_for_timeout(100)
        # What follows the map has to arrive too, and a late remount has to be seen.
        self.page.wait_for_timeout(REST_MS)
        frames = self.page.evaluate("window.seen.frames")
        blank = sum(not fills for _, fills in frames)
        painted = [moment for moment, fills in frames if fills and fills != before]
        return (painted[0] / 1000 if painted else float("nan")), blank, sum(self.received)

    def _changed(self, before: str) -> bool:
        """Whether a frame with other fills was shown."""
        return bool(
            self.page.evaluate("(before) => window.seen.frames.some((one) => one[1] && one[1] !== before)", before)
        )


def main() -> None:
    """Print the figures of the first page and the second visit, then of a filter beside a plain page."""
    with sync_playwright() as playwright, dashboard() as served, _window(playwright) as window:
        _visits(served, window)
        with plain_page() as plain, _window(playwright, lends_leaflet=True) as other:
            theirs = _opened(other, plain.address)
            took = f"{theirs.painted - plain.started:,.2f} s"
            show(("plain page", ""), [("process start to first painted map", took)])
            _filters(_opened(window, f"{served.address}/waiting"), theirs)


def _visits(served: Served, window: BrowserContext) -> None:
    """From the start of the process to the first painted map, a second visit, and what the browser fetched."""
    page, files = window.new_page(), []
    page.on("response", lambda response: files.append(response) if _shapes(response.url) else None)
    page.goto(served.address)
    _painted(page)
    rows = [("process start to first painted map", f"{time.perf_counter() - served.started:,.2f} s")]
    sizes = {response.url: len(response.body()) for response in files}
    visits = {"second visit": "/", "another page": "/providers", "another page again": "/providers"}
    for name, path in visits.items():
        page.wait_for_timeout(1500)
        started = time.perf_counter()
        page.goto(served.address + path)
        _painted(page)
        rows.append((name, f"{time.perf_counter() - started:,.2f} s"))
    rows += [(f"shapes of {_kind(address)}", f"{size / 1024:,.0f} kB") for address, size in sizes.items()]
    show(("first page", ""), rows)
    page.close()


def _filters(ours: Watched, plain: Watched) -> None:
    """The same presses on both pages, in turn."""
    found: dict[str, list[tuple[float, int, int]]] = {"dashboard": [], "plain page": []}
    for press in range(PRESSES + 1):
        for name, watched in (("dashboard", ours), ("plain page", plain)):
            options = watched.page.get_by_role("radio")
            measured = watched.press(options.nth((press + 1) % 4))
            if press:
                found[name].append(measured)
    rows = []
    for name, measured in found.items():
        seconds, blank, sizes = zip(*measured, strict=True)
        known = [one for one in seconds if one == one]  # noqa: PLR0124 - a press that changed no colour
        rows.append((name, statistics.median(known), statistics.median(blank), statistics.median(sizes)))
    show(
        ("filter to painted", "median", "frames without a map", "bytes"),
        [(name, milliseconds(seconds), f"{blank:g}", f"{size:,.0f}") for name, seconds, blank, size in rows],
    )
    (_, mine, _, few), (_, other, _, many) = rows
    show(("plain page takes", "times"), [("time", times(other / mine)), ("bytes", times(many / few))])


def _opened(window: BrowserContext, address: str) -> Watched:
    """A page with a painted map that is watched frame by frame."""
    watched = Watched(window.new_page())
    took = lambda frame: watched.received.append(len(frame))  # noqa: E731
    watched.page.on("websocket", lambda socket: socket.on("framereceived", took))
    watched.page.goto(address)
    _painted(watched.page)
    watched.painted = time.perf_counter()
    watched.page.wait_for_timeout(3000)
    watched.page.evaluate(_WATCH)
    return watched


def _painted(page: Page) -> None:
    """Wait until areas are painted in the map."""
    page.frame_locator("iframe").first.locator("path.leaflet-interactive").first.wait_for(timeout=WAIT_MS)


def _fills(page: Page) -> str:
    """The fills that are shown now."""
    paths = page.frame_locator("iframe").first.locator("path.leaflet-interactive")
    return str(paths.evaluate_all("all => all.map((path) => path.getAttribute('fill')).join()"))


@contextmanager
def _window(playwright: Playwright, *, lends_leaflet: bool = False) -> Iterator[BrowserContext]:
    """A browser of its own that reaches this machine alone, and keeps what it was given as a reader's does.

    A plain page gets Leaflet, which it would fetch, from this machine; such a browser keeps nothing.
    """
    closed = [] if lends_leaflet else ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
    with chromium.opened(playwright, *closed, viewport={"width": 1366, "height": 768}) as window:
        if lends_leaflet:
            window.route(lambda address: not address.startswith(("http://127.0.0.1", "data:", "blob:")), _answer)
        yield window


def _answer(route: Route) -> None:
    """Leaflet from its package; other scripts and styles of a plain page are empty."""
    name = route.request.url.rpartition("/")[2]
    file = Path(leaflet.BASE_DIR) / name
    body = file.read_bytes() if name in ("leaflet.js", "leaflet.css") else b""
    route.fulfill(status=200, body=body, content_type="text/css" if name.endswith(".css") else "text/javascript")


def _kind(address: str) -> str:
    """What a file of shapes holds."""
    return address.rpartition("/")[2].partition("-")[0]


def _shapes(address: str) -> bool:
    """Whether an address is a file of shapes."""
    return "drawn.shapes" in address
