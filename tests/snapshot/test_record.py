"""Recording: the same again changes nothing, anything else needs a reason, and no version is ever altered."""

import datetime as dt
import hashlib
import importlib
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lots import AWAITING, PACKAGES
from made_weeks import MONDAY, acting, made, put_down

from geo.errors import SnapshotError
from geo.settings import load_settings
from geo.snapshot import Act, history, inputs_of, line, record, record_folder, tables
from geo.snapshot.folders import FolderStore
from geo.snapshot.record import sources_of
from geo.week import Week, load_week

Edit = Callable[[Path, str, str], None]
WEEK = dt.timedelta(weeks=1)
# The module, whose name the function of the package has too.
recording = importlib.import_module("geo.snapshot.record")


@pytest.fixture
def store(quick_folder: Path) -> FolderStore:
    return FolderStore(quick_folder / "snapshots")


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder by its hash."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.case(20)
def test_case_20_the_same_files_again_change_nothing_not_one_byte(small_week: Week, store: FolderStore) -> None:
    first = record(small_week, store, acting(MONDAY))
    before = contents(store.folder)
    assert first.outcome == "recorded"
    for act in (acting(MONDAY), replace(acting(MONDAY + WEEK), by="Somebody else"), acting(MONDAY, "to be sure")):
        again = record(small_week, store, act)
        assert (again.outcome, again.exit_code) == ("unchanged", 0)
        assert again.manifest == first.manifest
        assert contents(store.folder) == before


def test_the_same_rows_are_the_same_bytes(small_week: Week, store: FolderStore, quick_folder: Path) -> None:
    one = record(small_week, store, acting(MONDAY)).manifest
    folder = small_week.settings.folder
    other = record(load_week(folder, MONDAY), FolderStore(quick_folder / "other"), acting(MONDAY)).manifest
    assert one == other


def test_a_manifest_says_who_what_when_and_from_which_files(small_week: Week, store: FolderStore) -> None:
    manifest = record(small_week, store, acting(MONDAY)).manifest
    folder = small_week.settings.folder
    assert manifest.by == "A. Analyst"
    assert manifest.recorded_at == "2018-03-13T09:00:00+00:00"
    assert (manifest.week, manifest.as_at, manifest.number) == ("2018-W11", MONDAY, 1)
    assert manifest.version.startswith("v1-")
    assert manifest.sources["packages"] == {
        "incoming/packages.csv": hashlib.sha256((folder / "incoming/packages.csv").read_bytes()).hexdigest()
    }
    assert set(manifest.sources) == {"zones", "postcodes", "providers", "packages", "awaiting"}
    for table, rows in manifest.rows.items():
        assert rows["read"] == rows["loaded"] + rows["set_aside"] + rows["not_data"], table
    assert manifest.rows["packages"]["read"] == 14
    assert not manifest.is_backfilled
    stored = {path.stem: path for path in (store.folder / "2018-W11" / manifest.version).glob("*.parquet")}
    assert set(stored) == set(manifest.files)
    for name, path in stored.items():
        assert manifest.files[name].size_bytes == path.stat().st_size
        assert manifest.files[name].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_is_read_back_is_what_was_measured(small_week: Week, store: FolderStore) -> None:
    record(small_week, store, acting(MONDAY))
    recorded = FolderStore(store.folder).read("2018-W11", ("figures", "zones", "packages"))
    figures = recorded.figures
    assert list(figures.index) == list(small_week.figures.index)
    for name in ("people_receiving", "hours_per_week", "people_awaiting", "wait_median_days", "status"):
        assert figures[name].astype(object).where(figures[name].notna(), None).tolist() == (
            small_week.figures[name].astype(object).where(small_week.figures[name].notna(), None).tolist()
        )
    assert recorded.zones.crs == small_week.zones.crs
    assert recorded.zones.geometry.geom_equals(small_week.zones.geometry).all()
    assert "postcode" not in recorded.tables["packages"]


OTHER_ZONES = '[other_zones.areas]\nname = "Areas"\narea_term = "area"\nfile = "areas.geojson"\n'
# Whether the mark of a week changes with an edit of its settings.
EDITS = {
    "a comment": ("[sources.zones]", "# lots of 2018\n[sources.zones]", False),
    "a blank line": ("[sources.zones]", "\n\n[sources.zones]", False),
    "the date of the workspace": ("[sources.zones]", "as_at = 2018-03-12\n[sources.zones]", False),
    "where the record is": ("[sources.zones]", '[record]\nstore = "elsewhere"\n[sources.zones]', False),
    "the name of the council": ('name = "Nottinghamshire"', 'name = "Notts"', True),
    "a mapping": ('"Extra care" = "extra_care"', '"Extra care" = "general"', True),
    "a column": ('ended_on = "End Date"\n', "", True),
    "another set of zones": ("[sources.zones]", OTHER_ZONES + "[sources.zones]", False),
    "the model": ("nottinghamshire-2018", "leicestershire-2022", True),
}


@pytest.mark.parametrize("name", EDITS)
def test_only_what_changes_the_figures_changes_the_mark(
    small_week: Week, tmp_path: Path, edit: Edit, name: str
) -> None:
    old, new, is_other = EDITS[name]
    folder = shutil.copytree(small_week.settings.folder, tmp_path / "notts")
    before = inputs_of(small_week).mark
    assert inputs_of(replace(small_week, settings=load_settings(folder))).mark == before
    edit(folder / "carezones.toml", old, new)
    assert (inputs_of(replace(small_week, settings=load_settings(folder))).mark != before) == is_other


@pytest.mark.case(129)
def test_case_129_other_content_for_a_recorded_week_needs_a_reason_and_leaves_the_old_version_as_it_was(
    lots_workspace: Path, edit: Edit
) -> None:
    store = FolderStore(lots_workspace / "snapshots")
    _, first = record_folder(lots_workspace, MONDAY, store, acting(MONDAY))
    before = contents(store.folder)
    edit(lots_workspace / "incoming/packages.csv", "K1,A,P1,NG1 1AA,10,", "K1,A,P1,NG1 1AA,11,")
    for blank in (None, "", "  \t"):
        _, held = record_folder(lots_workspace, MONDAY, store, replace(acting(MONDAY, blank), by="B. Else"))
        assert (held.outcome, held.exit_code) == ("held", 11)
        assert held.holds == (
            f"2018-W11 is recorded already, from other files or settings ({first.manifest.version}, by A. Analyst).",
        )
        assert contents(store.folder) == before
    act = replace(acting(MONDAY, " the provider sent a correction "), by="B. Else")
    _, accepted = record_folder(lots_workspace, MONDAY, store, act)
    assert accepted.outcome == "recorded"
    one, two = store.versions("2018-W11")
    assert (one, two) == (first.manifest, accepted.manifest)
    assert (two.by, two.reason, two.number) == ("B. Else", "the provider sent a correction", 2)
    assert two.version.startswith("v2-")
    assert two.warnings[-1].startswith("Accepted: 2018-W11 is recorded already")
    after = contents(store.folder)
    assert {name: after[name] for name in before if name != "CURRENT.json"} == {
        name: digest for name, digest in before.items() if name != "CURRENT.json"
    }
    assert store.read("2018-W11").figures.loc["1", "hours_per_week"] == 23.0


def test_going_back_to_the_first_files_is_a_third_version(
    small_week: Week, store: FolderStore, quick_folder: Path
) -> None:
    one, other = (made(small_week, quick_folder, people=people) for people in (30, 31))
    put_down(store, one)
    for week, nth in ((other, 2), (one, 3)):
        assert record(week, store, acting(MONDAY)).outcome == "held"
        assert record(week, store, acting(MONDAY, "it was right")).manifest.version.startswith(f"v{nth}-")
    assert store.read("2018-W11", ("packages",)).tables["packages"].shape[0] == 30
    assert [manifest.number for manifest in store.versions("2018-W11")] == [1, 2, 3]


def test_a_reason_is_kept_with_a_week_that_needed_none(small_week: Week, store: FolderStore) -> None:
    manifest = record(small_week, store, acting(MONDAY, "first run")).manifest
    assert (manifest.reason, manifest.warnings) == ("first run", ())


@pytest.mark.case(130)
def test_case_130_a_week_that_comes_late_is_marked_and_stands_in_the_trend(
    small_week: Week, store: FolderStore, quick_folder: Path
) -> None:
    weeks = [made(small_week, quick_folder, MONDAY + n * WEEK, people=100 + n) for n in range(3)]
    put_down(store, weeks[0], weeks[2])
    gap = line(history(store), "1", "people_receiving")
    assert gap.isna().tolist() == [False, True, False]
    result = put_down(store, weeks[1])
    assert result.manifest.is_backfilled
    assert list(store.weeks()) == ["2018-W11", "2018-W12", "2018-W13"]
    assert [manifest.is_backfilled for manifest in store.weeks().values()] == [False, True, False]
    assert line(history(store), "1", "people_receiving").tolist() == [100, 101, 102]


def test_a_late_week_is_held_against_the_weeks_before_it_and_not_those_after(
    small_week: Week, store: FolderStore, quick_folder: Path
) -> None:
    put_down(store, made(small_week, quick_folder, MONDAY))
    later = made(small_week, quick_folder, MONDAY + 2 * WEEK, people=149)
    record(later, store, acting(later.as_at, "a true rise"))
    between = made(small_week, quick_folder, MONDAY + WEEK, people=145)
    result = record(between, store, acting(between.as_at))
    assert result.outcome == "recorded"
    assert any("(100)" in warning for warning in result.manifest.warnings)


@pytest.mark.case(131)
def test_case_131_a_second_writer_is_told_who_records(small_week: Week, store: FolderStore) -> None:
    other = FolderStore(store.folder)
    with store.lock(), pytest.raises(SnapshotError) as refused:
        record(small_week, other, acting(MONDAY))
    assert f"process {os.getpid()} on " in str(refused.value)
    assert "--unlock" in str(refused.value)
    assert other.weeks() == {}
    # Once the first has ended the second may.
    assert record(small_week, other, acting(MONDAY)).outcome == "recorded"


def test_a_version_whose_tables_are_damaged_is_recorded_anew_from_the_same_files(
    small_week: Week, store: FolderStore
) -> None:
    first = record(small_week, store, acting(MONDAY)).manifest
    (store.folder / "2018-W11" / first.version / "rules.parquet").write_bytes(b"")
    again = record(small_week, store, acting(MONDAY))
    assert again.outcome == "recorded"
    assert again.manifest.version == f"v2-{first.version[3:]}"
    assert again.manifest.warnings == (
        f"{first.version} of 2018-W11 is damaged; this version of the same files takes its place.",
    )
    assert store.read("2018-W11", tuple(first.files)).manifest == again.manifest
    assert record(small_week, store, acting(MONDAY)).outcome == "unchanged"


def test_a_week_whose_rows_about_people_were_forgotten_is_still_the_same(small_week: Week, store: FolderStore) -> None:
    record(small_week, store, acting(MONDAY))
    with store.lock():
        assert store.forget("2018-W11", dt.date(2019, 1, 1), "A. Analyst") == 2
    before = contents(store.folder)
    assert record(small_week, store, acting(MONDAY)).outcome == "unchanged"
    assert contents(store.folder) == before


@pytest.mark.parametrize("name", ["incoming/packages.csv", "carezones.toml", "reference/lots.geojson"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    small_week: Week, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = shutil.copytree(small_week.settings.folder, tmp_path / "notts")
    real = recording.load_week

    def writes_meanwhile(*arguments: object, **named: object) -> Week:
        week = real(*arguments, **named)
        with (folder / name).open("a") as file:
            file.write("\n")
        return week

    monkeypatch.setattr(recording, "load_week", writes_meanwhile)
    store = FolderStore(folder / "snapshots")
    with pytest.raises(SnapshotError, match="A file changed while it was read"):
        record_folder(folder, MONDAY, store, acting(MONDAY))
    assert not store.folder.exists()


def test_the_files_named_are_those_that_were_read_also_where_they_change_later(
    small_week: Week, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(small_week.settings.folder, tmp_path / "notts")
    known = hashlib.sha256((folder / "incoming/awaiting.csv").read_bytes()).hexdigest()
    real = recording.tables_of

    def writes_meanwhile(week: Week) -> object:
        (folder / "incoming/awaiting.csv").write_text("next week's")
        return real(week)

    monkeypatch.setattr(recording, "tables_of", writes_meanwhile)
    _, result = record_folder(folder, MONDAY, FolderStore(folder / "snapshots"), acting(MONDAY))
    assert result.manifest.sources["awaiting"] == {"incoming/awaiting.csv": known}


@pytest.mark.parametrize("stem", ["lots", "lots[1]", "lots*", "lots.2018"])
def test_every_part_of_a_shapefile_is_hashed_whatever_its_name(small_week: Week, tmp_path: Path, stem: str) -> None:
    zones = gpd.GeoDataFrame(small_week.zones.reset_index()[["zone_code", "geometry"]])
    home = tmp_path / "reference"
    home.mkdir()
    zones.to_file(tmp_path / "zones.shp")
    parts = {}
    for path in tmp_path.glob("zones.*"):
        parts[f"reference/{stem}{path.suffix}"] = path.rename(home / f"{stem}{path.suffix}")
    (home / "other.dbf").write_bytes(b"not a part")
    label = f"reference/{stem}.shp"
    source = replace(small_week.settings.sources["zones"], files=(tmp_path / label,), labels=(label,))
    found = sources_of(replace(small_week.settings, sources={"zones": source}))["zones"]
    assert found == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in parts.items()}
    assert f"reference/{stem}.dbf" in found


def test_two_shapefiles_of_one_name_in_two_folders_are_both_hashed(small_week: Week, tmp_path: Path) -> None:
    labels = ("east/zones.shp", "west/zones.shp")
    for label in labels:
        (tmp_path / label).parent.mkdir()
        for suffix in ("shp", "dbf"):
            (tmp_path / label).with_suffix(f".{suffix}").write_text(label + suffix)
    files = tuple(tmp_path / label for label in labels)
    source = replace(small_week.settings.sources["zones"], files=files, labels=labels)
    settings = replace(small_week.settings, sources={"zones": source})
    assert len(set(sources_of(settings)["zones"].values())) == 4


def test_a_refused_file_leaves_the_record_as_it_was(small_week: Week, tmp_path: Path, edit: Edit) -> None:
    folder = shutil.copytree(small_week.settings.folder, tmp_path / "notts")
    store = FolderStore(folder / "snapshots")
    record_folder(folder, MONDAY, store, acting(MONDAY))
    before = contents(store.folder)
    (folder / "incoming/packages.csv").write_bytes(b"")
    with pytest.raises(Exception, match="packages"):
        record_folder(folder, MONDAY + WEEK, store, acting(MONDAY + WEEK))
    assert contents(store.folder) == before
    (folder / "incoming/packages.csv").write_text(PACKAGES.replace("K10,I,P3", "K11,J,P3"), encoding="utf-8")
    (folder / "incoming/awaiting.csv").write_text(AWAITING + "W5,NG1 1AA,17/03/2018,7\n", encoding="utf-8")
    _, result = record_folder(folder, MONDAY + WEEK, store, acting(MONDAY + WEEK))
    assert result.outcome == "recorded"


@pytest.fixture(scope="module")
def prepared(small_week: Week, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Week]:
    """Three weeks of which one is also there corrected."""
    folder = tmp_path_factory.mktemp("orders")
    return {
        "load w1": made(small_week, folder, MONDAY, people=100),
        "re-load w1": made(small_week, folder, MONDAY, people=100),
        "correct w1": made(small_week, folder, MONDAY, people=103),
        "load w2": made(small_week, folder, MONDAY + WEEK, people=101),
        "backfill w0": made(small_week, folder, MONDAY - WEEK, people=99),
    }


@pytest.fixture
def quick_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables of a week and their bytes are made once: the order of recording is tried, not Parquet."""
    made_tables: dict[int, dict[str, pd.DataFrame]] = {}
    made_bytes: dict[int, bytes] = {}
    read: dict[tuple[str, bytes], pd.DataFrame] = {}
    tables_of, to_bytes, from_bytes = recording.tables_of, recording.to_bytes, tables.from_bytes

    def tables_once(week: Week) -> dict[str, pd.DataFrame]:
        if id(week) not in made_tables:
            made_tables[id(week)] = tables_of(week)
        return made_tables[id(week)]

    def bytes_once(table: pd.DataFrame) -> bytes:
        if id(table) not in made_bytes:
            made_bytes[id(table)] = to_bytes(table)
        return made_bytes[id(table)]

    def read_once(name: str, content: bytes) -> pd.DataFrame:
        if (name, content) not in read:
            read[name, content] = from_bytes(name, content)
        return read[name, content]

    monkeypatch.setattr(recording, "tables_of", tables_once)
    monkeypatch.setattr(tables, "from_bytes", read_once)
    monkeypatch.setattr(recording, "to_bytes", bytes_once)
    monkeypatch.setattr(os, "fsync", lambda _: None)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(["load w1", "re-load w1", "correct w1", "load w2", "backfill w0"]))
def test_any_order_of_loading_correcting_and_backfilling_ends_in_the_same_figures(
    prepared: dict[str, Week], quick_tables: None, quick_folder: Path, order: list[str]
) -> None:
    shutil.rmtree(quick_folder / "snapshots", ignore_errors=True)
    store = FolderStore(quick_folder / "snapshots")
    seen: dict[str, str] = {}
    for name in order:
        week = prepared[name]
        act = Act("A. Analyst", dt.datetime(2018, 3, 20, 9, tzinfo=dt.UTC))
        record(week, store, replace(act, accept="a correction" if name == "correct w1" else None))
        now = {path: digest for path, digest in contents(store.folder).items() if path != "CURRENT.json"}
        # Nothing that was recorded is ever altered.
        assert seen.items() <= now.items()
        seen = now
    assert {week: manifest.controls["people_receiving"] for week, manifest in store.weeks().items()} == {
        "2018-W10": 99.0,
        "2018-W11": 103.0,
        "2018-W12": 101.0,
    }
    hours = [store.read(week).figures.loc["1", "hours_per_week"] for week in store.weeks()]
    assert hours == [990.0, 1030.0, 1010.0]
    assert store.damage() == []
    numbers = sorted(each.number for week in store.weeks() for each in store.versions(week))
    assert numbers == list(range(1, len(numbers) + 1))
