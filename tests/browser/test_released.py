"""What is released, in a real browser as scrutiny sees it: maps by keyboard, downloads, and no person in any byte."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dashboard import WAIT_MS, Visit, served
from looking import faults_of, settled, sideways
from made_release import ledger_with, released_weeks
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Visit]
ZONE = ".cz-wide .cz-area"


@pytest.fixture(scope="module")
def scrutiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard of a workspace with two released weeks, in the role of scrutiny."""
    folder = tmp_path_factory.mktemp("scrutiny")
    ledger_with(folder / "mercia", *released_weeks())
    (folder / "mercia/carezones.toml").write_text('[authority]\nname = "Mercia"\nmodel = "leicestershire-2022"\n')
    with served(folder / "mercia", folder / "log.txt", "--role", "scrutiny") as address:
        yield address


def taken(page: Page, label: str) -> tuple[str, bytes]:
    """Name and content of what a button gives."""
    with page.expect_download(timeout=WAIT_MS) as waiting:
        page.get_by_role("button", name=label).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_the_map_is_read_by_keyboard_and_its_files_are_taken_away(visit: Open, scrutiny: str) -> None:
    window = visit(address=scrutiny, width=1280, height=900)
    page = window.page
    page.goto(scrutiny)
    settled(page)
    expect(page.locator("h1")).to_contain_text("Care is hardest to find in North (significant risk)")
    page.locator(ZONE).first.focus()
    expect(page.locator(f"{ZONE}:focus")).to_have_attribute("aria-label", "North: Significant risk")
    page.keyboard.press("Tab")
    expect(page.locator(f"{ZONE}:focus")).to_have_attribute("aria-label", "South: Meeting demand")
    expect(page.locator(".cz-wide .cz-card").nth(1)).to_be_visible()
    page.get_by_role("radio", name="Off framework").click()
    expect(page.get_by_role("heading", name=re.compile("Most care is off the framework in North"))).to_be_visible()
    settled(page)
    name, content = taken(page, "Table (CSV)")
    assert name == "off_framework-2022-W36.csv"
    assert "North,40," in content.decode("utf-8-sig")
    name, content = taken(page, "Map (PNG)")
    assert (name, content[:4]) == ("off_framework-2022-W36.png", b"\x89PNG")
    name, content = taken(page, "Map (SVG)")
    assert (name, content[:5]) == ("off_framework-2022-W36.svg", b"<?xml")


def test_the_pack_is_built_and_downloaded_and_names_nobody(visit: Open, scrutiny: str) -> None:
    page = visit(address=scrutiny).page
    page.goto(f"{scrutiny}/scrutiny_pack")
    settled(page)
    page.get_by_role("button", name="Build the pack").click()
    expect(page.get_by_text("is ready")).to_be_visible(timeout=3 * WAIT_MS)
    name, content = taken(page, "Download the pack (ZIP)")
    assert name == "mercia-b-2022-W36.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        names = [part.rsplit("/", 1)[1] for part in pack.namelist()]
        assert {"atlas.pdf", "hard_to_source.png", "by_area.csv", "figures.xlsx"} <= set(names)
        assert not [part for part in pack.namelist() if b"Jo Officer" in pack.read(part)]
    assert "Jo Officer" not in page.content()
    assert page.get_by_text("Release a recorded week").count() == 0


@pytest.mark.parametrize("path", ["/", "/scrutiny_pack"])
def test_axe_finds_no_fault_where_values_are_protected(visit: Open, scrutiny: str, path: str) -> None:
    page = visit(address=scrutiny, width=320, height=900, theme="dark").page
    page.goto(scrutiny + path)
    settled(page)
    assert faults_of(page) + sideways(page) == []
