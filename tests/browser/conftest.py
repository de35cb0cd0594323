"""The app and the browser that all browser tests share."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import launched
from dashboard import Visit, Watched, left, served
from made_once import recorded_demo
from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Leicestershire demo with 14 weeks recorded, of which 2022-W32 and 2022-W36 are released to scrutiny."""
    made = recorded_demo(tmp_path_factory)
    return Path(shutil.copytree(made, tmp_path_factory.mktemp("recorded") / made.name))


@pytest.fixture(scope="session")
def app(recorded: Path) -> Iterator[str]:
    """Address of the dashboard of the recorded demo."""
    with served(recorded, recorded.parent / "app.txt") as address:
        yield address


@pytest.fixture(scope="session")
def scrutiny_app(recorded: Path) -> Iterator[str]:
    """Address of the same dashboard in the role of scrutiny."""
    with served(recorded, recorded.parent / "scrutiny.txt", "--role", "scrutiny") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium of the operating system."""
    with launched() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Watched:
    """A window that stays open from test to test: what it has read and compiled once it need not again."""
    return Watched(browser.new_context())


@pytest.fixture
def visit(browser: Browser, tab: Watched, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Open a window on the app; a request elsewhere, a failed script or a dialog fails the test at its end.

    The first window of a test is the one that stays open, emptied of what it remembered; others are strangers to it.
    """
    visits: list[Visit] = []

    def opened(*, width: int = 1366, height: int = 768, theme: str = "light", address: str = "") -> Visit:
        watched = Watched(browser.new_context()) if visits else tab
        open_pages = watched.context.pages
        page = open_pages[0] if open_pages else watched.context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="null", color_scheme=theme, reduced_motion="null", forced_colors="null")
        visits.append(watched.begin(page, address or request.getfixturevalue("app")))
        return visits[-1]

    yield opened
    tab.visit = None
    for found in visits[1:]:
        found.page.context.close()
    tab.context.clear_cookies()
    for page in tab.context.pages:
        left(page)
    assert [place for found in visits for place in found.outside] == []
    assert [words for found in visits for words in found.dialogs] == []
    assert [words for found in visits for words in found.errors] == []
