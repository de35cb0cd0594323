"""Cases 99 to 124: zones and layers."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from cases import ZONES, Account, WeekFiles, case
from lots import square
from zones_files import (
    GEOJSON,
    boundaries,
    document,
    layer,
    spoil_ring,
    write_document,
    write_geojson,
    write_with_gdal,
)

GPKG = "reference/zones.gpkg"
SHP = "reference/zones.shp"
AWARDS = "incoming/awards.csv"
ALL = Account("zones", 3, 3)
NORTHAM, MIDDLEHAM, SOUTHAM = boundaries()
TABLE_OF_ZONES = pd.DataFrame({"zone_code": list(ZONES), "zone_name": [name for name, _ in ZONES.values()]})


@case(99, "refused", SHP, "no coordinate system", "numbers look like British National Grid", ".prj", 'crs = "..."')
def a_shapefile_without_its_prj_is_refused_with_what_its_numbers_look_like(week: WeekFiles) -> None:
    write_with_gdal(week, layer(), SHP)
    week.path("reference/zones.prj").unlink()


@case(99, "refused", GPKG, "no coordinate system", "numbers look like WGS84", 'crs = "..."')
def a_geopackage_without_a_coordinate_system_is_refused(week: WeekFiles) -> None:
    write_with_gdal(week, layer().to_crs("EPSG:4326").set_crs(None, allow_override=True), GPKG)


@case(99, "accepted", account=ALL)
def a_layer_without_a_coordinate_system_is_read_once_it_is_stated(week: WeekFiles) -> None:
    write_with_gdal(week, layer(crs=None), GPKG, 'crs = "EPSG:27700"')


@case(100, "refused", GPKG, "0 of 30 people live near these zones", "coordinate system is wrong", "EPSG:27700")
def metres_labelled_as_the_irish_grid_lie_in_britain_and_nobody_lives_there(week: WeekFiles) -> None:
    write_with_gdal(week, layer(crs="EPSG:29903"), GPKG)


@case(100, "refused", GPKG, "do not lie in Great Britain", "Re-export it in WGS84 or British National Grid")
def metres_labelled_as_another_zone_of_the_world_are_refused(week: WeekFiles) -> None:
    write_with_gdal(week, layer(crs="EPSG:32630"), GPKG)


@case(100, "refused", GEOJSON, "0 of 30 people live near these zones", "or it is of another council")
def zones_of_another_council_are_refused(week: WeekFiles) -> None:
    write_geojson(week, layer(*(shapely.affinity.translate(shape, 0, -200_000) for shape in boundaries())))


@case(101, "refused", GEOJSON, "numbers are degrees, and they are not", "look like British National Grid", "EPSG:27700")
def geojson_in_metres_that_says_nothing_is_refused_with_a_suggestion(week: WeekFiles) -> None:
    said = layer().__geo_interface__
    write_document(week, {"type": "FeatureCollection", "features": said["features"]})


@case(102, "warning", GEOJSON, "British National Grid", "the older way", "Export it in WGS84", account=ALL)
def a_crs_member_of_before_2016_is_believed_and_told(week: WeekFiles) -> None:
    week.write(GEOJSON, layer().to_json())


@case(102, "accepted", account=ALL)
def a_crs_member_that_says_wgs84_is_nothing_to_tell(week: WeekFiles) -> None:
    name = "urn:ogc:def:crs:OGC:1.3:CRS84"
    write_document(week, document(week) | {"crs": {"type": "name", "properties": {"name": name}}})


@case(
    103,
    "refused",
    GPKG,
    "zone Z2 Middleham: the boundary crosses itself at easting 465,000, northing 345,000",
    "0.00 km2 as drawn, and would have 50.00 km2 made valid",
    "mend it in the GIS and export again",
)
def a_bow_tie_is_refused_with_the_place_of_the_crossing_and_what_mending_would_give(week: WeekFiles) -> None:
    bow_tie = shapely.Polygon([(460e3, 340e3), (470e3, 350e3), (470e3, 340e3), (460e3, 350e3)])
    write_with_gdal(week, layer(NORTHAM, bow_tie, SOUTHAM), GPKG)


@case(103, "refused", GPKG, "zone Z1 Northam: a hole lies outside the boundary at easting 4", "mend it in the GIS")
def a_hole_outside_its_boundary_is_refused(week: WeekFiles) -> None:
    holed = shapely.Polygon(NORTHAM.exterior, [square(440, 340, 1).exterior])
    write_with_gdal(week, layer(holed, MIDDLEHAM, SOUTHAM), GPKG)


@case(104, "refused", f"{GEOJSON}: feature 2: its geometry is not whole", "does not end where it begins", "Mend it")
def a_ring_that_is_not_closed_is_refused_with_its_feature(week: WeekFiles) -> None:
    spoil_ring(week, [[-1.2, 52.9], [-1.1, 52.9], [-1.1, 53.0], [-1.2, 53.0]])


@case(104, "refused", "feature 2: its geometry is not whole", "a ring has 2 points", "Mend it and export again")
def a_ring_of_two_points_is_refused_with_its_feature(week: WeekFiles) -> None:
    spoil_ring(week, [[-1.2, 52.9], [-1.2, 52.9]])


@case(105, "refused", GEOJSON, "zones overlap: Z1 and Z2 (20.00 km2)", "would be in two", "Mend them in the GIS")
def zones_that_overlap_are_refused_with_their_codes_and_the_size(week: WeekFiles) -> None:
    write_geojson(week, layer(square(452, 340), MIDDLEHAM, SOUTHAM))


@case(105, "warning", GEOJSON, "zones overlap a little: Z1 and Z2 (", "lower code", account=ALL)
def an_overlap_below_the_tolerance_is_told(week: WeekFiles) -> None:
    """10 km x 3 m = 0.03 km2, of 100 km2."""
    write_geojson(week, layer(shapely.box(450e3, 340e3, 460_003, 350e3), MIDDLEHAM, SOUTHAM))


@case(106, "warning", GEOJSON, "1 hole (4.00 km2 in all) between zones", "count as outside", account=ALL)
def a_hole_between_zones_is_told(week: WeekFiles) -> None:
    west = NORTHAM.difference(shapely.box(459e3, 344e3, 460e3, 346e3))
    east = MIDDLEHAM.difference(shapely.box(460e3, 344e3, 461e3, 346e3))
    write_geojson(week, layer(west, east, SOUTHAM))


@case(107, "repaired", GEOJSON, "1 gap (", "narrower than a metre", "nearest zone", "Snap the boundaries", account=ALL)
def a_sliver_between_zones_is_told(week: WeekFiles) -> None:
    write_geojson(week, layer(shapely.box(450e3, 340e3, 459_999.5, 350e3), MIDDLEHAM, SOUTHAM))


@case(
    107,
    "repaired",
    "incoming/packages.csv: 2 rows lay in a gap between zones narrower than a metre: put into the nearest zone.",
    account=Account("packages", 24, 24),
)
def a_package_in_a_sliver_is_put_into_the_nearest_zone_and_told(week: WeekFiles) -> None:
    west, east = shapely.box(450e3, 340e3, 459_999.6, 350e3), shapely.box(460_000.3, 340e3, 470e3, 350e3)
    write_geojson(week, layer(west, east, SOUTHAM))
    week.edit("reference/postcodes.csv", "456000,344300", "460000,344300")


@case(108, "accepted", account=Account("packages", 24, 24))
def a_postcode_on_a_shared_edge_is_in_one_zone(week: WeekFiles) -> None:
    week.edit("reference/postcodes.csv", "456000,344300", "460000,344300")


@case(109, "refused", f"{GEOJSON}, row 1, column zone_code", "stands on several rows that differ", "Keep the right")
def a_zone_code_that_stands_twice_is_refused(week: WeekFiles) -> None:
    week.edit(GEOJSON, '"zone_code": "Z2"', '"zone_code": "Z1"')


@case(109, "refused", f"{GEOJSON}, row 1, column zone_name", "stands on several rows that differ", "Keep the right one")
def a_zone_name_that_stands_twice_is_refused(week: WeekFiles) -> None:
    week.edit(GEOJSON, '"zone_name": "Middleham"', '"zone_name": "Northam"')


@case(109, "refused", f"{GEOJSON}, row 2, column zone_name", "blank and must not be", "Fill it in")
def a_zone_without_a_name_is_refused(week: WeekFiles) -> None:
    week.edit(GEOJSON, '"zone_name": "Middleham"', '"zone_name": null')


def awards(week: WeekFiles, *codes: str) -> None:
    """An award in each of some zones."""
    rows = [[f"P{1 + at % 4}", code, "framework", "2025-04-01"] for at, code in enumerate(codes)]
    week.write_rows(AWARDS, [["provider_id", "zone_code", "role", "awarded_on"], *rows])
    week.settings("[sources.packages]", f'[sources.awards]\nfile = "{AWARDS}"\n\n[sources.packages]')


@case(
    110,
    "set_aside",
    f"{AWARDS}, row 3, column zone_code (Z9)",
    "no such zone in the zones table",
    "Add it to the zones file, or correct it here",
    account=Account("awards", 2, 1, 1),
)
def an_award_in_a_zone_that_is_not_there_is_set_aside(week: WeekFiles) -> None:
    awards(week, "Z1", "Z9")


@case(
    110,
    "refused",
    f"{AWARDS}, column zone_code: none of its 2 codes is a zone: E05000001, E05000002.",
    "codes of wards (E05), perhaps of another year",
    "give the boundaries that the codes belong to",
)
def ward_codes_of_another_year_are_refused_with_a_hint(week: WeekFiles) -> None:
    """Set aside row by row, every award would be gone, and every zone would show none."""
    for at, code in enumerate(ZONES):
        week.edit(GEOJSON, f'"{code}"', f'"E0501000{at}"')
    awards(week, "E05000001", "E05000002")


@case(
    110,
    "refused",
    "none of its 2 codes is a zone",
    "codes of districts (E07), where codes of wards (E05) are needed",
    "Write the codes of the zones",
)
def district_codes_where_zones_are_wards_are_refused_with_a_hint(week: WeekFiles) -> None:
    for at, code in enumerate(ZONES):
        week.edit(GEOJSON, f'"{code}"', f'"E0501000{at}"')
    awards(week, "E07000001", "E07000002")


@case(111, "warning", "its name (BGC) says its boundaries are generalised", "full resolution (BFC)", account=ALL)
def a_file_named_as_generalised_boundaries_is_told(week: WeekFiles) -> None:
    label = "reference/Wards_May_2025_Boundaries_UK_BGC_-123.geojson"
    write_geojson(week, layer(), label)
    week.source("zones", label)


@case(111, "warning", GPKG, "its name (BUC) says its boundaries are generalised", "(BFC)", account=ALL)
def a_layer_named_as_ultra_generalised_boundaries_is_told(week: WeekFiles) -> None:
    write_with_gdal(week, layer(), GPKG, 'layer = "LAD_DEC_24_UK_BUC"', layer="LAD_DEC_24_UK_BUC")


@case(112, "warning", "its name (BFE) says that the boundaries reach into the sea", "clipped to the coast", account=ALL)
def a_file_named_as_the_extent_of_the_realm_is_told(week: WeekFiles) -> None:
    label = "reference/LAD_DEC_24_UK_BFE.geojson"
    write_geojson(week, layer(), label)
    week.source("zones", label)


@case(113, "refused", GEOJSON, "zone Z2 Middleham: it is a Point, not an area", "Export polygons")
def a_point_among_zones_is_refused(week: WeekFiles) -> None:
    write_geojson(week, layer(NORTHAM, shapely.Point(465e3, 345e3), SOUTHAM))


@case(113, "refused", GEOJSON, "zone Z3 Southam: it is a GeometryCollection, not an area", "Export polygons")
def a_collection_of_geometries_is_refused(week: WeekFiles) -> None:
    both = shapely.GeometryCollection([SOUTHAM, shapely.Point(475e3, 345e3)])
    write_geojson(week, layer(NORTHAM, MIDDLEHAM, both))


@case(114, "repaired", GEOJSON, "3 features had heights or measures", "dropped", account=ALL)
def heights_in_geojson_are_dropped_and_told(week: WeekFiles) -> None:
    write_geojson(week, layer(*shapely.force_3d(boundaries(), z=12.5)))


@case(114, "repaired", GPKG, "3 features had heights or measures", "dropped", account=ALL)
def heights_in_a_geopackage_are_dropped_and_told(week: WeekFiles) -> None:
    write_with_gdal(week, layer(*shapely.force_3d(boundaries(), z=12.5)), GPKG)


@case(114, "repaired", "reference/zones.parquet", "3 features had heights or measures", account=ALL)
def measures_are_dropped_and_told(week: WeekFiles) -> None:
    measured = [shapely.from_wkt(f"POLYGON M ({_with_m(shape)})") for shape in boundaries()]
    layer(*measured).to_parquet(week.path("reference/zones.parquet"))
    week.source("zones", "reference/zones.parquet")


def _with_m(shape: shapely.Polygon) -> str:
    """The ring of a polygon with a measure at each point."""
    return "(" + ", ".join(f"{east} {north} 7" for east, north in shape.exterior.coords) + ")"


@case(115, "refused", GEOJSON, "the layer holds no features", "Export it again")
def a_layer_without_features_is_refused(week: WeekFiles) -> None:
    write_document(week, {"type": "FeatureCollection", "features": []})


@case(115, "refused", GEOJSON, "zone Z2 Middleham: it has no boundary", "Add it, or take the row out")
def a_zone_without_a_boundary_is_refused(week: WeekFiles) -> None:
    write_geojson(week, layer(NORTHAM, None, SOUTHAM))


@case(
    115,
    "not_mapped",
    "reference/small_areas.geojson, row 2",
    "no boundary, so it lies in no zone",
    account=Account("small_areas", 3, 2, 1),
)
def a_small_area_without_a_boundary_is_counted_as_unlocated(week: WeekFiles) -> None:
    areas = gpd.GeoDataFrame({"area_code": ["A1", "A2", "A3"]}, geometry=[NORTHAM, None, SOUTHAM], crs="EPSG:27700")
    write_geojson(week, areas, "reference/small_areas.geojson")
    week.settings(
        "[sources.packages]", '[sources.small_areas]\nfile = "reference/small_areas.geojson"\n\n[sources.packages]'
    )


@case(116, "refused", GPKG, "several layers (lots_2018, lots_2025)", 'layer = "..."')
def one_of_several_layers_must_be_named(week: WeekFiles) -> None:
    for name in ("lots_2018", "lots_2025"):
        layer().to_file(week.path(GPKG), layer=name)
    week.source("zones", GPKG)


@case(116, "accepted", account=ALL)
def the_layer_that_is_named_is_read(week: WeekFiles) -> None:
    for name in ("lots_2018", "lots_2025"):
        layer().to_file(week.path(GPKG), layer=name)
    week.source("zones", GPKG, 'layer = "lots_2025"')


@case(117, "refused", GPKG, "attributes but no boundaries", "Name the layer with the zones")
def a_table_of_a_geopackage_without_boundaries_is_refused(week: WeekFiles) -> None:
    pyogrio.write_dataframe(TABLE_OF_ZONES, week.path(GPKG), layer="zones")
    week.source("zones", GPKG)


@case(117, "refused", "reference/zones.csv: zones need boundaries", "Give a GeoJSON, GeoPackage or shapefile")
def a_csv_is_no_layer_of_zones(week: WeekFiles) -> None:
    TABLE_OF_ZONES.to_csv(week.path("reference/zones.csv"), index=False)
    week.source("zones", "reference/zones.csv")


@case(118, "refused", GEOJSON, "TopoJSON", "Convert it to GeoJSON")
def topojson_is_refused_with_how_to_convert_it(week: WeekFiles) -> None:
    write_document(week, {"type": "Topology", "objects": {}, "arcs": []})


@case(118, "refused", "reference/zones.kml", "this is KML", "as GeoJSON or GeoPackage")
def kml_is_refused_with_how_to_convert_it(week: WeekFiles) -> None:
    week.write(
        "reference/zones.kml",
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>\n',
    )
    week.source("zones", "reference/zones.kml")


@case(118, "refused", GEOJSON, "a single Feature, not a layer", "FeatureCollection")
def a_single_feature_is_refused_with_what_to_do(week: WeekFiles) -> None:
    write_document(week, document(week)["features"][0])


@case(119, "refused", SHP, "parts of the shapefile are missing: .shx", "Put them beside it")
def a_shapefile_without_its_index_is_refused(week: WeekFiles) -> None:
    write_with_gdal(week, layer(), SHP)
    week.path("reference/zones.shx").unlink()


@case(119, "refused", SHP, "parts of the shapefile are missing: .dbf", "Put them beside it")
def a_shapefile_without_its_attributes_is_refused(week: WeekFiles) -> None:
    write_with_gdal(week, layer(), SHP)
    week.path("reference/zones.dbf").unlink()


@case(
    119, "refused", SHP, "a part of the shapefile is missing (.cpg)", "accents are garbled", "Put the .cpg file beside"
)
def a_shapefile_whose_letters_are_garbled_without_its_encoding_is_refused(week: WeekFiles) -> None:
    write_with_gdal(week, layer(zone_name=["Müden", "Café", "Southam"]), SHP, encoding="UTF-8")
    week.path("reference/zones.cpg").unlink()


@case(119, "accepted", account=ALL)
def a_shapefile_without_its_encoding_is_read_where_no_letter_needs_it(week: WeekFiles) -> None:
    write_with_gdal(week, layer(), SHP)
    week.path("reference/zones.cpg").unlink()


@case(120, "warning", SHP, "column names of 10 letters", "commission", "GeoPackage", account=ALL)
def a_column_name_cut_by_a_shapefile_is_told(week: WeekFiles) -> None:
    write_with_gdal(week, layer(commission=["a", "b", "c"]), SHP)


@case(120, "warning", SHP, "1 text of 254 bytes", "Export a GeoPackage", account=ALL)
def a_text_cut_by_a_shapefile_is_told(week: WeekFiles) -> None:
    write_with_gdal(week, layer(notes=["n" * 254, "b", "c"]), SHP)


@case(121, "refused", GEOJSON, 'the name "zone_code" stands twice in one object', "Take one out")
def a_name_that_stands_twice_in_an_object_is_refused(week: WeekFiles) -> None:
    week.edit(GEOJSON, '"zone_code": "Z2"', '"zone_code": "Z2", "zone_code": "Z9"')


@case(121, "refused", "feature 2: its geometry is not whole: a coordinate is not a number", "Mend it")
def nan_among_the_coordinates_is_refused_with_its_feature(week: WeekFiles) -> None:
    ring = document(week)["features"][1]["geometry"]["coordinates"][0]
    spoil_ring(week, [ring[0], [float("nan"), ring[1][1]], *ring[2:]])


@case(121, "refused", GEOJSON, "NaN stands where a number should be", "null for none")
def nan_among_the_attributes_is_refused(week: WeekFiles) -> None:
    week.edit(GEOJSON, '"zone_code": "Z2"', '"zone_code": "Z2", "people": NaN')


@case(122, "refused", "reference/zones.parquet: zones need boundaries", "Give a GeoJSON, GeoPackage or shapefile")
def plain_parquet_is_no_layer_of_zones(week: WeekFiles) -> None:
    TABLE_OF_ZONES.to_parquet(week.path("reference/zones.parquet"))
    week.source("zones", "reference/zones.parquet")


@case(123, "refused", "zone Z2 Middleham: its boundary has 1,000,001 points", "more than the 500,000", "Simplify it")
def a_boundary_of_a_million_points_is_refused(week: WeekFiles) -> None:
    angle = np.linspace(0, 2 * np.pi, 1_000_000, endpoint=False)
    circle = shapely.Polygon(np.column_stack([465e3 + 4e3 * np.cos(angle), 345e3 + 4e3 * np.sin(angle)]))
    layer(NORTHAM, circle, SOUTHAM).to_parquet(week.path("reference/zones.parquet"))
    week.source("zones", "reference/zones.parquet")


@case(123, "refused", GEOJSON, "zone Z2 Middleham: its boundary reaches out of Great Britain", "take the row out")
def a_boundary_round_the_whole_world_is_refused(week: WeekFiles) -> None:
    spoil_ring(week, [[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]])


@case(123, "refused", GEOJSON, "zone Z2 Middleham: it has 250,000 km2, more than any council", "frame drawn round")
def a_frame_round_the_whole_country_is_refused(week: WeekFiles) -> None:
    write_geojson(week, layer(NORTHAM, shapely.box(100e3, 50e3, 600e3, 550e3), SOUTHAM))


@case(124, "accepted", account=ALL)
def a_zone_of_several_islands_and_one_inside_another_are_accepted(week: WeekFiles) -> None:
    islands = shapely.MultiPolygon([shapely.box(450e3, 340e3, 460e3, 345e3), shapely.box(450e3, 346e3, 460e3, 350e3)])
    inner = square(474, 344, 2)
    write_with_gdal(week, layer(islands, MIDDLEHAM.union(inner), SOUTHAM.difference(inner)), GPKG)
