"""A release of a week of the real record: recorded, forgotten, damaged, missing."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from geo.disclosure import detail_of, ledger_of, release_week, rules_of
from geo.errors import SnapshotError
from geo.release.ledger import Released
from geo.settings import Settings, load_settings
from geo.snapshot import Act, Store, open_store, record_folder

NOW = dt.datetime(2018, 3, 13, 9, tzinfo=dt.UTC)


@pytest.fixture
def store(lots_workspace: Path) -> Store:
    found = open_store(load_settings(lots_workspace))
    record_folder(lots_workspace, dt.date(2018, 3, 12), found, Act("A. Analyst", NOW, accept="for a test"))
    return found


def released(settings: Settings, store: Store) -> Released:
    detail = detail_of(settings, "2018-W11", store)
    return release_week(detail, rules_of(settings), ledger_of(settings.folder), by="A. Analyst", now=NOW)


def test_a_recorded_week_is_released_into_the_ledger_of_its_workspace(lots_workspace: Path, store: Store) -> None:
    settings = load_settings(lots_workspace)
    found = released(settings, store)
    assert (found.release.week, found.release.area_term, len(found.release.areas)) == ("2018-W11", "lot", 6)
    assert found.entry.version == detail_of(settings, "2018-W11", store).manifest.version
    assert (lots_workspace / f"exports/releases/{found.entry.label}.json").is_file()


def test_settings_of_the_workspace_make_a_release_stricter(lots_workspace: Path, store: Store) -> None:
    place = lots_workspace / "carezones.toml"
    place.write_text(place.read_text(encoding="utf-8") + "\n[release]\nhidden_up_to = 9\n", encoding="utf-8")
    found = released(load_settings(lots_workspace), store)
    assert found.entry.rules == "Care Zones disclosure rules 1 (stricter)"
    assert found.entry.terms["hidden_up_to"] == 9


def test_other_sets_of_zones_are_never_released(lots_workspace: Path, store: Store) -> None:
    place = lots_workspace / "carezones.toml"
    other = '\n[other_zones.district]\nname = "Districts"\narea_term = "district"\nfile = "reference/lots.geojson"\n'
    place.write_text(place.read_text(encoding="utf-8") + other, encoding="utf-8")
    found = released(load_settings(lots_workspace), store)
    assert found.release.area_term == "lot"


def test_a_week_whose_people_were_forgotten_is_released_without_what_they_are_needed_for(
    lots_workspace: Path, store: Store
) -> None:
    store.forget("2018-W11", dt.date(2020, 1, 1), "A. Analyst")
    measures = released(load_settings(lots_workspace), store).release.measures
    assert set(measures["hours_per_week"].values) == {"1", "2", "3", "10", "11", "12", "all"}
    assert {measures["hours_per_week"].text(lot) for lot in measures["hours_per_week"].values} == {"[x]"}
    assert measures["people_receiving"].text("all") != "[x]"


def test_a_week_that_is_not_recorded_is_said_in_words(lots_workspace: Path, store: Store) -> None:
    with pytest.raises(SnapshotError, match="not recorded"):
        detail_of(load_settings(lots_workspace), "2018-W12", store)


@pytest.mark.parametrize("name", ["figures", "whole", "zones", "packages", "awaiting"])
def test_a_damaged_table_of_the_record_is_said_in_words(lots_workspace: Path, store: Store, name: str) -> None:
    place = next((lots_workspace / "snapshots").rglob(f"{name}.parquet"))
    place.write_bytes(place.read_bytes()[:-9])
    with pytest.raises(SnapshotError, match="damaged"):
        detail_of(load_settings(lots_workspace), "2018-W11", store)


def test_a_workspace_without_a_record_is_said_in_words(lots_workspace: Path, store: Store) -> None:
    shutil.rmtree(lots_workspace / "snapshots")
    with pytest.raises(SnapshotError, match="not recorded"):
        detail_of(load_settings(lots_workspace), "2018-W11", store)
