"""Every page on the demo: what it finds, what stands in its table, and what it does with a bad address or workspace."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from shown import table_with, tables_of, text_of
from streamlit.testing.v1 import AppTest

from geo.week import figures_as_at
from geo.words.tables import markdown_text

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "data" / "demo" / "leicestershire-2022"
PAGES = ("overview", "hard_to_source", "providers", "rules", "waiting", "rural")
Open = Callable[..., AppTest]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_alone_and_says_authority_and_date(open_page: Open, name: str) -> None:
    page = open_page(name)
    assert not page.exception
    assert not page.error
    assert "Leicestershire" in text_of(page)
    assert "As at 5 September 2022" in text_of(page)
    assert len(page.title) == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_table_a_download_and_how_it_is_worked_out(open_page: Open, name: str) -> None:
    page = open_page(name)
    assert tables_of(page)
    assert {button.label for button in page.get("download_button")} == {"Download this table (CSV)"}
    assert "How this is worked out" in [expander.label for expander in page.expander]


@pytest.mark.parametrize("name", PAGES)
def test_the_address_chooses_zone_and_date_on_every_page(open_page: Open, name: str) -> None:
    page = open_page(name, zone="HC11", as_at="2022-08-29")
    assert not page.exception
    assert page.selectbox(key="zone_box").value == "HC11"
    assert "As at 29 August 2022" in text_of(page)
    assert page.query_params["zone"] in ("HC11", ["HC11"])


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "address",
    [{"zone": "HC99"}, {"zone": "{{7*7}}"}, {"as_at": "tomorrow"}, {"as_at": "2922-01-01"}, {"as_at": "1066-10-14"}],
)
def test_a_bad_address_is_ignored_with_a_plain_note(open_page: Open, name: str, address: dict[str, str]) -> None:
    page = open_page(name, **address)
    assert not page.exception
    assert any("in the address" in note.value for note in page.info)
    assert "As at 5 September 2022" in text_of(page)


@pytest.mark.parametrize("name", PAGES)
def test_a_bad_workspace_is_a_plain_message(open_page: Open, tmp_path: Path, name: str) -> None:
    page = open_page(name, workspace=tmp_path)
    assert not page.exception
    assert "carezones.toml" in page.error[0].value.replace("\\", "")
    assert not tables_of(page)


@pytest.mark.parametrize("name", PAGES)
def test_a_council_without_awards_offers_and_small_areas_sees_no_data(
    open_page: Open, lots_workspace: Path, name: str
) -> None:
    page = open_page(name, workspace=lots_workspace, zone="12")
    assert not page.exception
    assert not page.error
    assert page.selectbox(key="zone_box").label == "Chosen lot"
    if name == "providers":
        assert set(table_with(page, "Awarded")["Awarded"]) == {"no data"}
    if name == "waiting":
        assert "Delayed discharges: no data" in text_of(page)


def test_no_workspace_at_all_says_how_to_start(open_page: Open) -> None:
    page = open_page("overview", workspace=None)
    assert "carezones serve" in page.error[0].value.replace("\\", "")


def test_the_overview_tiles_add_up_zones_outside_and_unlocated(open_page: Open, demo_week) -> None:
    tiles = {tile.label: tile.value for tile in open_page("overview").metric}
    assert tiles["People receiving care"] == f"{demo_week.figures['people_receiving'].sum():,}" == "2,269"
    assert tiles["People still waiting"] == f"{demo_week.figures['people_awaiting'].sum():,}"


def test_the_change_is_from_the_same_files_a_week_or_more_before(open_page: Open, demo_week) -> None:
    page = open_page("overview")
    page.button_group[0].set_value("4 weeks before").run()
    before = figures_as_at(demo_week, demo_week.as_at - pd.Timedelta(days=28))["people_receiving"].sum()
    change = int(demo_week.figures["people_receiving"].sum() - before)
    assert page.metric[0].delta.startswith(f"{abs(change):,} {'more' if change > 0 else 'fewer'}")


def test_the_overview_table_is_the_zone_table(open_page: Open, demo_week) -> None:
    table = table_with(open_page("overview"), "People still waiting")
    assert list(table.index) == [markdown_text(name) for name in demo_week.figures["zone_name"]]
    assert [int(cell) for cell in table["People still waiting"]] == demo_week.figures["people_awaiting"].to_list()


def test_the_three_zones_of_the_report_are_hardest_to_source(open_page: Open) -> None:
    page = open_page("hard_to_source")
    assert page.title[0].value.replace("\\", "") == "Bottesford, Castle Donington and Melton are hardest to source"
    assert list(table_with(page, "Status").index[:3]) == ["Melton", "Castle Donington", "Bottesford"]


def test_the_evidence_of_a_zone_is_its_reasons_beside_the_county(open_page: Open, demo_week) -> None:
    page = open_page("hard_to_source", zone="HC11")
    assert all(part in text_of(page) for part in demo_week.figures.loc["HC11", "reasons"].split(". "))
    table = table_with(page, "Leicestershire")
    assert table.loc["People still waiting"].to_list() == [
        str(demo_week.figures.loc["HC11", "people_awaiting"]),
        str(figures_as_at(demo_week, dt.date(2022, 6, 6)).loc["HC11", "people_awaiting"]),
        str(demo_week.figures["people_awaiting"].sum()),
    ]


def test_a_status_filter_shortens_the_list_and_an_empty_one_says_so(open_page: Open) -> None:
    page = open_page("hard_to_source")
    page.button_group[0].set_value(["significant_risk"]).run()
    assert len(table_with(page, "Status")) == 3
    page.button_group[0].set_value([]).run()
    assert not page.exception
    assert any("no list" in note.value for note in page.info)


def test_the_four_counts_are_held_against_the_rule(open_page: Open, demo_week) -> None:
    page = open_page("providers")
    table = table_with(page, "Rule")
    zones = demo_week.figures.drop(index=["outside", "unlocated"])
    for heading, column in {"Interested": "providers_interested", "Delivering": "providers_delivering"}.items():
        assert [int(cell) for cell in table[heading]] == zones[column].to_list()
    assert set(table["Rule"]) == {"Met"}
    assert "At least 2 providers" in text_of(page)


def test_who_delivers_in_the_chosen_zone_is_named_with_all_its_hours(open_page: Open, demo_week) -> None:
    table = table_with(open_page("providers", zone="HC03"), "Share of hours (%)")
    assert len(table) == demo_week.figures.loc["HC03", "providers_delivering"]
    assert sum(float(cell.replace("\\", "")) for cell in table["Share of hours (%)"]) == pytest.approx(100, abs=0.3)


def test_ratings_that_nobody_has_are_in_the_table(open_page: Open) -> None:
    ratings = table_with(open_page("providers"), "Providers")
    assert list(ratings.index[:5]) == ["Outstanding", "Good", "Requires improvement", "Inadequate", "Not inspected"]


def test_waits_are_called_still_running_and_the_table_is_the_zone_table(open_page: Open, demo_week) -> None:
    page = open_page("waiting")
    assert "still waiting" in page.title[0].value
    table = table_with(page, "Over 28 days (people)")
    assert [int(cell) for cell in table["Over 28 days (people)"]] == demo_week.figures["wait_over_28_days"].to_list()
    bands = table_with(page, "People")
    assert bands["People"].astype(int).sum() == demo_week.figures["people_awaiting"].sum()


def test_the_chosen_zone_narrows_the_waits(open_page: Open, demo_week) -> None:
    bands = table_with(open_page("waiting", zone="HC11"), "People")
    assert bands["People"].astype(int).sum() == demo_week.figures.loc["HC11", "people_awaiting"]


def test_hostile_names_are_shown_as_text_on_every_page(open_page: Open, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    shutil.copytree(DEMO, folder)
    zones = folder / "reference" / "zones.geojson"
    text = zones.read_text(encoding="utf-8")
    assert '"Melton"' in text
    zones.write_text(text.replace('"Melton"', '"{{7*7}} ${alert(1)} :red[x] <img src=x onerror=a>"'), encoding="utf-8")
    for name in PAGES:
        page = open_page(name, workspace=folder, zone="HC11")
        assert not page.exception, name
        assert "{{7*7}}" in text_of(page) + "".join(map(str, page.selectbox(key="zone_box").options))
        assert ":red[" not in "".join(part.value for part in [*page.title, *page.markdown, *page.subheader])
