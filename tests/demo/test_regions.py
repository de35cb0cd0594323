"""The geography of the four later demos, measured without the product's own join."""

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.demo import regions
from geo.demo.county import to_degrees
from geo.demo.files import write_geojson
from geo.demo.leicestershire_places import DISTRICT_PLACES, LOT_PLACES, LOTS
from geo.demo.nottinghamshire_places import NOTTINGHAMSHIRE_LOTS, NOTTINGHAMSHIRE_PLACES
from geo.demo.outline import county_polygon
from geo.demo.regions import Region
from geo.demo.settlements import Settlement

BUILDERS = ["lots_2016", "areas_2015", "city_2018", "nottinghamshire_2018"]
WITH_AREAS = ["lots_2016", "areas_2015", "nottinghamshire_2018"]


def region(name: str) -> Region:
    return getattr(regions, name)()


def coverages(name: str) -> dict[str, np.ndarray]:
    """Every division of a region into polygons."""
    place = region(name)
    frames = {"zones": place.zones, "areas": place.areas, "other_zones": place.other_zones}
    return {key: frame.geometry.to_numpy() for key, frame in frames.items() if frame is not None}


def holders(shapes: np.ndarray, places: tuple[Settlement, ...]) -> dict[str, int]:
    """Place of the shape that holds the centre of each settlement; -1 where none does."""
    held = {}
    for place in places:
        inside = shapely.contains_xy(shapes, place.easting_km * 1000, place.northing_km * 1000)
        held[place.name] = int(np.argmax(inside)) if inside.any() else -1
    return held


# Codes and names


def test_the_eighteen_lots_are_numbered_as_in_the_report():
    zones = region("lots_2016").zones
    assert zones["zone_code"].tolist() == [str(number) for number in range(1, 19)]
    names = dict(zip(zones["zone_code"], zones["zone_name"], strict=True))
    assert names["1"] == "Castle Donington & Whitwick"
    assert names["3"] == "Ashby de la Zouch & Coalville"
    assert names["8"] == "Thurnby & Syston"
    assert names["13"] == "Groby & Market Bosworth"
    assert names["18"] == "Mountsorrel & Quorn"


def test_the_seven_areas_and_seven_localities_are_in_order_of_code():
    place = region("areas_2015")
    assert place.zones["zone_code"].tolist() == ["BL", "CH", "HA", "HB", "ME", "NW", "OW"]
    assert place.zones["zone_name"].tolist() == [
        "Blaby", "Charnwood", "Harborough", "Hinckley and Bosworth", "Melton", "North West Leicestershire",
        "Oadby and Wigston",
    ]  # fmt: skip
    assert place.other_zones is not None
    assert place.other_zones["zone_code"].tolist() == [f"L{number}" for number in range(1, 8)]
    assert place.other_zones["zone_name"].str.endswith(" locality").all()
    assert place.other_zones["zone_name"].is_unique


def test_the_city_and_nottinghamshire_have_six_zones_each():
    city, county = region("city_2018").zones, region("nottinghamshire_2018").zones
    assert city["zone_code"].tolist() == [f"LC{number}" for number in range(1, 7)]
    assert city["zone_name"].tolist() == ["Centre", "North", "East", "South", "West", "North-west"]
    assert county["zone_code"].tolist() == [str(number) for number in range(1, 7)]
    assert county["zone_name"].tolist() == [
        "Bassetlaw", "Broxtowe", "Gedling", "Mansfield and Ashfield", "Newark and Sherwood", "Rushcliffe",
    ]  # fmt: skip


# Shapes


@pytest.mark.parametrize("name", BUILDERS)
def test_shapes_are_single_valid_and_fit_without_gap_or_overlap(name):
    for key, shapes in coverages(name).items():
        degrees = to_degrees(shapes, decimals=5)
        for drawn in (shapes, degrees):
            assert set(shapely.get_type_id(drawn)) == {3}, key
            assert shapely.is_valid(drawn).all(), key
            assert shapely.coverage_is_valid(drawn), key
    assert all(len(shape.interiors) == 0 for shape in region(name).zones.geometry)
    assert region(name).zones.crs.to_epsg() == 27700


@pytest.mark.parametrize(
    ("name", "holes", "square_km"),
    [("lots_2016", 1, 2085), ("areas_2015", 1, 2085), ("city_2018", 0, 73), ("nottinghamshire_2018", 1, 2085)],
)
def test_the_zones_cover_a_region_of_the_right_size_with_only_the_city_left_out(name, holes, square_km):
    whole = shapely.coverage_union_all(region(name).zones.geometry.to_numpy())
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == holes
    assert whole.area / 1e6 == pytest.approx(square_km, rel=0.04)


def test_the_demos_of_leicestershire_and_the_city_share_one_outline():
    """Corners are left out, none is moved: what differs is less than a percent of the ground."""
    county = county_polygon(2022)
    for name in ("lots_2016", "areas_2015"):
        whole = shapely.coverage_union_all(region(name).zones.geometry.to_numpy())
        assert whole.symmetric_difference(county).area < 0.01 * county.area
    city = shapely.coverage_union_all(region("city_2018").zones.geometry.to_numpy())
    assert city.intersection(county).area < 0.01 * city.area
    assert city.hausdorff_distance(shapely.Polygon(county.interiors[0])) < 100


@pytest.mark.parametrize("name", BUILDERS)
def test_no_border_has_a_straight_stretch_of_more_than_half_a_kilometre(name):
    for key, shapes in coverages(name).items():
        for shape in shapes:
            for ring in (shape.exterior, *shape.interiors):
                steps = np.diff(shapely.get_coordinates(ring), axis=0)
                assert np.hypot(steps[:, 0], steps[:, 1]).max() <= 500, key


@pytest.mark.parametrize("name", BUILDERS)
def test_neighbours_have_every_vertex_of_their_common_border_in_common(name):
    """Each edge belongs to two shapes, or to one and the outline."""
    for key, shapes in coverages(name).items():
        count: dict[tuple[tuple[float, float], ...], int] = {}
        for shape in shapes:
            for ring in (shape.exterior, *shape.interiors):
                for a, b in pairwise(ring.coords):
                    count[min(a, b), max(a, b)] = count.get((min(a, b), max(a, b)), 0) + 1
        outline = shapely.coverage_union_all(shapes).length
        once = [edge for edge, times in count.items() if times == 1]
        assert set(count.values()) == {1, 2}, key
        assert sum(np.hypot(b[0] - a[0], b[1] - a[1]) for a, b in once) == pytest.approx(outline, rel=1e-9), key


def test_the_localities_cover_the_ground_of_the_areas_but_cut_it_differently():
    place = region("areas_2015")
    assert place.other_zones is not None
    zones, others = place.zones.geometry.to_numpy(), place.other_zones.geometry.to_numpy()
    ground, other = shapely.coverage_union_all(zones), shapely.coverage_union_all(others)
    assert ground.symmetric_difference(other).area < 1
    shared = shapely.area(shapely.intersection(zones[:, None], others[None, :])) / 1e6
    assert (shared.max(axis=0) < 0.98 * shapely.area(others) / 1e6).sum() >= 6
    assert ((shared > 1).sum(axis=0) >= 2).sum() >= 6


@pytest.mark.parametrize(
    ("name", "places", "names"),
    [
        ("lots_2016", LOT_PLACES, LOTS),
        ("areas_2015", DISTRICT_PLACES, tuple(name for name, _ in regions.DISTRICTS.values())),
        ("nottinghamshire_2018", NOTTINGHAMSHIRE_PLACES, tuple(NOTTINGHAMSHIRE_LOTS)),
    ],
)
def test_towns_lie_in_the_zone_they_are_listed_under(name, places, names):
    """Roughened borders may part a village from its zone, never a town."""
    towns = tuple(place for place in places if place.residents > 4000 and place.name != "Loughborough")
    found = holders(region(name).zones.geometry.to_numpy(), towns)
    assert {p.name for p in towns if found[p.name] != names.index(p.zone)} == set()


def test_loughborough_is_shared_by_lots_4_and_5():
    inside = region("lots_2016").directory
    near = inside[np.hypot(inside["easting"] - 454_000, inside["northing"] - 320_000) < 2500]
    assert {3, 4} <= set(near["zone"])


# Small areas


@pytest.mark.parametrize("name", WITH_AREAS)
def test_small_areas_nest_in_zones_and_add_up(name):
    place = region(name)
    areas = place.areas
    assert areas is not None
    assert 100 <= len(areas) <= 150
    by_zone = areas.area.groupby(areas["zone"]).sum()
    assert by_zone.to_numpy() == pytest.approx(place.zones.area.to_numpy(), rel=1e-9)
    points = areas.representative_point()
    for zone, point in zip(areas["zone"], points, strict=True):
        assert place.zones.geometry.iloc[zone].contains(point)
    residents = 786_000 if name == "nottinghamshire_2018" else 650_000
    assert areas["population"].sum() == residents
    assert areas["population_65_plus"].sum() / residents == pytest.approx(0.19, abs=0.001)
    assert (areas["population"] > 0).all()
    assert (areas["population_85_plus"] <= areas["population_65_plus"]).all()
    assert (areas["population_65_plus"] <= areas["population"]).all()
    assert set(areas["rural_urban"]) == {
        "Urban city and town",
        "Rural town and fringe",
        "Rural village and dispersed",
    }


def test_the_city_has_no_small_areas():
    assert region("city_2018").areas is None


# Postcodes


@pytest.mark.parametrize(("name", "least"), [("lots_2016", 1150), ("areas_2015", 1150), ("city_2018", 750),
                                             ("nottinghamshire_2018", 1150)])  # fmt: skip
def test_postcodes_are_invented_unique_and_spread_over_every_zone(name, least):
    place = region(name)
    codes = place.directory["postcode"]
    assert codes.str.fullmatch(r"ZZ(\d |\d\d)\d[A-Z]{2}").all()
    assert codes.is_unique
    assert least <= len(codes) <= least + 150
    counts = place.directory["zone"].value_counts()
    assert counts[-1] >= 12
    assert counts.drop(-1).min() >= 30
    assert sorted(counts.index) == [-1, *range(len(place.zones))]
    district = codes.str[2:4].str.strip().astype(int)
    assert (district == (place.directory["zone"] + 1).replace(0, 20)).all()


@pytest.mark.parametrize("name", BUILDERS)
def test_every_postcode_is_in_the_zone_it_says_and_clear_of_every_border(name):
    place = region(name)
    directory = place.directory
    points = shapely.points(directory["easting"], directory["northing"])
    inside = gpd.GeoDataFrame(geometry=points, crs="EPSG:27700").sjoin(place.zones, how="left", predicate="within")
    assert len(inside) == len(directory)
    assert (inside["index_right"].fillna(-1).astype(int).to_numpy() == directory["zone"].to_numpy()).all()
    for key, shapes in coverages(name).items():
        borders = shapely.union_all(shapely.boundary(shapes))
        assert shapely.distance(points, borders).min() >= 29, key


# Repeatable and small


@pytest.mark.slow
@pytest.mark.parametrize("name", BUILDERS)
def test_building_a_region_again_gives_equal_geometry_and_postcodes(name):
    first = region(name)
    second = getattr(regions, name).__wrapped__()
    assert first.zones.geometry.geom_equals_exact(second.zones.geometry, 0).all()
    assert first.directory.equals(second.directory)
    for one, two in ((first.areas, second.areas), (first.other_zones, second.other_zones)):
        if one is not None:
            assert one.geometry.geom_equals_exact(two.geometry, 0).all()
            assert one.drop(columns="geometry").equals(two.drop(columns="geometry"))


@pytest.mark.parametrize("name", BUILDERS)
def test_a_file_of_zones_stays_under_250_kilobytes(name, tmp_path):
    write_geojson(tmp_path / "zones.geojson", region(name).zones, ["zone_code", "zone_name"])
    assert (tmp_path / "zones.geojson").stat().st_size < 250_000
