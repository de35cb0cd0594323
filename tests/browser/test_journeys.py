"""What people come for, from the first look to the answer, as they do it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dashboard import DEMO, WAIT_MS, Visit, served
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from geo.cli import app as program

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Visit]
SECONDS = WAIT_MS


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with 14 recorded weeks, one of them released to scrutiny."""
    folder = shutil.copytree(DEMO, tmp_path_factory.mktemp("journeys") / "leicestershire-2022")
    run = CliRunner()
    record = ["snapshot", str(folder), "--as-at", "2022-09-05", "--back-to", "2022-06-06", "--by", "tester"]
    assert run.invoke(program, record).exit_code == 1
    export = ["export", str(folder), "2022-W36", "--to", str(folder / "exports"), "--only", "csv", "--by", "tester"]
    assert run.invoke(program, export).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def address(week: Path) -> Iterator[str]:
    with served(week, week.parent / "log.txt") as found:
        yield found


@pytest.fixture(scope="module")
def scrutiny_address(week: Path) -> Iterator[str]:
    with served(week, week.parent / "scrutiny.txt", "--role", "scrutiny") as found:
        yield found


def follow(page: Page, title: str) -> None:
    """Go to another page by the menu."""
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=SECONDS)


def test_monday_morning(visit: Open, address: str) -> None:
    """What changed, which zone is worst, why, who delivers there, and is it getting better."""
    window = visit(address=address)
    page = window.page
    window.go("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("still waiting for care")
    expect(page.get_by_role("heading", name="What changed since")).to_be_visible()

    follow(page, "Hard to source")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bottesford, Castle Donington and Melton")
    window.painted_map().locator("path.cz-zone[aria-label^='Melton']").first.click()
    expect(page.get_by_role("heading", name="Evidence for Melton")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_role("heading", name="What would change it")).to_be_visible()

    follow(page, "Providers")
    expect(page.get_by_role("heading", name="Who delivers in Melton")).to_be_visible(timeout=SECONDS)

    follow(page, "Trends")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Melton", timeout=SECONDS)


def test_a_shared_link_opens_the_same_view(visit: Open, address: str) -> None:
    mine = visit(address=address)
    mine.go("/hard_to_source?zone=HC03&as_at=2022-08-29")
    theirs = visit(address=address)
    theirs.page.goto(mine.page.url)
    for window in (mine, theirs):
        expect(window.page.get_by_role("heading", name="Evidence for Bottesford")).to_be_visible(timeout=SECONDS)
        expect(window.page.get_by_text("As at 29 August 2022").first).to_be_visible()


def test_two_weeks_stand_beside_each_other(visit: Open, address: str) -> None:
    window = visit(address=address)
    window.go("/compare")
    expect(window.page.locator("iframe")).to_have_count(2, timeout=SECONDS)
    rows = window.page.locator(".st-key-table-compare-people_awaiting tbody tr")
    melton = rows.filter(has_text="Melton").locator("td").all_inner_texts()
    assert melton[:3] == ["12", "13", "+1"]


def test_a_scrutiny_member_looks_takes_the_pack_and_finds_nothing_more(visit: Open, scrutiny_address: str) -> None:
    window = visit(address=scrutiny_address)
    page = window.page
    page.goto(scrutiny_address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Significant risk in 2 of 14 zones", timeout=SECONDS)
    links = page.get_by_test_id("stSidebarNavLink").all_inner_texts()
    assert not {"Overview", "Hard to source", "Waiting", "Data"} & {link.strip() for link in links}
    for path in ("/overview", "/waiting?zone=HC03", "/data"):
        page.goto(scrutiny_address + path)
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=SECONDS)
        expect(page.get_by_text("Evidence for")).to_have_count(0)
        expect(page.get_by_role("button", name="Download this table")).to_have_count(0)
