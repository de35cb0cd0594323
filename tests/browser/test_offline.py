"""No page asks for anything outside the app itself: the network is cut, and every request elsewhere is counted."""

from collections.abc import Callable

import pytest
from dashboard import WAIT_MS, Visit
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
EVERY_PAGE = ("", "hard_to_source", "providers", "rules", "waiting", "rural", "trends", "compare", "data", "help")


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_no_page_asks_for_anything_outside_the_app(visit: Open, path: str) -> None:
    window = visit()
    window.page.goto(f"{window.address}/{path}")
    expect(window.page.get_by_test_id("stMain").get_by_role("heading").first).to_be_visible(timeout=WAIT_MS)
    expect(window.page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=WAIT_MS)
    window.page.wait_for_timeout(500)
    assert window.outside == []


def test_a_request_elsewhere_would_be_seen(browser: Browser, app: str) -> None:
    context = browser.new_context()
    window = Visit(context.new_page(), app)
    outside = window.outside
    context.route("**/*", lambda route: (outside.append(route.request.url), route.abort()))
    window.page.set_content("<img src='https://example.org/pixel.png'>")
    window.page.wait_for_timeout(300)
    context.close()
    assert outside == ["https://example.org/pixel.png"]
