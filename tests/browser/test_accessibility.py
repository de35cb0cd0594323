"""WCAG 2.2 AA as far as a program can tell: axe on every page, for every role, in both themes, wide and narrow."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dashboard import Visit, served
from looking import (
    LARGE,
    OTHER_DEMOS,
    RECORDED,
    RELEASED,
    SPACED,
    cut,
    faults_of,
    opened,
    other_demos,
    resized,
    settled,
    sideways,
)
from playwright.sync_api import Page

from pages.signin import screens

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Visit]
WIDTHS = (1280, 320)
THEMES = ("light", "dark")


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with other_demos(tmp_path_factory.mktemp("others")) as address:
        yield address


@pytest.fixture(scope="module")
def commissioner(recorded: Path) -> Iterator[str]:
    with served(recorded, recorded.parent / "commissioner.txt", "--role", "commissioner") as address:
        yield address


def found_on(page: Page, address: str) -> dict[int, list[str]]:
    """What is wrong with a page, everything on it unfolded and each of its tabs open in turn, at each width."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    opened(page, address)
    found = {}
    for width in WIDTHS:
        resized(page, width)
        found[width] = faults_of(page) + sideways(page)
        for tab in page.get_by_role("tab").all()[1:]:
            tab.click()
            settled(page)
            found[width] += faults_of(page, "[role=tabpanel]:not([hidden])") + sideways(page)
        if (first := page.get_by_role("tab")).count():
            first.first.click()
    return {width: faults for width, faults in found.items() if faults}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", RECORDED | RELEASED)
def test_axe_finds_no_fault_on_any_page_of_an_analyst(visit: Open, name: str, theme: str) -> None:
    window = visit(theme=theme)
    assert found_on(window.page, window.address + (RECORDED | RELEASED)[name]) == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", OTHER_DEMOS)
def test_axe_finds_no_fault_on_pages_of_other_demos(visit: Open, others: str, name: str, theme: str) -> None:
    window = visit(theme=theme, address=others)
    assert found_on(window.page, others + OTHER_DEMOS[name]) == {}


# A commissioner's other pages are an analyst's but for the word of the role: tests/pages/test_roles_alike.py.
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_no_fault_on_the_page_that_a_commissioner_sees_otherwise(
    visit: Open, commissioner: str, theme: str
) -> None:
    window = visit(theme=theme, address=commissioner)
    assert found_on(window.page, commissioner + "/data") == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("path", ["/", "/scrutiny_pack", "/released_help"])
def test_axe_finds_no_fault_on_any_page_of_scrutiny(visit: Open, scrutiny_app: str, path: str, theme: str) -> None:
    window = visit(theme=theme, address=scrutiny_app)
    assert found_on(window.page, scrutiny_app + path) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_no_fault_on_the_pages_before_the_dashboard(visit: Open, theme: str) -> None:
    page = visit(theme=theme).page
    found = []
    whole = (screens.sign_in_page("Time is up."), screens.no_group_page("Sam"), screens.not_served_page())
    for body in (*whole, screens.wrong_host_page()):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.set_content(body.decode())
            found += faults_of(page)
    assert found == []


def test_axe_would_find_a_picture_without_a_name(visit: Open) -> None:
    window = visit()
    window.page.goto(window.address + "/help")
    settled(window.page)
    window.page.evaluate("document.querySelector('h1').innerHTML += '<img src=\"data:,\">'")
    assert [fault.split(":")[0] for fault in faults_of(window.page)] == ["image-alt"]


@pytest.mark.parametrize("name", RECORDED | RELEASED)
def test_nothing_is_cut_when_text_is_twice_as_large_or_spaced_out(visit: Open, name: str) -> None:
    window = visit(width=1280, height=900)
    opened(window.page, window.address + (RECORDED | RELEASED)[name])
    found = []
    for width, css in ((1280, LARGE), (1280, SPACED), (320, SPACED)):
        window.page.locator("style.cz-tried").evaluate_all("all => all.forEach((one) => one.remove())")
        window.page.add_style_tag(content=css).evaluate("one => one.className = 'cz-tried'")
        resized(window.page, width)
        found += sideways(window.page) + cut(window.page)
    assert found == []
