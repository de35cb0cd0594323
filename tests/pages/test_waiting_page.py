"""Waiting: open and completed waits apart, the time to source with its interval, and where waiting concentrates."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shown import table_with, text_of
from streamlit.testing.v1 import AppTest

from geo import charts
from geo.metrics.survival import followed_waits, open_waits_by, still_waiting, time_to_source, time_to_source_overall
from geo.words import waits

Open = Callable[..., AppTest]
NAMES = pd.Series({"W": "West", "E": "East"})


def followed(days: list[int], sourced: int, zone: str = "W") -> pd.DataFrame:
    """Waits of so many days, the first of them sourced and the others open."""
    is_sourced = [place < sourced for place in range(len(days))]
    columns = {"zone_code": zone, "wait_days": days, "is_sourced": is_sourced}
    return pd.DataFrame({**columns, "is_open": [not ended for ended in is_sourced]})


def test_the_page_says_when_half_are_sourced_and_compares_a_zone_with_all(open_page: Open, demo_week) -> None:
    page = open_page("waiting")
    assert not page.exception
    assert "Half of people in Leicestershire are sourced within 10 days" in text_of(page)
    page = open_page("waiting", zone="HC11")
    days = time_to_source(followed_waits(demo_week.tables["awaiting"], demo_week.as_at), pd.Index(["HC11"]))
    half = days["time_to_source_median_days"].iloc[0]
    assert f"Half of people in Melton are sourced within {half} days" in text_of(page)
    assert "In all zones half are sourced by 10 days (9 to 12)." in text_of(page)


def test_the_table_follows_every_wait_and_gives_days_with_their_interval(open_page: Open) -> None:
    shown = table_with(open_page("waiting"), "Half by (days)")
    parts = shown[["Sourced", "Ended otherwise", "Still open"]].astype(int)
    assert (parts.sum(axis=1) == shown["Followed"].astype(int)).all()
    assert shown.loc["All zones", "Half by (days)"] == "10 (9 to 12)"
    assert shown.loc["Outside every zone", "Half by (days)"] == "no data"
    assert int(shown.loc["All zones", "Followed"]) == shown["Followed"].astype(int).iloc[:-1].sum()


def test_open_and_completed_waits_stand_apart(open_page: Open, demo_week) -> None:
    shown = table_with(open_page("waiting"), "Open now (people)")
    assert int(shown.loc["All zones", "Open now (people)"]) == demo_week.figures["people_awaiting"].sum()
    assert shown.loc["Could not be located", "Open so far, median (days)"] == "nobody waiting"


def test_waits_are_counted_by_reason_setting_and_cover(open_page: Open) -> None:
    page = open_page("waiting")
    assert "Rural location" in table_with(page, "Rural location").columns
    page = next(group for group in page.button_group if group.label == "Count by").set_value("interim_cover").run()
    assert not page.exception
    assert "Reablement" in table_with(page, "Reablement").columns


def test_where_waiting_concentrates_is_only_looked_for_when_asked(open_page: Open) -> None:
    page = open_page("waiting")
    assert "Waiting concentrates" not in text_of(page)
    page = page.toggle[0].set_value(True).run()
    assert not page.exception
    assert "Waiting concentrates over Melton and Bottesford, within the dashed line: 10 people wait" in text_of(page)


def test_a_council_without_outcomes_sees_no_data_and_the_rule_of_small_numbers(
    open_page: Open, lots_workspace: Path
) -> None:
    page = open_page("waiting", workspace=lots_workspace)
    assert not page.exception
    assert "Too few were sourced in Nottinghamshire to say how long it takes" in text_of(page)
    assert "5 must have been sourced before it is given." in text_of(page)
    assert set(table_with(page, "Half by (days)")["Half by (days)"]) == {"no data"}
    shown = table_with(page, "Open now (people)")
    assert set(shown["Sourced in 13 weeks (people)"]) == {"no data"}
    page = page.toggle[0].set_value(True).run()
    assert "It cannot be told where waiting concentrates" in text_of(page)


def test_four_sourced_are_too_few_and_five_are_enough() -> None:
    few, enough = (time_to_source_overall(followed([1, 2, 3, 4, 5], sourced)) for sourced in (4, 5))
    assert waits.time_sentence(few, "West") == "Too few were sourced in West to say how long it takes"
    assert waits.time_sentence(enough, "West") == "Half of people in West are sourced within 3 days"


def test_a_half_that_was_never_sourced_is_said_so() -> None:
    rare = time_to_source_overall(followed([1, 1, 1, 1, 1, *[90] * 15], 5))
    assert waits.time_sentence(rare, "West") == "Fewer than half of those followed in West were sourced"
    assert "Half by not reached." in waits.time_points(rare, None)


def test_an_upper_end_that_is_not_reached_is_or_more() -> None:
    times = time_to_source(followed([5, 5, 5, 5, 5, *[6] * 5], 5), pd.Index(["W", "E"]))
    shown = waits.time_table(times, NAMES)
    assert shown.loc["West", "Half by (days)"] == "5 (5 or more)"
    assert shown.loc["East", "Half by (days)"] == "no data"


def test_the_points_add_up_every_wait_that_was_followed() -> None:
    overall = time_to_source_overall(followed([1, 2, 3], 1))
    assert waits.time_points(overall, None)[0] == (
        "Followed: 3 waits that began in the last 365 days; 1 sourced, 0 ended otherwise, 2 still open."
    )


def test_the_curve_table_says_no_data_beyond_the_longest_wait_that_was_followed() -> None:
    """Of 4, one is sourced on day 8 and one on day 10: 75 and 50 % still wait; nobody is followed past day 20."""
    curve = still_waiting(followed([8, 10, 20, 20], 2))
    shown = waits.curve_table({"West": curve})["West (%)"]
    assert shown["7 days"] == "100"
    assert shown["14 days"].startswith("50 (")
    assert shown["21 days"] == "no data"
    done = waits.curve_table({"West": still_waiting(followed([8, 8], 2))})["West (%)"]
    assert done["84 days"] == "0"


def test_the_chart_of_the_curve_starts_with_everybody_waiting() -> None:
    chart = charts.waiting_curve(still_waiting(followed([8, 10, 20, 20], 2)), name="West", below="A year")
    line = next(trace for trace in chart.data if trace.name == "West")
    assert (line.x[0], line.y[0]) == (0, 100)
    assert list(line.y[1:]) == [75, 50, 50]
    assert line.line.shape == "hv"


@pytest.mark.parametrize(
    ("clusters", "said"),
    [
        (None, "It cannot be told where waiting concentrates: that needs at least 5 people waiting and 20 places"),
        ([], "No cluster stands out: people wait where people need care"),
        ([(10, 4.22, ["W", "E"])],
         ("Waiting concentrates over West and East, within the dashed line: 10 people wait where chance would put 4.2, "
         "2.4 times as many. Getis and Ord's G*, a test that needs larger numbers, finds it too.")),
    ],
)  # fmt: skip
def test_clusters_are_said_in_one_sentence_each(clusters: list | None, said: str) -> None:
    found = None
    if clusters is not None:
        rows = [{"waiting": n, "expected": e, "ratio": n / e, "zone_codes": zones} for n, e, zones in clusters]
        rows = [{**row, "is_seen_by_gstar": True} for row in rows]
        shapes = [shapely.box(0, 0, 1, 1)] * len(rows)
        columns = ["waiting", "expected", "ratio", "zone_codes", "is_seen_by_gstar"]
        found = gpd.GeoDataFrame(pd.DataFrame(rows, columns=columns), geometry=shapes, crs="EPSG:27700")
    assert waits.cluster_sentences(found, NAMES)[0].startswith(said)


def test_a_person_with_two_reasons_counts_in_both_and_one_without_is_not_stated() -> None:
    rows = pd.DataFrame({"zone_code": ["W", "W"], "reasons": ["double_up;rural_location", None]})
    counts = open_waits_by(rows, "reasons", pd.Index(["W", "E"]))
    shown = waits.counts_table(counts, waits.row_names(NAMES, "All zones"))
    assert shown.loc["West"].to_dict() == {"Double up": "1", "Rural location": "1", "Not stated": "1"}
    assert waits.counts_of(counts, "E").empty
    assert waits.counts_of(counts, None).to_dict() == {"Double up": 1, "Rural location": 1, "Not stated": 1}
