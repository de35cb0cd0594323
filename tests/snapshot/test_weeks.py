"""ISO weeks and the clock: a week is named after the as-at date, and the day is that of England."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_weeks import made

from geo.errors import InputError, SnapshotError
from geo.snapshot import Act, day_of, monday_of, record, week_of, weeks_between
from geo.snapshot.folders import FolderStore
from geo.week import Week

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2016-02-29", "2016-W09"),
        ("2024-02-29", "2024-W09"),
        ("2018-12-30", "2018-W52"),
        ("2018-12-31", "2019-W01"),
        ("2020-12-27", "2020-W52"),
        ("2020-12-28", "2020-W53"),
        ("2020-12-31", "2020-W53"),
        ("2021-01-03", "2020-W53"),
        ("2021-01-04", "2021-W01"),
        ("2025-12-28", "2025-W52"),
        ("2025-12-29", "2026-W01"),
        ("2026-12-28", "2026-W53"),
        ("2027-01-03", "2026-W53"),
    ],
)
def test_a_day_lies_in_its_iso_week_also_at_the_turn_of_the_year(day: str, week: str) -> None:
    assert week_of(dt.date.fromisoformat(day)) == week
    assert monday_of(week) <= dt.date.fromisoformat(day) <= monday_of(week) + dt.timedelta(days=6)


@pytest.mark.parametrize(
    "written", ["2025-W53", "2018-W00", "2018-W54", "2018-11", "2018-W1", "18-W11", "W11", "", "2018-W11 ", "٢٠١٨-W11"]
)
def test_what_no_calendar_has_is_refused_in_plain_words(written: str) -> None:
    with pytest.raises(SnapshotError, match=r"is not a week. Write it as 2018-W11\."):
        monday_of(written)


def test_a_week_may_be_written_small() -> None:
    assert monday_of("2018-w11") == dt.date(2018, 3, 12)


def test_a_long_text_in_place_of_a_week_is_cut_in_the_message() -> None:
    with pytest.raises(SnapshotError) as refused:
        monday_of("x" * 10_000)
    assert len(str(refused.value)) < 100


def test_weeks_between_cross_week_53_where_there_is_one() -> None:
    assert weeks_between("2020-W52", "2021-W02") == ["2020-W52", "2020-W53", "2021-W01", "2021-W02"]
    assert weeks_between("2025-W51", "2026-W01") == ["2025-W51", "2025-W52", "2026-W01"]
    assert weeks_between("2018-W11", "2018-W11") == ["2018-W11"]


@given(DAYS)
def test_a_week_and_its_monday_are_one_and_the_same(day: dt.date) -> None:
    monday = monday_of(week_of(day))
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days < 7
    assert week_of(monday) == week_of(day)


@given(DAYS, st.integers(0, 700))
def test_weeks_between_are_in_order_and_none_is_missing(day: dt.date, count: int) -> None:
    found = weeks_between(week_of(day), week_of(day + dt.timedelta(weeks=count)))
    assert len(found) == count + 1
    assert found == sorted(found)
    assert len(set(found)) == len(found)


LONDON, AUCKLAND, HONOLULU = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Auckland"), ZoneInfo("Pacific/Honolulu")


@pytest.mark.parametrize(
    ("now", "day"),
    [
        # In summer England is an hour ahead of UTC.
        (dt.datetime(2018, 6, 30, 22, 59, tzinfo=dt.UTC), dt.date(2018, 6, 30)),
        (dt.datetime(2018, 6, 30, 23, 30, tzinfo=dt.UTC), dt.date(2018, 7, 1)),
        (dt.datetime(2018, 12, 31, 23, 59, tzinfo=dt.UTC), dt.date(2018, 12, 31)),
        # The nights of both changes of summer time.
        (dt.datetime(2018, 3, 25, 0, 59, tzinfo=dt.UTC), dt.date(2018, 3, 25)),
        (dt.datetime(2018, 3, 25, 22, 59, tzinfo=dt.UTC), dt.date(2018, 3, 25)),
        (dt.datetime(2018, 3, 25, 23, 0, tzinfo=dt.UTC), dt.date(2018, 3, 26)),
        (dt.datetime(2018, 10, 27, 23, 30, tzinfo=dt.UTC), dt.date(2018, 10, 28)),
        (dt.datetime(2018, 10, 28, 1, 30, tzinfo=LONDON, fold=1), dt.date(2018, 10, 28)),
        (dt.datetime(2018, 10, 28, 23, 30, tzinfo=dt.UTC), dt.date(2018, 10, 28)),
        # A computer that keeps the time of elsewhere.
        (dt.datetime(2018, 3, 12, 9, 0, tzinfo=AUCKLAND), dt.date(2018, 3, 11)),
        (dt.datetime(2018, 3, 11, 20, 0, tzinfo=HONOLULU), dt.date(2018, 3, 12)),
        (dt.datetime(2018, 3, 11, 13, 0, tzinfo=HONOLULU), dt.date(2018, 3, 11)),
    ],
)
def test_the_day_is_that_of_england_whatever_time_the_computer_keeps(now: dt.datetime, day: dt.date) -> None:
    assert day_of(now) == day


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (dt.date(2024, 2, 29), "2024-W09"),
        (dt.date(2018, 12, 30), "2018-W52"),
        (dt.date(2018, 12, 31), "2019-W01"),
        (dt.date(2020, 12, 31), "2020-W53"),
        (dt.date(2027, 1, 1), "2026-W53"),
        (dt.date(2018, 3, 25), "2018-W12"),
        (dt.date(2018, 10, 28), "2018-W43"),
    ],
)
def test_a_week_is_recorded_on_any_day_of_the_calendar(
    small_week: Week, quick_folder: Path, day: dt.date, week: str
) -> None:
    store = FolderStore(quick_folder / "snapshots")
    now = dt.datetime.combine(day, dt.time(12), dt.UTC)
    result = record(made(small_week, quick_folder, day, people=3, waiting=2), store, Act("A. Analyst", now))
    assert result.outcome == "recorded"
    assert list(FolderStore(store.folder).weeks()) == [week]
    assert store.read(week).manifest.as_at == day
    assert result.manifest.recorded_at == f"{day}T12:00:00+00:00"
    assert result.manifest.warnings == ()


@pytest.mark.case(82)
def test_case_82_a_day_that_is_still_to_come_in_england_is_refused(small_week: Week, quick_folder: Path) -> None:
    store = FolderStore(quick_folder / "snapshots")
    week = made(small_week, quick_folder, dt.date(2018, 7, 1), people=3, waiting=2)
    for now in (
        dt.datetime(2018, 6, 30, 22, 59, tzinfo=dt.UTC),
        dt.datetime(2018, 7, 1, 9, 0, tzinfo=AUCKLAND),
        dt.datetime(2017, 7, 1, 9, 0, tzinfo=LONDON),
    ):
        with pytest.raises(InputError, match="lies in the future"):
            record(week, store, Act("A. Analyst", now))
        assert not store.folder.exists()
    # Half past eleven in UTC is half past midnight in an English summer.
    assert record(week, store, Act("A. Analyst", dt.datetime(2018, 6, 30, 23, 30, tzinfo=dt.UTC))).outcome == "recorded"


def test_the_day_on_which_it_is_recorded_says_nothing_of_the_week(small_week: Week, quick_folder: Path) -> None:
    week = made(small_week, quick_folder, dt.date(2018, 3, 25), people=3, waiting=2)
    bytes_of = []
    for number, days in enumerate((0, 1, 400)):
        store = FolderStore(quick_folder / f"snapshots-{number}")
        now = dt.datetime(2018, 3, 25, 12, tzinfo=dt.UTC) + dt.timedelta(days=days)
        manifest = record(week, store, Act("A. Analyst", now)).manifest
        assert (manifest.week, manifest.as_at) == ("2018-W12", week.as_at)
        bytes_of.append(manifest.files)
    assert bytes_of[0] == bytes_of[1] == bytes_of[2]
