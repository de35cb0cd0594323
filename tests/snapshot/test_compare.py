"""Two weeks beside each other, the line of a figure, forgetting, and what is said of it all."""

import csv
import datetime as dt
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from commands import Ran, run
from lots import AWAITING, PACKAGES
from made_weeks import MONDAY, acting, made, put_down, with_zones

from geo.errors import SnapshotError
from geo.settings import load_settings
from geo.snapshot import (
    COMPARED,
    FLOWS,
    compare,
    history,
    line,
    note,
    record,
    series_of,
    zones_of,
)
from geo.snapshot.compare import _moved, days_between
from geo.snapshot.folders import FolderStore
from geo.tables import comparison_csv, comparison_json
from geo.week import WHOLE, Week, figures_as_at

WEEK = dt.timedelta(weeks=1)


@pytest.fixture
def store(quick_folder: Path) -> FolderStore:
    return FolderStore(quick_folder / "snapshots")


def moved_on(week: Week, folder: Path) -> Week:
    """A week later: of lot 1, K0 ended, K1 and K2 are with another provider, K90 and K91 started in lot 2; W0 and W1
    wait no longer, W50 began."""
    later = made(week, folder, MONDAY + WEEK, people=6, waiting=4)
    packages = later.tables["packages"].assign(started_on=pd.Timestamp(MONDAY - WEEK))
    packages["ended_on"] = pd.Series([pd.Timestamp(MONDAY + WEEK)] + [pd.NaT] * 5, dtype="datetime64[s]")
    packages["provider_id"] = ["P1", "P3", "P3", "P1", "P2", "P3"]
    started = packages.iloc[[3, 4]].assign(
        package_id=["K90", "K91"], person_id=["Kp90", "Kp91"], zone_code=pd.Categorical(["2", "2"])
    )
    packages = pd.concat([packages, started], ignore_index=True)
    codes = week.tables["packages"]["zone_code"].cat.categories
    packages["zone_code"] = pd.Categorical(packages["zone_code"].astype(str), categories=codes)
    waits = later.tables["awaiting"].assign(case_id=["W2", "W3", "W50", "W1"])
    waits["outcome_on"] = pd.Series([pd.NaT] * 3 + [pd.Timestamp(MONDAY + WEEK)], dtype="datetime64[s]")
    found = replace(later, tables={**later.tables, "packages": packages, "awaiting": waits})
    return replace(found, figures=figures_as_at(found, found.as_at))


@pytest.fixture(scope="module")
def two_weeks_once(small_week: Week, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two-weeks")
    first = made(small_week, folder, MONDAY, people=6, waiting=4)
    put_down(FolderStore(folder / "snapshots"), first, moved_on(small_week, folder))
    return folder / "snapshots"


@pytest.fixture
def two_weeks(two_weeks_once: Path, store: FolderStore) -> FolderStore:
    """A week of six packages and four waits, and the week after it."""
    shutil.copytree(two_weeks_once, store.folder)
    return store


def test_two_weeks_beside_each_other_say_what_started_ended_moved_and_waited(two_weeks: FolderStore) -> None:
    found = compare(two_weeks, "2018-W11", "2018-W12")
    assert (found.before.week, found.after.week, days_between(found)) == ("2018-W11", "2018-W12", 7)
    assert found.is_one_series
    assert found.flows is not None
    assert list(found.flows.columns) == list(FLOWS)
    # K0 ended; K1 went from P2 to P3; K2 stays with P3 (P3 was its provider); K90 and K91 started in lot 2.
    assert found.flows.loc["1"].to_dict() == {
        "packages_started": 0,
        "packages_ended": 1,
        "people_moved": 1,
        "waits_began": 1,
        "waits_ended": 2,
        "still_waiting": 2,
    }
    assert found.flows.loc["2"].to_dict() == dict.fromkeys(FLOWS, 0) | {"packages_started": 2}
    assert found.flows.drop(index=["1", "2"]).to_numpy().sum() == 0
    assert (
        set(found.flows.index) == set(found.figures.index) == {"1", "2", "3", "10", "11", "12", "outside", "unlocated"}
    )


def test_figures_are_set_beside_each_other_with_their_change(two_weeks: FolderStore) -> None:
    figures = compare(two_weeks, "2018-W11", "2018-W12").figures
    one = figures.loc["1"]
    assert (one["people_receiving_before"], one["people_receiving_after"], one["people_receiving_change"]) == (6, 5, -1)
    assert one["hours_per_week_change"] == -10.0
    assert one["people_awaiting_change"] == -1
    assert figures.loc["2", "people_receiving_change"] == 2
    # A figure that one of the weeks does not have has no change; it is never taken for zero.
    assert pd.isna(figures.loc["2", "wait_median_days_change"])
    assert figures["offers_made_change"].isna().all()
    for name in COMPARED:
        before, after = figures[f"{name}_before"], figures[f"{name}_after"]
        change = (after - before).dropna()
        pd.testing.assert_series_equal(figures[f"{name}_change"].dropna(), change, check_names=False)


def test_the_other_way_round_every_change_has_the_other_sign(two_weeks: FolderStore) -> None:
    there, back = compare(two_weeks, "2018-W11", "2018-W12"), compare(two_weeks, "2018-W12", "2018-W11")
    for name in COMPARED:
        one, other = there.figures[f"{name}_change"].dropna(), -back.figures[f"{name}_change"].dropna()
        pd.testing.assert_series_equal(one, other, check_names=False)
    assert there.flows is not None
    assert back.flows is not None
    assert (there.flows["packages_started"] == back.flows["packages_ended"]).all()
    assert (there.flows["waits_began"] == back.flows["waits_ended"]).all()


def test_a_week_against_itself_has_no_change(two_weeks: FolderStore) -> None:
    found = compare(two_weeks, "2018-W11", "2018-W11")
    assert found.figures.filter(like="_change").fillna(0).eq(0).all(axis=None)
    assert found.flows is not None
    assert found.flows.drop(columns="still_waiting").to_numpy().sum() == 0


def test_the_net_of_what_came_and_went_is_the_change_of_the_count(two_weeks: FolderStore) -> None:
    found = compare(two_weeks, "2018-W11", "2018-W12")
    assert found.flows is not None
    waits = found.flows["waits_began"] - found.flows["waits_ended"]
    assert (waits == found.figures["people_awaiting_change"]).all()


def test_zones_that_only_one_week_has_are_there_and_empty_in_the_other(
    small_week: Week, store: FolderStore, quick_folder: Path
) -> None:
    put_down(store, made(small_week, quick_folder, MONDAY, people=6, waiting=4))
    later = made(small_week, quick_folder, MONDAY + WEEK, people=6, waiting=4)
    zones = later.zones.rename(index={"3": "3A"})
    put_down(store, with_zones(later, zones))
    found = compare(store, "2018-W11", "2018-W12")
    assert not found.is_one_series
    assert {"3", "3A"} <= set(found.figures.index)
    assert found.figures["zone_name"].notna().all()
    assert pd.isna(found.figures.loc["3", "people_receiving_after"])
    assert pd.isna(found.figures.loc["3A", "people_receiving_before"])
    assert found.figures.loc[["3", "3A"], "people_receiving_change"].isna().all()
    assert found.flows is not None
    assert set(found.flows.index) == set(found.figures.index)


def test_without_the_rows_about_people_figures_stay_and_what_happened_is_not_known(two_weeks: FolderStore) -> None:
    before = compare(two_weeks, "2018-W11", "2018-W12")
    with two_weeks.lock():
        assert two_weeks.forget("2018-W11", dt.date(2018, 6, 1), "A. Analyst") == 2
    after = compare(two_weeks, "2018-W11", "2018-W12")
    assert after.flows is None
    pd.testing.assert_frame_equal(after.figures, before.figures)


def test_packages_without_references_of_people_tell_of_no_moves(
    small_week: Week, store: FolderStore, quick_folder: Path
) -> None:
    one, other = made(small_week, quick_folder, MONDAY, people=6, waiting=4), moved_on(small_week, quick_folder)
    packages = one.tables["packages"].drop(columns="person_id")
    put_down(store, replace(one, tables={**one.tables, "packages": packages}), other)
    found = compare(store, "2018-W11", "2018-W12")
    assert found.flows is not None
    assert found.flows["people_moved"].sum() == 0


def test_a_person_has_moved_whose_providers_are_others_and_whoever_has_no_reference_has_not() -> None:
    def packages(*rows: tuple[str | None, str | None]) -> pd.DataFrame:
        return pd.DataFrame(rows, columns=["person_id", "provider_id"], dtype="str")

    before = packages(("stays", "A"), ("stays", "B"), ("moves", "A"), ("adds", "A"), ("unknown", None), (None, "A"))
    after = packages(("stays", "B"), ("stays", "A"), ("moves", "B"), ("adds", "A"), ("adds", "B"), ("unknown", None))
    after = pd.concat([after, packages((None, "B"), ("new", "A"))], ignore_index=True)
    assert _moved(before, after)["person_id"].tolist() == ["moves", "adds"]


@pytest.mark.parametrize(
    ("week", "words"),
    [
        ("2018-W10", "Week 2018-W10 is not recorded. The newest that are: 2018-W11, 2018-W12."),
        ("2025-W53", "not a week"),
    ],
)
def test_a_week_that_is_not_there_is_refused(two_weeks: FolderStore, week: str, words: str) -> None:
    for pair in ((week, "2018-W12"), ("2018-W11", week)):
        with pytest.raises(SnapshotError, match=re.escape(words)):
            compare(two_weeks, *pair)


def days(*written: str) -> list[dt.date]:
    return [dt.date.fromisoformat(day) for day in written]


def table_of(*rows: tuple[str, float | None]) -> pd.DataFrame:
    """A history of one zone: as-at dates with a figure each."""
    found = pd.DataFrame(rows, columns=["as_at", "people_awaiting"])
    found["as_at"] = days(*found["as_at"])
    week = [f"{day.isocalendar()[0]}-W{day.isocalendar()[1]:02d}" for day in found["as_at"]]
    return found.assign(zone_code="1", zone_name="One", week=week)


def test_a_week_that_is_not_recorded_stands_on_the_line_as_missing_and_never_as_zero() -> None:
    found = line(table_of(("2018-03-12", 4), ("2018-04-02", 7)), "1", "people_awaiting")
    assert list(found.index) == days("2018-03-12", "2018-03-19", "2018-03-26", "2018-04-02")
    assert found.isna().tolist() == [False, True, True, False]
    assert found.name == "people_awaiting"


def test_another_day_of_the_next_week_is_no_gap() -> None:
    found = line(table_of(("2018-03-12", 4), ("2018-03-23", 5), ("2018-03-26", 6)), "1", "people_awaiting")
    assert found.tolist() == [4, 5, 6]


def test_a_missing_week_is_a_gap_also_where_few_days_lie_between() -> None:
    # Friday of week 11, and Monday of week 13: ten days.
    found = line(table_of(("2018-03-16", 4), ("2018-03-26", 5)), "1", "people_awaiting")
    assert list(found.index) == days("2018-03-16", "2018-03-23", "2018-03-26")
    assert found.isna().tolist() == [False, True, False]


def test_a_line_crosses_week_53_without_a_gap_and_with_one() -> None:
    whole = line(table_of(("2020-12-21", 1), ("2020-12-28", 2), ("2021-01-04", 3)), "1", "people_awaiting")
    assert whole.tolist() == [1, 2, 3]
    gap = line(table_of(("2020-12-21", 1), ("2021-01-04", 3)), "1", "people_awaiting")
    assert gap.isna().tolist() == [False, True, False]


def test_an_unknown_figure_is_missing_on_the_line_and_an_unknown_zone_has_none() -> None:
    table = table_of(("2018-03-12", None), ("2018-03-19", 5))
    assert line(table, "1", "people_awaiting").isna().tolist() == [True, False]
    assert line(table, "no such zone", "people_awaiting").empty


def test_a_record_without_weeks_has_an_empty_history(store: FolderStore) -> None:
    table = history(store)
    assert table.empty
    assert line(table, "1", "people_awaiting").empty
    assert zones_of(table) == {}
    assert series_of(store) == {}


def test_a_history_has_every_zone_and_the_whole_area_of_every_week(
    small_week: Week, store: FolderStore, quick_folder: Path
) -> None:
    weeks = [made(small_week, quick_folder, MONDAY + n * WEEK, people=6 + n, waiting=4) for n in range(3)]
    put_down(store, *weeks)
    table = history(store)
    assert len(table) == 3 * (len(weeks[0].figures) + 1)
    assert line(table, "1", "people_receiving").tolist() == [6, 7, 8]
    assert line(table, WHOLE, "people_receiving").tolist() == [6, 7, 8]
    assert list(line(table, "1", "people_receiving").index) == [week.as_at for week in weeks]
    assert list(zones_of(table)) == ["1", "2", "3", "10", "11", "12"]


@pytest.mark.case(133)
def test_case_133_a_week_of_other_boundaries_is_not_on_the_line(
    small_week: Week, store: FolderStore, quick_folder: Path
) -> None:
    weeks = [made(small_week, quick_folder, MONDAY + n * WEEK, people=6 + n, waiting=4) for n in range(4)]
    other = weeks[0].zones.assign(geometry=weeks[0].zones.buffer(-10))
    put_down(store, *weeks[:2], *(with_zones(week, other) for week in weeks[2:]))
    assert list(series_of(store)) == ["2018-W13", "2018-W14"]
    assert line(history(store), "1", "people_receiving").tolist() == [8, 9]


def test_a_damaged_week_is_a_gap_and_one_that_falls_back_to_other_boundaries_too(
    small_week: Week, store: FolderStore, quick_folder: Path
) -> None:
    weeks = [made(small_week, quick_folder, MONDAY + n * WEEK, people=6 + n, waiting=4) for n in range(4)]
    other = with_zones(weeks[2], weeks[2].zones.assign(geometry=weeks[2].zones.buffer(-10)))
    put_down(store, *weeks[:2], other)
    again = made(small_week, quick_folder, weeks[2].as_at, people=8, waiting=4, files="of the old boundaries")
    newest = record(again, store, acting(again.as_at, "the old boundaries hold")).manifest
    put_down(store, weeks[3])
    assert line(history(store), "1", "people_receiving").tolist() == [6, 7, 8, 9]
    for week, version in (("2018-W12", "*"), ("2018-W13", newest.version)):
        next(store.folder.glob(f"{week}/{version}/figures.parquet")).write_bytes(b"")
    assert len(store.damage()) == 2
    found = line(history(store), "1", "people_receiving")
    assert found.isna().tolist() == [False, True, True, False]


def test_a_week_that_falls_back_to_an_earlier_version_stands_on_the_day_of_that_one(
    small_week: Week, store: FolderStore, quick_folder: Path
) -> None:
    put_down(store, made(small_week, quick_folder, MONDAY, people=6, waiting=4))
    later = made(small_week, quick_folder, MONDAY + dt.timedelta(days=2), people=8, waiting=4)
    newest = record(later, store, acting(later.as_at, "as at Wednesday")).manifest
    (store.folder / "2018-W11" / newest.version / "figures.parquet").write_bytes(b"")
    found = line(history(store), "1", "people_receiving")
    assert found.to_dict() == {MONDAY: 6.0}


# The commands, on a workspace whose references and postcodes can be told from anything else.

PERSONAL = re.compile(r"PKG-\d|PERSON-|WAIT-\d|NG\d+ ?\d[A-Z]{2}|DE1 1AA", re.IGNORECASE)


@pytest.fixture
def council(small_week: Week, quick_folder: Path) -> Path:
    """The workspace of the lots with references that are like nothing else, and nothing set aside."""
    folder = shutil.copytree(small_week.settings.folder, quick_folder / "council")
    shutil.rmtree(folder / "snapshots", ignore_errors=True)
    packages = re.sub(r"^K(\d+),(.),", r"PKG-\1,PERSON-\2,", PACKAGES, flags=re.MULTILINE).replace("NG9 9ZZ", "NG1 1AA")
    (folder / "incoming/packages.csv").write_text(packages, encoding="utf-8")
    waits = re.sub(r"^W(\d),", r"WAIT-\1,", AWAITING, flags=re.MULTILINE)
    (folder / "incoming/awaiting.csv").write_text(waits, encoding="utf-8")
    return folder


def next_week(folder: Path) -> None:
    """New files: one package more, one wait more, and a row that cannot be located."""
    path = folder / "incoming/packages.csv"
    row = "PKG-11,PERSON-J,P3,NG9 9ZZ,6,14/03/2018,,General\n"
    path.write_text(path.read_text(encoding="utf-8").replace("Total,,,,69", row + "Total,,,,75"), encoding="utf-8")
    with (folder / "incoming/awaiting.csv").open("a", encoding="utf-8") as file:
        file.write("WAIT-5,NG2 1AA,17/03/2018,3\n")


def snapshot(folder: Path, day: str, *options: str) -> Ran:
    return run("snapshot", folder, "--as-at", day, "--by", "A. Analyst", *options)


def test_a_comparison_is_printed_to_two_decimals_with_whole_counts_and_no_minus_zero(
    two_weeks: FolderStore,
) -> None:
    found = compare(two_weeks, "2018-W11", "2018-W12")
    figures = found.figures.copy()
    figures["hours_per_week_before"], figures["hours_per_week_change"] = 0.1 + 0.2, -0.0000004
    figures["wait_mean_days_after"] = 26.571428571
    rows = list(csv.DictReader(comparison_csv(replace(found, figures=figures)).splitlines()))
    assert {row["hours_per_week_before"] for row in rows} == {"0.3"}
    assert {row["hours_per_week_change"] for row in rows} == {"0.0"}
    assert {row["wait_mean_days_after"] for row in rows} == {"26.57"}
    counts = [row[f"people_receiving_{when}"] for row in rows for when in ("before", "after", "change")]
    assert all(re.fullmatch(r"-?\d+", count) for count in counts)
    exact = json.loads(comparison_json(replace(found, figures=figures)))["zones"][0]
    assert exact["wait_mean_days_after"] == 26.571429


def test_a_held_week_names_the_whole_commands_that_look_at_it_and_record_it(council: Path) -> None:
    next_week(council)
    snapshot(council, "2018-03-19")
    with (council / "incoming/awaiting.csv").open("a", encoding="utf-8") as file:
        file.write("WAIT-6,NG2 1AA,17/03/2018,3\n")
    held = snapshot(council, "2018-03-19", "--back-to", "2018-03-12")
    assert held.code == 11
    again, lists = held.err.splitlines()[-2:]
    assert again.endswith(f'snapshot {council} --as-at 2018-03-19 --back-to 2018-03-12 --accept "reason"')
    assert lists.endswith(f" check {council} --as-at 2018-03-19` lists them.")
    shown = run("check", council, "--as-at", "2018-03-19")
    assert shown.code == 1
    assert lists.split(" `")[0] in shown.out


def test_the_commands_from_the_first_week_to_forgetting(council: Path) -> None:  # noqa: PLR0915 - one story
    said = [run("weeks", council), snapshot(council, "2018-03-12"), snapshot(council, "2018-03-12")]
    assert [ran.code for ran in said] == [0, 0, 0]
    assert "No week is recorded yet" in said[0].out
    assert "2018-W11 (v1-" in said[1].out
    assert "recorded before, nothing changed" in said[2].out

    # Last week's files for the next week are held, new ones are recorded with a row set aside.
    said += [held := snapshot(council, "2018-03-26")]
    assert held.code == 11
    assert "HELD, not recorded" in held.out
    assert held.err.count("an old file was sent again") == 2
    assert '--accept "reason"' in held.err
    next_week(council)
    said += [aside := snapshot(council, "2018-03-26", "--json")]
    assert aside.code == 1
    document = json.loads(aside.out)
    assert document["exit_code"] == 1
    assert [(run["outcome"], run["week"]) for run in document["weeks"]] == [("recorded", "2018-W13")]

    # Other files for that week are held, and say so as JSON too.
    awaiting = council / "incoming/awaiting.csv"
    awaiting.write_text(awaiting.read_text(encoding="utf-8").replace("17/03", "18/03"), encoding="utf-8")
    said += [held := snapshot(council, "2018-03-26", "--json")]
    assert held.code == 11
    document = json.loads(held.out)
    assert document["exit_code"] == 11
    assert document["weeks"][0]["outcome"] == "held"
    assert "recorded already" in document["weeks"][0]["holds"][0]

    # A refused file.
    awaiting.write_bytes(b"")
    said += [refused := snapshot(council, "2018-04-02")]
    assert refused.code == 10

    said += [listed := run("weeks", council), as_json := run("weeks", council, "--json")]
    assert (listed.code, as_json.code) == (0, 0)
    assert [row[:10].strip() for row in listed.out.splitlines()] == ["2018-W11", "2018-W12", "2018-W13"]
    assert "2018-W12  not recorded" in listed.out
    assert [row["week"] for row in json.loads(as_json.out)["weeks"]] == ["2018-W11", "2018-W13"]
    assert json.loads(as_json.out)["damage"] == []

    said += [table := run("compare", council, "2018-w11", "2018-W13")]
    assert table.code == 0
    rows = {row["zone_code"]: row for row in csv.DictReader(io.StringIO(table.out))}
    assert rows["2"]["waits_began"] == "1"
    assert rows["unlocated"]["packages_started"] == "1"
    said += [as_json := run("compare", council, "2018-W11", "2018-W13", "--format", "json")]
    assert json.loads(as_json.out)["is_one_series"] is True
    said += [unknown := run("compare", council, "2018-W11", "2018-W12"), wrong := run("compare", council, "x", "y")]
    assert (unknown.code, wrong.code) == (11, 11)
    assert "Week 2018-W12 is not recorded" in unknown.err
    assert "X is not a week" in wrong.err or "x is not a week" in wrong.err

    said += [
        forgot := run("retain", council, "--weeks", "4", "--by", "D. Officer"),
        again := run("retain", council, "--weeks", "4"),
    ]
    assert (forgot.code, again.code) == (0, 0)
    assert "people of 2 weeks" in forgot.out
    assert "people of 0 weeks" in again.out
    store = FolderStore(council / "snapshots")
    forgotten = store.forgotten("2018-W11")
    assert forgotten is not None
    assert (forgotten.by, set(forgotten.tables)) == ("D. Officer", {"packages", "awaiting"})
    assert set(store.read("2018-W11", ("figures", "packages", "awaiting")).tables) == {"figures"}
    said += [
        listed := run("weeks", council),
        run("weeks", council, "--json"),
        after := run("compare", council, "2018-W11", "2018-W13"),
    ]
    assert listed.out.count("people's rows removed") == 2
    assert listed.code == 0
    kept = [
        {name: cell for name, cell in row.items() if name.endswith(("_before", "_after", "_change"))}
        for text in (table.out, after.out)
        for row in csv.DictReader(io.StringIO(text))
    ]
    assert kept[: len(kept) // 2] == kept[len(kept) // 2 :]
    assert "packages_started" not in after.out

    # Nothing that is said, logged or kept beside people's rows tells of a person.
    log = (council / "snapshots/record.log").read_text(encoding="utf-8")
    accounts = [path.read_text(encoding="utf-8") for path in (council / "snapshots").rglob("*.json")]
    for text in [*(ran.out + ran.err for ran in said), log, *accounts]:
        assert not PERSONAL.findall(text)
    lines = [line.split("; ") for line in log.splitlines()]
    assert [parts[1] for parts in lines] == [
        "recorded", "unchanged", "held", "recorded", "held", "refused", "forgotten", "forgotten",
    ]  # fmt: skip
    assert all(dt.datetime.fromisoformat(parts[0]).tzinfo == dt.UTC for parts in lines)
    assert "exit code 10" in lines[5]
    assert "1 rows set aside" in lines[3]


@pytest.fixture(scope="module")
def record_once(small_week: Week, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record")
    weeks = (made(small_week, folder, MONDAY + n * WEEK, people=6 + n, waiting=4) for n in (0, 2))
    put_down(FolderStore(folder / "snapshots"), *weeks)
    return folder / "snapshots"


@pytest.fixture
def with_record(council: Path, record_once: Path) -> Path:
    """A workspace with three weeks of a record, of which the second is missing."""
    shutil.copytree(record_once, council / "snapshots")
    return council


def test_damage_is_said_and_has_an_exit_code(with_record: Path) -> None:
    next(with_record.glob("snapshots/2018-W13/*/figures.parquet")).write_bytes(b"")
    listed = run("weeks", with_record)
    assert listed.code == 11
    assert "figures is damaged" in listed.err
    assert "2018-W11" in listed.out
    as_json = run("weeks", with_record, "--json")
    assert as_json.code == 11
    assert len(json.loads(as_json.out)["damage"]) == 1
    compared = run("compare", with_record, "2018-W11", "2018-W13")
    assert compared.code == 11
    assert "figures is damaged" in compared.err
    next(with_record.glob("snapshots/2018-W13/*/manifest.json")).write_bytes(b"")
    listed = run("weeks", with_record)
    assert listed.code == 11
    assert "2018-W13" in listed.err
    (with_record / "snapshots/CURRENT.json").write_bytes(b"")
    assert run("weeks", with_record).code == 11


def test_a_damaged_note_of_what_was_forgotten_does_not_keep_weeks_from_being_listed(with_record: Path) -> None:
    assert run("retain", with_record, "--weeks", "1").code == 0
    next(with_record.glob("snapshots/2018-W13/*/forgotten.json")).write_bytes(b"{}")
    listed = run("weeks", with_record)
    assert listed.code == 11
    assert "2018-W13  as at" in listed.out
    assert "forgotten.json is damaged" in listed.err


def test_rows_about_people_are_removed_from_a_week_whose_account_is_damaged_too(with_record: Path) -> None:
    next(with_record.glob("snapshots/2018-W11/*/manifest.json")).write_bytes(b"")
    assert "people of 2 weeks" in run("retain", with_record, "--weeks", "1").out
    assert not list(with_record.rglob("snapshots/**/packages.parquet"))
    assert len(list(with_record.rglob("snapshots/**/figures.parquet"))) == 2


def test_rows_are_kept_for_the_weeks_that_are_asked_for(with_record: Path, small_week: Week) -> None:
    today = dt.date.today()  # noqa: DTZ011
    store = FolderStore(with_record / "snapshots")
    for back in (1, 2, 3):
        put_down(store, made(small_week, with_record, today - back * WEEK, people=8, waiting=4))
    assert "people of 3 weeks" in run("retain", with_record, "--weeks", "2").out
    gone = [store.forgotten(week) is not None for week in store.weeks()]
    assert gone == [True, True, True, False, False]
    assert run("retain", with_record, "--weeks", "0").code == 2


def test_weeks_before_are_worked_out_and_marked_and_never_replace_a_recorded_one(council: Path) -> None:
    ran = snapshot(council, "2018-03-12", "--back-to", "2018-02-20", "--json")
    assert ran.code == 0
    assert [(run["week"], run["outcome"]) for run in json.loads(ran.out)["weeks"]] == [
        ("2018-W09", "recorded"), ("2018-W10", "recorded"), ("2018-W11", "recorded"),
    ]  # fmt: skip
    weeks = FolderStore(council / "snapshots").weeks()
    assert [manifest.reconstructed_from for manifest in weeks.values()] == [MONDAY, MONDAY, None]
    assert [manifest.is_backfilled for manifest in weeks.values()] == [True, True, False]
    assert "worked out from the files as at 2018-03-12" in run("weeks", council).out
    versions = {week: manifest.version for week, manifest in weeks.items()}
    assert len({json.dumps(dict(manifest.sources)) for manifest in weeks.values()}) == 1
    again = snapshot(council, "2018-03-12", "--back-to", "2018-02-20", "--json")
    assert [run["outcome"] for run in json.loads(again.out)["weeks"]] == ["unchanged"]
    assert {week: manifest.version for week, manifest in FolderStore(council / "snapshots").weeks().items()} == versions


def test_files_that_are_held_are_not_used_for_the_weeks_before(council: Path) -> None:
    assert snapshot(council, "2018-03-12").code == 0
    ran = snapshot(council, "2018-03-26", "--back-to", "2018-03-19")
    assert ran.code == 11
    assert list(FolderStore(council / "snapshots").weeks()) == ["2018-W11"]


def test_a_lock_is_told_to_the_operator_and_broken_on_demand(council: Path) -> None:
    with FolderStore(council / "snapshots").lock():
        for busy in (snapshot(council, "2018-03-12"), run("retain", council, "--weeks", "4")):
            assert busy.code == 11
            assert "somebody is recording, process" in busy.err
        assert "is broken" in run("weeks", council, "--unlock").out
        assert snapshot(council, "2018-03-12").code == 0
    assert "nobody that can be named" in run("weeks", council, "--unlock").out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--as-at", "2999-01-04"), "lies in the future"),
        (("--as-at", "12/03/2018"), "this is not a date"),
        (("--as-at", "2018-03-12", "--back-to", "2018-03-19"), "this is after --as-at"),
    ],
)
def test_dates_that_cannot_be_are_refused_and_nothing_is_recorded(
    council: Path, options: tuple[str, ...], words: str
) -> None:
    ran = run("snapshot", council, *options)
    assert ran.code == 10
    assert words in ran.err
    assert FolderStore(council / "snapshots").weeks() == {}
    assert run("weeks", council).code == 0


def test_a_user_without_a_name_must_say_who_records(council: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid 12345")

    monkeypatch.setattr("getpass.getuser", nobody)
    for ran in (run("snapshot", council, "--as-at", "2018-03-12"), run("retain", council, "--weeks", "4")):
        assert ran.code == 10
        assert "--by NAME" in ran.err


def test_a_log_that_cannot_be_written_is_said_and_the_week_is_recorded(council: Path) -> None:
    (council / "snapshots/record.log").mkdir(parents=True)
    ran = snapshot(council, "2018-03-12")
    assert ran.code == 0
    assert "The log of the record cannot be written" in ran.err
    assert list(FolderStore(council / "snapshots").weeks()) == ["2018-W11"]


def test_a_line_of_the_log_is_one_line_whatever_is_in_it(council: Path) -> None:
    settings = load_settings(council)
    note(settings, "one\nof\r\nmany\x0blines")
    note(settings, "\udcff")
    assert (council / "snapshots/record.log").read_text(encoding="utf-8") == "one of many lines\n?\n"
