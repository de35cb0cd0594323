"""What every store of the record promises: the same tests on folders and on PostgreSQL with PostGIS."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from real_versions import frames, put, version
from stores import COUNCIL, Kept
from typer.testing import CliRunner

from geo.cli import app
from geo.errors import SnapshotError
from geo.snapshot import Act, record
from geo.snapshot.folders import FolderStore
from geo.snapshot.postgis import PostgisStore
from geo.snapshot.tables import KINDS
from geo.week import Week, load_week

TODAY = dt.date(2018, 6, 1)
PEOPLE = {name for name, kind in KINDS.items() if kind == "people"}
NOW = dt.datetime(2018, 3, 13, 9, 0, tzinfo=dt.UTC)

# Another program that takes the lock, says so, and keeps it until its standard input ends.
HOLDER = """
import sys
from pathlib import Path
from geo.snapshot.folders import FolderStore
named, council = sys.argv[1:]
if named.startswith("postgresql:"):
    from geo.snapshot.postgis import PostgisStore
    store = PostgisStore(named, council)
else:
    store = FolderStore(Path(named))
with store.lock():
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_writer(kept: Kept) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock."""
    command = [sys.executable, "-c", HOLDER, kept.named, COUNCIL]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder
        finally:
            holder.kill()


def test_an_empty_record_has_nothing_and_says_so(kept: Kept) -> None:
    store = kept.open()
    assert isinstance(store, FolderStore | PostgisStore)
    assert (store.weeks(), store.versions("2018-W11"), store.damage()) == ({}, [], [])
    assert (store.next_number(), store.forgotten("2018-W11")) == (1, None)
    with pytest.raises(SnapshotError, match=r"Week 2018-W11 is not recorded.*none"):
        store.read("2018-W11")


def test_every_table_is_read_back_as_it_was_put(kept: Kept, recorded_week: Week) -> None:
    put(kept.open(), recorded_week)
    found = kept.open().read("2018-W11", tuple(KINDS)).tables
    wanted = {name: in_milliseconds(table) for name, table in frames(recorded_week).items()}
    assert set(found) == set(KINDS)
    for name in KINDS.keys() - {"figures", "zones"}:
        pd.testing.assert_frame_equal(found[name], wanted[name], check_exact=True, obj=name)
    hours = wanted["figures"]["hours_per_week"] + 1
    pd.testing.assert_frame_equal(found["figures"], wanted["figures"].assign(hours_per_week=hours), check_exact=True)


def in_milliseconds(table: pd.DataFrame) -> pd.DataFrame:
    """Dates as Parquet can hold them; the days are the same."""
    dates = table.select_dtypes("datetime64[s]").columns
    return table.astype(dict.fromkeys(dates, "datetime64[ms]"))


def test_boundaries_are_read_back_to_the_last_digit_with_their_coordinate_system(
    kept: Kept, recorded_week: Week
) -> None:
    put(kept.open(), recorded_week)
    zones = kept.open().read("2018-W11").zones
    assert isinstance(zones, gpd.GeoDataFrame)
    assert zones.crs == "EPSG:27700"
    assert zones.geometry.to_wkb().to_dict() == recorded_week.zones.geometry.to_wkb().to_dict()
    assert zones["zone_name"].to_dict() == recorded_week.zones["zone_name"].to_dict()


def test_the_account_of_a_version_is_read_back_word_for_word(kept: Kept, recorded_week: Week) -> None:
    manifest = put(kept.open(), recorded_week, reconstructed_from=dt.date(2018, 4, 2), is_backfilled=True)
    store = kept.open()
    assert store.weeks() == {"2018-W11": manifest}
    assert store.versions("2018-W11") == [manifest]
    assert store.read("2018-W11", ()).manifest == manifest
    assert store.damage() == []


def test_only_the_tables_that_are_asked_for_are_read(kept: Kept, recorded_week: Week) -> None:
    put(kept.open(), recorded_week)
    store = kept.open()
    assert set(store.read("2018-W11").tables) == {"figures", "zones"}
    assert set(store.read("2018-W11", ("packages", "no such table")).tables) == {"packages"}
    assert store.read("2018-W11", ()).tables == {}


def test_the_newest_version_counts_and_every_one_is_kept(kept: Kept, recorded_week: Week) -> None:
    store = kept.open()
    # A number that sorts before the other as text, so that age is told by number and not by name.
    versions = [put(store, recorded_week, nth=nth) for nth in range(1, 12)]
    assert [manifest.number for manifest in versions] == list(range(1, 12))
    store = kept.open()
    assert store.next_number() == 12
    assert store.weeks() == {"2018-W11": versions[-1]}
    assert [manifest.version for manifest in store.versions("2018-W11")] == [each.version for each in versions]
    hours = recorded_week.figures["hours_per_week"]
    assert (store.read("2018-W11").figures["hours_per_week"] - hours).round(6).eq(11).all()


def test_weeks_stand_in_their_order_whatever_the_order_they_were_recorded_in(kept: Kept, recorded_week: Week) -> None:
    store = kept.open()
    for key in ("2018-W11", "2020-W53", "2018-W09", "2021-W01", "2018-W10"):
        put(store, recorded_week, key)
    assert list(kept.open().weeks()) == ["2018-W09", "2018-W10", "2018-W11", "2020-W53", "2021-W01"]
    with pytest.raises(SnapshotError, match=r"2019-W01 is not recorded.*2018-W11, 2020-W53, 2021-W01"):
        store.read("2019-W01")


@pytest.mark.parametrize("part", ["figures", "zones", "packages", "manifest"])
def test_a_changed_byte_is_noticed_and_the_version_before_is_read(kept: Kept, recorded_week: Week, part: str) -> None:
    first, second = (put(kept.open(), recorded_week, nth=nth) for nth in (1, 2))
    hours = recorded_week.figures["hours_per_week"]
    for at in (0, 7, 5000, -1):
        kept.change("2018-W11", second.version, part, at)
        store = kept.open()
        (said,) = store.damage()
        assert all(word in said for word in (second.version, part, "damaged"))
        read = store.read("2018-W11", ("figures", "zones", "packages"))
        assert read.manifest == first
        assert (read.figures["hours_per_week"] - hours).round(6).eq(1).all()
        assert len(store.versions("2018-W11")) == (1 if part == "manifest" else 2)
        assert store.weeks()["2018-W11"] == (first if part == "manifest" else second)
        kept.change("2018-W11", second.version, part, at)  # the same bit back again
    assert kept.open().read("2018-W11").manifest == second
    assert kept.open().damage() == []


def test_a_missing_table_is_noticed_and_the_version_before_is_read(kept: Kept, recorded_week: Week) -> None:
    first, second = (put(kept.open(), recorded_week, nth=nth) for nth in (1, 2))
    kept.lose("2018-W11", second.version, "zones")
    store = kept.open()
    assert store.read("2018-W11").manifest == first
    assert store.read("2018-W11", ("figures",)).manifest == second
    (said,) = store.damage()
    assert "zones cannot be read" in said


def test_a_week_without_a_whole_version_is_refused_and_the_others_are_read(kept: Kept, recorded_week: Week) -> None:
    put(kept.open(), recorded_week, "2018-W10")
    lost = put(kept.open(), recorded_week, "2018-W11")
    kept.change("2018-W11", lost.version, "figures", 100)
    store = kept.open()
    with pytest.raises(SnapshotError, match=r"2018-W11/.*figures is damaged"):
        store.read("2018-W11")
    assert store.read("2018-W11", ("packages",)).manifest == lost
    assert store.read("2018-W10").manifest.week == "2018-W10"
    kept.change("2018-W11", lost.version, "manifest", 100)
    store = kept.open()
    assert list(store.weeks()) == ["2018-W10"]
    with pytest.raises(SnapshotError, match="manifest is damaged"):
        store.read("2018-W11")
    # A number is never given twice, so that the order of what was recorded stays known.
    assert store.next_number() == 3


def test_forgetting_takes_peoples_rows_of_every_version_and_leaves_the_figures(kept: Kept, recorded_week: Week) -> None:
    store = kept.open()
    for key, nth in (("2018-W10", 1), ("2018-W11", 1), ("2018-W11", 2)):
        put(store, recorded_week, key, nth)
    before = store.read("2018-W11", tuple(KINDS))
    with store.lock():
        assert store.forget("2018-W11", TODAY, "A. O'Brien") == 2 * len(PEOPLE)
    store = kept.open()
    after = store.read("2018-W11", tuple(KINDS))
    assert set(before.tables) - set(after.tables) == PEOPLE
    pd.testing.assert_frame_equal(after.figures, before.figures)
    assert after.manifest == before.manifest
    said = store.forgotten("2018-W11")
    assert said is not None
    assert (said.on, said.by, set(said.tables)) == (TODAY, "A. O'Brien", PEOPLE)
    assert store.damage() == []
    assert store.forgotten("2018-W10") is None
    assert set(store.read("2018-W10", tuple(KINDS)).tables) == set(KINDS)


def test_forgetting_again_changes_nothing(kept: Kept, recorded_week: Week) -> None:
    store = kept.open()
    put(store, recorded_week)
    with store.lock():
        store.forget("2018-W11", TODAY, "first")
        said = store.forgotten("2018-W11")
        assert store.forget("2018-W11", TODAY + dt.timedelta(days=1), "second") == 0
        assert store.forget("2018-W12", TODAY, "nothing to forget") == 0
    assert kept.open().forgotten("2018-W11") == said


def test_a_version_after_forgetting_has_its_rows_until_it_is_forgotten_too(kept: Kept, recorded_week: Week) -> None:
    store = kept.open()
    put(store, recorded_week)
    with store.lock():
        store.forget("2018-W11", TODAY, "first")
    put(store, recorded_week, nth=2)
    assert store.forgotten("2018-W11") is None
    assert "packages" in store.read("2018-W11", ("packages",)).tables
    with store.lock():
        assert store.forget("2018-W11", TODAY, "second") == len(PEOPLE)
    assert store.read("2018-W11", ("packages",)).tables == {}
    assert store.damage() == []


def test_two_stores_of_one_process_cannot_both_write(kept: Kept) -> None:
    one, other = kept.open(), kept.open()
    with one.lock():
        with pytest.raises(SnapshotError, match=f"somebody is recording.*{os.getpid()}"), other.lock():
            pytest.fail("two hold the lock")
        assert other.weeks() == {}
    with other.lock():
        pass


def test_the_lock_is_free_after_an_error(kept: Kept) -> None:
    store = kept.open()
    with pytest.raises(ZeroDivisionError), store.lock():
        raise ZeroDivisionError
    for _ in range(3):
        with kept.open().lock(), pytest.raises(SnapshotError), store.lock():
            pass


def test_another_process_keeps_writers_out_and_is_named(kept: Kept, recorded_week: Week) -> None:
    put(kept.open(), recorded_week)
    with another_writer(kept) as holder:
        store = kept.open()
        with pytest.raises(SnapshotError, match=rf"process {holder.pid} on .* since 20\d\d-.*--unlock"), store.lock():
            pass
        assert list(store.weeks()) == ["2018-W11"]
        assert holder.stdin is not None
        holder.stdin.close()
        assert holder.wait() == 0
    with store.lock():
        pass


def test_a_lock_that_a_killed_process_left_can_be_broken(kept: Kept, recorded_week: Week) -> None:
    with another_writer(kept) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    store = kept.open()
    store.unlock()
    assert put(store, recorded_week).number == 1


def test_a_lock_that_is_held_can_be_broken_and_its_owner_is_named(kept: Kept, recorded_week: Week) -> None:
    with another_writer(kept) as holder:
        assert f"process {holder.pid} on " in kept.open().unlock()
        assert put(kept.open(), recorded_week).number == 1
    assert "nobody" in kept.open().unlock()


def test_the_same_inputs_again_change_nothing(kept: Kept, recorded_week: Week) -> None:
    act = Act("A. Analyst", NOW)
    first = record(recorded_week, kept.open(), act)
    again = record(recorded_week, kept.open(), replace(act, by="B", now=NOW + dt.timedelta(days=1)))
    assert (first.outcome, again.outcome) == ("recorded", "unchanged")
    assert again.manifest == first.manifest
    assert len(kept.open().versions("2018-W11")) == 1


def test_other_inputs_are_held_until_they_are_accepted(
    kept: Kept, recorded_week: Week, edit: Callable[[Path, str, str], None]
) -> None:
    store = kept.open()
    first = record(recorded_week, store, Act("A", NOW)).manifest
    folder = recorded_week.settings.folder
    edit(folder / "incoming/packages.csv", "K1,A,P1,NG1 1AA,10,", "K1,A,P1,NG1 1AA,11,")
    changed = load_week(folder, recorded_week.as_at)
    held = record(changed, store, Act("B", NOW))
    assert held.outcome == "held"
    assert "recorded already" in held.holds[0]
    assert kept.open().weeks() == {"2018-W11": first}
    accepted = record(changed, store, Act("B", NOW, "the provider sent a correction"))
    assert accepted.outcome == "recorded"
    store = kept.open()
    assert [each.by for each in store.versions("2018-W11")] == ["A", "B"]
    assert store.weeks()["2018-W11"].reason == "the provider sent a correction"
    assert store.read("2018-W11").figures.loc["1", "hours_per_week"] == 23.0


def test_a_week_like_none_before_it_is_held(kept: Kept, recorded_week: Week) -> None:
    store = kept.open()
    for nth, key in enumerate(("2018-W08", "2018-W09", "2018-W10")):
        controls = {"hours_per_week": 1000.0 + nth, "rows_packages": 400.0}
        put(store, recorded_week, key, controls=controls)
    held = record(recorded_week, store, Act("A", NOW))
    assert held.outcome == "held"
    assert any("hours of care a week" in hold for hold in held.holds)
    assert "2018-W11" not in kept.open().weeks()


def test_a_version_that_was_put_before_cannot_be_put_otherwise(kept: Kept, recorded_week: Week) -> None:
    store = kept.open()
    first = put(store, recorded_week)
    manifest, contents = version(recorded_week, number=2)
    with pytest.raises(SnapshotError), store.lock():
        store.put(replace(manifest, version=first.version), contents)
    assert kept.open().weeks() == {"2018-W11": first}


def run(*arguments: str | Path) -> str:
    """What a command prints."""
    done = CliRunner().invoke(app, list(map(str, arguments)))
    assert done.exit_code in {0, 1}, done.output
    return done.stdout


def test_the_commands_record_list_and_forget(kept: Kept, lots_workspace: Path) -> None:
    with (lots_workspace / "carezones.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[record]\nstore = {json.dumps(kept.named)}\n")
    assert "2018-W11 (v1-" in run("snapshot", lots_workspace, "--as-at", "2018-03-12", "--by", "A. O'Brien")
    (week,) = json.loads(run("weeks", lots_workspace, "--json"))["weeks"]
    assert (week["week"], week["by"], week["people_forgotten_on"]) == ("2018-W11", "A. O'Brien", None)
    assert "rows about people of 1 weeks" in run("retain", lots_workspace, "--weeks", "1")
    (week,) = json.loads(run("weeks", lots_workspace, "--json"))["weeks"]
    assert week["people_forgotten_on"] is not None
    assert set(kept.open().read("2018-W11", tuple(KINDS)).tables) & PEOPLE == set()
