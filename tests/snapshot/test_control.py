"""A week is held against those before it: what is pointed out, what holds it, and what never does."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from made_weeks import MONDAY, acting, made, put_down, with_zones
from small_versions import version

from geo.report import Problem, TableReport
from geo.report.problems import Severity
from geo.snapshot import Manifest, record
from geo.snapshot.control import NAMES, SMALL, Judgement, control_totals, judged
from geo.snapshot.folders import FolderStore
from geo.week import Week

NEXT = MONDAY + dt.timedelta(weeks=1)


@pytest.fixture(scope="module")
def week(small_week: Week, tmp_path_factory: pytest.TempPathFactory) -> Week:
    """A hundred people with ten hours each and forty who wait, as at 12 March 2018."""
    return made(small_week, tmp_path_factory.mktemp("week"))


@pytest.fixture
def store(quick_folder: Path) -> FolderStore:
    return FolderStore(quick_folder / "snapshots")


def account(key: str = "2018-W10", **said: object) -> Manifest:
    """The account of a week that is like none in particular."""
    manifest = version(key, 1, 1)[0]
    return replace(manifest, **{"controls": {}, "sources": {}, "rows": {}} | said)


def judge(
    week: Week,
    before: Sequence[Manifest] = (),
    *,
    after: Sequence[Manifest] = (),
    last: Mapping[str, pd.DataFrame] | None = None,
    **said: object,
) -> Judgement:
    """What is said of a week whose account is as given."""
    own = {"controls": control_totals(week), "as_at": week.as_at} | said
    tables = {"figures": week.figures.reset_index()} if last is None else last
    return judged(account("2018-W11", **own), week, before, after, tables)


def with_total(week: Week, name: str, usual: float, now: float, weeks: int = 8) -> Judgement:
    """What is said where one control total was `usual` for some weeks and is `now`; all others stay."""
    same = control_totals(week)
    before = [account(f"2018-W{10 - back:02d}", controls=same | {name: usual}) for back in range(weeks, 0, -1)]
    return judge(week, before, controls=same | {name: now})


def test_control_totals_are_rows_people_hours_and_providers(small_week: Week, week: Week) -> None:
    # Ten packages; the fifth ends on the day and the seventh begins after it. C has two packages in one zone.
    assert control_totals(small_week) == {
        "rows_packages": 10.0,
        "rows_awaiting": 4.0,
        "rows_providers": 3.0,
        "people_receiving": 7.0,
        "hours_per_week": 53.0,
        "hours_per_package": 6.625,
        "people_awaiting": 4.0,
        "providers_delivering": 3.0,
    }
    assert control_totals(week)["hours_per_week"] == 1000.0
    assert set(control_totals(week)) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("share", "outcome"),
    [
        (1.0, "nothing"),
        (1.19, "nothing"),
        (0.81, "nothing"),
        (1.2, "warning"),
        (0.8, "warning"),
        (1.49, "warning"),
        (0.51, "warning"),
        (1.5, "hold"),
        (0.5, "hold"),
        (3.0, "hold"),
        (0.0, "hold"),
    ],
)
@pytest.mark.case(125)
def test_case_125_a_fifth_from_the_median_is_pointed_out_and_half_holds_exactly_at_the_limits(
    week: Week, name: str, share: float, outcome: str
) -> None:
    for usual in (100.0, 110.0, 350.0, 70.0, 12_300.0):
        found = with_total(week, name, usual, round(usual * share, 6))
        assert len(found.holds) == (outcome == "hold"), (usual, found)
        assert len(found.warnings) == (outcome == "warning"), (usual, found)


def test_what_is_said_names_the_total_its_change_and_what_is_usual(week: Week) -> None:
    (said,) = with_total(week, "people_awaiting", 400, 1234).holds
    assert said == "1,234 people waiting, 208 % more than usual (400)."
    (said,) = with_total(week, "hours_per_package", 10.0, 7.25).warnings
    assert said == "7.25 hours of a package, 28 % fewer than usual (10)."


@pytest.mark.parametrize("name", [name for name in NAMES if name != "hours_per_package"])
def test_small_numbers_are_pointed_out_and_never_hold(week: Week, name: str) -> None:
    for usual, now in ((2, 10), (10, 2), (SMALL - 1, 0), (1, SMALL - 1)):
        found = with_total(week, name, usual, now)
        assert not found.holds
        assert len(found.warnings) == 1
    assert with_total(week, name, 10, SMALL).holds
    assert with_total(week, name, SMALL, 10).holds


def test_hours_of_a_package_hold_though_they_are_small(week: Week) -> None:
    assert with_total(week, "hours_per_package", 7.0, 14.0).holds


def test_the_median_of_eight_weeks_counts_and_one_odd_week_does_not(week: Week) -> None:
    same = control_totals(week)

    def weeks(*totals: float) -> list[Manifest]:
        return [
            account(f"2018-W{place:02d}", controls=same | {"rows_packages": total})
            for place, total in enumerate(totals, 1)
        ]

    assert judge(week, weeks(100, 100, 100, 9_000, 100)) == Judgement()
    # The ninth week back, and those before it, say nothing.
    assert judge(week, weeks(*[9_000] * 5, *[100] * 8)) == Judgement()
    assert judge(week, weeks(*[9_000] * 6, *[100] * 2)).holds


def test_a_total_that_was_never_there_before_holds_and_a_few_do_not(week: Week) -> None:
    (said,) = with_total(week, "people_awaiting", 0, 40).holds
    assert said == "40 people waiting, where usually there are none."
    assert with_total(week, "people_awaiting", 0, SMALL - 1) == Judgement()
    assert with_total(week, "people_awaiting", 0, 0) == Judgement()


def test_the_first_week_and_totals_that_are_new_are_held_against_nothing(week: Week) -> None:
    assert judge(week) == Judgement()
    assert judge(week, [account(controls={})]) == Judgement()


def test_a_week_twice_as_large_is_held_and_recorded_with_a_reason(
    small_week: Week, store: FolderStore, quick_folder: Path
) -> None:
    put_down(store, made(small_week, quick_folder, MONDAY))
    double = made(small_week, quick_folder, NEXT, people=200)
    held = record(double, store, acting(NEXT))
    assert held.outcome == "held"
    assert held.exit_code == 11
    assert held.holds == (
        "200 rows of packages, 100 % more than usual (100).",
        "200 people receiving care, 100 % more than usual (100).",
        "2,000 hours of care a week, 100 % more than usual (1,000).",
    )
    assert list(store.weeks()) == ["2018-W11"]
    accepted = record(double, store, acting(NEXT, "a neighbour's contract came over"))
    assert accepted.outcome == "recorded"
    assert accepted.manifest.reason == "a neighbour's contract came over"
    assert [w for w in accepted.manifest.warnings if w.startswith("Accepted: 200 people receiving care")]


@pytest.mark.parametrize(
    ("hours", "what"), [(600.0, "minutes given as hours"), (43.3, "hours a month"), (1 / 6, "hours given as minutes")]
)
@pytest.mark.case(128)
def test_case_128_hours_in_another_unit_under_the_same_name_hold(
    small_week: Week, week: Week, hours: float, what: str, tmp_path: Path
) -> None:
    other = made(small_week, tmp_path, NEXT, hours=hours)
    found = judge(other, [account(controls=control_totals(week))])
    assert any("hours of a package" in hold for hold in found.holds), what


@pytest.mark.case(58)
def test_case_58_minutes_given_as_hours_hold_in_a_small_county_too(small_week: Week, tmp_path: Path) -> None:
    usual = made(small_week, tmp_path, people=4, hours=2.0, waiting=2)
    minutes = made(small_week, tmp_path, NEXT, people=4, hours=120.0, waiting=2)
    found = judge(minutes, [account(controls=control_totals(usual))])
    assert any("hours of a package" in hold for hold in found.holds)


@pytest.mark.case(126)
def test_case_126_what_vanishes_is_listed_and_does_not_hold(
    small_week: Week, store: FolderStore, quick_folder: Path
) -> None:
    first = made(small_week, quick_folder, MONDAY, providers=("P1", "P2", "P3", "P4", "P5", "P6"))
    reports = (*first.report.tables, replace(first.report.tables[0], table="offers"))
    put_down(store, replace(first, report=replace(first.report, tables=reports)))
    after = made(small_week, quick_folder, NEXT, providers=("P1", "P2", "P3", "P4", "P6"))
    result = record(with_zones(after, after.zones.drop(index="3")), store, acting(NEXT))
    assert result.outcome == "recorded"
    assert set(result.manifest.warnings) == {
        "The table offers was there in 2018-W11 and is not now.",
        "Zones of 2018-W11 that are there no more: 3.",
        "Providers of 2018-W11 that are in the register no more: P5.",
        "The boundaries changed: a new series begins, and trends do not cross it.",
    }


def test_a_week_before_that_cannot_be_read_is_said(small_week: Week, store: FolderStore, quick_folder: Path) -> None:
    put_down(store, made(small_week, quick_folder, MONDAY))
    next(store.folder.glob("2018-W11/*/figures.parquet")).write_bytes(b"")
    result = record(made(small_week, quick_folder, NEXT), store, acting(NEXT))
    assert result.manifest.warnings == ("2018-W11 cannot be read, so this week was not held against its tables.",)


@pytest.mark.case(127)
def test_case_127_references_that_are_all_new_hold(small_week: Week, store: FolderStore, quick_folder: Path) -> None:
    put_down(store, made(small_week, quick_folder, MONDAY))
    result = record(made(small_week, quick_folder, NEXT, letter="CF-"), store, acting(NEXT))
    assert result.outcome == "held"
    assert [hold.split(":")[0] for hold in result.holds] == [
        "Most package references are new",
        "Most person references are new",
    ]


@pytest.mark.parametrize(("kept", "is_held"), [(100, False), (51, False), (50, False), (49, True), (0, True)])
@pytest.mark.parametrize("column", ["package_id", "person_id"])
def test_half_of_the_references_must_be_known(week: Week, column: str, kept: int, is_held: bool) -> None:
    known = week.tables["packages"]
    other = known.assign(**{column: [*known[column][:kept], *(f"new{n}" for n in range(len(known) - kept))]})
    last = {"figures": week.figures.reset_index(), "packages": other}
    found = judge(week, [account(controls=control_totals(week))], last=last)
    assert bool(found.holds) == is_held


def test_references_of_few_people_or_of_none_never_hold(week: Week) -> None:
    known = week.tables["packages"]
    few = known.head(SMALL - 1).assign(package_id=[f"new{n}" for n in range(SMALL - 1)])
    without = known.drop(columns="person_id")
    for last in (few, without, known.assign(person_id=None)):
        tables = {"figures": week.figures.reset_index(), "packages": last}
        assert judge(week, [account(controls=control_totals(week))], last=tables) == Judgement()


def files(week: Week, **contents: str) -> Manifest:
    """A week of which these files were sent."""
    sources = {table: {f"{table}.csv": content} for table, content in contents.items()}
    return account("2018-W10", controls=control_totals(week), sources=sources, as_at=MONDAY - dt.timedelta(weeks=1))


@pytest.mark.case(21)
def test_case_21_last_weeks_file_under_a_new_name_holds(
    small_week: Week, store: FolderStore, quick_folder: Path
) -> None:
    put_down(store, made(small_week, quick_folder, MONDAY, files="the same"))
    again = made(small_week, quick_folder, NEXT, files="the same")
    sources = {
        name: replace(source, labels=(f"incoming/{name} new.csv",)) if name in ("packages", "awaiting") else source
        for name, source in again.settings.sources.items()
    }
    result = record(replace(again, settings=replace(again.settings, sources=sources)), store, acting(NEXT))
    assert result.outcome == "held"
    assert result.holds == (
        "The awaiting file is the same as that of 2018-W11: an old file was sent again.",
        "The packages file is the same as that of 2018-W11: an old file was sent again.",
    )


def test_one_file_that_was_sent_again_holds_and_the_register_of_providers_may_stay(week: Week) -> None:
    before = [files(week, packages="a", awaiting="b", providers="c")]
    own = {"packages": {"p.csv": "x"}, "awaiting": {"a.csv": "y"}, "providers": {"c.csv": "c"}}
    assert judge(week, before, sources=own) == Judgement()
    assert len(judge(week, before, sources=own | {"awaiting": {"new name.csv": "b"}}).holds) == 1


def test_a_file_of_five_weeks_ago_holds_too_and_one_of_a_later_week(week: Week) -> None:
    old = files(week, packages="a")
    between = [replace(files(week, packages=f"{n}"), week=f"2018-W{n:02d}") for n in range(7, 11)]
    own = {"packages": {"p.csv": "a"}}
    (said,) = judge(week, [replace(old, week="2018-W06"), *between], sources=own).holds
    assert said == "The packages file is the same as that of 2018-W06: an old file was sent again."
    later = replace(old, week="2018-W12", as_at=NEXT)
    (said,) = judge(week, between, after=[later], sources=own).holds
    assert said == "The packages file is the same as that of 2018-W12: the file of a later week was sent."


def test_a_week_that_was_worked_out_from_newer_files_may_have_the_same_ones(week: Week) -> None:
    same = files(week, packages="a")
    own = {"packages": {"p.csv": "a"}}
    assert judge(week, [same], sources=own).holds
    assert judge(week, [same], sources=own, reconstructed_from=NEXT) == Judgement()
    assert judge(week, [replace(same, reconstructed_from=NEXT)], sources=own) == Judgement()


@pytest.mark.case(133)
def test_case_133_boundaries_that_changed_begin_a_new_series(
    small_week: Week, store: FolderStore, quick_folder: Path
) -> None:
    first = made(small_week, quick_folder, MONDAY)
    put_down(store, first)
    after = made(small_week, quick_folder, NEXT)
    result = record(with_zones(after, after.zones.assign(geometry=after.zones.buffer(-10))), store, acting(NEXT))
    assert result.outcome == "recorded"
    assert result.manifest.warnings == ("The boundaries changed: a new series begins, and trends do not cross it.",)
    assert len({manifest.series for manifest in store.weeks().values()}) == 2
    # What was counted on the old boundaries stays as it was.
    assert (store.read("2018-W11").figures["people_receiving"] == first.figures["people_receiving"]).all()


def stale_dates(week: Week, packages: str, awaiting: str, **columns: str) -> Judgement:
    """What is said where every event is of these days."""
    tables = {
        **week.tables,
        "packages": week.tables["packages"].assign(started_on=pd.Timestamp(packages), ended_on=pd.NaT),
        "awaiting": week.tables["awaiting"].assign(waiting_since=pd.Timestamp(awaiting)),
    }
    for name, day in columns.items():
        table = "packages" if name in ("started_on", "ended_on") else "awaiting"
        tables[table] = tables[table].assign(**{name: pd.Timestamp(day)})
    return judge(replace(week, tables=tables))


def test_a_file_whose_newest_event_is_more_than_a_week_old_is_pointed_out(week: Week) -> None:
    assert stale_dates(week, "2018-03-05", "2018-03-05") == Judgement()
    assert stale_dates(week, "2018-03-04", "2018-03-05").warnings == [
        "The newest event of packages is of 4 March 2018: the file may be an old one."
    ]
    assert len(stale_dates(week, "2018-03-04", "2018-01-01").warnings) == 2
    # An end or an outcome is an event too.
    assert stale_dates(week, "2018-01-01", "2018-01-01", ended_on="2018-03-10", outcome_on="2018-03-11") == Judgement()


def test_what_is_planned_for_later_does_not_make_a_file_look_new(week: Week) -> None:
    assert len(stale_dates(week, "2018-01-01", "2018-03-12", ended_on="2019-06-01").warnings) == 1


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (7, False), (8, True)])
def test_a_week_recorded_more_than_seven_days_later_is_said_to_be_late(
    small_week: Week, store: FolderStore, quick_folder: Path, days: int, is_late: bool
) -> None:
    week = made(small_week, quick_folder)
    act = replace(acting(MONDAY), now=dt.datetime(2018, 3, 12, 12, tzinfo=dt.UTC) + dt.timedelta(days=days))
    said = record(week, store, act).manifest.warnings
    assert said == ((f"The week is recorded {days} days after its as-at date.",) if is_late else ())


@pytest.mark.parametrize(
    ("severity", "said"),
    [("set_aside", "were set aside: figures mislead."), ("not_mapped", "have no place: zones show too little.")],
)
def test_a_first_week_of_which_much_is_missing_is_held_and_of_few_rows_only_pointed_out(
    week: Week, severity: Severity, said: str
) -> None:
    def without(rows: int) -> Judgement:
        lost = [Problem("packages", "p.csv", severity, "Wrong.", "Mend it.", row=at) for at in range(rows)]
        account = TableReport("packages", ("p.csv",), 100, 100 - rows, 0, tuple(lost))
        return judge(replace(week, report=replace(week.report, tables=(account,))))

    assert without(SMALL).holds == [f"{SMALL} of 100 rows of packages {said}"]
    assert without(SMALL - 1).holds == []
    assert f"{SMALL - 1} of 100 rows of packages {said}" in without(SMALL - 1).warnings
    assert not without(10).holds
    assert not any(said in warning for warning in without(10).warnings)
