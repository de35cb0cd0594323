"""Zones put together from areas, by a column or by a table, and small areas joined from several files."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from lots import REAL, needs_real_files, square

from geo.errors import InputError
from geo.ingest import RawLayer, read_table
from geo.ingest.census import band_of
from geo.ingest.vintages import vintage_hint, year_of
from geo.settings import Lookup, Source, load_settings
from geo.validate import Context, Trusted, validate
from geo.validate.zones import Boundaries, validate_zones

# Four wards in a row: two of Northshire, one of Southshire, one that belongs to neither.
WARDS = ["E05000001", "E05000002", "E05000003", "E05000004"]
DISTRICTS = ["Northshire", "Northshire", "Southshire", ""]


def wards(folder: Path, codes: Sequence[str] = WARDS, **columns: Sequence[str]) -> Path:
    """The wards as a layer, each a square of 10 km."""
    named = {"WD25CD": list(codes), "WD25NM": [f"Ward {code[-1]}" for code in codes], **columns}
    shapes = [square(400 + 10 * at, 300) for at in range(len(codes))]
    path = folder / "wards.geojson"
    path.write_text(gpd.GeoDataFrame(named, geometry=shapes, crs=27700).to_crs(4326).to_json(), encoding="utf-8")
    return path


def table(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def source(name: str, path: Path, **more: Any) -> Source:
    return Source(name, (path,), (path.name,), **more)


def zones_by(path: Path, by: str | Lookup, columns: Mapping[str, str] | None = None) -> Boundaries:
    said = source("zones", path, dissolve_by=by, columns=columns or {})
    layer = read_table(said)
    assert isinstance(layer, RawLayer)
    return validate_zones(layer, said)


def lookup(folder: Path, rows: Sequence[Sequence[object]], key: str = "WD25CD") -> Lookup:
    path = table(folder / "lots.csv", [[key, "Lot", "Lot name"], *rows])
    return Lookup(source("zones", path), key, "Lot", "Lot name", layer_key="WD25CD")


def told(found: Boundaries | Trusted, severity: str) -> str:
    return "\n".join(problem.sentence() for problem in found.report.problems if problem.severity == severity)


def test_areas_are_dissolved_by_a_column_and_those_without_a_zone_set_aside(tmp_path: Path) -> None:
    found = zones_by(wards(tmp_path, LAD25NM=DISTRICTS), "lad25nm")
    assert found.zones["zone_name"].to_dict() == {"Northshire": "Northshire", "Southshire": "Southshire"}
    assert (found.zones.area / 1e6).round(1).to_list() == [200.0, 100.0]
    report = found.report
    assert (report.rows_read, report.rows_loaded, report.rows_set_aside) == (4, 3, 1)
    assert "3 areas were put together into 2 zones by lad25nm." in told(found, "repaired")
    assert "row 4, column LAD25NM: the area says no zone." in told(found, "set_aside")


def test_code_and_name_of_a_dissolved_zone_may_come_from_other_columns(tmp_path: Path) -> None:
    path = wards(tmp_path, LAD25NM=DISTRICTS, LAD25CD=["E07000001", "E07000001", "E07000002", ""])
    found = zones_by(path, "LAD25NM", {"zone_code": "LAD25CD"})
    assert found.zones["zone_name"].to_dict() == {"E07000001": "Northshire", "E07000002": "Southshire"}


def test_a_column_that_differs_within_a_zone_is_refused(tmp_path: Path) -> None:
    path = wards(tmp_path, LAD25NM=DISTRICTS)
    with pytest.raises(InputError, match=r"do not have one zone_code: Northshire \(E05000001, E05000002\)"):
        zones_by(path, "LAD25NM", {"zone_code": "WD25CD"})


def test_a_code_that_two_zones_share_is_refused(tmp_path: Path) -> None:
    path = wards(tmp_path, LAD25NM=DISTRICTS, code=["1", "1", "1", ""])
    with pytest.raises(InputError, match=r"do not have one zone: 1 \(Northshire, Southshire\)"):
        zones_by(path, "LAD25NM", {"zone_code": "code"})


def test_a_column_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no column LAD24NM. Columns: WD25CD, WD25NM, LAD25NM. Did you mean LAD25NM"):
        zones_by(wards(tmp_path, LAD25NM=DISTRICTS), "LAD24NM")


def test_two_districts_make_one_lot_by_a_table(tmp_path: Path) -> None:
    rows = [
        [WARDS[0], "10", "Mansfield and Ashfield"],
        [WARDS[1], "10", "Mansfield and Ashfield"],
        [WARDS[2], "2", "Broxtowe"],
    ]
    found = zones_by(wards(tmp_path), lookup(tmp_path, rows))
    assert found.zones["zone_name"].to_dict() == {"2": "Broxtowe", "10": "Mansfield and Ashfield"}
    assert (found.zones.area / 1e6).round(1).to_list() == [100.0, 200.0]
    assert "row 4, column WD25CD (E05000004): the area is in no row of lots.csv." in told(found, "set_aside")
    assert "of wards (E05), perhaps of another year" in told(found, "set_aside")
    assert (found.report.rows_read, found.report.rows_loaded) == (4, 3)


def test_an_area_listed_without_a_zone_is_set_aside_by_its_own_reason(tmp_path: Path) -> None:
    rows = [[code, "1" if at < 3 else "", "One" if at < 3 else ""] for at, code in enumerate(WARDS)]
    found = zones_by(wards(tmp_path), lookup(tmp_path, rows))
    assert "(E05000004): the area has no zone in lots.csv." in told(found, "set_aside")


def test_a_zone_of_which_a_part_is_not_in_the_layer_is_refused(tmp_path: Path) -> None:
    rows = [[code, "1", "One"] for code in [*WARDS, "E05000009"]]
    with pytest.raises(InputError, match=r"1 area of lots.csv not in the layer, .* holes: E05000009"):
        zones_by(wards(tmp_path), lookup(tmp_path, rows))


def test_a_zone_of_which_nothing_is_in_the_layer_is_told(tmp_path: Path) -> None:
    rows = [*([code, "1", "One"] for code in WARDS), ["E05000009", "9", "Nine"]]
    found = zones_by(wards(tmp_path), lookup(tmp_path, rows))
    assert "1 zone without an area in the layer, so not made: 9." in told(found, "warning")


def test_a_table_of_another_year_is_refused_with_both_years(tmp_path: Path) -> None:
    by = lookup(tmp_path, [["E05099999", "1", "One"]], key="WD18CD")
    with pytest.raises(InputError, match=r"none of its areas is in lots.csv.*codes are of 2025, the table's of 2018"):
        zones_by(wards(tmp_path), by)


def test_an_area_in_two_zones_of_a_table_is_refused(tmp_path: Path) -> None:
    rows = [*([code, "1", "One"] for code in WARDS), [WARDS[0], "2", "Two"]]
    with pytest.raises(InputError, match=r"an area stands in two zones: E05000001 \(1 and 2\)"):
        zones_by(wards(tmp_path), lookup(tmp_path, rows))


def test_a_table_may_be_a_workbook(tmp_path: Path) -> None:
    pd.DataFrame({"WD25CD": WARDS, "Lot": ["1", "1", "2", "2"]}).to_excel(tmp_path / "lots.xlsx", index=False)
    found = zones_by(wards(tmp_path), Lookup(source("zones", tmp_path / "lots.xlsx"), "WD25CD", "Lot"))
    assert found.zones["zone_name"].to_dict() == {"1": "1", "2": "2"}


def test_a_table_without_its_columns_is_refused_with_those_it_has(tmp_path: Path) -> None:
    path = table(tmp_path / "lots.csv", [["WD25CD", "Lote"], [WARDS[0], "1"]])
    with pytest.raises(InputError, match=r"column missing: Lot. Columns found: WD25CD, Lote"):
        zones_by(wards(tmp_path), Lookup(source("zones", path), "WD25CD", "Lot"))


def test_settings_name_both_ways_to_dissolve_and_what_is_joined(tmp_path: Path) -> None:
    (tmp_path / "carezones.toml").write_text(
        '[authority]\nname = "A"\nmodel = "m"\n[sources.zones]\nfile = "w.geojson"\n'
        'dissolve_by = { file = "l.csv", key = "WD25CD", zone_code = "Lot", zone_name = "Lot name" }\n'
        '[other_zones.districts]\nname = "Districts"\narea_term = "district"\nfile = "w.geojson"\n'
        'dissolve_by = "LAD25NM"\n'
        '[sources.small_areas]\nfile = "a.geojson"\n[[sources.small_areas.joined]]\nfile = "c.csv"\n'
        '[[sources.small_areas.joined]]\nfile = "r.csv"\ncolumns = { area_code = "x" }\n'
    )
    settings = load_settings(tmp_path)
    by = settings.sources["zones"].dissolve_by
    assert isinstance(by, Lookup)
    assert by.source.files == (tmp_path / "l.csv",)
    assert (by.key, by.zone_code, by.zone_name) == ("WD25CD", "Lot", "Lot name")
    assert settings.other_zones["districts"].source.dissolve_by == "LAD25NM"
    assert [part.labels for part in settings.sources["small_areas"].joined] == [("c.csv",), ("r.csv",)]


def test_settings_of_dissolving_and_joining_that_are_wrong_are_all_named(tmp_path: Path) -> None:
    (tmp_path / "carezones.toml").write_text(
        '[authority]\nname = "A"\nmodel = "m"\n[sources.zones]\nfile = "w.geojson"\ndissolve_by = { file = "l.csv", '
        'keys = "WD25CD", zone_code = "Lot" }\n[sources.packages]\nfile = "p.csv"\ndissolve_by = "x"\n'
        '[sources.small_areas]\nfile = "a.geojson"\n[[sources.small_areas.joined]]\nsheet = "s"\n'
    )
    with pytest.raises(InputError) as refused:
        load_settings(tmp_path)
    for piece in (
        "[sources.zones] dissolve_by has keys, which is not known. Did you mean key?",
        "[sources.zones] dissolve_by lacks key.",
        "[sources.packages] has dissolve_by, which is not known.",
        "[[sources.small_areas.joined]] lacks file.",
    ):
        assert piece in str(refused.value)


AREAS = ["E01000001", "E01000002", "E01000003"]


def small_areas(folder: Path, *joined: Path, **mapped: Mapping[str, str]) -> Trusted:
    """Three small areas as trusted rows, with other files beside them; keywords map the columns of a file."""
    layer = gpd.GeoDataFrame(
        {"LSOA21CD": AREAS}, geometry=[square(400 + 10 * at, 300) for at in range(3)], crs=27700
    ).to_crs(4326)
    path = folder / "lsoa.geojson"
    path.write_text(layer.to_json(), encoding="utf-8")
    beside = tuple(source("small_areas", file, columns=mapped.get(file.stem, {})) for file in joined)
    read = read_table(source("small_areas", path, joined=beside))
    assert isinstance(read, RawLayer)
    return validate(read.raw, source("small_areas", path), Context())


LONG = [
    ["lsoa21_code", "lsoa21_name", "age_group", "usual_residents"],
    *([code, "x", "Aged 64 years and under", "80.0"] for code in AREAS[:2]),
    *([code, "x", "Aged 65 to 84 years", "15"] for code in AREAS[:2]),
    *([code, "x", "Aged 85 years and over", "5"] for code in AREAS[:2]),
]


def figures(rows: pd.DataFrame, code: str) -> list[float]:
    names = ["population", "population_65_plus", "population_85_plus"]
    return rows.set_index("area_code").loc[code, names].astype(float).to_list()


def test_residents_by_age_in_long_form_are_added_up_and_an_area_without_them_is_no_data(tmp_path: Path) -> None:
    found = small_areas(tmp_path, table(tmp_path / "ages.csv", LONG))
    assert figures(found.rows, "E01000001") == [100, 20, 5]
    assert found.rows.set_index("area_code").loc["E01000003", "population":"population_85_plus"].isna().all()
    assert "1 area of 2021 is not in the residents by age of 2021, so their population" in told(found, "warning")


def test_residents_by_age_in_wide_form_below_titles_are_added_up(tmp_path: Path) -> None:
    header = [
        "geography",
        "geography code",
        "Age: Total",
        "Age: Aged 64 years and under",
        "Age: Aged 65 years and over",
    ]
    rows = [["TS007A - Age"], ["Population: all"], [], header, *([f"A {c}", c, "1,000", "750", "250"] for c in AREAS)]
    found = small_areas(tmp_path, table(tmp_path / "ages.csv", rows))
    assert found.rows["population"].to_list() == [1000.0] * 3
    assert found.rows["population_65_plus"].to_list() == [250.0] * 3
    assert "population_85_plus" not in found.rows


def test_groups_that_do_not_begin_at_65_give_no_residents_of_65_and_over(tmp_path: Path) -> None:
    rows = [["lsoa21cd", "Aged 0 to 59 years", "Aged 60 years and over"], *([code, "60", "40"] for code in AREAS)]
    found = small_areas(tmp_path, table(tmp_path / "ages.csv", rows))
    assert found.rows["population"].to_list() == [100.0] * 3
    assert "population_65_plus" not in found.rows
    assert "do not give residents aged 65 and over, so population_65_plus is no data." in told(found, "warning")


def test_a_population_of_nought_is_kept_and_said_and_a_cell_without_a_number_is_no_data(tmp_path: Path) -> None:
    rows = [["lsoa21cd", "Total", "Aged 0 to 64", "Aged 65 and over"]]
    rows += [[AREAS[0], "0", "0", "0"], [AREAS[1], "9", "c", "4"], [AREAS[2], "..", "5", "x"]]
    found = small_areas(tmp_path, table(tmp_path / "ages.csv", rows))
    assert figures_of(found.rows) == [[0, 0], [9, 4], [None, None]]
    assert "1 area with a population of 0: E01000001. Kept as it is" in told(found, "warning")
    assert "2 areas have a cell that is no number" in told(found, "warning")


def figures_of(rows: pd.DataFrame) -> list[list[float | None]]:
    found = rows[["population", "population_65_plus"]]
    return [[None if pd.isna(cell) else float(cell) for cell in row] for row in found.to_numpy()]


@pytest.mark.parametrize(
    ("header", "cells", "rural"),
    [
        (["lsoa", "LSOA11NM", "RUC11CD", "RUC11", "OBJECTID"], ["x", "D1", "Rural town and fringe", "7"], "Rural town"),
        (
            ["lsoa21cd", "lsoa21nm", "ruc21cd", "ruc21nm", "urban_rural_flag"],
            ["x", "RLN1", "Larger rural", "R"],
            "RLN1",
        ),
    ],
)
def test_a_rural_urban_classification_is_known_by_its_columns(
    tmp_path: Path, header: list[str], cells: list[str], rural: str
) -> None:
    found = small_areas(tmp_path, table(tmp_path / "ruc.csv", [header, *([code, *cells] for code in AREAS)]))
    assert found.rows["rural_urban"].str.startswith(rural).all()
    assert "rural_urban" not in found.report.not_given


def test_codes_of_different_years_are_counted_both_ways_and_no_area_is_dropped(tmp_path: Path) -> None:
    rows = [["LSOA11CD", "RUC11"], [AREAS[0], "Urban city and town"], ["E01000098", "Rural"], ["E01000099", "Rural"]]
    found = small_areas(tmp_path, table(tmp_path / "ruc.csv", rows))
    assert len(found.rows) == 3
    assert found.rows["rural_urban"].isna().to_list() == [False, True, True]
    said = told(found, "warning")
    assert "2 areas of 2021 are not in the rural-urban classification of 2011, so their rural_urban is no data" in said
    assert "2 of its 3 codes are no area of the layer" in said


def test_codes_beyond_the_layer_are_no_matter_where_every_area_is_found(tmp_path: Path) -> None:
    rows = [["LSOA21CD", "RUC21CD"], *([code, "UN1"] for code in [*AREAS, "E01000099"])]
    found = small_areas(tmp_path, table(tmp_path / "ruc.csv", rows))
    assert told(found, "warning") == ""
    assert "1 of its 4 codes are no area of the layer." in told(found, "not_data")


def test_mapped_columns_come_before_recognition(tmp_path: Path) -> None:
    rows = [["lsoa21cd", "RUC21CD", "my class", "pensioners"], *([code, "UN1", "Rural: mine", "12"] for code in AREAS)]
    mapped = {"area_code": "lsoa21cd", "rural_urban": "My Class", "population_65_plus": "pensioners"}
    found = small_areas(tmp_path, table(tmp_path / "own.csv", rows), own=mapped)
    assert found.rows["rural_urban"].to_list() == ["Rural: mine"] * 3
    assert found.rows["population_65_plus"].to_list() == [12.0] * 3


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [["a", "b"], ["1", "2"]],
            "this is neither residents by age nor a rural-urban classification.",
        ),
        ([["LSOA21CD", "RUC21CD"], ["E01000099", "UN1"]], "none of its codes is an area of the layer"),
        ([["LSOA21CD", "RUC21CD"], [AREAS[0], "UN1"], [AREAS[0], "UN2"]], "an area stands twice: E01000001"),
        ([LONG[0], LONG[1], LONG[1], *LONG[2:]], "Aged 64 years and under stands more than once for E01000001"),
        ([["lsoa21cd", "0 to 64", "65+", "65+"], [AREAS[0], "1", "2", "3"]], "a group of ages stands twice: 65+"),
    ],
)
def test_a_joined_file_that_cannot_be_used_is_refused(tmp_path: Path, rows: list[list[str]], said: str) -> None:
    with pytest.raises(InputError) as refused:
        small_areas(tmp_path, table(tmp_path / "file.csv", rows))
    assert f"file.csv: {said}" in str(refused.value)


@pytest.mark.parametrize(
    ("label", "ages"),
    [
        ("Aged 15 years and under", (0, 15)),
        ("Age: Aged 65 to 74 years; measures: Value", (65, 74)),
        ("Aged 85 years and over", (85, float("inf"))),
        ("90+", (90, float("inf"))),
        ("Aged under 1 year", (0, 0)),
        ("Aged 1 year", (1, 1)),
        ("Total: All usual residents", None),
        ("Leicester 003A", None),
    ],
)
def test_groups_of_ages_are_read_as_they_are_published(label: str, ages: tuple[int, float] | None) -> None:
    assert band_of(label) == ages


def test_years_and_kinds_of_official_codes_are_told() -> None:
    assert [year_of([name]) for name in ("WD25CD", "lsoa21_code", "LSOA11NM", "Ward")] == [2025, 2021, 2011, None]
    assert year_of(["LSOA11CD", "LSOA21CD"]) is None
    assert "codes of districts (E07), where codes of wards (E05)" in vintage_hint(["E07000001"], ["E05000001"])
    assert vintage_hint(["Lot 9"], ["E05000001"]) == ""


@needs_real_files
@pytest.mark.real
def test_real_wards_make_the_nine_districts() -> None:
    found = zones_by(REAL / "wards25_leicestershire.geojson", "LAD25NM", {"zone_code": "LAD25CD"})
    assert len(found.zones) == 9
    assert found.zones.loc["E06000017", "zone_name"] == "Rutland"
    assert found.zones.area.loc["E06000017"] / 1e6 == pytest.approx(394, abs=1)
    assert (found.report.rows_read, found.report.rows_loaded) == (176, 176)
    assert found.boundary_problems.empty


@needs_real_files
@pytest.mark.real
def test_real_census_and_classification_join_the_real_areas() -> None:
    beside = ("census21_age6_lsoa21_leicestershire.csv", "ruc2011_lsoa11_leicestershire.csv")
    said = source(
        "small_areas",
        REAL / "lsoa21_leicestershire.geojson",
        joined=tuple(source("small_areas", REAL / name) for name in beside),
    )
    read = read_table(said)
    assert isinstance(read, RawLayer)
    found = validate(read.raw, said, Context())
    with (REAL / beside[0]).open() as file:
        rows = list(csv.DictReader(file))
    everybody = sum(float(row["usual_residents"]) for row in rows)
    older = sum(float(row["usual_residents"]) for row in rows if row["age_group"] == "Aged 65 years and over")
    assert (found.rows["population"].sum(), found.rows["population_65_plus"].sum()) == (everybody, older)
    assert len(found.rows) == 634
    assert int(found.rows["rural_urban"].isna().sum()) == 47
    assert "47 areas of 2021 are not in the rural-urban classification of 2011" in told(found, "warning")
