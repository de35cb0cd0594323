"""What people come for, from the first look to the answer, as they do it; figures held against the command line's."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from dashboard import WAIT_MS, Visit
from playwright.sync_api import Frame, Page, expect
from typer.testing import CliRunner

from geo.cli import app as program

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Visit]
SECONDS = WAIT_MS


def told(workspace: Path, *command: str) -> dict[str, dict[str, str]]:
    """What the command line prints, row by row, by zone code."""
    said = CliRunner().invoke(program, [command[0], str(workspace), *command[1:]])
    return {row["zone_code"]: row for row in csv.DictReader(io.StringIO(said.stdout))}


def follow(page: Page, title: str) -> None:
    """Go to another page by the menu."""
    page.get_by_role("link", name=title, exact=True).click()


def press(frame: Frame, zone: str) -> None:
    """Press a zone of the map."""
    frame.locator(f"path.cz-zone[aria-label^='{zone},']").dispatch_event("click")


def texts(page: Page, key: str) -> dict[str, list[str]]:
    """Cells of a table by the name of their row."""
    rows = page.locator(f".st-key-table-{key} tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in rows}


def title_of(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_monday_morning(visit: Open, recorded: Path) -> None:
    """What changed, which zone is worst and why, who delivers there and next door, and is it getting better."""
    metrics = told(recorded, "metrics", "--as-at", "2022-09-05")
    compared = told(recorded, "compare", "2022-W35", "2022-W36")
    most = max(metrics.values(), key=lambda row: int(float(row["people_awaiting"] or 0)))
    assert (most["zone_name"], int(float(most["people_awaiting"]))) == ("Melton", 13)
    window = visit()
    page = window.page
    window.go("/")
    window.at_rest()
    assert "Melton is hardest to source and getting worse" in title_of(page)
    expect(page.get_by_role("heading", name="What changed since 29 August 2022")).to_be_visible()
    (ashby,) = [row for row in compared.values() if row["zone_name"] == "Ashby"]
    assert (ashby["status_before"], ashby["status_after"]) == ("meeting_demand", "monitor")
    expect(page.get_by_text("Ashby: Meeting demand before, now Monitor closely.")).to_be_visible()

    follow(page, "Hard to source")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Bottesford, Castle Donington and Melton are hardest to source", timeout=SECONDS
    )
    press(window.painted_map(), "Melton")
    expect(page.get_by_role("heading", name="Evidence for Melton")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_text("41 % of hours are bought off the framework").first).to_be_visible()
    assert round(float(most["off_framework_hours_pct"])) == 41
    expect(page.get_by_text("What would change it").first).to_be_visible()

    follow(page, "Providers")
    expect(page.get_by_role("heading", name="Who delivers in Melton")).to_be_visible(timeout=SECONDS)
    rows = page.locator(".st-key-table-who-delivers tbody tr")
    expect(rows).to_have_count(5, timeout=SECONDS)
    assert int(float(most["providers_delivering"])) == 5
    there = set(texts(page, "who-delivers"))
    (next_door,) = [row for row in metrics.values() if row["zone_name"] == "Bottesford"]
    press(window.painted_map(), "Bottesford")
    expect(page.get_by_role("heading", name="Who delivers in Bottesford")).to_be_visible(timeout=SECONDS)
    expect(rows).to_have_count(3, timeout=SECONDS)
    assert int(float(next_door["providers_delivering"])) == 3
    assert set(texts(page, "who-delivers")) & there, "somebody works on both sides of the line"
    press(window.painted_map(), "Melton")
    expect(page.get_by_role("heading", name="Who delivers in Melton")).to_be_visible(timeout=SECONDS)

    follow(page, "Trends")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Melton", timeout=SECONDS)
    expect(page.get_by_text("14 weeks").first).to_be_visible()


def test_the_headline_stays_on_the_worst_zone_and_a_link_leads_on_to_the_chosen_one(visit: Open) -> None:
    window = visit()
    page = window.page
    window.go("/?zone=HC02")
    window.at_rest()
    assert "Melton is hardest to source" in title_of(page)
    links = page.get_by_test_id("stMain").get_by_role("link", name=re.compile("All the evidence for"))
    expect(links).to_have_count(2, timeout=SECONDS)
    assert [link.inner_text().split("\n")[-1] for link in links.all()] == [
        "All the evidence for Melton",
        "All the evidence for Blaby",
    ]
    links.last.click()
    expect(page.get_by_role("heading", name="Evidence for Blaby")).to_be_visible(timeout=SECONDS)


def test_two_weeks_stand_beside_each_other_as_the_command_line_compares_them(visit: Open, recorded: Path) -> None:
    compared = told(recorded, "compare", "2022-W32", "2022-W36")
    window = visit()
    page = window.page
    window.read("/compare")
    page.get_by_role("combobox", name="Earlier week").click()
    page.get_by_role("option", name=re.compile("2022-W32|8 August 2022")).click()
    change = sum(int(float(row["people_awaiting_change"])) for row in compared.values())
    after = sum(int(float(row["people_awaiting_after"])) for row in compared.values())
    said = re.compile(f"^{after} people .*, {abs(change)} {'more' if change > 0 else 'fewer'} than")
    expect(page.get_by_role("heading", level=1)).to_have_text(said, timeout=SECONDS)
    window.at_rest()
    shown = texts(page, "compare-people_awaiting")
    between = texts(page, "between")
    flows = ("packages_started", "packages_ended", "people_moved", "waits_began", "waits_ended", "still_waiting")
    assert set(shown) == {row["zone_name"] for row in compared.values()} == set(between)
    for row in compared.values():
        before, now, by = (int(float(row[f"people_awaiting_{which}"])) for which in ("before", "after", "change"))
        assert shown[row["zone_name"]][:3] == [str(before), str(now), f"{by:+}" if by else "0"]
        assert between[row["zone_name"]] == [row[flow] for flow in flows]
    for place, which in enumerate(("before", "after")):
        zones = page.frame_locator("iframe >> nth=" + str(place)).locator("path.cz-zone")
        expect(zones).to_have_count(14, timeout=SECONDS)
        labels = [zone.get_attribute("aria-label") or "" for zone in zones.all()]
        for label in labels:
            _, code, value = re.match(r"(.+), (HC\d\d): (\d+)", label).groups()  # type: ignore[union-attr]
            assert int(value) == int(float(compared[code][f"people_awaiting_{which}"])), label


@pytest.mark.parametrize(
    ("path", "choose", "kept"),
    [
        ("/hard_to_source", "Meeting demand", "path.cz-zone[fill-opacity='0.18']"),
        ("/waiting", "Over 28 days (people)", ""),
    ],
)
def test_a_shared_link_opens_the_same_view_for_a_colleague(visit: Open, path: str, choose: str, kept: str) -> None:
    mine = visit()
    frame = mine.go(path + "?as_at=2022-08-29")
    press(frame, "Bottesford")
    mine.page.wait_for_url(re.compile("zone=HC03"), timeout=SECONDS)
    mine.at_rest()
    mine.page.get_by_test_id("stButtonGroup").get_by_text(choose, exact=True).click()
    mine.page.wait_for_url(re.compile(re.escape(choose.split(maxsplit=1)[0]) + "|Significant"), timeout=SECONDS)
    mine.at_rest()
    theirs = visit()
    theirs.go(mine.page.url.removeprefix(mine.address))
    theirs.at_rest()
    for window in (mine, theirs):
        page = window.page
        expect(page.get_by_text("As at 29 August 2022", exact=True)).to_be_visible(timeout=SECONDS)
        zones = page.frame_locator("iframe").first
        expect(zones.locator("path.cz-zone[aria-pressed='true']")).to_have_attribute(
            "aria-label", re.compile("^Bottesford,"), timeout=SECONDS
        )
        if kept:
            faded = zones.locator(kept)
            expect(faded).not_to_have_count(0, timeout=SECONDS)
    views = [_seen(window) for window in (mine, theirs)]
    assert views[0] == views[1]
    assert theirs.page.url == mine.page.url


def _seen(window: Visit) -> tuple[str, list[str | None], list[str | None]]:
    """The words of a page, and the zones and colours of its map."""
    zones = window.page.frame_locator("iframe").first.locator("path.cz-zone").all()
    main = window.page.get_by_test_id("stMain").inner_text()
    return (
        main,
        [zone.get_attribute("aria-label") for zone in zones],
        [f"{zone.get_attribute('fill')} {zone.get_attribute('fill-opacity')}" for zone in zones],
    )


def test_in_the_role_of_scrutiny_no_address_shows_more_than_what_is_released(visit: Open, scrutiny_app: str) -> None:
    window = visit(address=scrutiny_app)
    page = window.page
    window.read("/")
    assert "Care is hardest to find in" in title_of(page)
    links = [link.strip() for link in page.get_by_test_id("stSidebarNavLink").all_inner_texts()]
    assert [link.split("\n")[-1] for link in links] == ["Released maps", "Scrutiny pack", "Help"]
    follow(page, "Help")
    expect(page.get_by_role("heading", level=1)).to_have_text("How to read what is released", timeout=SECONDS)
    page.get_by_role("tab", name="Marks and rounding").click()
    expect(page.get_by_text("[c] means hidden so that nobody can be found.")).to_be_visible()
    for path in ("/overview", "/waiting?zone=HC03", "/data", "/help"):
        window.read(path)
        expect(page.get_by_text("Evidence for")).to_have_count(0)
        expect(page.get_by_role("button", name="Download this table")).to_have_count(0)
        assert "does not seem to exist" in window.errors.pop(), "Streamlit's page says that there is no such page"
