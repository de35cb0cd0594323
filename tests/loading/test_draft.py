"""New files are checked beside the old ones and taken over whole or not at all."""

import datetime as dt
import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
from lots import AWAITING, PACKAGES

from geo.check import check_workspace
from geo.errors import InputError
from geo.loading import Draft, Upload, check_draft, new_draft, sheets_of, take_over, uploads_of
from geo.loading.mapping_file import with_sources
from geo.settings import Settings, load_settings
from geo.travel import TravelTerms
from geo.week import load_week

DAY = dt.date(2018, 3, 12)
COLUMNS = {
    "package_id": "Order number",
    "provider_id": "Provider Ref",
    "postcode": "Service User Postcode",
    "hours_per_week": "Weekly Hours",
    "started_on": "Start Date",
    "ended_on": "End Date",
}
NEW = PACKAGES.replace("Package Ref", "Order number").replace("K1,A,P1,NG1 1AA,10", "K1,A,P1,NG1 1AA,12")


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".carezones" not in path.parts)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def draft_of(folder: Path, text: str, name: str = "packages wk 11 (final).csv") -> Draft:
    [(path, label)] = uploads_of(new_draft(folder), [(name, text.encode())])
    upload = Upload(path, label, "packages", columns=COLUMNS, date_format="%d/%m/%Y")
    return Draft(load_settings(folder), (upload,), DAY, TravelTerms())


def test_a_draft_is_checked_and_changes_nothing(lots_workspace: Path) -> None:
    before = contents(lots_workspace)
    report = check_draft(draft_of(lots_workspace, NEW)).report
    assert report.exit_code == 1
    assert [table.files for table in report.tables if table.table == "packages"] == [("packages wk 11 (final).csv",)]
    assert contents(lots_workspace) == before


def test_what_is_taken_over_is_what_was_checked(lots_workspace: Path) -> None:
    old = load_week(lots_workspace, DAY).figures.loc["1", "hours_per_week"]
    draft = draft_of(lots_workspace, NEW)
    checked = check_draft(draft).report
    assert take_over(draft) == ["incoming/2018-03-12/packages.csv"]
    week = load_week(lots_workspace)
    assert week.as_at == DAY
    assert week.figures.loc["1", "hours_per_week"] == old + 2
    counted = [(t.table, t.rows_read, t.rows_loaded, t.rows_set_aside) for t in week.report.tables]
    assert counted == [(t.table, t.rows_read, t.rows_loaded, t.rows_set_aside) for t in checked.tables]
    assert (lots_workspace / "incoming/packages.csv").read_text(encoding="utf-8") == PACKAGES


def test_a_second_load_for_a_date_lies_beside_the_first(lots_workspace: Path) -> None:
    take_over(draft_of(lots_workspace, NEW))
    assert take_over(draft_of(lots_workspace, NEW)) == ["incoming/2018-03-12-2/packages.csv"]


def test_refused_files_are_not_taken_over(lots_workspace: Path) -> None:
    before = contents(lots_workspace)
    with pytest.raises(InputError, match="column missing: Order number"):
        take_over(draft_of(lots_workspace, PACKAGES))
    assert contents(lots_workspace) == before


def test_a_failure_half_way_leaves_the_old_week(lots_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = draft_of(lots_workspace, NEW)
    settings = (lots_workspace / "carezones.toml").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(InputError, match="could not be written"):
        take_over(draft)
    monkeypatch.undo()
    assert (lots_workspace / "carezones.toml").read_bytes() == settings
    assert check_workspace(load_settings(lots_workspace), DAY).report.exit_code == 1


def test_two_files_for_one_table_are_refused(lots_workspace: Path) -> None:
    draft = draft_of(lots_workspace, NEW)
    with pytest.raises(InputError, match="Two files are given for packages"):
        check_draft(Draft(draft.settings, draft.uploads * 2, DAY, TravelTerms()))


@pytest.mark.case(18)
@pytest.mark.parametrize(
    "name", ["../../carezones.toml", "..\\..\\x.csv", "/etc/passwd", "CON", "a\u202ecsv.exe", "n" * 300]
)
def test_a_hostile_name_is_only_a_label(lots_workspace: Path, name: str) -> None:
    before = contents(lots_workspace)
    draft = draft_of(lots_workspace, NEW, name)
    upload = draft.uploads[0]
    assert upload.path.parent.parent == lots_workspace / ".carezones" / "drafts"
    assert "/" not in upload.label
    assert "\u202e" not in upload.label
    assert len(upload.label) <= 120
    written = take_over(draft)
    assert written == ["incoming/2018-03-12/packages.csv"]
    changed = {name for name, digest in contents(lots_workspace).items() if before.get(name) != digest}
    assert changed == {"carezones.toml", *written}


def test_old_drafts_are_removed(lots_workspace: Path) -> None:
    old, young = new_draft(lots_workspace), new_draft(lots_workspace)
    os.utime(old, (0, 0))
    new_draft(lots_workspace)
    assert not old.exists()
    assert young.exists()


def test_a_draft_folder_is_private(lots_workspace: Path) -> None:
    assert new_draft(lots_workspace).stat().st_mode & 0o077 == 0


def test_the_header_is_found_below_titles(lots_workspace: Path) -> None:
    [sheet] = sheets_of(lots_workspace / "incoming/packages.csv", "packages.csv")
    assert (sheet.name, sheet.header_row, sheet.row_count) == (None, 4, 11)
    assert list(sheet.rows)[:2] == ["Package Ref", "Person Ref"]
    [awaiting] = sheets_of(lots_workspace / "incoming/awaiting.csv", "awaiting.csv")
    assert (awaiting.header_row, awaiting.row_count) == (1, AWAITING.count("\n") - 1)


def test_a_layer_gives_its_attributes(lots_workspace: Path) -> None:
    [sheet] = sheets_of(lots_workspace / "reference/lots.geojson", "lots.geojson")
    assert list(sheet.rows) == ["Lot Code", "Lot Name"]
    assert sheet.row_count == 6


def test_a_file_without_a_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("only,a,header\n")
    with pytest.raises(InputError, match="no table with a header and rows"):
        sheets_of(tmp_path / "x.csv", "x.csv")


EVERYTHING_SAID = """
[authority]
name = "X"
model = "m"

[sources.{table}]
file = "old.csv"
sheet = "Old"
layer = "zones"
encoding = "cp1252"
date_format = "%d.%m.%Y"
crs = "EPSG:27700"
values.{same} = {{ "General" = "general" }}
patterns = {{ {moved} = 'Lot (\\d+)', {same} = '- (.*)' }}
columns = {{ {moved} = "Lot", {same} = "Their Name" }}
{more}
"""
OF_TABLES = {
    "providers": ("provider_id", "provider_name", 'aliases = { "P0" = "P1" }'),
    "zones": ("zone_code", "zone_name", 'dissolve_by = { file = "look.csv", key = "ward", zone_code = "lot" }'),
    "small_areas": ("area_code", "rural_urban", 'joined = [{ file = "ages.csv", columns = { population = "All" } }]'),
    "packages": ("package_id", "setting", ""),
}


def without_files(settings: Settings) -> Settings:
    parts = {name: replace(source, files=(), labels=()) for name, source in settings.sources.items()}
    return replace(settings, sources=parts)


@pytest.mark.parametrize("table", OF_TABLES)
def test_the_settings_that_are_checked_are_those_that_are_written(tmp_path: Path, table: str) -> None:
    moved, same, more = OF_TABLES[table]
    text = EVERYTHING_SAID.format(table=table, moved=moved, same=same, more=more)
    (tmp_path / "carezones.toml").write_text(text, encoding="utf-8")
    columns = {moved: "Lot number", same: "their_name"}  # another column, and the same in another spelling
    upload = Upload(tmp_path / "0.upload", "new.csv", table, "New", columns, "%d/%m/%Y", {same: {"Hostel": "x"}})
    draft = Draft(load_settings(tmp_path), (upload,), DAY, TravelTerms())
    written = with_sources(text, draft.uploads, {table: "incoming/new.csv"}, DAY)
    (tmp_path / "carezones.toml").write_text(written, encoding="utf-8")
    assert without_files(load_settings(tmp_path)) == without_files(draft.drafted)
    source = draft.drafted.sources[table]
    assert set(source.patterns) == {same}
    assert (source.crs, source.layer, source.encoding, source.sheet) == ("EPSG:27700", "zones", None, "New")
    assert source.values[same] == {"General": "general", "Hostel": "x"}
    assert bool(source.aliases) + bool(source.dissolve_by) + bool(source.joined) == (table != "packages")


def test_a_provider_known_by_a_former_reference_is_so_in_the_check_and_after_it(lots_workspace: Path) -> None:
    settings = lots_workspace / "carezones.toml"
    aliases = '\n[sources.providers.aliases]\n"OLD" = "P1"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + aliases, encoding="utf-8")
    (lots_workspace / "incoming/packages.csv").write_text(PACKAGES.replace(",P1,", ",OLD,"), encoding="utf-8")
    text = (lots_workspace / "incoming/providers.csv").read_text(encoding="cp1252")
    [(path, label)] = uploads_of(new_draft(lots_workspace), [("providers.csv", text.encode())])
    columns = {"provider_id": "Provider Ref", "provider_name": "Name", "postcode": "Office Postcode"}
    upload = Upload(path, label, "providers", columns=columns)
    draft = Draft(load_settings(lots_workspace), (upload,), DAY, TravelTerms())
    drafted = draft.drafted
    checked = check_draft(draft).report
    take_over(draft)
    assert without_files(load_settings(lots_workspace)) == without_files(drafted)
    after = load_week(lots_workspace).report
    assert [t.rows_set_aside for t in after.tables] == [t.rows_set_aside for t in checked.tables]
    assert not any("no such provider" in problem.cause for problem in checked.all_problems)


def test_a_draft_is_checked_at_the_speeds_of_the_model(lots_workspace: Path) -> None:
    terms = TravelTerms(straight_speed_kmh=20.0)
    draft = replace(draft_of(lots_workspace, NEW), travel=terms)
    assert "at 20 km/h" in check_draft(draft).travel.basis
