"""The app and the browser that all browser tests share."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from dashboard import DEMO, QUIET, Visit, answer, served
from playwright.sync_api import Browser, Playwright, sync_playwright


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the dashboard of the Leicestershire demo."""
    folder = tmp_path_factory.mktemp("app")
    with served(shutil.copytree(DEMO, folder / "demo"), folder / "log.txt") as address:
        yield address


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium of the operating system."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
    yield chromium
    chromium.close()


@pytest.fixture
def visit(browser: Browser, app: str) -> Iterator[Callable[..., Visit]]:
    """Open a window on the app; a request to anywhere else is cut, kept and fails the test at its end."""
    visits: list[Visit] = []

    def opened(*, width: int = 1366, height: int = 768, theme: str = "light", address: str = app) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        found = Visit(context.new_page(), address)
        context.route("**/*", lambda route: answer(route, found))
        found.page.on("dialog", lambda dialog: (found.dialogs.append(dialog.message), dialog.dismiss()))
        visits.append(found)
        return found

    yield opened
    for found in visits:
        found.page.context.close()
    assert [place for found in visits for place in found.outside] == []
    assert [words for found in visits for words in found.dialogs] == []
