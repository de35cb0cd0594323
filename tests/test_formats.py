"""Every accepted kind of file gives the same zone table as the plain one."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from lots import PACKAGES, POINTS, lots_layer
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from geo.errors import InputError
from geo.week import load_week

Edit = Callable[[Path, str, str], None]


@pytest.fixture
def expected(lots_workspace: Path) -> pd.DataFrame:
    return load_week(lots_workspace).figures


def packages_frame() -> pd.DataFrame:
    rows = [line.split(",") for line in PACKAGES.splitlines()[3:-1]]
    frame = pd.DataFrame(rows[1:], columns=rows[0])
    frame["Weekly Hours"] = frame["Weekly Hours"].astype(float)
    for name in ("Start Date", "End Date"):
        frame[name] = pd.to_datetime(frame[name], format="%d/%m/%Y")
    return frame


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")  # of the library that writes the .ods
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_workbook_with_titles_and_a_total_is_read_from_its_only_fitting_sheet(
    lots_workspace: Path, expected: pd.DataFrame, edit: Edit, ending: str
) -> None:
    frame = packages_frame()
    path = lots_workspace / f"incoming/packages.{ending}"
    with pd.ExcelWriter(path, engine="odf" if ending == "ods" else "openpyxl") as book:
        pd.DataFrame({"Notes": ["Read me first"]}).to_excel(book, sheet_name="About", index=False)
        frame.to_excel(book, sheet_name="Data", index=False, startrow=3)
    edit(lots_workspace / "carezones.toml", "incoming/packages.csv", f"incoming/packages.{ending}")
    week = load_week(lots_workspace)
    pd.testing.assert_frame_equal(week.figures, expected)
    aside = [p for p in week.report.all_problems if p.severity == "not_mapped"]
    assert [(p.sheet, p.row) for p in aside] == [("Data", 14)]


def test_parquet_with_typed_columns_is_read(lots_workspace: Path, expected: pd.DataFrame, edit: Edit) -> None:
    packages_frame().to_parquet(lots_workspace / "incoming/packages.parquet")
    edit(lots_workspace / "carezones.toml", "incoming/packages.csv", "incoming/packages.parquet")
    pd.testing.assert_frame_equal(load_week(lots_workspace).figures, expected)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_are_found(lots_workspace: Path, expected: pd.DataFrame, separator: str) -> None:
    text = PACKAGES.replace(",", separator)
    (lots_workspace / "incoming/packages.csv").write_text(text)
    pd.testing.assert_frame_equal(load_week(lots_workspace).figures, expected)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(lots_workspace: Path, expected: pd.DataFrame, encoding: str) -> None:
    (lots_workspace / "incoming/packages.csv").write_text(PACKAGES, encoding=encoding)
    pd.testing.assert_frame_equal(load_week(lots_workspace).figures, expected)


def test_several_files_are_read_as_one_table(lots_workspace: Path, expected: pd.DataFrame, edit: Edit) -> None:
    lines = PACKAGES.splitlines(keepends=True)
    (lots_workspace / "incoming/a.csv").write_text("".join(lines[3:9]))
    (lots_workspace / "incoming/b.csv").write_text("".join([lines[3], *lines[9:-1]]))
    edit(lots_workspace / "carezones.toml", '"incoming/packages.csv"', '["incoming/a.csv", "incoming/b.csv"]')
    week = load_week(lots_workspace)
    pd.testing.assert_frame_equal(week.figures, expected)
    aside = [p for p in week.report.all_problems if p.severity == "not_mapped"]
    assert [(p.file, p.row) for p in aside] == [("incoming/b.csv", 6)]


@pytest.mark.parametrize("name", ["lots.gpkg", "lots.shp", "lots.parquet"])
def test_zones_come_from_other_layers_too(lots_workspace: Path, expected: pd.DataFrame, edit: Edit, name: str) -> None:
    layer = lots_layer().rename(columns={"Lot Code": "code", "Lot Name": "name"})
    path = lots_workspace / "reference" / name
    layer.to_parquet(path) if name.endswith("parquet") else layer.to_file(path)
    edit(lots_workspace / "carezones.toml", "lots.geojson", name)
    edit(lots_workspace / "carezones.toml", '"Lot Code", zone_name = "Lot Name"', '"code", zone_name = "name"')
    pd.testing.assert_frame_equal(load_week(lots_workspace).figures, expected)


def directory_rows() -> pd.DataFrame:
    codes = [code.replace(" ", "") for code in POINTS]
    east, north = zip(*POINTS.values(), strict=True)
    return pd.DataFrame({"code": codes, "east": east, "north": north})


def test_onspd_and_nspl_are_known_by_their_columns(lots_workspace: Path, expected: pd.DataFrame) -> None:
    rows = directory_rows()
    shapes = {
        "ONSPD": {
            "pcd": rows["code"].str.ljust(7),
            "oscty": "E10000024",
            "oseast1m": rows["east"],
            "osnrth1m": rows["north"],
        },
        "NSPL": {
            "pcd7": rows["code"],
            "pcds": rows["code"].str[:-3] + " " + rows["code"].str[-3:],
            "east1m": rows["east"],
            "north1m": rows["north"],
        },
    }
    for columns in shapes.values():
        pd.DataFrame(columns).to_csv(lots_workspace / "reference/codepo.csv", index=False)
        pd.testing.assert_frame_equal(load_week(lots_workspace).figures, expected)


def test_a_postcode_without_a_point_in_the_directory_is_unlocated(lots_workspace: Path) -> None:
    path = lots_workspace / "reference/codepo.csv"
    path.write_text(path.read_text().replace('"NG121AA",10,475000,355000', '"NG121AA",90,0,0'))
    figures = load_week(lots_workspace).figures
    assert figures.loc["12", "people_receiving"] == 0
    assert figures.loc["unlocated", "people_receiving"] == 2


def test_small_areas_in_a_layer_give_the_rural_share(lots_workspace: Path, edit: Edit) -> None:
    areas = gpd.GeoDataFrame(
        {
            "area_code": ["A1", "A2", "A3"],
            "population": [300, 100, 50],
            "rural_urban": ["Urban city and town", "Rural village and dispersed", "Rural town and fringe"],
        },
        geometry=[
            lots_layer().geometry[0].buffer(-4000),
            lots_layer().geometry[0].buffer(-3000),
            lots_layer().geometry[1],
        ],
        crs=27700,
    )
    areas.to_crs(4326).to_file(lots_workspace / "reference/areas.geojson")
    settings = lots_workspace / "carezones.toml"
    settings.write_text(settings.read_text() + '\n[sources.small_areas]\nfile = "reference/areas.geojson"\n')
    rural = load_week(lots_workspace).figures["rural_population_pct"]
    assert rural["1"] == pytest.approx(25.0)
    assert rural["2"] == pytest.approx(100.0)
    assert rural.isna()[["3", "outside", "unlocated"]].all()


def test_a_workbook_under_another_ending_is_read_for_what_it_is(
    lots_workspace: Path, expected: pd.DataFrame, edit: Edit
) -> None:
    packages_frame().to_excel(lots_workspace / "packages.xlsx", index=False)
    (lots_workspace / "packages.xlsx").rename(lots_workspace / "incoming/packages.ods")
    edit(lots_workspace / "carezones.toml", "incoming/packages.csv", "incoming/packages.ods")
    pd.testing.assert_frame_equal(load_week(lots_workspace).figures, expected)


def packages_book(folder: Path, change: Callable[[Worksheet], None]) -> None:
    path = folder / "incoming/packages.xlsx"
    packages_frame().to_excel(path, index=False)
    book = load_workbook(path)
    change(book.active)
    book.save(path)
    settings = folder / "carezones.toml"
    settings.write_text(settings.read_text().replace("incoming/packages.csv", "incoming/packages.xlsx"))


def test_an_error_cell_of_a_workbook_is_set_aside_and_not_read_as_blank(lots_workspace: Path) -> None:
    packages_book(lots_workspace, lambda sheet: sheet.__setitem__("G6", "#N/A"))
    problems = load_week(lots_workspace).report.all_problems
    assert [(p.row, p.column) for p in problems if p.severity == "set_aside"] == [(6, "End Date")]


def test_a_formula_that_was_never_worked_out_refuses_the_workbook(lots_workspace: Path) -> None:
    packages_book(lots_workspace, lambda sheet: sheet.__setitem__("G6", "=DATE(2018,3,12)"))
    with pytest.raises(InputError, match=r"1 formula.* the first in G6"):
        load_week(lots_workspace)


def test_cells_merged_over_rows_refuse_the_workbook(lots_workspace: Path) -> None:
    packages_book(lots_workspace, lambda sheet: sheet.merge_cells("G6:G7"))
    with pytest.raises(InputError, match="rows 6 to 7: cells are merged"):
        load_week(lots_workspace)


def test_an_empty_template_sheet_beside_the_data_is_passed_over(lots_workspace: Path, expected: pd.DataFrame) -> None:
    packages_book(lots_workspace, lambda _: None)
    path = lots_workspace / "incoming/packages.xlsx"
    with pd.ExcelWriter(path, mode="a", engine="openpyxl") as book:
        packages_frame().head(0).to_excel(book, sheet_name="Template", index=False)
    pd.testing.assert_frame_equal(load_week(lots_workspace).figures, expected)


def test_a_shapefile_with_endings_in_capitals_is_whole(
    lots_workspace: Path, expected: pd.DataFrame, edit: Edit
) -> None:
    lots_layer().rename(columns={"Lot Code": "code", "Lot Name": "name"}).to_file(lots_workspace / "lots.shp")
    for part in lots_workspace.glob("lots.*"):
        part.rename(lots_workspace / "reference" / part.name.upper())
    edit(lots_workspace / "carezones.toml", "lots.geojson", "LOTS.SHP")
    edit(lots_workspace / "carezones.toml", '"Lot Code", zone_name = "Lot Name"', '"code", zone_name = "name"')
    pd.testing.assert_frame_equal(load_week(lots_workspace).figures, expected)


def test_code_point_with_its_short_header_is_recognised(lots_workspace: Path, expected: pd.DataFrame) -> None:
    path = lots_workspace / "reference/codepo.csv"
    path.write_text("\nPC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\n" + path.read_text())
    pd.testing.assert_frame_equal(load_week(lots_workspace).figures, expected)


def test_geojson_in_windows_text_is_refused_with_its_cause(lots_workspace: Path, edit: Edit) -> None:
    path = lots_workspace / "reference/lots.geojson"
    path.write_bytes(path.read_text(encoding="utf-8").replace("Gedling", "Gédling").encode("cp1252"))
    with pytest.raises(InputError, match="not UTF-8"):
        load_week(lots_workspace)
