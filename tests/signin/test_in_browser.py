"""Signing in and out as a reader does, in Chromium, whose only ways out are the dashboard and the provider."""

import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import launched
from conftest import House
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

pytestmark = pytest.mark.browser

WAIT_MS = 90_000
THEIRS = re.compile(r"status of (401|403|404) |page that you have requested does not seem to exist")
"""What a browser says of a page that is refused or that a role does not have, and of the place where Streamlit's page
asks first for its server."""
Window = Callable[[], Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def window(chromium: Browser, house: House) -> Iterator[Window]:
    """A window with no cookies; what it asks of others than the dashboard and the provider fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []
    own = (house.address, house.address.replace("http", "ws", 1), "data:", "blob:", "about:")

    def ours(page: Page | None) -> bool:  # the provider's own pages are no affair of the dashboard's
        return page is not None and page.url.startswith(house.address)

    def asked(request: Request) -> None:
        is_leaving = request.is_navigation_request()
        if not is_leaving and ours(request.frame.page) and not request.url.startswith(own):
            wrong.append(request.url)

    def told(said: ConsoleMessage) -> None:
        if said.type == "error" and ours(said.page) and not THEIRS.search(said.text):
            wrong.append(said.text)

    def opened() -> Page:
        context = chromium.new_context(viewport={"width": 1366, "height": 900})
        context.on("request", asked)
        context.on("weberror", lambda fault: wrong.append(str(fault.error)))
        context.on("console", told)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def sign_in(page: Page, house: House, name: str) -> None:
    page.goto(house.address + "/")
    page.get_by_role("link", name="Sign in").click()
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("x")
    page.get_by_role("button", name="Sign-in").click()


def test_a_commissioner_signs_in_sees_a_map_and_signs_out_of_every_tab(house: House, window: Window) -> None:
    page = window()
    sign_in(page, house, "carol")
    expect(page.get_by_test_id("stHeading").first).to_contain_text("still waiting for care", timeout=WAIT_MS)
    expect(page.get_by_test_id("stSidebar").get_by_text("carol, commissioner")).to_be_visible()
    other = page.context.new_page()
    other.goto(house.address + "/waiting")
    expect(other.get_by_test_id("stHeading").first).to_contain_text("still waiting", timeout=WAIT_MS)
    # What a map still asks for after the end of the sign-in is refused, and Streamlit's page tells the console.
    for tab in (page, other):
        tab.frame_locator("iframe").first.locator("path.leaflet-interactive").first.wait_for(timeout=WAIT_MS)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/session/end**", timeout=WAIT_MS)
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible(timeout=WAIT_MS)
    expect(other.get_by_text("still waiting")).to_have_count(0)


def test_a_member_signs_in_looks_takes_the_pack_and_finds_nothing_more(house: House, window: Window) -> None:
    page = window()
    sign_in(page, house, "sam")
    menu = page.get_by_test_id("stSidebarNav")
    expect(menu).to_contain_text("Released maps", timeout=WAIT_MS)
    assert sorted(link.inner_text().split("\n")[-1] for link in menu.get_by_role("link").all()) == [
        "Help",
        "Released maps",
        "Scrutiny pack",
    ]
    expect(page.get_by_role("heading", level=1)).to_contain_text("Care is hardest to find in", timeout=WAIT_MS)
    expect(page.locator(".cz-wide .cz-area")).to_have_count(14)

    menu.get_by_text("Scrutiny pack").click()
    page.get_by_role("button", name="Build the pack").click()
    with page.expect_download(timeout=WAIT_MS) as waiting:
        page.get_by_role("button", name="Download the pack (ZIP)").click(timeout=WAIT_MS)
    content = Path(waiting.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        assert pack.testzip() is None
        files = {name.split("/", 1)[1]: pack.read(name) for name in pack.namelist()}
    listed = dict(reversed(line.split("  ", 1)) for line in files["SHA256SUMS"].decode().splitlines())
    assert {name: hashlib.sha256(files[name]).hexdigest() for name in listed} == listed
    kinds = Counter(Path(name).suffix for name in files if name.startswith("maps/"))
    assert len(set(kinds.values())) == 1, "every map has every form"
    assert set(kinds) == {".html", ".png", ".svg"}

    for path in ("/waiting", "/waiting?zone=HC11", "/overview", "/data", "/hard_to_source?zone=HC03"):
        page.goto(house.address + path)
        expect(menu).to_contain_text("Released maps", timeout=WAIT_MS)
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=WAIT_MS)
        text = page.get_by_test_id("stMain").inner_text()
        assert "Evidence for" not in text
        assert "still waiting, most in" not in text
        expect(page.locator("iframe")).to_have_count(0)


def test_somebody_in_no_group_is_told_so_and_can_leave(house: House, window: Window) -> None:
    page = window()
    sign_in(page, house, "una")
    expect(page.get_by_text("none of your groups may use Care Zones")).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("link", name="Sign out").click()
    page.wait_for_url("**/session/end**", timeout=WAIT_MS)


def test_an_open_page_leaves_the_screen_when_its_token_expires(house: House, window: Window) -> None:
    page = window()
    sign_in(page, house, "brief")
    expect(page.get_by_text("Your sign-in has expired.")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_text("still waiting")).to_have_count(0)
