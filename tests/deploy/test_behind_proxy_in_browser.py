"""The real dashboard with sign-in behind the deployed nginx, in Chromium: its policy must not break a page."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from chromium import launched
from playwright.sync_api import Page
from proxied import NAME, Proxy
from signed_in import cookie_of, deployed_dashboard
from talking import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WAIT_MS = 90_000


@dataclass
class Window:
    """A window of somebody who signed in, what it was refused and what it asked of elsewhere."""

    proxy: Proxy
    page: Page
    refused: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page and wait for its heading."""
        self.page.goto(self.proxy.address + path)
        self.page.locator("h1").first.wait_for(timeout=WAIT_MS)

    def note(self, text: str) -> None:
        """Keep what the policy of the page refused."""
        if "Content Security Policy" in text or "Refused to" in text:
            self.refused.append(text)

    def take(self, address: str) -> None:
        """Keep a request to anywhere else."""
        if not address.startswith((self.proxy.address, "data:", "blob:")):
            self.elsewhere.append(address)


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("deployed")
    workspace = shutil.copytree(ROOT / "data/demo/leicestershire-2022", folder / "demo")
    with deployed_dashboard(folder, workspace) as found:
        yield found


@pytest.fixture(scope="module")
def window(proxy: Proxy) -> Iterator[Window]:
    with launched(NAME) as browser:
        context = browser.new_context(ignore_https_errors=True, viewport={"width": 1366, "height": 900})
        found = Window(proxy, context.new_page())
        found.page.on("console", lambda said: found.note(said.text))
        found.page.on("request", lambda asked: found.take(asked.url))
        cookie = {"name": "_streamlit_user", "value": cookie_of(proxy, "analysts"), "url": proxy.address}
        context.add_cookies([cookie | {"secure": True, "httpOnly": True}])
        yield found


def test_a_map_and_its_table_are_drawn(window: Window) -> None:
    window.go("/hard_to_source")
    window.page.locator("iframe").first.content_frame.locator("path.cz-zone").first.wait_for(timeout=WAIT_MS)
    assert window.page.locator("table").count() > 0


def test_a_chart_is_drawn(window: Window) -> None:
    window.go("/waiting")
    window.page.locator(".js-plotly-plot svg").first.wait_for(timeout=WAIT_MS)


def test_a_file_is_fetched_by_whoever_it_was_made_for(window: Window) -> None:
    window.go("/hard_to_source")
    with window.page.expect_download(timeout=WAIT_MS) as fetched:
        window.page.get_by_role("button", name="Download").first.click()
    assert Path(fetched.value.path()).stat().st_size > 0


def test_a_file_is_taken_over_the_proxy(window: Window, tmp_path: Path) -> None:
    window.go("/data")
    sent = tmp_path / "providers.csv"
    shutil.copy(ROOT / "data/demo/leicestershire-2022/incoming/providers.csv", sent)
    with window.page.expect_response(lambda said: "/_stcore/upload_file/" in said.url, timeout=WAIT_MS) as answered:
        window.page.locator('input[type="file"]').first.set_input_files(str(sent))
    assert answered.value.status == 204


def test_no_page_was_refused_anything_nor_asked_anything_of_elsewhere(window: Window) -> None:
    for path in ("/", "/rural", "/help"):
        window.go(path)
        window.page.wait_for_timeout(1000)
    assert window.refused == []
    assert window.elsewhere == []


def test_every_cookie_goes_over_tls_only_and_to_no_other_site(window: Window) -> None:
    cookies = window.page.context.cookies()
    assert {cookie["name"] for cookie in cookies} >= {"_streamlit_user", "_streamlit_xsrf"}
    assert [cookie["name"] for cookie in cookies if not cookie["secure"]] == []
    assert [cookie["name"] for cookie in cookies if cookie["sameSite"] not in {"Lax", "Strict"}] == []


def test_a_member_of_scrutiny_is_shown_no_page_of_detail(proxy: Proxy) -> None:
    cookies = {"Cookie": f"_streamlit_user={cookie_of(proxy, 'members')}"}
    assert proxy.ask("/", headers=cookies).status == 200
    assert proxy.ask("/", headers={"Cookie": f"_streamlit_user={cookie_of(proxy, 'strangers')}"}).status == 403


def test_a_cookie_that_somebody_else_signed_counts_for_nothing(proxy: Proxy) -> None:
    value = cookie_of(proxy, "analysts")
    forged = {"Cookie": f"_streamlit_user={value[:-4]}0000"}
    for path in ("/", "/_stcore/host-config", "/media/x", "/static/js/x.js"):
        assert proxy.ask(path, headers=forged).status == 401
