"""The Data page: the verdict, where every row went, each kind of problem and the boundaries; refused files too."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shown import table_with, text_of
from streamlit.testing.v1 import AppTest

from geo.check import check_workspace
from geo.maps.faults import fault_data
from geo.report import Problem, Report, TableReport, as_dict, kinds_of, set_aside_rows
from geo.settings import load_settings
from geo.tables import set_aside_csv
from geo.words import files as words

Open = Callable[..., AppTest]
PACKAGES = "incoming/packages.csv"


def test_the_page_says_the_verdict_and_where_every_row_went(open_page: Open, lots_workspace: Path) -> None:
    page = open_page("data", workspace=lots_workspace)
    assert not page.exception
    assert page.title[0].value.replace("\\", "") == "Loaded with 1 row set aside."
    account = table_with(page, "Rows read")
    packages = account.loc["packages"]
    # 3 titles, 10 rows and a total; one postcode is in no directory, one lies outside every lot.
    assert packages[["Rows read", "Loaded", "Set aside", "Not data"]].tolist() == ["14", "9", "1", "4"]
    assert packages[["In zones", "Outside", "Unlocated"]].tolist() == ["8", "1", "1"]
    kinds = table_with(page, "What to do").map(lambda cell: str(cell).replace("\\", ""))
    assert "row 14" in kinds["Where"].str.cat(sep=" ")
    assert "AA9 9AA" in kinds["Where"].str.cat(sep=" ")
    assert "NG9 9ZZ" not in text_of(page) + kinds.to_csv()


def test_a_refused_week_is_shown_here_and_nowhere_else(open_page: Open, lots_workspace: Path) -> None:
    (lots_workspace / PACKAGES).write_bytes(b"")
    page = open_page("data", workspace=lots_workspace)
    assert not page.exception
    assert page.title[0].value.startswith("Refused")
    kinds = table_with(page, "What to do")
    assert "Refused" in kinds.index
    assert "Nothing of this week is loaded" in kinds["Effect on the figures"].iloc[0]
    other = open_page("overview", workspace=lots_workspace)
    assert other.error


def test_settings_that_cannot_be_read_are_said(open_page: Open, lots_workspace: Path) -> None:
    (lots_workspace / "carezones.toml").write_text("[authority\n")
    page = open_page("data", workspace=lots_workspace)
    assert not page.exception
    assert "not valid TOML" in text_of(page)


def test_kinds_can_be_left_out(open_page: Open, lots_workspace: Path) -> None:
    page = open_page("data", workspace=lots_workspace)
    pills = page.button_group(key="show_now")
    pills.set_value(["not_mapped"]).run()
    assert table_with(page, "What to do").index.tolist() == ["Set aside from the map"]


def test_overlaps_are_drawn_although_the_zones_are_refused(open_page: Open, lots_workspace: Path) -> None:
    path = lots_workspace / "reference/lots.geojson"
    layer = gpd.read_file(path).to_crs("EPSG:27700")
    layer.loc[0, "geometry"] = layer.geometry[0].buffer(500)
    path.write_text(layer.to_crs("EPSG:4326").to_json(), encoding="utf-8")
    page = open_page("data", workspace=lots_workspace)
    assert not page.exception
    assert "Overlap" in table_with(page, "What and where").index
    checked = check_workspace(load_settings(lots_workspace))
    faults = checked.intake.boundary_problems
    assert faults is not None
    drawn = json.loads(fault_data(faults, None))
    # Each is drawn as its area and as a ring that is seen at any zoom.
    assert len(drawn["faults"]["features"]) == 2 * len(faults)
    assert drawn["zones"]["features"] == []


def test_boundaries_that_change_while_somebody_looks_are_drawn_anew(open_page: Open, lots_workspace: Path) -> None:
    page = open_page("data", workspace=lots_workspace)
    assert "Overlap" not in text_of(page)
    path = lots_workspace / "reference/lots.geojson"
    layer = gpd.read_file(path).to_crs("EPSG:27700")
    layer.loc[0, "geometry"] = layer.geometry[0].buffer(500)
    path.write_text(layer.to_crs("EPSG:4326").to_json(), encoding="utf-8")
    page.run()
    assert "Overlap" in table_with(page, "What and where").index


def test_the_set_aside_rows_can_be_taken_away_without_a_personal_value(lots_workspace: Path) -> None:
    report = check_workspace(load_settings(lots_workspace)).report
    rows = set_aside_rows(report)
    assert rows[["table", "row", "value"]].values.tolist() == [["packages", 14, "AA9 9AA"]]
    text = set_aside_csv(report)
    assert "NG9" not in text
    assert text.splitlines()[0].startswith("table,file,sheet,row,column,value,outcome,cause,remedy")


def test_a_cause_that_would_run_as_a_formula_does_not() -> None:
    problem = Problem("packages", "=cmd.csv", "set_aside", "this is bad.", "Mend it.", row=2)
    report = Report("X", (TableReport("packages", ("=cmd.csv",), 1, 0, 0, (problem,)),))
    assert "'=cmd.csv" in set_aside_csv(report)


@pytest.mark.parametrize(("days", "shown"), [(7, "26 February 2018"), (8, "25 February 2018, 8 days old")])
def test_an_old_table_is_pointed_out(days: int, shown: str) -> None:
    day = pd.Timestamp("2018-03-05")
    table = TableReport("packages", ("p.csv",), 1, 1, 0, newest_on=(day - pd.Timedelta(days=days)).date())
    account = words.account_table(Report("X", (table,), as_at=day.date()))
    assert account.loc["packages", "Newest date"] == shown


def test_problems_of_one_kind_stand_together_and_the_gravest_first() -> None:
    def problem(severity: str, row: int, cause: str = "c.") -> Problem:
        return Problem("packages", "p.csv", severity, cause, "r.", row=row)  # type: ignore[arg-type]

    kinds = kinds_of([problem("warning", 1), problem("set_aside", 2), problem("set_aside", 4), problem("refused", 9)])
    assert [(kind.severity, kind.count, kind.rows) for kind in kinds] == [
        ("refused", 1, "9"),
        ("set_aside", 2, "2, 4"),
        ("warning", 1, "1"),
    ]
    report = as_dict(Report("X", (TableReport("packages", ("p.csv",), 3, 1, 0, (problem("set_aside", 2),)),)))
    assert report["kinds"][0]["effect"] == "Their people, hours and providers are in no figure."


def test_the_three_ways_of_telling_say_the_same(open_page: Open, lots_workspace: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(lots_workspace, tmp_path / "same")
    report = check_workspace(load_settings(folder)).report
    page = open_page("data", workspace=folder)
    document = as_dict(report)
    assert page.title[0].value.replace("\\", "") == document["verdict"] == report.verdict
    assert len(table_with(page, "What to do")) == len(document["kinds"]) == len(report.kinds)
