"""Files that must be refused or set aside: each with file, row, cause and remedy, and the workspace unchanged."""

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from lots import lots_layer, square, write_geojson

from geo.errors import InputError
from geo.intake import read_workspace
from geo.report import Report, as_dict, lines
from geo.settings import load_settings
from geo.week import load_week

Edit = Callable[[Path, str, str], None]
PACKAGES = "incoming/packages.csv"


def report_of(folder: Path) -> Report:
    return read_workspace(load_settings(folder)).report


def refusal_of(folder: Path) -> str:
    report = report_of(folder)
    assert report.exit_code == 10
    return "\n".join(problem.sentence() for problem in report.refusals)


def aside_of(folder: Path, table: str) -> list[tuple[int | None, str]]:
    report = next(t for t in report_of(folder).tables if t.table == table)
    return [(p.row, p.cause) for p in report.problems if p.severity == "set_aside"]


def test_a_missing_file_is_named_with_those_beside_it(lots_workspace: Path) -> None:
    (lots_workspace / "incoming/awaiting.csv").unlink()
    said = refusal_of(lots_workspace)
    assert "incoming/awaiting.csv" in said
    assert "missing" in said
    assert "packages.csv" in said


def test_every_bad_file_is_named_at_once(lots_workspace: Path) -> None:
    (lots_workspace / "incoming/awaiting.csv").unlink()
    (lots_workspace / PACKAGES).write_bytes(b"")
    said = refusal_of(lots_workspace)
    assert "awaiting.csv" in said
    assert "packages.csv: the file is empty" in said


def test_a_missing_column_lists_those_found_and_the_nearest(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / PACKAGES, "Weekly Hours", "Weekly Hrs")
    said = refusal_of(lots_workspace)
    assert "column missing: Weekly Hours" in said
    assert "Did you mean Weekly Hrs?" in said
    assert "Service User Postcode" in said


def test_a_hint_never_offers_a_column_that_is_another_of_ours_already(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / "carezones.toml", 'ended_on = "End Date"', 'ended_on = "Startt Date"')
    said = refusal_of(lots_workspace)
    assert "column missing: Startt Date." in said
    assert "Did you mean Start Date?" not in said


def test_a_mapped_column_that_is_not_there_refuses_even_where_the_column_is_optional(
    lots_workspace: Path, edit: Edit
) -> None:
    edit(lots_workspace / PACKAGES, ",End Date,", ",Ended,")
    assert "column missing: End Date" in refusal_of(lots_workspace)


def test_no_coordinate_system_is_refused_with_a_guess_at_it(lots_workspace: Path) -> None:
    layer = lots_layer().rename(columns={"Lot Code": "zone_code", "Lot Name": "zone_name"})
    layer.to_file(lots_workspace / "reference/lots.shp")
    (lots_workspace / "reference/lots.prj").unlink()
    settings = (lots_workspace / "carezones.toml").read_text()
    settings = (
        settings.replace("lots.geojson", "lots.shp").replace("Lot Code", "zone_code").replace("Lot Name", "zone_name")
    )
    (lots_workspace / "carezones.toml").write_text(settings)
    said = refusal_of(lots_workspace)
    assert "no coordinate system" in said
    assert "EPSG:27700" in said
    (lots_workspace / "carezones.toml").write_text(
        settings.replace("[sources.postcodes]", "crs = 'EPSG:27700'\n\n[sources.postcodes]")
    )
    assert report_of(lots_workspace).exit_code == 1


def test_metres_in_a_file_that_says_degrees_are_refused(lots_workspace: Path) -> None:
    write_geojson(lots_workspace / "reference/lots.geojson", lots_layer())
    assert "EPSG:27700" in refusal_of(lots_workspace)


def test_overlapping_zones_are_refused_with_their_codes(lots_workspace: Path) -> None:
    layer = lots_layer()
    layer.loc[1, "geometry"] = square(458, 340)
    (lots_workspace / "reference/lots.geojson").write_text(layer.to_crs(4326).to_json())
    said = refusal_of(lots_workspace)
    assert "1 and 2" in said
    assert "20.00 km2" in said


def test_a_boundary_that_crosses_itself_is_refused_with_its_zone(lots_workspace: Path) -> None:
    layer = lots_layer()
    bow = shapely.Polygon([(450e3, 340e3), (460e3, 350e3), (460e3, 340e3), (450e3, 350e3)])
    layer.loc[0, "geometry"] = bow
    (lots_workspace / "reference/lots.geojson").write_text(layer.to_crs(4326).to_json())
    said = refusal_of(lots_workspace)
    assert "zone 1 Bassetlaw" in said
    assert "crosses itself" in said


def test_a_zone_code_that_stands_twice_is_refused(lots_workspace: Path) -> None:
    layer = lots_layer()
    layer.loc[1, "Lot Code"] = "1"
    (lots_workspace / "reference/lots.geojson").write_text(layer.to_crs(4326).to_json())
    assert "stands on several rows" in refusal_of(lots_workspace)


def test_a_provider_nobody_registered_is_set_aside_by_row(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / PACKAGES, "K6,E,P1", "K6,E,P99")
    assert aside_of(lots_workspace, "packages") == [(10, "no such provider in the providers table.")]
    report = report_of(lots_workspace)
    assert any(p.value == "P99" for p in report.all_problems)
    assert load_week(lots_workspace).figures.loc["2", "people_receiving"] == 0


def test_a_provider_in_another_case_is_taken_as_the_same_and_said(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / PACKAGES, "K6,E,P1", "K6,E, p1")
    report = report_of(lots_workspace)
    assert report.rows_set_aside == 1
    assert any(p.severity == "repaired" for p in report.all_problems)


def test_an_impossible_date_is_set_aside_by_row_and_never_guessed(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / PACKAGES, "K6,E,P1,NG2 1AA,8,01/01/2018", "K6,E,P1,NG2 1AA,8,31/02/2018")
    rows = aside_of(lots_workspace, "packages")
    assert [row for row, _ in rows] == [10]
    assert "not a date of the calendar" in rows[0][1]


def test_a_month_beyond_twelve_is_never_read_the_other_way_round(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / PACKAGES, "K6,E,P1,NG2 1AA,8,01/01/2018", "K6,E,P1,NG2 1AA,8,01/13/2018")
    said = refusal_of(lots_workspace)
    assert "row 10, column Start Date (99/99/9999)" in said
    assert "the column mixes two forms" in said


def test_iso_dates_are_read_whatever_form_is_declared(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / PACKAGES, "K6,E,P1,NG2 1AA,8,01/01/2018", "K6,E,P1,NG2 1AA,8,2018-01-02 00:00:00")
    week = load_week(lots_workspace)
    started = week.tables["packages"].set_index("package_id")["started_on"]
    assert str(started["K6"].date()) == "2018-01-02"


def test_undeclared_dates_refuse_the_file_and_say_what_to_write(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / "carezones.toml", 'date_format = "%d/%m/%Y"\nvalues', "values")
    said = refusal_of(lots_workspace)
    assert "row 5, column Start Date (99/99/9999)" in said
    assert 'date_format = "%d/%m/%Y"' in said


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("K6,E,P1,NG2 1AA,8,", "K6,E,P1,NG2 1AA,-8,", "the value is not possible"),
        ("K6,E,P1,NG2 1AA,8,", "K6,E,P1,NG2 1AA,480,", "it must be 0 to 168 hours a week"),
        ("K6,E,P1,NG2 1AA,8,", "K6,E,P1,NG2 1AA,inf,", "not a number"),
        ("K6,E,P1,NG2 1AA,8,", "K6,E,P1,NG2 1AA,#N/A,", "shows an error"),
        ("K6,E,P1,NG2 1AA,8,", "K6,E,P1,NG2 1AA,,", "blank"),
        ("K6,E,P1,NG2 1AA,8,", "1.23457E+12,E,P1,NG2 1AA,8,", "shortened this identifier"),
        ("01/01/2018,13/03/2018,", "01/01/2018,31/12/2017,", "ended_on is before started_on"),
        ("13/03/2018,General", "13/03/2018,Hospice", "not one of general, extra_care"),
        ("13/03/2018,General", "13/03/2018", "the row has 7 cells"),
    ],
)
def test_a_cell_that_cannot_be_is_set_aside_by_row(
    lots_workspace: Path, edit: Edit, old: str, new: str, cause: str
) -> None:
    edit(lots_workspace / PACKAGES, old, new)
    rows = aside_of(lots_workspace, "packages")
    assert {row for row, _ in rows} == {10}
    assert any(cause in said for _, said in rows)


def test_the_same_row_twice_counts_once(lots_workspace: Path, edit: Edit) -> None:
    row = "K8,G,P3,NG12 1AA,14,01/06/2016,,General\n"
    edit(lots_workspace / PACKAGES, row, row + row)
    assert [at for at, _ in aside_of(lots_workspace, "packages")] == [13]
    assert load_week(lots_workspace).figures.loc["12", "hours_per_week"] == 14


def test_two_rows_that_differ_under_one_reference_are_both_set_aside(lots_workspace: Path, edit: Edit) -> None:
    row = "K8,G,P3,NG12 1AA,14,01/06/2016,,General\n"
    edit(lots_workspace / PACKAGES, row, row + row.replace(",14,", ",15,"))
    assert [at for at, _ in aside_of(lots_workspace, "packages")] == [12, 13]


def test_a_first_row_with_a_cell_too_many_refuses_the_file(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / PACKAGES, "K1,A,P1", "K1,A,extra,P1")
    assert "every column may be shifted" in refusal_of(lots_workspace)


def test_a_total_that_is_not_the_sum_is_pointed_out(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / PACKAGES, "Total,,,,69", "Total,,,,96")
    warnings = [p.cause for p in report_of(lots_workspace).all_problems if p.severity == "warning"]
    assert any("says 96" in cause and "69" in cause for cause in warnings)


def test_a_table_of_nothing_but_a_header_is_refused(lots_workspace: Path) -> None:
    (lots_workspace / "incoming/awaiting.csv").write_text("Case,Post Code,Waiting Since,Hours\n")
    assert "no row of data" in refusal_of(lots_workspace)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"<html><table></table></html>", "a web page"),
        (b"<OGRVRTDataSource></OGRVRTDataSource>", "a GDAL virtual layer"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old .xls"),
        (b"PK\x03\x04 cut off", "incomplete or damaged"),
        (b"PAR1 cut off", "incomplete or damaged"),
        (b"Case,Post Code,Waiting Since,Hours\nW1,NG1 1AA,\x00,", "NUL"),
        (b'Case,Post Code,Waiting Since,Hours\nW1,"NG1 1AA,10/03/2018,7\n', "quotation mark"),
    ],
)
def test_a_file_is_known_by_its_content_and_not_its_name(lots_workspace: Path, content: bytes, said: str) -> None:
    (lots_workspace / "incoming/awaiting.csv").write_bytes(content)
    assert said in refusal_of(lots_workspace)


def test_what_lies_after_the_as_at_date_is_loaded_and_said_and_does_not_count(lots_workspace: Path) -> None:
    report = read_workspace(load_settings(lots_workspace), dt.date(2018, 3, 11)).report
    said = {p.table: p.cause for p in report.all_problems if "lies after" in p.cause}
    assert {table: cause.split()[0] for table, cause in said.items()} == {"packages": "2", "awaiting": "1"}
    assert report.rows_set_aside == 1
    assert load_week(lots_workspace, dt.date(2018, 3, 11)).figures.loc["outside", "people_awaiting"] == 0


def test_a_refused_week_raises_everything_at_once(lots_workspace: Path) -> None:
    shutil.rmtree(lots_workspace / "incoming")
    with pytest.raises(InputError) as error:
        load_week(lots_workspace)
    assert str(error.value).count("\n") == 2


@pytest.mark.parametrize("hostile", ["{{7*7}}", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "${alert(1)}"])
def test_a_hostile_name_is_accepted_as_text(lots_workspace: Path, hostile: str) -> None:
    layer = lots_layer()
    layer.loc[0, "Lot Name"] = hostile
    (lots_workspace / "reference/lots.geojson").write_text(layer.to_crs(4326).to_json())
    assert load_week(lots_workspace).zones.loc["1", "zone_name"] == hostile


def test_no_personal_value_stands_in_any_message(lots_workspace: Path) -> None:
    rows = (
        "Package Ref,Person Ref,Provider Ref,Service User Postcode,Weekly Hours,Start Date,End Date,Setting\n"
        "CANARYA,CANARYB,CANARY C,CANARY D,CANARYE,CANARYF,CANARYG,CANARYH\n"
        "CANARYA,CANARYB,P1,SW1A CANARY,900,01/01/2018,01/01/2017,Canary House\n"
        "K1,A,P1,NG1 1AA,10,01/02/2017,,General\n"
    )
    (lots_workspace / PACKAGES).write_text(rows)
    said = json.dumps(as_dict(report_of(lots_workspace)))
    assert "anary" not in said.lower()


def test_several_layers_ask_for_a_name(lots_workspace: Path, edit: Edit) -> None:
    layer = lots_layer()
    path = lots_workspace / "reference/lots.gpkg"
    layer.to_file(path, layer="lots_2018")
    gpd.GeoDataFrame(layer).to_file(path, layer="lots_2011")
    edit(lots_workspace / "carezones.toml", "lots.geojson", "lots.gpkg")
    assert "lots_2018" in refusal_of(lots_workspace)
    edit(lots_workspace / "carezones.toml", 'lots.gpkg"', 'lots.gpkg"\nlayer = "lots_2018"')
    assert report_of(lots_workspace).exit_code == 1


def test_footnotes_below_the_table_are_no_data_but_a_lonely_reference_is_a_broken_row(
    lots_workspace: Path, edit: Edit
) -> None:
    edit(lots_workspace / PACKAGES, "Total,,,,69,,,\n", "K11,,,,,,,\nTotal,,,,69,,,\nSource: case system,,,,,,,\n")
    report = next(t for t in report_of(lots_workspace).tables if t.table == "packages")
    assert (report.rows_read, report.rows_loaded, report.rows_set_aside, report.rows_not_data) == (16, 9, 2, 5)
    edit(lots_workspace / PACKAGES, "K11,,,,,,,\n", "")


def test_blank_rows_inside_are_no_data(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / PACKAGES, "K6,E", ",,,,,,,\n\nK6,E")
    report = next(t for t in report_of(lots_workspace).tables if t.table == "packages")
    assert (report.rows_read, report.rows_loaded, report.rows_not_data) == (16, 9, 6)


def test_a_plain_parquet_table_is_not_taken_for_zones(lots_workspace: Path, edit: Edit) -> None:
    lots_layer().drop(columns="geometry").to_parquet(lots_workspace / "reference/lots.parquet")
    edit(lots_workspace / "carezones.toml", "lots.geojson", "lots.parquet")
    assert "zones need boundaries" in refusal_of(lots_workspace)


def test_a_file_without_a_header_is_refused_without_showing_its_rows(lots_workspace: Path) -> None:
    (lots_workspace / PACKAGES).write_text("K1,Canary,P1,NG1 1AA,10,01/02/2017,,General\n" * 3)
    said = refusal_of(lots_workspace)
    assert "column missing: " in said
    assert "Canary" not in said
    assert "Aaaaaa" in said


@pytest.mark.parametrize("form", ["dd/mm/yyyy", "%Q", "%d/%m", "%H:%M"])
def test_a_date_form_that_gives_no_date_is_refused_in_the_settings(lots_workspace: Path, edit: Edit, form: str) -> None:
    edit(lots_workspace / "carezones.toml", "%d/%m/%Y", form)
    with pytest.raises(InputError, match="date_format does not give day, month and year"):
        load_settings(lots_workspace)


@pytest.mark.parametrize("label", ["Sum", "GRAND TOTAL", "Sub-total", "Total: 10 packages", "Total hours", ""])
def test_a_total_row_is_known_by_its_label_or_by_having_nothing_else(
    lots_workspace: Path, edit: Edit, label: str
) -> None:
    edit(lots_workspace / PACKAGES, "Total,,,,69", f"{label},,,,69")
    report = next(t for t in report_of(lots_workspace).tables if t.table == "packages")
    assert (report.rows_loaded, report.rows_set_aside, report.rows_not_data) == (9, 1, 4)


def test_a_provider_called_total_is_no_total_row(lots_workspace: Path) -> None:
    rows = "Name,Provider Ref,Office Postcode\nTotal,P1,NG1 1AA\nTotal Care,P2,NG2 1AA\nOurs,P3,NG11 1AA\n"
    (lots_workspace / "incoming/providers.csv").write_text(rows)
    report = next(t for t in report_of(lots_workspace).tables if t.table == "providers")
    assert report.rows_loaded == 3


def test_a_broken_row_of_the_postcode_directory_refuses_it_without_being_shown(lots_workspace: Path) -> None:
    path = lots_workspace / "reference/codepo.csv"
    path.write_text(path.read_text().replace('"NG1 1AB",10,', '"NG1 1AB",10,10,'))
    said = refusal_of(lots_workspace)
    assert "Expected 10 columns, got 11" in said
    assert "NG1" not in said


@pytest.mark.parametrize(
    "coordinates",
    [
        "[[[-1, 53], [-1, 54], [0, 54], [0, 53]]]",
        "[[[-1, 53], [-1, 53]]]",
        "[[[-1, 53], [-1, NaN], [0, 54], [-1, 53]]]",
        "[[-1, 53]]",
        "[]",
        '"here"',
        "null",
    ],
)
def test_a_geometry_that_is_not_whole_is_refused_with_its_feature(lots_workspace: Path, coordinates: str) -> None:
    feature = (
        '{"type": "Feature", "properties": {"Lot Code": "1", "Lot Name": "A"}, "geometry": '
        f'{{"type": "Polygon", "coordinates": {coordinates}}}}}'
    )
    (lots_workspace / "reference/lots.geojson").write_text(f'{{"type": "FeatureCollection", "features": [{feature}]}}')
    assert re.search(r"feature 1: its geometry is not whole|has no boundary", refusal_of(lots_workspace))


def test_one_package_at_two_places_is_no_repeat(lots_workspace: Path, edit: Edit) -> None:
    row = "K8,G,P3,NG12 1AA,14,01/06/2016,,General\n"
    edit(lots_workspace / PACKAGES, row, row + row.replace("NG12 1AA", "NG3 1AA"))
    assert [at for at, _ in aside_of(lots_workspace, "packages")] == [12, 13]


def test_the_same_place_in_another_spelling_is_a_repeat(lots_workspace: Path, edit: Edit) -> None:
    row = "K8,G,P3,NG12 1AA,14,01/06/2016,,General\n"
    edit(lots_workspace / PACKAGES, row, row + row.replace("NG12 1AA", "ng121aa"))
    assert [at for at, _ in aside_of(lots_workspace, "packages")] == [13]


def test_packages_of_a_provider_whose_row_is_set_aside_still_count(lots_workspace: Path, edit: Edit) -> None:
    expected = load_week(lots_workspace).figures["hours_per_week"].to_list()
    rows = "Provider Ref,Name,Office Postcode,CQC Rating\nP1,Ours,NG1 1AA,Perhaps\nP2,B,NG2 1AA,Good\nP3,C,NG11 1AA,\n"
    (lots_workspace / "incoming/providers.csv").write_text(rows)
    assert [row for row, _ in aside_of(lots_workspace, "providers")] == [2]
    assert aside_of(lots_workspace, "packages") == []
    assert load_week(lots_workspace).figures["hours_per_week"].to_list() == expected


def test_an_outcome_without_its_date_counts_as_waiting_and_is_pointed_out(lots_workspace: Path) -> None:
    rows = "Case,Post Code,Waiting Since,Hours,Outcome\nW1,NG1 1AA,10/03/2018,7,sourced\nW2,NG1 1AA,10/03/2018,7,open\n"
    (lots_workspace / "incoming/awaiting.csv").write_text(rows)
    causes = [p.cause for p in report_of(lots_workspace).all_problems if p.severity == "warning"]
    assert any(cause.startswith("1 row: an outcome without its date") for cause in causes)
    assert load_week(lots_workspace).figures.loc["1", "people_awaiting"] == 2


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("awards", "provider_id,zone_code,role\nP1,1,lead\nP1,99,lead\nP9,1,lead\n"),
        ("awards", "provider_id,zone_code,role,contract_provider_id\nP1,1,lead,\nP2,1,subcontractor,P9\nP2,99,lead,\n"),
        (
            "offers",
            "offer_id,provider_id,zone_code,offered_on,response\nO1,P1,1,2018-03-01,accepted\nO2,P9,1,2018-03-01,declined\nO3,P1,99,2018-03-01,declined\n",
        ),
    ],
)
def test_awards_and_offers_to_unknown_zones_or_providers_are_set_aside(
    lots_workspace: Path, table: str, rows: str
) -> None:
    (lots_workspace / f"incoming/{table}.csv").write_text(rows)
    settings = lots_workspace / "carezones.toml"
    settings.write_text(settings.read_text() + f'\n[sources.{table}]\nfile = "incoming/{table}.csv"\n')
    assert sorted(cause for _, cause in aside_of(lots_workspace, table)) == [
        "no such provider in the providers table.",
        "no such zone in the zones table.",
    ]


def test_a_zone_without_code_and_name_is_refused_and_never_left_out(lots_workspace: Path) -> None:
    layer = lots_layer()
    layer.loc[5, ["Lot Code", "Lot Name"]] = None
    (lots_workspace / "reference/lots.geojson").write_text(layer.to_crs(4326).to_json())
    assert "the cell is blank" in refusal_of(lots_workspace)


@pytest.mark.parametrize("code", ["outside", "unlocated"])
def test_a_zone_may_not_be_called_as_what_lies_in_none(lots_workspace: Path, code: str) -> None:
    layer = lots_layer()
    layer.loc[5, "Lot Code"] = code
    (lots_workspace / "reference/lots.geojson").write_text(layer.to_crs(4326).to_json())
    assert "taken for what lies in no zone" in refusal_of(lots_workspace)


@pytest.mark.parametrize("ends", ["\r", "\r\n"])
def test_other_line_ends_are_read(lots_workspace: Path, ends: str) -> None:
    path = lots_workspace / PACKAGES
    expected = load_week(lots_workspace).figures["hours_per_week"].to_list()
    path.write_bytes(path.read_bytes().replace(b"\n", ends.encode()))
    assert load_week(lots_workspace).figures["hours_per_week"].to_list() == expected


def test_a_cut_off_utf_16_file_is_refused(lots_workspace: Path) -> None:
    path = lots_workspace / PACKAGES
    path.write_bytes(path.read_text().encode("utf-16")[:-1])
    assert "cut off" in refusal_of(lots_workspace)


@pytest.mark.parametrize("title", ["[OFFICIAL-SENSITIVE] Packages", "<OFFICIAL> Packages", "PKG list"])
def test_a_protective_marking_above_the_table_is_a_title(lots_workspace: Path, edit: Edit, title: str) -> None:
    edit(lots_workspace / PACKAGES, "Home care packages", title)
    assert report_of(lots_workspace).exit_code == 1


def test_a_file_named_twice_is_refused(lots_workspace: Path, edit: Edit) -> None:
    edit(
        lots_workspace / "carezones.toml",
        '"incoming/awaiting.csv"',
        '["incoming/awaiting.csv", "incoming/awaiting.csv"]',
    )
    with pytest.raises(InputError, match="names a file twice"):
        load_settings(lots_workspace)


@pytest.mark.parametrize("value", ["NG121AA", "01/02/1931", "9434765919", "Mrs Canary"])
def test_a_personal_value_in_the_wrong_column_is_not_shown(lots_workspace: Path, edit: Edit, value: str) -> None:
    edit(lots_workspace / PACKAGES, "K6,E,P1", f"K6,E,{value}")
    assert value not in json.dumps(as_dict(report_of(lots_workspace)))


@pytest.mark.parametrize("cell", ["0018-01-01", "01/01/1018", "01/01/2118"])
def test_a_year_that_cannot_be_is_set_aside(lots_workspace: Path, edit: Edit, cell: str) -> None:
    edit(lots_workspace / PACKAGES, "K6,E,P1,NG2 1AA,8,01/01/2018", f"K6,E,P1,NG2 1AA,8,{cell}")
    assert [row for row, _ in aside_of(lots_workspace, "packages")] == [10]


def test_empty_columns_at_the_end_of_the_header_do_not_matter(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / PACKAGES, "End Date,Setting", "End Date,Setting,,")
    assert report_of(lots_workspace).exit_code == 1


def test_a_small_area_without_a_boundary_is_not_mapped(lots_workspace: Path) -> None:
    shapes = [square(450, 340), None]
    areas = gpd.GeoDataFrame({"area_code": ["A1", "A2"], "population": [10, 20]}, geometry=shapes, crs=27700)
    areas.to_file(lots_workspace / "reference/areas.gpkg")
    settings = lots_workspace / "carezones.toml"
    settings.write_text(settings.read_text() + '\n[sources.small_areas]\nfile = "reference/areas.gpkg"\n')
    report = next(t for t in report_of(lots_workspace).tables if t.table == "small_areas")
    assert (report.rows_read, report.rows_loaded, report.rows_set_aside) == (2, 1, 1)


def test_a_table_that_is_mostly_set_aside_is_said_to_mislead(lots_workspace: Path, edit: Edit) -> None:
    assert "mislead" not in report_of(lots_workspace).verdict
    edit(lots_workspace / PACKAGES, ",General", ",Ordinary")
    assert "So much of packages is missing that figures mislead." in report_of(lots_workspace).verdict


def test_problems_of_one_kind_stand_on_one_line_with_their_rows(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / PACKAGES, ",General", ",Ordinary")
    found = [line for line in lines(report_of(lots_workspace), 20) if "not one of general, extra_care" in line]
    assert len(found) == 1
    assert "row 5, column Setting (Ordinary)" in found[0]
    assert "Also in row 6, 8, 9, 10, 11, 12, 13, 14." in found[0]


def test_optional_columns_that_no_file_has_are_listed(lots_workspace: Path) -> None:
    report = next(t for t in report_of(lots_workspace).tables if t.table == "awaiting")
    assert {"outcome_on", "reasons", "interim_cover"} <= set(report.not_given)
    assert "hours_per_week" not in report.not_given


def test_a_total_under_the_reference_of_a_register_is_no_provider(lots_workspace: Path) -> None:
    with (lots_workspace / "incoming/providers.csv").open("a", encoding="cp1252") as file:
        file.write("Total,3,\n")
    report = next(t for t in report_of(lots_workspace).tables if t.table == "providers")
    assert (report.rows_loaded, report.rows_not_data) == (3, 1)


def test_an_offer_after_the_as_at_date_is_pointed_out(lots_workspace: Path) -> None:
    rows = (
        "offer_id,provider_id,zone_code,offered_on,response\nO1,P1,1,2018-03-01,accepted\nO2,P1,1,2018-03-13,declined\n"
    )
    (lots_workspace / "incoming/offers.csv").write_text(rows)
    settings = lots_workspace / "carezones.toml"
    settings.write_text(settings.read_text() + '\n[sources.offers]\nfile = "incoming/offers.csv"\n')
    week = load_week(lots_workspace, dt.date(2018, 3, 12))
    assert any(p.table == "offers" and p.cause.startswith("1 row") for p in week.report.all_problems)
    assert week.figures.loc["1", "offers_made"] == 1
