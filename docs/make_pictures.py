"""The README's pictures: the top of each page on the demos in a real browser, at one size, in light colours.

Run it by `make pictures`. It writes docs/pictures/<page>.png and removes pictures of pages that are no more.
"""

import io
import sys
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from benchmarks import chromium
from benchmarks.browser_served import dashboard
from benchmarks.measure import Absent

ROOT: Final = Path(__file__).resolve().parents[1]
PICTURES: Final = ROOT / "docs" / "pictures"
SIZE: Final = {"width": 1280, "height": 900}
LOOK: Final = {"color_scheme": "light", "reduced_motion": "reduce", "locale": "en-GB"}
COLOURS: Final = 256
"""Colours of a picture: with fewer, a small box in a key loses its own."""
MOST_BYTES: Final = 1_500_000
"""All pictures together."""
WAIT_MS: Final = 120_000

EVERYTHING: Final = ("--role", "analyst")
"""An analyst sees every page and every tab."""
MEMBER: Final = ("--role", "scrutiny")
TRANSITION, REPORTS = "leicestershire-2016", "leicester-2018"
SHOTS: Final = {
    "overview": "/",
    "hard_to_source": "/hard_to_source?zone=HC11",
    "providers": "/providers?zone=HC11",
    "rules": "/rules",
    "waiting": "/waiting",
    "rural": "/rural",
    "trends": "/trends?zone=HC11",
    "compare": "/compare",
    "transition": f"/transition?workspace={TRANSITION}",
    "published": f"/published?workspace={REPORTS}",
    "data": "/data",
    "load": "/data",
    "help": "/help",
    "released": "/released",
    "scrutiny_pack": "/scrutiny_pack",
}
"""Address of each page, by the name of its picture."""
FOR_MEMBERS: Final = {"released_help": "/released_help"}
"""The same of pages that only members of scrutiny have."""
TABS: Final = {"load": "Load new files", "help": "Words"}
"""What is pressed on a page before its picture is taken."""
MAPS: Final = {"overview", "hard_to_source", "providers", "rules", "waiting", "rural", "compare", "transition"}
"""Pages with a map, for which it is waited."""


def main(workspaces: list[Path]) -> int:
    """Take every picture on copies of the workspaces; 1 where they are larger than they may be together."""
    PICTURES.mkdir(exist_ok=True)
    for role, shots in ((EVERYTHING, SHOTS), (MEMBER, FOR_MEMBERS)):
        with (
            dashboard(workspaces, *role) as served,
            sync_playwright() as playwright,
            chromium.opened(playwright, viewport=SIZE, **LOOK) as window,
        ):
            page = window.new_page()
            for name, path in shots.items():
                _show(page, served.address + path, TABS.get(name), with_map=name in MAPS)
                (PICTURES / f"{name}.png").write_bytes(_small(page.screenshot()))
    taken = SHOTS | FOR_MEMBERS
    for old in PICTURES.glob("*.png"):
        if old.stem not in taken:
            old.unlink()
    size = sum(picture.stat().st_size for picture in PICTURES.glob("*.png"))
    print(f"{len(taken)} pictures, {size / 1000:,.0f} kB together, in {PICTURES.relative_to(ROOT)}")
    return int(size > MOST_BYTES)


def _show(page: Page, address: str, tab: str | None, *, with_map: bool) -> None:
    """Open a page and wait until it has run to its end and its maps are painted."""
    page.goto(address)
    _at_rest(page)
    if tab:
        page.get_by_role("tab", name=tab).click()
        _at_rest(page)
    for chart in page.get_by_test_id("stPlotlyChart").all():
        chart.locator(".main-svg").first.wait_for(state="attached", timeout=WAIT_MS)
    if with_map:
        page.locator("iframe").first.wait_for(timeout=WAIT_MS)
    for frame in page.locator("iframe:visible").all():
        frame.content_frame.locator("path.leaflet-interactive, path.cz-zone").first.wait_for(timeout=WAIT_MS)
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)  # the labels of a map are laid out a moment after its zones


def _at_rest(page: Page) -> None:
    """Until Streamlit says that the page has run to its end."""
    app = page.get_by_test_id("stApp")
    failed = page.get_by_text("This app has encountered an error")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=WAIT_MS)
    expect(page.get_by_test_id("stMain").locator("h1").first).to_be_visible(timeout=WAIT_MS)
    expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=WAIT_MS)
    expect(failed).to_have_count(0)


def _small(picture: bytes) -> bytes:
    """The same picture with few colours."""
    full = Image.open(io.BytesIO(picture)).convert("RGB")
    few = full.quantize(COLOURS, kmeans=1, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    try:
        sys.exit(main([Path(given).resolve() for given in sys.argv[1:]]))
    except Absent as absent:
        sys.exit(str(absent))
