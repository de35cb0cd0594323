"""docs/files.md: every part of carezones.toml in it is run with files of the kind it speaks of."""

import csv
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import osmium
import pytest
import tomlkit
from cqc_files import directory_rows, write_directory
from lots import SETTINGS, lots_layer, square

from geo.check import check_workspace
from geo.settings import load_settings
from geo.workspace import make_empty

PAGE = Path(__file__).resolve().parents[1] / "docs" / "files.md"
SNIPPETS = re.findall(r"^```toml settings\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
AREAS = [f"E0100000{n}" for n in range(1, 7)]
WARDS = [f"E0500000{n}" for n in range(1, 7)]
CLD = (
    "LA Person Unique Identifier,Postcode,Event Reference,Event Start Date,Event End Date,Service Type,"
    "Service Component,Delivery Mechanism,Provider CQC Location ID,Cost Frequency (Unit Type),Planned units per week\n"
    "LA1,NG1 1AA,E1,01/02/2017,,Long Term Support: Community,Home Support,,P1,Hourly,7.5\n"
    "LA2,NG1 1AB,E2,01/02/2017,,Long Term Support: Community,Home Support,Direct Payment,P2,Hourly,3\n"
    "LA3,NG1 1AB,E3,01/02/2017,,Long Term Support: Community,Day Support,,P2,Daily,1\n"
)


def squares(**columns: Sequence[str]) -> gpd.GeoDataFrame:
    shapes = [square(450 + 10 * (at % 3), 340 + 10 * (at // 3)) for at in range(6)]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=27700)


def table(path: Path, *rows: Sequence[object]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


@pytest.fixture
def council(lots_workspace: Path) -> Path:
    """The week of the lots with one file of every kind that the page names."""
    reference, incoming = lots_workspace / "reference", lots_workspace / "incoming"
    (reference / "codepo").mkdir()
    (reference / "codepo" / "ng.csv").write_bytes((reference / "codepo.csv").read_bytes())
    points = [line.split(",") for line in (reference / "codepo.csv").read_text(encoding="utf-8").splitlines()]
    nspl = [[code.strip('"'), "", east, north] for code, _, east, north, *_ in points]
    table(reference / "NSPL.csv", ["pcds", "doterm", "east1m", "north1m"], *nspl)
    (incoming / "cld.csv").write_text(CLD, encoding="utf-8")
    write_directory(reference / "HSCA_Active_Locations.ods", directory_rows(12))
    lots_layer().to_file(reference / "lots.gpkg", layer="lots")
    named = {"WD25CD": WARDS, "LAD25NM": ["Northshire"] * 3 + ["Southshire"] * 3}
    for name, layer in (("wards", squares(**named)), ("lsoa", squares(LSOA21CD=AREAS))):
        (reference / f"{name}.geojson").write_text(layer.to_crs(4326).to_json(), encoding="utf-8")
    table(reference / "lots.csv", ["WD25CD", "Lot", "Lot name"], *([code, code[-1], code] for code in WARDS))
    ages = [[code, age, count] for code in AREAS for age, count in (("Aged 64 years and under", 80), ("Aged 65+", 20))]
    table(reference / "census.csv", ["lsoa21_code", "age_group", "usual_residents"], *ages)
    table(reference / "ruc.csv", ["LSOA21CD", "RUC21CD"], *([code, "UN1"] for code in AREAS))
    table(reference / "landmarks.csv", ["name", "kind", "easting", "northing"], ["Northtown", "town", 455_000, 345_000])
    with osmium.SimpleWriter(reference / "county.osm.pbf") as out:
        for number in range(1, 60):
            out.add_node(osmium.osm.mutable.Node(id=number, location=(-1.25 + 0.01 * number, 53.0)))
        out.add_way(osmium.osm.mutable.Way(id=1, nodes=list(range(1, 60)), tags={"highway": "primary"}))
    header = ["from_node", "to_node", "minutes", "from_easting", "from_northing", "to_easting", "to_northing"]
    links = [[n, n + 1, 2, 450_000 + 500 * n, 345_000, 450_500 + 500 * n, 345_000] for n in range(60)]
    table(reference / "links.csv", header, *links)
    return lots_workspace


def with_snippet(text: str) -> dict[str, Any]:
    """The settings of the lots with the sections of the page in place of theirs."""
    raw = tomllib.loads(SETTINGS)
    return raw | {"sources": raw["sources"] | tomllib.loads(text)["sources"]}


@pytest.mark.parametrize("text", SNIPPETS, ids=[text.splitlines()[1] for text in SNIPPETS])
def test_every_part_of_the_settings_on_the_page_reads_its_files(council: Path, text: str) -> None:
    (council / "carezones.toml").write_text(tomlkit.dumps(with_snippet(text)), encoding="utf-8")
    report = check_workspace(load_settings(council)).report
    (name,) = tomllib.loads(text)["sources"]
    refused = [problem.sentence() for problem in report.problems if problem.severity == "refused"]
    assert [said for said in refused if not said.startswith("incoming/packages.csv, ")] == []  # of other providers
    (account,) = [account for account in report.tables if account.table == name]
    assert account.rows_loaded > 0


def test_the_page_names_every_key_that_only_some_tables_have() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for key in ("aliases", "dissolve_by", "joined", "layer", "crs", "date_format", "encoding", "values", "sheet"):
        assert key in page


def test_a_new_workspace_names_what_the_page_tells_and_every_line_of_it_can_be_used(tmp_path: Path) -> None:
    make_empty("leicestershire-2022", tmp_path)
    file = tmp_path / "carezones.toml"
    said = file.read_text(encoding="utf-8")
    plain = re.compile(r"^# (?=\[|\w+(?:\.\w+)? = )", re.MULTILINE).sub("", said)
    by_column, by_table = re.findall(r"^dissolve_by = .*\n", plain, re.MULTILINE)
    for other in (by_column, by_table):  # one of the two ways
        file.write_text(plain.replace(other, ""), encoding="utf-8")
        settings = load_settings(tmp_path)
        assert {"roads", "small_areas", "awards", "published", "landmarks"} <= set(settings.sources)
        assert settings.sources["providers"].aliases == {"OLD1": "P1"}
        assert len(settings.sources["small_areas"].joined) == 2
