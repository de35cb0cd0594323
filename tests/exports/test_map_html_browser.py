"""A map's page in Chromium, opened from disk without a network: card, keyboard, widths, themes, accessibility."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from chromium import launched
from map_releases import HIDDEN, UNKNOWN, council, full, providers
from playwright.sync_api import Browser, Page

from geo.exports.html import html_of
from geo.exports.pages import map_pages

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open the page of a map from disk; a request, a fault of a script or a broken policy fails the test at its end."""
    asked: list[str] = []
    pages: list[Page] = []

    def one(name: str = "providers", *, width: int = 1280, theme: str = "light") -> Page:
        release = council(*full().measures.values(), names=("Ashby", "Blaby", "Castle Donington", "West Rural"))
        found = next(page for page in map_pages(release, full(week="2022-W30")) if page.name == name)
        file = tmp_path / f"{name}.html"
        file.write_bytes(html_of(found))
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if theme == "dark" else "light", offline=True
        )
        page = context.new_page()
        pages.append(page)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda fault: asked.append(str(fault)))
        page.on("console", lambda said: asked.append(said.text))
        page.goto(file.as_uri())
        asked.remove(file.as_uri())
        return page

    yield one
    for page in pages:
        page.context.close()
    assert asked == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["hard_to_source", "change"])
def test_axe_finds_no_fault_and_nothing_scrolls_sideways(opened: Open, name: str, width: int, theme: str) -> None:
    page = opened(name, width=width, theme=theme)
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(RULES)}}})")
    assert [f"{fault['id']}: {node['html'][:90]}" for fault in found["violations"] for node in fault["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_pointing_and_the_keyboard_show_the_same_card(opened: Open) -> None:
    page = opened()
    card = page.locator("#card")
    page.locator(".area").nth(1).hover()
    pointed = card.inner_text()
    assert pointed.split("\n") == ["Blaby", "Providers delivering", "12", "Class on the map", "10 or more"]
    page.mouse.move(2, 2)
    assert "Point at the map" in card.inner_text()
    page.locator(".area").first.focus()
    page.keyboard.press("ArrowRight")
    assert card.inner_text() == pointed
    assert page.locator("tr.now th").inner_text() == "Blaby"
    assert page.locator(".ring.over").get_attribute("href") == "#shape-1"


def test_the_arrow_keys_go_round_all_areas_and_escape_empties_the_card(opened: Open) -> None:
    page = opened()
    page.locator(".area").first.focus()
    seen = []
    for key in ("End", "ArrowRight", "ArrowLeft", "Home", "ArrowDown"):
        page.keyboard.press(key)
        seen.append(page.locator("#card h2").inner_text())
    assert seen == ["West Rural", "Ashby", "West Rural", "Ashby", "Blaby"]
    page.keyboard.press("Escape")
    assert "Point at the map" in page.locator("#card").inner_text()
    assert page.locator("tr.now").count() == 0


def test_tab_reaches_the_skip_link_the_map_and_the_table_and_leaves_again(opened: Open) -> None:
    page = opened()
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('class') || document.activeElement.tagName"))
    assert reached[:3] == ["skip", "area", "table"]
    assert reached[3] not in ("area", "table")


def test_on_a_narrow_screen_numbers_stand_for_labels_and_lead_to_the_rows(opened: Open) -> None:
    page = opened(width=320)
    assert not page.locator(".words").is_visible()
    assert page.locator(".numbers text").all_text_contents() == ["1", "2", "3", "4"]
    assert page.locator(".numbers text").first.evaluate("one => one.getBoundingClientRect().height") >= 11
    before = "one => getComputedStyle(one, '::before').content"
    assert "row" in page.locator("tbody th").first.evaluate(before)


def test_a_printed_page_keeps_the_map_with_its_labels_on_white(opened: Open) -> None:
    page = opened(theme="dark")
    page.emulate_media(media="print")
    assert page.locator(".words").is_visible()
    assert not page.locator("#card").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_without_scripts_labels_key_and_table_are_there(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    file.write_bytes(html_of(map_pages(council(providers(3, 4, HIDDEN, UNKNOWN)))[1]))
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator(".words").is_visible()
    assert page.locator("tbody tr").count() == 5
    assert page.locator(".key li").count() == 7
    context.close()
