"""Several councils in one dashboard: another is chosen in the sidebar, with its own pages, zones and address."""

from collections.abc import Callable

import pytest
from dashboard import WAIT_MS, Visit, served
from playwright.sync_api import expect

from geo.workspace import make_demo

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def two_councils(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("two")
    names = ["leicestershire-2022", "leicestershire-2016"]
    for name in names:
        make_demo(name, folder / name)
    with served([folder / name for name in names], folder / "log.txt") as address:
        yield address


def choose(window: Visit, box: str, option: str) -> None:
    window.page.get_by_test_id("stSidebar").get_by_role("combobox", name=box).click()
    window.page.get_by_role("option", name=option, exact=True).click()


def test_another_workspace_brings_its_own_zones_pages_and_address(visit: Open, two_councils: str) -> None:
    window = visit(address=two_councils)
    assert window.go("/rules").locator("path.cz-zone").count() == 14
    menu = window.page.get_by_test_id("stSidebarNav")
    expect(menu).not_to_contain_text("Transition")
    choose(window, "Workspace", "leicestershire-2016")
    expect(menu).to_contain_text("Transition", timeout=WAIT_MS)
    expect(window.page.get_by_test_id("stHeading").first).to_contain_text("6 rules", timeout=WAIT_MS)
    window.page.wait_for_url("**/rules?workspace=leicestershire-2016", timeout=WAIT_MS)
    zones = window.page.frame_locator("iframe").first.locator("path.cz-zone")
    expect(zones).to_have_count(18, timeout=WAIT_MS)


def test_the_transition_page_of_an_address_paints_its_lots(visit: Open, two_councils: str) -> None:
    window = visit(address=two_councils)
    frame = window.go("/transition?workspace=leicestershire-2016&zone=13")
    assert frame.locator("path.cz-zone").count() == 18
    expect(window.page.get_by_text("Week by week in 13 Groby & Market Bosworth")).to_be_visible(timeout=WAIT_MS)
