"""Beside every map and every chart stand a name, a sentence and a table that says the same."""

import re
from collections.abc import Callable, Iterator

import pytest
from dashboard import PAGES, Visit
from looking import OTHER_DEMOS, RECORDED, opened, other_demos
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Visit]
ZONE = re.compile(r"(?P<name>.*), \S+: (?P<value>.*?)\.(?: Rural\.)?")
MAPS = [*PAGES, "compare"]

TABLES = """() => [...document.querySelectorAll('.cz-table')].filter((one) => one.checkVisibility()).map((one) =>
  [...one.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent.trim())))"""
CHARTS = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].map((one) => ({
  name: one.getAttribute('aria-label') || (one.querySelector('[aria-label]') || one).getAttribute('aria-label') || '',
  tables: [...document.querySelectorAll('.cz-table')].filter((table) =>
    one.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING).length}))"""


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with other_demos(tmp_path_factory.mktemp("others")) as address:
        yield address


def rows_of(page: Page) -> dict[str, set[str]]:
    """Everything that the tables of a page say of a row, by its head."""
    said: dict[str, set[str]] = {}
    for table in page.evaluate(TABLES):
        for head, *cells in table:
            said.setdefault(head, set()).update(cells)
    return said


def missing_beside_maps(page: Page) -> list[str]:
    """Maps without a name, and zones whose value on a map is in no table."""
    rows, found = rows_of(page), []
    for frame in page.locator("iframe").all():
        name = frame.get_attribute("title") or ""
        if not re.fullmatch(r"Map: .{5,}", name):
            found.append(f"a map has no name but {name!r}")
        inside = frame.content_frame.locator("path.cz-zone")
        labels = inside.evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
        if not labels:
            found.append(f"{name}: no zone has a name")
        for label in labels:
            zone = ZONE.fullmatch(label)
            # `80 % in 20 min` and `12 %` on the map stand as 80 and 12 in columns of shares.
            said = {zone["value"], zone["value"].partition(" %")[0]} if zone else set()
            if not zone or not said & rows.get(zone["name"], set()):
                found.append(f"{name}: {label!r} is in no table")
    return found


def missing_beside_charts(page: Page) -> list[str]:
    """Charts without a name of some words or without a table after them."""
    found, charts = [], page.evaluate(CHARTS)
    for chart in charts:
        if len(chart["name"].split()) < 4:
            found.append(f"a chart has no name but {chart['name']!r}")
        if not chart["tables"]:
            found.append(f"{chart['name']}: no table follows")
    if len({chart["name"] for chart in charts}) < len(charts):
        found.append(f"two charts have one name: {[chart['name'] for chart in charts]}")
    return found


def missing(page: Page) -> list[str]:
    """What is missing beside the maps and charts of a page, and a title that is no sentence."""
    title = page.locator("[data-testid=stMain] h1").inner_text()
    short = [] if len(title.split()) >= 4 else [f"the title {title!r} is no sentence"]
    return short + missing_beside_maps(page) + missing_beside_charts(page)


@pytest.mark.parametrize("name", [*MAPS, "trends"])
def test_every_map_and_chart_has_a_name_a_table_and_a_sentence(visit: Open, name: str) -> None:
    window = visit(width=1280, height=900)
    opened(window.page, window.address + RECORDED[name])
    assert window.page.locator("iframe, [data-testid=stPlotlyChart]").count()
    assert missing(window.page) == []


def test_so_has_every_map_and_chart_of_a_transition(visit: Open, others: str) -> None:
    window = visit(width=1280, height=900, address=others)
    opened(window.page, others + OTHER_DEMOS["transition"])
    assert missing(window.page) == []


def test_a_table_that_differs_from_its_map_is_found(visit: Open) -> None:
    window = visit(width=1280, height=900)
    opened(window.page, window.address + "/")
    cell = window.page.locator(".cz-table tbody tr").first.locator("td").first
    head = window.page.locator(".cz-table tbody tr th").first.inner_text()
    cell.evaluate("one => { one.textContent = 'Another' }")
    assert [head in words for words in missing(window.page)] == [True]
