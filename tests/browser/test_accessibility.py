"""WCAG 2.2 AA as far as a program can tell: axe on every page, both themes, wide and narrow; and the keyboard."""

import json
from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from dashboard import PAGES, WAIT_MS, Visit
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Visit]
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OTHERS = {"trends": "/trends", "compare": "/compare", "data": "/data", "help": "/help"}
# Faults of Streamlit's own parts that no page can mend, each with the report that is open there.
THEIRS: dict[str, str] = {}


def settled(page: Page) -> None:
    """Until the page has run to its end."""
    page.locator("h1").first.wait_for(timeout=WAIT_MS)
    page.get_by_test_id("stStatusWidget").wait_for(state="detached", timeout=WAIT_MS)
    page.wait_for_timeout(1500)


def faults_of(page: Page) -> list[str]:
    """What axe finds on a page and in its frames, one line each."""
    for frame in page.frames:
        frame.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(RULES)}}})")
    return [
        f"{fault['id']}: {node['target']} {node['html'][:120]}"
        for fault in found["violations"]
        if fault["id"] not in THEIRS
        for node in fault["nodes"]
    ]


# Each theme and each width once: a page's structure does not change with its colours.
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_no_fault_on_any_page(visit: Open, theme: str, width: int) -> None:
    window = visit(width=width, height=900, theme=theme)
    found = {}
    for name, path in (PAGES | OTHERS).items():
        window.page.goto(window.address + path)
        settled(window.page)
        found[name] = faults_of(window.page)
        assert window.page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls sideways"
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_axe_would_find_a_picture_without_a_name(visit: Open) -> None:
    window = visit()
    window.page.goto(window.address + "/help")
    settled(window.page)
    window.page.evaluate("document.querySelector('h1').innerHTML += '<img src=\"data:,\">'")
    assert [fault.split(":")[0] for fault in faults_of(window.page)] == ["image-alt"]


@pytest.mark.parametrize("name", ["overview", "hard_to_source"])
def test_the_keyboard_goes_through_every_control_and_out_again(visit: Open, name: str) -> None:
    window = visit(height=900)
    window.go(PAGES[name])
    settled(window.page)
    seen: list[str] = []
    for _ in range(120):
        window.page.keyboard.press("Tab")
        place = window.page.evaluate(
            "() => {const e = document.activeElement;"
            " return e.tagName + '|' + (e.getAttribute('aria-label') || e.innerText || e.title || '').slice(0, 40)}"
        )
        if seen and place.startswith("BODY"):
            break
        seen.append(place)
    text = "\n".join(seen)
    assert "Hard to source" in text, "the menu"
    assert "IFRAME" in text, "the map"
    assert "Every zone" in text, "the table"
    assert "Download this table" in text
    assert len(seen) < 120, "the keyboard is caught"


def test_what_has_the_focus_is_seen(visit: Open) -> None:
    window = visit(height=900)
    window.go("/")
    settled(window.page)
    table = window.page.locator(".cz-table").first
    window.page.keyboard.press("Tab")
    table.focus()
    assert "solid 3px" in table.evaluate(
        "e => getComputedStyle(e).outlineStyle + ' ' + getComputedStyle(e).outlineWidth"
    )
