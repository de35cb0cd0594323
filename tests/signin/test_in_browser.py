"""Signing in and out as a reader does, in Chromium, whose only ways out are the dashboard and the provider."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from conftest import House
from playwright.sync_api import Page, expect, sync_playwright

pytestmark = pytest.mark.browser

WAIT_MS = 90_000
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
Window = Callable[[], Page]


@pytest.fixture(scope="module")
def window() -> Iterator[Window]:
    """A window of its own, with no cookies."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield lambda: chromium.new_context(viewport={"width": 1366, "height": 900}).new_page()
        chromium.close()


def sign_in(page: Page, house: House, name: str) -> None:
    page.goto(house.address + "/")
    page.get_by_role("link", name="Sign in").click()
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("x")
    page.get_by_role("button", name="Sign-in").click()


def test_a_commissioner_signs_in_sees_a_map_and_signs_out_of_every_tab(house: House, window: Window) -> None:
    page, refused = window(), []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    sign_in(page, house, "carol")
    expect(page.get_by_test_id("stHeading").first).to_contain_text("still waiting for care", timeout=WAIT_MS)
    expect(page.get_by_text("carol, commissioner")).to_be_visible()
    other = page.context.new_page()
    other.goto(house.address + "/waiting")
    expect(other.get_by_test_id("stHeading").first).to_contain_text("still waiting", timeout=WAIT_MS)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/session/end**", timeout=WAIT_MS)
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible(timeout=WAIT_MS)
    expect(other.get_by_text("still waiting")).to_have_count(0)
    assert refused == []
    page.context.close()


def test_a_member_signs_in_and_is_offered_only_what_is_released(house: House, window: Window) -> None:
    page = window()
    sign_in(page, house, "sam")
    menu = page.get_by_test_id("stSidebarNav")
    expect(menu).to_contain_text("Released maps", timeout=WAIT_MS)
    expect(menu).not_to_contain_text("Waiting")
    page.goto(house.address + "/waiting")
    expect(menu).to_contain_text("Released maps", timeout=WAIT_MS)
    expect(page.get_by_text("still waiting, most in")).to_have_count(0)
    page.context.close()


def test_somebody_in_no_group_is_told_so_and_can_leave(house: House, window: Window) -> None:
    page = window()
    sign_in(page, house, "una")
    expect(page.get_by_text("none of your groups may use Care Zones")).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("link", name="Sign out").click()
    page.wait_for_url("**/session/end**", timeout=WAIT_MS)
    page.context.close()


def test_an_open_page_leaves_the_screen_when_its_token_expires(house: House, window: Window) -> None:
    page = window()
    sign_in(page, house, "brief")
    expect(page.get_by_text("Your sign-in has expired.")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_text("still waiting")).to_have_count(0)
    page.context.close()
