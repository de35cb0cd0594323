"""Roads of an OpenStreetMap extract: which count, in which direction, at what speed; and damaged files."""

from pathlib import Path

import numpy as np
import osmium
import pytest
from lots import REAL, needs_real_files
from made_roads import write_osm

from geo.errors import InputError
from geo.ingest.roads import OsmRoads, is_osm, limit_kmh, read_osm_roads
from geo.locate import to_metres
from geo.schemas.roads import ROAD_CLASSES
from geo.settings import Source
from geo.travel import SPEEDS_KMH, Places, RoadNetwork, TravelTerms, read_travel
from geo.travel.links import links_of_osm

EAST, NORTH = -0.7, 52.67
"""A place in Rutland (degrees)."""
ROW = {number: (EAST + 0.01 * number, NORTH) for number in range(1, 7)}


def read(path: Path) -> OsmRoads:
    return read_osm_roads([path], [path.name])


def one_road(tmp_path: Path, **tags: str) -> OsmRoads:
    """A road with some tags, beside an ordinary one so that the file is not without roads."""
    ways = [([1, 2], tags), ([4, 5], {"highway": "residential"})]
    return read(write_osm(tmp_path / "roads.osm.pbf", ROW, ways))


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "footway"}, {"highway": "track"}, {"highway": "service"}, {"highway": "construction"},
        {"highway": "primary", "access": "private"}, {"highway": "primary", "access": "no"},
        {"highway": "primary", "motor_vehicle": "no"}, {"highway": "primary", "area": "yes"},
        {"highway": "primary", "oneway": "reversible"}, {"railway": "rail"},
        {"highway": "primary", "access": "yes", "motorcar": "private"},
    ],
    ids=str,
)  # fmt: skip
def test_what_a_carer_may_not_drive_is_no_road(tmp_path: Path, tags: dict[str, str]) -> None:
    assert one_road(tmp_path, **tags).road_class.tolist() == [ROAD_CLASSES.index("residential")]


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "primary", "access": "destination"},
        {"highway": "primary", "access": "no", "motor_vehicle": "yes"},
        {"highway": "primary_link"},
    ],
    ids=str,
)
def test_what_a_carer_may_drive_is_a_road_of_its_class(tmp_path: Path, tags: dict[str, str]) -> None:
    assert one_road(tmp_path, **tags).road_class[0] == ROAD_CLASSES.index("primary")


@pytest.mark.parametrize(
    ("tags", "direction"),
    [
        ({"highway": "primary"}, 0),
        ({"highway": "primary", "oneway": "yes"}, 1),
        ({"highway": "primary", "oneway": "-1"}, -1),
        ({"highway": "motorway"}, 1),
        ({"highway": "motorway", "oneway": "no"}, 0),
        ({"highway": "motorway_link"}, 0),
        ({"highway": "primary", "junction": "roundabout"}, 1),
        ({"highway": "primary", "junction": "circular", "oneway": "no"}, 0),
    ],
    ids=str,
)
def test_direction_is_that_of_the_tags(tmp_path: Path, tags: dict[str, str], direction: int) -> None:
    roads = one_road(tmp_path, **tags)
    assert roads.direction[0] == direction
    link = links_of_osm(roads, SPEEDS_KMH)
    assert np.isfinite(link.minutes[0]) == (direction >= 0)
    assert np.isfinite(link.minutes_back[0]) == (direction <= 0)


@pytest.mark.parametrize(
    ("said", "kmh"),
    [
        ("30 mph", 48.28032),
        ("30mph", 48.28032),
        ("50", 50),
        ("80 km/h", 80),
        ("national", np.nan),
        ("0", np.nan),
        ("", np.nan),
    ],
)
def test_a_limit_counts_only_as_a_number(said: str, kmh: float) -> None:
    assert limit_kmh(said) == pytest.approx(kmh, nan_ok=True)


def test_minutes_are_length_by_the_speed_of_the_class_or_a_lower_limit(tmp_path: Path) -> None:
    primary = {"highway": "primary"}
    ways = [([1, 2], primary), ([2, 3], primary | {"maxspeed": "20 mph"}), ([3, 4], primary | {"maxspeed": "60 mph"})]
    link = links_of_osm(read(write_osm(tmp_path / "roads.osm.pbf", ROW, ways)), SPEEDS_KMH)
    # 0.01 degrees of longitude at 52.67 north are 111.32 km x cos(52.67) / 100 = 675 m, and a little for the ellipsoid.
    assert link.length_m == pytest.approx(676.6, abs=1.5)
    kmh = link.length_m / 1000 / link.minutes * 60
    assert kmh == pytest.approx([SPEEDS_KMH["primary"], 32.18688, SPEEDS_KMH["primary"]])


def test_roads_meet_only_where_they_share_a_point(tmp_path: Path) -> None:
    # A bridge: 1 - 2 - 3 and a road over it through a point at the same place that is another point.
    points = ROW | {7: (EAST + 0.02, NORTH), 8: (EAST + 0.02, NORTH + 0.01), 9: (EAST + 0.02, NORTH - 0.01)}
    ways = [([1, 2, 3], {"highway": "primary"}), ([8, 7, 9], {"highway": "primary"})]
    source = source_of(write_osm(tmp_path / "roads.osm.pbf", points, ways))
    travel = read_travel(source, TravelTerms()).travel
    assert isinstance(travel, RoadNetwork)
    ends = Places(*to_metres(np.array([points[1][0], points[8][0]]), np.array([points[1][1], points[8][1]])))
    assert np.isnan(travel.minutes_between(ends.take(np.array([0])), ends.take(np.array([1])))).all()


def test_a_road_that_the_extract_cuts_off_ends_there(tmp_path: Path) -> None:
    path = write_osm(tmp_path / "roads.osm.pbf", ROW, [([1, 2, 99, 3, 4], {"highway": "primary"})])
    link = links_of_osm(read(path), SPEEDS_KMH)
    assert len(link.start) == 2
    assert np.isfinite(link.minutes).all()


def test_a_road_of_two_neighbouring_extracts_counts_once(tmp_path: Path) -> None:
    road = [([1, 2], {"highway": "primary"})]
    west = write_osm(tmp_path / "west.osm.pbf", ROW, [*road, ([2, 3], {"highway": "primary"})])
    east = write_osm(
        tmp_path / "east.osm.pbf", ROW, [*road, ([2, 3], {"highway": "primary"}), ([3, 4], {"highway": "primary"})]
    )
    assert len(read_osm_roads([west, east], ["west", "east"]).road_class) == 3
    assert len(read_osm_roads([east, west], ["east", "west"]).road_class) == 3


def source_of(*paths: Path) -> Source:
    return Source("roads", paths, tuple(path.name for path in paths))


def test_an_extract_is_told_from_its_content(tmp_path: Path) -> None:
    path = write_osm(tmp_path / "roads.osm.pbf", ROW, [([1, 2, 3], {"highway": "primary"})])
    path = path.rename(tmp_path / "roads.csv")
    assert read_travel(source_of(path), TravelTerms()).travel.basis.startswith("By road (roads.csv, OpenStreetMap)")


def test_a_file_without_roads_is_refused(tmp_path: Path) -> None:
    path = write_osm(tmp_path / "paths.osm.pbf", ROW, [([1, 2], {"highway": "footway"})])
    with pytest.raises(InputError, match=r"^paths\.osm\.pbf: there is no road that may be driven\. Give "):
        read_travel(source_of(path), TravelTerms())


def test_xml_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "roads.osm"
    path.write_text('<?xml version="1.0"?>\n<osm version="0.6"></osm>')
    with pytest.raises(InputError, match=r"^roads\.osm: this is OpenStreetMap XML\. Give the extract"):
        is_osm(path, "roads.osm")


def test_extracts_and_tables_are_not_mixed(tmp_path: Path) -> None:
    path = write_osm(tmp_path / "roads.osm.pbf", ROW, [([1, 2], {"highway": "primary"})])
    other = tmp_path / "links.csv"
    other.write_text("from_node,to_node\n1,2\n")
    with pytest.raises(InputError, match=r"^roads\.osm\.pbf, links\.csv: some are OpenStreetMap extracts"):
        read_travel(source_of(path, other), TravelTerms())


def test_all_damaged_extracts_are_named(tmp_path: Path) -> None:
    good = write_osm(tmp_path / "good.osm.pbf", ROW, [([1, 2], {"highway": "primary"})]).read_bytes()
    paths = []
    for name in ("one.osm.pbf", "two.osm.pbf"):
        paths.append(tmp_path / name)
        paths[-1].write_bytes(good[: len(good) - 30])
    with pytest.raises(InputError) as error:
        read_travel(source_of(*paths), TravelTerms())
    assert [line.split(":")[0] for line in str(error.value).splitlines()] == ["one.osm.pbf", "two.osm.pbf"]


@pytest.mark.real
@needs_real_files
@pytest.mark.parametrize("kept", [20, 200, 5_000, 600_000, 1_179_000])
def test_a_cut_extract_is_refused_wherever_it_is_cut(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "cut.osm.pbf"
    path.write_bytes((REAL / "rutland.osm.pbf").read_bytes()[:kept])
    with pytest.raises(InputError, match=r"^cut\.osm\.pbf: "):
        read_travel(source_of(path), TravelTerms())


@pytest.mark.real
@needs_real_files
def test_bytes_that_have_changed_are_refused_or_read_but_never_a_crash(tmp_path: Path) -> None:
    whole = (REAL / "rutland.osm.pbf").read_bytes()
    path = tmp_path / "changed.osm.pbf"
    refused = 0
    for seed in range(12):
        draw = np.random.default_rng(seed)
        data = bytearray(whole)
        for place in draw.integers(20, len(whole), 5):
            data[place] = draw.integers(0, 256)
        path.write_bytes(data)
        try:
            read_travel(source_of(path), TravelTerms())
        except InputError:
            refused += 1
    assert refused >= 10


@pytest.mark.real
@needs_real_files
def test_rutland_holds_the_roads_that_osmium_counts() -> None:
    roads = read(REAL / "rutland.osm.pbf")
    assert roads.roads_read == sum(
        "highway" in way.tags for way in osmium.FileProcessor(str(REAL / "rutland.osm.pbf"), osmium.osm.WAY)
    )
    assert np.isfinite(roads.longitude).all()
    link = links_of_osm(roads, SPEEDS_KMH)
    # Rutland has about 560 km of public roads (Department for Transport, RDL0102), one-way carriageways twice.
    assert 500 < link.length_m.sum() / 1000 < 1_000
