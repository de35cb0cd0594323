"""Rural coverage: its finding, its tables, the words of its figures, and what it says where nothing is known."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from shown import table_with, text_of
from streamlit.testing.v1 import AppTest

from geo.metrics.reach import within_reach
from geo.metrics.rural_compared import HOURS_PER_100, PROVIDER_MINUTES, UNDELIVERED_PCT, WAIT_DAYS
from geo.reach import RECEIVING, RESIDENTS, Reach
from geo.words import reach as words
from geo.words import reach_places as places
from geo.words import rural_gap
from geo.workspace import make_demo

Open = Callable[..., AppTest]


def press(page: AppTest, label: str, value: str) -> AppTest:
    return next(group for group in page.button_group if group.label == label).set_value(value).run()


def reach_with(minutes: list[float], rural: list[bool | None], residents: list[float] | None = None) -> Reach:
    """Small areas at so many minutes from one, two and three providers alike."""
    flags = pd.array(rural, dtype="boolean")
    rows = {"zone_code": ["W"] * len(minutes), "is_rural": flags, **dict.fromkeys((1, 2, 3), minutes)}
    areas = pd.DataFrame({**rows, "population_65_plus": residents or 100.0, "population": 300.0})
    none = areas.iloc[:0]
    return Reach("Straight.", areas.set_axis([f"A{n}" for n in range(len(areas))]), none, none)


NAMES = pd.Series({"W": "West", "E": "East"})


def test_the_page_runs_alone_and_says_its_finding_with_its_basis(open_page: Open) -> None:
    page = open_page("rural")
    assert not page.exception
    assert not page.error
    assert len(page.title) == 1
    assert "within 20 minutes of two providers" in text_of(page)
    assert "Straight line times 1.3 at 45 km/h; no roads are given." in text_of(page)
    assert "How this is worked out" in [expander.label for expander in page.expander]
    assert {button.label for button in page.get("download_button")} == {"Download this table (CSV)"}


def test_the_table_is_the_share_of_residents_packages_and_people_waiting(open_page: Open, demo_week) -> None:
    shown = table_with(open_page("rural"), "10 minutes (%)")
    assert len(shown) == 9
    reach = demo_week.reach
    found = within_reach(reach.minutes(RECEIVING), reach.weights(RECEIVING)).loc[(3, 10)]
    assert float(shown.loc["Packages of care, 3 providers", "10 minutes (%)"]) == pytest.approx(
        found["within_pct"], abs=0.1
    )
    assert shown.loc["Packages of care, 3 providers", "Not known (%)"] == "0.1"


def test_bases_alone_reach_fewer_than_rounds_and_the_title_follows(open_page: Open) -> None:
    page = press(open_page("rural"), "From", "bases")
    assert not page.exception
    assert "of the bases of two providers" in page.title[0].value
    assert "Providers set out from their base alone." in text_of(page)
    assert table_with(page, "10 minutes (%)").loc["People waiting, 3 providers", "10 minutes (%)"] == "44.4"


def test_the_hours_within_reach_are_another_map_with_the_same_table(open_page: Open) -> None:
    page = press(open_page("rural"), "To", "hours")
    assert not page.exception
    assert "Hours within reach of 100 residents" in table_with(page, "Within 20 minutes (%)").columns


def test_the_address_chooses_zone_and_date(open_page: Open) -> None:
    page = open_page("rural", zone="HC11", as_at="2022-08-29")
    assert page.selectbox(key="zone_box").value == "HC11"
    assert "As at 29 August 2022" in text_of(page)
    chosen = [part.proto.body for part in page.get("html") if "cz-chosen" in part.proto.body]
    assert all('<tr class="cz-chosen"><th scope="row">Melton' in body for body in chosen)
    assert chosen


def test_rural_shares_and_the_gap_stand_below(open_page: Open) -> None:
    page = open_page("rural")
    assert table_with(page, "Packages (%)").loc["Bottesford", "Residents (%)"] == "100"
    assert "95 % interval" in text_of(page)
    assert list(table_with(page, "Rural (n)").index) == list(rural_gap.GAP_HEADINGS.values())


def test_without_small_areas_the_page_says_what_to_add_and_still_counts_packages(
    open_page: Open, tmp_path: Path
) -> None:
    make_demo("leicester-2018", tmp_path / "leicester-2018")
    page = open_page("rural", workspace=tmp_path / "leicester-2018")
    assert not page.exception
    assert "[sources.small_areas]" in page.info[0].value
    assert page.title[0].value.startswith("All packages of care are within 20 minutes")
    shown = table_with(page, "10 minutes (%)")
    assert shown.loc["Residents aged 65 and over, 1 provider"].to_list() == ["no data"] * 4
    assert "nothing is known to be rural or urban" in text_of(page)


def test_a_council_without_outcomes_is_shown_too(open_page: Open, lots_workspace: Path) -> None:
    page = open_page("rural", workspace=lots_workspace, zone="12")
    assert not page.exception
    assert "no data" in text_of(page)


def test_the_title_says_the_share_of_all_and_of_those_in_rural_areas() -> None:
    """Of three areas alike the two rural ones are at 10 and 25 minutes, the urban one at 5."""
    reach = reach_with([10, 25, 5], [True, True, False])
    title = words.coverage_title(reach, "bases", None, NAMES)
    assert title == (
        "66.7 % of residents aged 65 and over are within 20 minutes of the bases of two providers, "
        "50 % of those in rural areas"
    )


def test_a_share_is_never_rounded_to_all_or_none() -> None:
    almost = reach_with([1, 90], [False, False], [1e6, 1])
    assert words.coverage_title(almost, "rounds", None, NAMES).startswith("99.9 % of residents")
    hardly = reach_with([1, 90], [True, False], [1, 1e6])
    assert words.coverage_title(hardly, "rounds", None, NAMES).endswith("all those in rural areas")
    assert words.coverage_title(hardly, "rounds", None, NAMES).startswith("0.1 % of residents")


def test_where_all_are_within_reach_the_zone_with_fewest_hours_is_named() -> None:
    hours = pd.Series({"W": 12.0, "E": 8.5})
    assert words.coverage_title(reach_with([1], [True]), "rounds", hours, NAMES) == (
        "All residents aged 65 and over are within 20 minutes of two providers; "
        "East has fewest hours of care within reach"
    )


def test_nothing_known_is_said_so_and_never_as_nobody() -> None:
    unknown = reach_with([np.nan], [None])
    assert words.coverage_title(unknown, "rounds", None, NAMES) == (
        "It is not known who is within 20 minutes of two providers"
    )
    assert words.reach_table(unknown).iloc[0].to_list() == ["no data", "no data", "no data", "100"]


def test_places_beyond_half_an_hour_are_listed_by_code_with_residents_farthest_first() -> None:
    areas = reach_with([30, 30.1, np.inf, np.nan], [True] * 4).areas
    assert places.far_table(areas, NAMES).to_dict("split") == {
        "index": ["A2", "A1"],
        "columns": ["Zone", "Nearest provider", "Residents", "Residents 65+"],
        "data": [["West", "over 60 minutes", "300", "100"], ["West", "30.1 minutes", "300", "100"]],
    }
    assert places.far_sentence(areas) == (
        "2 small areas of 4 lie over 30 minutes from any provider. For 1 small area it is not known."
    )


def test_the_hours_of_a_zone_are_the_mean_of_its_areas_by_residents() -> None:
    """100 residents with 10 hours and 300 with 2: 16 / 4 = 4."""
    areas = reach_with([1, 1], [True, True], [100.0, 300.0]).areas
    found = words.zone_hours(areas, pd.Series([10.0, 2.0], index=areas.index), pd.Index(["W", "E"]))
    assert found["W"] == pytest.approx(4.0)
    assert np.isnan(found["E"])


def gaps(**rows: list[float]) -> pd.DataFrame:
    columns = ["rural", "urban", "difference", "low", "high", "rural_rows", "urban_rows"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        (WAIT_DAYS, [14, 8, 6, 1, 13, 48, 13],
         ("People in rural areas have waited longer, typically by 6 days (95 % interval 1 to 13; 48 rural and 13 urban "
         "people).")),
        (WAIT_DAYS, [14, 8, 6, -1, 13, 48, 1],
         ("Open wait so far (days, median): no clear difference; rural minus urban 6 (95 % interval -1 to 13; 48 rural "
         "and 1 urban person).")),
        (HOURS_PER_100, [2, 3, -1, -1.5, -0.5, 9, 9],
         ("For every 100 hours delivered, rural areas await 1 hour less than urban ones (95 % interval -1.5 to -0.5; 9 "
         "rural and 9 urban waits).")),
        (PROVIDER_MINUTES, [9, 4, 3.4, 2.5, 4.4, 207, 173],
         ("For rural areas a second provider is farther, typically by 3.4 minutes (95 % interval 2.5 to 4.4; 207 rural "
         "and 173 urban areas).")),
        (UNDELIVERED_PCT, [np.nan] * 5 + [3, 4],
         ("Hours commissioned and not delivered (%, median zone): no data. Each side needs 5; there are 3 rural and 4 "
         "urban zones.")),
        (UNDELIVERED_PCT, [np.nan] * 5 + [0, 0],
         ("Hours commissioned and not delivered (%, median zone): no data; it is not given, or nothing is known to be "
         "rural or urban.")),
    ],
)  # fmt: skip
def test_a_gap_is_said_with_its_interval_and_of_how_many(name: str, row: list[float], said: str) -> None:
    assert rural_gap.gap_sentences(gaps(**{name: row})) == [said]


def test_the_gap_table_has_no_zero_for_what_is_not_known() -> None:
    shown = rural_gap.gap_table(gaps(**{WAIT_DAYS: [np.nan] * 5 + [4, 5]})).iloc[0]
    assert shown.to_list() == ["no data"] * 4 + ["4", "5"]


def test_only_what_small_areas_can_show_is_offered() -> None:
    areas = reach_with([1], [True]).areas
    assert words.maps_of(areas) == ["1", "2", "3", "hours"]
    assert words.maps_of(areas.drop(columns="population_65_plus")) == ["1", "2", "3"]
    assert words.maps_of(None) == ["1", "2", "3"]
    assert (
        places.curve_table(places.curve_of(reach_with([4, 40], [True, True]), RESIDENTS)).loc["5 minutes"].iloc[0]
        == "50"
    )


def test_small_areas_far_from_any_provider_are_listed(open_page: Open, tmp_path: Path) -> None:
    folder = tmp_path / "leicestershire-2022"
    make_demo("leicestershire-2022", folder)
    packages = folder / "incoming" / "packages.csv"
    rows = pd.read_csv(packages, dtype=str)
    alone = rows[rows["provider_id"] == rows["provider_id"].value_counts().index[-1]]
    alone.to_csv(packages, index=False)
    page = open_page("rural", workspace=folder)
    assert not page.exception
    assert "Small areas over 30 minutes from any provider" in text_of(page)
    minutes = table_with(page, "Nearest provider")["Nearest provider"].str.extract(r"(\d+)")[0].astype(int)
    assert len(minutes)
    assert minutes.min() >= 30
