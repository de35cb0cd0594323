"""No page asks for anything outside the app itself: the network is cut, and every request elsewhere is counted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dashboard import ROOT, WAIT_MS, Visit, Watched, served
from playwright.sync_api import Browser
from typer.testing import CliRunner

from geo.cli import app as program
from geo.workspace import make_demo

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
EVERY_PAGE = sorted(file.stem for file in (ROOT / "pages").glob("*.py") if file.stem != "__init__")
NOT_IN_THE_FIRST_DEMO = {"transition": "leicestershire-2016", "published": "nottinghamshire-2018"}
OPENS = {"overview": ""}
"""Where a page's address is not its name."""
FOR_SCRUTINY = ("", "scrutiny_pack", "released_help")
FOR_SCRUTINY_ALONE = {"released_help"}
UPLOADED = "provider_id,provider_name\nP1,One\n"


@pytest.fixture(scope="module")
def other_councils(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demos that have what the first has not."""
    folder = tmp_path_factory.mktemp("others")
    names = list(NOT_IN_THE_FIRST_DEMO.values())
    for name in names:
        make_demo(name, folder / name)
    with served([folder / name for name in names], folder / "log.txt") as address:
        yield address


@pytest.fixture(scope="module")
def commissioner_app(recorded: Path) -> Iterator[str]:
    """The dashboard in the role of a commissioner."""
    with served(recorded, recorded.parent / "commissioner.txt", "--role", "commissioner") as address:
        yield address


def quiet(window: Visit) -> None:
    """Nothing was asked of the outside, and nothing failed."""
    assert window.outside == []
    assert window.hinted() == []
    assert window.errors == []


@pytest.mark.parametrize("name", sorted({*EVERY_PAGE} - {*NOT_IN_THE_FIRST_DEMO} - FOR_SCRUTINY_ALONE))
def test_no_page_asks_for_anything_outside_the_app(visit: Open, name: str) -> None:
    window = visit()
    window.read(f"/{OPENS.get(name, name)}")
    if window.page.locator("iframe").count():
        window.page.frame_locator("iframe").first.locator("path").first.wait_for(timeout=WAIT_MS)
    assert window.page.get_by_text("Page not found").count() == 0
    quiet(window)


@pytest.mark.parametrize("name", NOT_IN_THE_FIRST_DEMO)
def test_no_page_of_another_council_asks_for_anything_outside_the_app(
    visit: Open, other_councils: str, name: str
) -> None:
    window = visit(address=other_councils)
    window.read(f"/{name}?workspace={NOT_IN_THE_FIRST_DEMO[name]}")
    assert window.page.get_by_text("Page not found").count() == 0
    quiet(window)


@pytest.mark.parametrize("name", FOR_SCRUTINY)
def test_no_page_of_scrutiny_asks_for_anything_outside_the_app(visit: Open, scrutiny_app: str, name: str) -> None:
    window = visit(address=scrutiny_app)
    window.read(f"/{name}")
    quiet(window)


def test_no_page_that_a_commissioner_sees_otherwise_asks_for_anything_outside_the_app(
    visit: Open, commissioner_app: str
) -> None:
    window = visit(address=commissioner_app)
    for path in ("/", "/data", "/scrutiny_pack"):
        window.read(path)
    assert window.page.get_by_role("tab", name="Load new files").count() == 0
    quiet(window)


def test_loading_asks_for_nothing_outside_the_app(visit: Open, tmp_path: Path) -> None:
    (tmp_path / "providers.csv").write_text(UPLOADED, encoding="utf-8")
    window = visit()
    window.read("/data")
    for tab in ("Record the week", "Load new files"):
        window.page.get_by_role("tab", name=tab).click()
    window.page.locator("input[type=file]").set_input_files(tmp_path / "providers.csv")
    window.page.get_by_text("Header in row 1").wait_for()
    quiet(window)


@pytest.fixture(scope="module")
def web_pages(recorded: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every web page of a scrutiny pack."""
    folder = tmp_path_factory.mktemp("pack")
    command = ["export", str(recorded), "2022-W36", "--to", str(folder), "--only", "html", "--by", "tester"]
    made = CliRunner().invoke(program, command)
    assert made.exit_code == 0, made.output
    return sorted(folder.rglob("*.html"))


def test_every_exported_web_page_opens_from_disk_without_a_network(browser: Browser, web_pages: list[Path]) -> None:
    watched = Watched(browser.new_context(offline=True))
    page = watched.context.new_page()
    titles = {}
    for file in web_pages:
        window = watched.begin(page, file.as_uri())
        page.goto(file.as_uri())
        titles[file.name] = page.title()
        assert page.get_by_role("heading", level=1).inner_text()
        quiet(window)
    watched.context.close()
    assert "index.html" in titles
    assert len(titles) > 5
    assert all(titles.values())


@pytest.mark.parametrize(
    ("what", "outside"),
    [
        ("<img src='https://elsewhere.example/a.png'>", "https://elsewhere.example/a.png"),
        ("<script src='//elsewhere.example/a.js'></script>", "http://elsewhere.example/a.js"),
        ("<style>@import 'https://elsewhere.example/a.css'</style>", "https://elsewhere.example/a.css"),
        ("<script>new WebSocket('wss://elsewhere.example/')</script>", "wss://elsewhere.example/"),
        (
            "<style>@font-face {font-family: f; src: url(//elsewhere.example/f)} p {font-family: f}</style><p>a</p>",
            "http://elsewhere.example/f",
        ),
    ],
)
def test_a_request_elsewhere_would_be_seen(browser: Browser, app: str, what: str, outside: str) -> None:
    watched = Watched(browser.new_context())
    page = watched.context.new_page()
    window = watched.begin(page, app)
    page.route(f"{app}/bare", lambda route: route.fulfill(body=what, content_type="text/html"))
    page.goto(f"{app}/bare", wait_until="domcontentloaded")
    if not window.outside:
        page.wait_for_event("console")
    assert window.outside == [outside]
    watched.context.close()


def test_what_a_browser_would_get_ready_for_elsewhere_and_a_script_that_fails_would_be_seen(
    browser: Browser, app: str
) -> None:
    bare = (
        "<link rel=dns-prefetch href='//elsewhere.example'><link rel=preconnect href='https://other.example'>"
        "<meta http-equiv=Content-Security-Policy content=\"img-src 'none'\"><img src=/a.png>"
        "<script>throw new Error('broken')</script>"
    )
    watched = Watched(browser.new_context())
    page = watched.context.new_page()
    window = watched.begin(page, app)
    page.route(f"{app}/bare", lambda route: route.fulfill(body=bare, content_type="text/html"))
    page.goto(f"{app}/bare")
    assert window.hinted() == ["http://elsewhere.example/", "https://other.example/"]
    said = " ".join(window.errors)
    assert "broken" in said
    assert "Content Security Policy" in said
    watched.context.close()
