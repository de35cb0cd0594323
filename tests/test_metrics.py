"""Each figure against values worked out by hand, and totals that are kept whatever the rows."""

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.metrics import coverage, delivery, offers, rurality, supply, waits, zone_table
from geo.metrics.waits import open_waits
from geo.model import load_model
from geo.schemas import ZoneFigures, columns_of
from geo.status import with_status

DAY = dt.date(2022, 9, 5)
ZONES = pd.Index(["A", "B"], name="zone_code")


def day(text: str | None) -> pd.Timestamp:
    return pd.Timestamp(text) if text else pd.NaT


def packages(*rows: tuple[str, str, float, str, str | None], **more: list[object]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["zone_code", "provider_id", "hours_per_week", "started_on", "ended_on"])
    frame["started_on"], frame["ended_on"] = frame["started_on"].map(day), pd.to_datetime(frame["ended_on"])
    return frame.assign(package_id=[f"K{at}" for at in range(len(frame))], **more)


def awards(*rows: tuple[str, str, str, str | None, str | None, str | None, str | None]) -> pd.DataFrame:
    names = ["zone_code", "provider_id", "role", "interested_on", "awarded_on", "mobilised_on", "ended_on"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in names[3:]})


def awaiting(*rows: tuple[str, str, str | None], **more: list[object]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["zone_code", "waiting_since", "outcome_on"])
    frame["waiting_since"], frame["outcome_on"] = frame["waiting_since"].map(day), pd.to_datetime(frame["outcome_on"])
    return frame.assign(case_id=[f"W{at}" for at in range(len(frame))], **more)


@pytest.mark.parametrize(
    ("started", "ended", "is_active"),
    [
        ("2022-09-05", None, True),
        ("2022-09-06", None, False),
        ("2022-01-01", "2022-09-05", False),
        ("2022-01-01", "2022-09-06", True),
    ],
)
def test_a_package_is_active_from_its_first_day_to_the_day_before_its_end(
    started: str, ended: str | None, is_active: bool
) -> None:
    assert len(supply.active_packages(packages(("A", "P", 1.0, started, ended)), DAY)) == int(is_active)


def test_a_person_with_two_packages_counts_once_and_one_without_a_reference_for_himself() -> None:
    rows = packages(*[("A", "P", 1.0, "2022-01-01", None)] * 4, person_id=["x", "x", None, None])
    assert supply.people_receiving(rows, ZONES).tolist() == [3, 0]


def test_without_person_references_each_package_is_a_person() -> None:
    assert supply.people_receiving(packages(*[("A", "P", 1.0, "2022-01-01", None)] * 2), ZONES).tolist() == [2, 0]


def test_a_package_without_a_person_is_no_person_of_that_name() -> None:
    rows = packages(*[("A", "P", 1.0, "2022-01-01", None)] * 2, person_id=[None, "K0"])
    assert supply.people_receiving(rows, ZONES)["A"] == 2


def test_off_framework_share_is_of_hours_whose_route_is_stated() -> None:
    rows = packages(
        ("A", "P", 10.0, "2022-01-01", None),
        ("A", "P", 20.0, "2022-01-01", None),
        ("A", "P", 10.0, "2022-01-01", None),
        ("A", "P", 60.0, "2022-01-01", None),
        contract_route=["off_framework", "framework", "exception", None],
    )
    share = supply.off_framework_hours_pct(rows, ZONES)
    assert share["A"] == pytest.approx(50.0)
    assert np.isnan(share["B"])


def test_largest_provider_share_adds_up_the_packages_of_each_provider() -> None:
    rows = packages(
        ("A", "P", 3.0, "2022-01-01", None),
        ("A", "Q", 5.0, "2022-01-01", None),
        ("A", "P", 4.0, "2022-01-01", None),
    )
    assert supply.largest_provider_hours_pct(rows, ZONES)["A"] == pytest.approx(100 * 7 / 12)


ROWS = awards(
    ("A", "P", "framework", "2021-01-01", "2021-10-26", "2021-11-01", None),
    ("A", "P", "framework", "2022-01-01", "2022-06-17", None, None),
    ("A", "Q", "framework", "2021-01-01", "2021-10-26", None, None),
    ("A", "R", "framework", "2021-01-01", None, None, None),
    ("A", "S", "interim", None, "2021-10-26", "2021-10-26", None),
    ("A", "T", "subcontractor", None, "2021-10-26", "2021-10-26", None),
    ("A", "U", "framework", "2021-01-01", "2021-01-26", "2021-02-01", "2022-09-05"),
    ("A", "V", "framework", "2022-10-01", "2022-10-01", "2022-10-01", None),
)


def test_four_counts_of_providers_differ_and_each_provider_counts_once() -> None:
    # Interested: P, Q, R and U. Awarded: P and Q; U's ended that day, S and T hold no contract, V's is to come.
    assert supply.providers_interested(ROWS, ZONES, DAY).tolist() == [4, 0]
    assert supply.providers_awarded(ROWS, ZONES, DAY).tolist() == [2, 0]
    assert supply.providers_mobilised(ROWS, ZONES, DAY).tolist() == [1, 0]
    delivering = packages(("A", "P", 1.0, "2022-01-01", None), ("A", "P", 1.0, "2022-01-01", None))
    assert supply.providers_delivering(delivering, ZONES).tolist() == [1, 0]


def test_an_awards_table_without_a_date_column_awards_every_row_and_leaves_the_others_unknown() -> None:
    bare = ROWS[["zone_code", "provider_id", "role"]]
    assert supply.providers_awarded(bare, ZONES, DAY).tolist() == [5, 0]
    assert supply.providers_mobilised(bare, ZONES, DAY).isna().all()
    assert supply.providers_interested(bare, ZONES, DAY).isna().all()


def test_no_awards_table_is_no_data_and_not_zero() -> None:
    assert supply.providers_awarded(None, ZONES, DAY).isna().all()


def test_open_waits_run_to_the_day_before_their_outcome() -> None:
    rows = awaiting(
        ("A", "2022-09-05", None),
        ("A", "2022-08-08", None),
        ("A", "2022-08-07", None),
        ("A", "2022-09-06", None),
        ("A", "2022-09-01", "2022-09-05"),
        ("A", "2022-09-03", "2022-09-06"),
    )
    running = waits.open_waits(rows, DAY)
    assert running["wait_days"].tolist() == [0, 28, 29, 2]
    assert waits.people_awaiting(running, ZONES).tolist() == [4, 0]
    assert waits.wait_over_28_days(running, ZONES).tolist() == [1, 0]
    assert waits.wait_mean_days(running, ZONES)["A"] == pytest.approx(59 / 4)
    assert waits.wait_median_days(running, ZONES)["A"] == pytest.approx(15.0)
    assert waits.wait_max_days(running, ZONES)["A"] == 29


def test_nobody_waiting_is_zero_people_and_no_days() -> None:
    none = waits.open_waits(awaiting(("A", "2022-09-01", "2022-09-02")), DAY)
    assert waits.people_awaiting(none, ZONES).tolist() == [0, 0]
    assert waits.wait_median_days(none, ZONES).isna().all()
    assert waits.wait_max_days(none, ZONES).isna().all()


def test_hours_awaiting_are_unknown_where_nobody_states_them_and_zero_where_nobody_waits() -> None:
    rows = awaiting(("A", "2022-09-01", None), ("A", "2022-09-01", None), hours_per_week=[7.0, np.nan])
    assert waits.hours_awaiting(waits.open_waits(rows, DAY), ZONES).tolist() == [7.0, 0.0]
    unknown = waits.hours_awaiting(waits.open_waits(rows.assign(hours_per_week=np.nan), DAY), ZONES)
    assert np.isnan(unknown["A"])


def test_the_nearest_base_is_not_a_dormant_one() -> None:
    rows = pd.DataFrame({"easting": [0.0, np.nan], "northing": [0.0, np.nan]})
    bases = pd.DataFrame(
        {
            "easting": [3000.0, 1000.0, np.nan],
            "northing": [4000.0, 0.0, np.nan],
            "is_dormant": pd.array([None, True, False], dtype="boolean"),
        }
    )
    distance = coverage.nearest_base_km(rows, bases)
    assert distance[0] == pytest.approx(5.0)
    assert np.isnan(distance[1])
    assert coverage.nearest_base_km(rows, bases.drop(columns="is_dormant"))[0] == pytest.approx(1.0)


def test_offers_up_to_the_date_and_the_share_accepted() -> None:
    table = pd.DataFrame(
        {
            "zone_code": ["A", "A", "A", "A"],
            "offered_on": pd.to_datetime(["2022-09-01", "2022-09-05", "2022-09-05", "2022-09-06"]),
            "response": ["accepted", "declined", "no_response", "accepted"],
        }
    )
    made = offers.offers_up_to(table, DAY)
    assert offers.offers_made(made, ZONES).tolist() == [3, 0]
    assert offers.offers_accepted_pct(made, ZONES)["A"] == pytest.approx(100 / 3)
    assert np.isnan(offers.offers_accepted_pct(made, ZONES)["B"])


@pytest.mark.parametrize(
    ("said", "rural"),
    [
        ("D1", True),
        ("E2", True),
        ("RSN1", True),
        ("RLF1", True),
        ("Rural village", True),
        ("C1", False),
        ("UN1", False),
        ("Urban city and town", False),
    ],
)
def test_rural_classes_of_2011_and_2021_are_known(said: str, rural: bool) -> None:
    assert rurality.is_rural(pd.Series([said])).tolist() == [rural]


def test_rural_share_leaves_out_what_is_not_classified() -> None:
    areas = pd.DataFrame(
        {
            "zone_code": ["A"] * 4,
            "population": [30.0, 10.0, 60.0, np.nan],
            "rural_urban": ["Rural village", "Urban city", None, "Rural village"],
        }
    )
    share = rurality.rural_population_pct(areas, ZONES)
    assert share["A"] == pytest.approx(75.0)
    assert np.isnan(share["B"])


PLACES = st.sampled_from(["A", "B", "outside", "unlocated"])
PACKAGE = st.tuples(PLACES, st.sampled_from("PQR"), st.integers(0, 672).map(lambda quarter: quarter / 4))


@given(st.lists(PACKAGE, max_size=30), st.lists(PLACES, max_size=30))
def test_zones_outside_and_unlocated_add_up_to_all_rows_that_count(
    rows: list[tuple[str, str, float]], waiting: list[str]
) -> None:
    delivered = packages(*[(zone, provider, hours, "2022-01-01", None) for zone, provider, hours in rows])
    delivered["started_on"] = pd.to_datetime(delivered["started_on"])
    listed = awaiting(*[(zone, "2022-09-01", None) for zone in waiting])
    listed["waiting_since"] = pd.to_datetime(listed["waiting_since"])
    located = {"easting": np.nan, "northing": np.nan}
    tables = {
        "packages": delivered.assign(**located),
        "awaiting": listed,
        "providers": pd.DataFrame({"provider_id": ["P"], **located}),
    }
    table = zone_table(tables, pd.Series({"A": "Alpha", "B": "Beta"}), DAY)
    assert table["people_receiving"].sum() == len(rows)
    assert table["hours_per_week"].sum() == pytest.approx(sum(hours for _, _, hours in rows))
    assert table["people_awaiting"].sum() == len(waiting)


def test_the_zone_table_passes_its_own_declaration_and_has_its_columns_in_order() -> None:
    tables = {
        "packages": packages(("A", "P", 1.0, "2022-01-01", None), person_id=["x"]).assign(easting=1.0, northing=1.0),
        "awaiting": awaiting(("A", "2022-09-01", None)),
        "providers": pd.DataFrame({"provider_id": ["P"], "easting": [1.0], "northing": [1.0]}),
    }
    figures = zone_table(tables, pd.Series({"A": "Alpha", "B": "Beta"}), DAY)
    waits = open_waits(tables["awaiting"], DAY)
    near = figures.assign(two_bases_within_20_minutes_pct=float("nan"))
    whole = with_status(near, waits, load_model("leicestershire-2022", Path())).reset_index()
    assert list(whole.columns) == list(columns_of(ZoneFigures))
    ZoneFigures.validate(whole.astype({"zone_name": "str", "zone_code": "str"}), lazy=True)


def test_who_delivers_is_listed_by_hours_with_their_share_of_the_zone() -> None:
    active = packages(
        ("A", "P", 3.0, "2022-01-01", None),
        ("A", "Q", 6.0, "2022-01-01", None),
        ("A", "P", 1.0, "2022-01-01", None),
        ("B", "P", 90.0, "2022-01-01", None),
        contract_route=["framework", None, "exception", "framework"],
    )
    known = pd.DataFrame(
        {"provider_id": ["P", "Q", "R"], "provider_name": ["Pi", "Qu", "Ro"], "cqc_rating": ["good", None, "good"]}
    )
    found = delivery.who_delivers(active, known, "A")
    assert found.index.tolist() == ["Q", "P"]
    assert found["packages"].tolist() == [1, 2]
    assert found["hours_share_pct"].tolist() == pytest.approx([60.0, 40.0])
    assert np.isnan(found.loc["Q", "off_framework_hours_pct"])
    assert found.loc["P", "off_framework_hours_pct"] == pytest.approx(25.0)
    assert delivery.who_delivers(active, known, None).loc["P", "hours_per_week"] == 94.0
    assert delivery.who_delivers(active[:0], known.drop(columns="cqc_rating"), "A").empty


def test_what_lies_in_no_zone_has_no_awards_and_no_offers_rather_than_zero() -> None:
    located = {"easting": np.nan, "northing": np.nan}
    tables = {
        "packages": packages(("A", "P", 1.0, "2022-01-01", None)).assign(**located),
        "awaiting": awaiting(("A", "2022-09-01", None)),
        "providers": pd.DataFrame({"provider_id": ["P"], **located}),
        "awards": ROWS,
        "offers": pd.DataFrame({"zone_code": ["A"], "offered_on": [day("2022-09-01")], "response": ["accepted"]}),
    }
    table = zone_table(tables, pd.Series({"A": "Alpha", "B": "Beta"}), DAY)
    only_zones = [
        "providers_interested",
        "providers_awarded",
        "providers_mobilised",
        "offers_made",
        "offers_accepted_pct",
    ]
    assert table.loc[["outside", "unlocated"], only_zones].isna().all(axis=None)
    assert table.loc["B", only_zones[:4]].tolist() == [0, 0, 0, 0]
