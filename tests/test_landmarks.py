"""Towns and hospitals that a council names for its maps: read like other files, in no figure."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from geo.check import check_workspace
from geo.maps.gazetteer import landmarks_of
from geo.settings import load_settings
from geo.snapshot.tables import tables_of
from geo.week import load_week

DEMO = Path(__file__).resolve().parents[1] / "data" / "demo" / "leicestershire-2022"
HEADER = "name,kind,easting,northing,postcode\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO, tmp_path / "demo"))


def landmarks(workspace: Path, rows: str, name: str = "landmarks.csv") -> tuple[pd.DataFrame | None, str]:
    """The trusted rows, and everything that the report says of the file."""
    (workspace / "reference" / name).write_text(rows, encoding="utf-8")
    checked = check_workspace(load_settings(workspace))
    said = [problem.sentence() for table in checked.report.tables for problem in table.problems]
    return checked.tables.get("landmarks"), "\n".join([*said, *(p.sentence() for p in checked.report.refusals)])


def test_a_town_by_point_and_a_hospital_by_postcode_are_put_into_their_zones(workspace: Path) -> None:
    rows, said = landmarks(workspace, HEADER + "Melton Mowbray,town,475000,319000,\nSt A,hospital,,,ZZ1 1AA\n")
    assert rows is not None
    assert rows["zone_code"].tolist() == ["HC11", "HC01"]
    assert rows["easting"].tolist() == [475_000, 438_926]
    assert "landmarks.csv" not in said


def test_bad_rows_are_told_with_row_cause_and_remedy(workspace: Path) -> None:
    rows, said = landmarks(
        workspace,
        HEADER + "A,village,475000,319000,\n,town,475000,319000,\nB,town,x,y,\nC,town,,,\nD,town,475000,319000,\n",
    )
    assert rows is not None
    assert rows.dropna(subset=["easting"])["name"].tolist() == ["D"]
    assert "reference/landmarks.csv, row 2, column kind (" in said
    assert "town, hospital" in said
    for place in ("row 3, column name", "row 4, column easting", "row 5, column"):
        assert f"reference/landmarks.csv, {place}" in said


def test_a_file_without_its_columns_is_refused_by_name(workspace: Path) -> None:
    rows, said = landmarks(workspace, "place,what\nA,town\n")
    assert rows is None
    assert "reference/landmarks.csv" in said


def test_a_layer_of_points_is_read_too(workspace: Path) -> None:
    settings = workspace / "carezones.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("landmarks.csv", "l.geojson"), encoding="utf-8")
    point = '{"type":"Point","coordinates":[-0.887,52.766]}'
    feature = f'{{"type":"Feature","properties":{{"name":"Melton Mowbray","kind":"town"}},"geometry":{point}}}'
    rows, said = landmarks(workspace, f'{{"type":"FeatureCollection","features":[{feature}]}}', "l.geojson")
    assert rows is not None, said
    assert rows["zone_code"].tolist() == ["HC11"]


def test_of_a_town_on_the_border_of_two_zones_nothing_is_said(workspace: Path) -> None:
    zones = json.loads((workspace / "reference/zones.geojson").read_text(encoding="utf-8"))
    east, north = zones["features"][0]["geometry"]["coordinates"][0][0]
    rows, said = landmarks(workspace, f"name,kind,latitude,longitude\nBorder,town,{north},{east}\n")
    assert rows is not None
    assert rows["easting"].notna().all()
    assert "landmarks.csv" not in said


def test_landmarks_change_no_figure_and_are_not_recorded(workspace: Path) -> None:
    with (workspace / "reference/landmarks.csv").open("a", encoding="utf-8") as file:
        file.write("Nowhere,town,,\n")
    with_them = load_week(workspace)
    settings = workspace / "carezones.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('[map]\nlandmarks = "reference/landmarks.csv"\n', ""), encoding="utf-8")
    without = load_week(workspace)
    assert "landmarks" in with_them.tables
    assert "landmarks" not in without.tables
    assert "Nowhere" in set(with_them.tables["landmarks"]["name"])
    assert set(landmarks_of(with_them)["name"]) == set(with_them.tables["landmarks"]["name"]) - {"Nowhere"}
    assert landmarks_of(without).empty
    pd.testing.assert_frame_equal(with_them.figures, without.figures)
    assert "landmarks" not in tables_of(with_them)
