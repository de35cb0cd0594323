"""What only shows once rows are in zones: zones that no small area lies in."""

from pathlib import Path

import geopandas as gpd
from lots import square

from geo.check import check_workspace
from geo.settings import load_settings

AREAS = {"E01": (455, 345), "E02": (465, 345), "E03": (475, 345), "E04": (455, 355), "E05": (465, 355)}


def small_areas(folder: Path, codes: dict[str, tuple[int, int]]) -> list[str]:
    """Causes of the warnings about small areas at these places."""
    shapes = [square(east, north, 1.0) for east, north in codes.values()]
    layer = gpd.GeoDataFrame({"area_code": list(codes), "population": 100}, geometry=shapes, crs="EPSG:27700")
    (folder / "reference/areas.geojson").write_text(layer.to_crs("EPSG:4326").to_json(), encoding="utf-8")
    settings = folder / "carezones.toml"
    text = settings.read_text(encoding="utf-8").split("[sources.small_areas]")[0]
    settings.write_text(text + '[sources.small_areas]\nfile = "reference/areas.geojson"\n', encoding="utf-8")
    report = check_workspace(load_settings(folder)).report
    table = next(table for table in report.tables if table.table == "small_areas")
    return [problem.cause for problem in table.problems if problem.severity == "warning"]


def test_zones_without_a_small_area_are_named(lots_workspace: Path) -> None:
    assert small_areas(lots_workspace, AREAS) == [
        "1 zone without a small area: 12. What residents say there is no data."
    ]
    assert small_areas(lots_workspace, {**AREAS, "E06": (475, 355)}) == []
