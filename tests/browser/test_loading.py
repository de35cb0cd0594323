"""A week loaded in the browser by somebody without a command line: uploaded, mapped, checked, loaded, recorded."""

import csv
import io
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from dashboard import WAIT_MS, Visit, served
from good_week import good_week
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
RENAMED = {
    "package_id": "Order number",
    "hours_per_week": "Hours PW",
    "started_on": "Start date",
    "setting": "Care setting",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, Path]]]:
    """One dashboard with a workspace of a good week for each test, to load another week into."""
    place = tmp_path_factory.mktemp("desk")
    folders = {name: place / name for name in ("quietshire", "otherton")}
    for folder in folders.values():
        good_week(folder)
    with served(list(folders.values()), place / "log.txt") as address:
        yield address, folders


def messy_workbook(folder: Path, file: Path, *, first_hours: float | str | None = None) -> Path:
    """The week's packages as a council sends them: a title, other names, dates as text, other codes, a total."""
    rows = list(csv.reader(io.StringIO((folder / "incoming/packages.csv").read_text(encoding="utf-8"))))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Care"
    sheet.append(["Home care packages, OFFICIAL"])
    sheet.append([RENAMED.get(name, name) for name in rows[0]])
    for number, row in enumerate(rows[1:]):
        year, month, day = row[5].split("-")
        hours = float(row[4]) if number or first_hours is None else first_hours
        sheet.append([*row[:4], hours, f"{day}/{month}/{year}", row[6], "General home care"])
    sheet.append(["Total", None, None, None, sum(float(row[4]) for row in rows[1:])])
    book.save(file)
    return file


def upload(page: Page, files: list[Path]) -> None:
    page.get_by_role("tab", name="Load new files").click()
    page.locator("input[type=file]").set_input_files(files)


def say_how_it_is_written(page: Page) -> None:
    """What the file alone does not say: a code of theirs, and the day."""
    page.get_by_role("combobox", name="setting: General home care means").click()
    page.get_by_role("option", name="general", exact=True).click()


def say_the_day(page: Page, keys: str) -> None:
    """The as-at date, typed as the box asks for it."""
    page.get_by_role("group", name="As-at date of the files").get_by_role("spinbutton").first.click()
    page.keyboard.type(keys)
    page.keyboard.press("Enter")


def load_the_next_week(page: Page, file: Path) -> None:
    """The same export a week later: what was said of it once is not asked again."""
    upload(page, [file])
    expect(page.get_by_text("Header in row 2; 25 rows below it.")).to_be_visible(timeout=WAIT_MS)
    say_the_day(page, "09032026")
    page.get_by_role("button", name="Check these files").click()
    expect(page.get_by_text("Good: every row was loaded.").last).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("button", name="Load these files").click()
    expect(page.get_by_text("Loaded: incoming/2026-03-09/packages.xlsx")).to_be_visible(timeout=WAIT_MS)


def record_it_with_a_reason(page: Page, folder: Path) -> None:
    """It is held, since the waiting list is last week's; whoever records it says why that is right."""
    page.get_by_role("tab", name="Record the week").click()
    record = page.get_by_role("button", name="Record the week as at 9 March 2026")
    record.click()
    expect(page.get_by_text("Held, not recorded: 2026-W11")).to_be_visible(timeout=WAIT_MS)
    why = "The awaiting file is the same as that of 2026-W10: an old file was sent again."
    expect(page.get_by_text(why)).to_be_visible()
    expect(page.get_by_label("Recorded by")).to_have_value("A. Analyst")
    assert not (folder / "snapshots" / "2026-W11").exists()
    page.get_by_label("Reason, where a week was held").fill("The waiting list is made every fortnight")
    record.click()
    expect(page.get_by_text("2026-W11 (").last).to_contain_text("is recorded", timeout=WAIT_MS)
    expect(page.get_by_text(f"Accepted: {why}")).to_be_visible()


def test_a_messy_week_is_uploaded_understood_mended_loaded_and_recorded_and_the_next_week_too(
    visit: Open, desk: tuple[str, dict[str, Path]], tmp_path: Path
) -> None:
    address, folders = desk
    folder = folders["quietshire"]
    settings = folder / "carezones.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(
        'file = "incoming/packages.csv"', 'file = "incoming/packages.csv"  # from the case system'
    ), encoding="utf-8")  # fmt: skip
    window = visit(address=address, height=1400)
    page = window.page
    page.goto(address + "/data")
    expect(page.get_by_text("Good: every row was loaded").first).to_be_visible(timeout=WAIT_MS)

    upload(page, [messy_workbook(folder, tmp_path / "wk 9.xlsx", first_hours="4O hours")])
    expect(page.get_by_text("Header in row 2; 25 rows below it.")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_role("combobox", name="package_id")).to_have_value("Order number")
    expect(page.get_by_role("combobox", name="Dates are written as")).to_have_value("31/03/2026 (day first)")
    say_how_it_is_written(page)
    say_the_day(page, "02032026")
    page.get_by_role("button", name="Check these files").click()
    expect(page.get_by_text("1 row set aside").last).to_be_visible(timeout=WAIT_MS)
    wrong = page.locator(".st-key-table-kinds-draft").inner_text()
    assert "column Hours PW, row 3" in wrong
    page.get_by_test_id("stFileChipDeleteBtn").or_(page.get_by_test_id("stFileUploaderDeleteBtn")).first.click()
    expect(page.get_by_text("No file is uploaded yet.")).to_be_visible(timeout=WAIT_MS)

    upload(page, [messy_workbook(folder, tmp_path / "wk 9 (final) \u202e.xlsx")])
    expect(page.get_by_text("Header in row 2; 25 rows below it.")).to_be_visible(timeout=WAIT_MS)
    say_how_it_is_written(page)
    page.get_by_role("button", name="Check these files").click()
    expect(page.get_by_text("Good: every row was loaded.").last).to_be_visible(timeout=WAIT_MS)
    before = tomllib.loads(settings.read_text(encoding="utf-8"))
    assert before["sources"]["packages"]["file"] == "incoming/packages.csv"
    page.get_by_role("button", name="Load these files").click()
    expect(page.get_by_text("Loaded: incoming/2026-03-02/packages.xlsx")).to_be_visible(timeout=WAIT_MS)
    text = settings.read_text(encoding="utf-8")
    assert "# from the case system" in text
    said = tomllib.loads(text)["sources"]["packages"]
    assert said["columns"]["package_id"] == "Order number"
    assert said["values"] == {"setting": {"General home care": "general"}}
    assert said["date_format"] == "%d/%m/%Y"

    page.get_by_role("tab", name="Record the week").click()
    page.get_by_label("Recorded by").fill("A. Analyst")
    page.get_by_role("button", name="Record the week as at 2 March 2026").click()
    expect(page.get_by_text("2026-W10 (").last).to_contain_text("is recorded", timeout=WAIT_MS)
    assert (folder / "snapshots").is_dir()

    load_the_next_week(page, messy_workbook(folder, tmp_path / "wk 10.xlsx", first_hours=12))
    record_it_with_a_reason(page, folder)
    page.get_by_role("link", name="Compare weeks", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("waiting on 9 March 2026", timeout=WAIT_MS)
    for menu, week in (("Earlier week", "2 March 2026 (2026-W10)"), ("Later week", "9 March 2026 (2026-W11)")):
        expect(page.get_by_role("combobox", name=menu)).to_have_value(week)


@pytest.mark.case(19)
def test_a_refused_file_cannot_be_loaded_and_one_too_large_is_not_taken(
    visit: Open, desk: tuple[str, dict[str, Path]], tmp_path: Path
) -> None:
    address, folders = desk
    folder = folders["otherton"]
    before = (folder / "carezones.toml").read_bytes()
    bad = tmp_path / "packages.csv"
    text = (folder / "incoming/packages.csv").read_text(encoding="utf-8")
    bad.write_text(text.replace("2025-", "2025/"), encoding="utf-8")
    large = tmp_path / "large.csv"
    with large.open("wb") as out:
        out.truncate(61 * 1024 * 1024)
    window = visit(address=address, height=1400)
    page = window.page
    page.goto(address + "/data?workspace=otherton")
    expect(page.get_by_text("Good: every row was loaded").first).to_be_visible(timeout=WAIT_MS)
    upload(page, [bad, large])
    expect(page.get_by_text("File must be 60.0MB or smaller.")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_text("Header in row 1; 24 rows below it.")).to_be_visible(timeout=WAIT_MS)
    dates = page.get_by_role("combobox", name="Dates are written as")
    dates.click()
    page.get_by_role("option", name="2026-03-31 (ISO) only").click()
    page.get_by_role("button", name="Check these files").click()
    expect(page.get_by_text("Refused: 1 problem to mend before anything is loaded.")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_role("button", name="Load these files")).to_have_count(0)
    assert "PKG-4000" not in page.content()
    assert (folder / "carezones.toml").read_bytes() == before
