"""What a workspace gives: straight line, extract kept for next time, table of links; and what is wrong with them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from lots import REAL, needs_real_files
from made_roads import at, write_osm

from geo.errors import InputError
from geo.settings import Source
from geo.travel import SPEEDS_KMH, RoadNetwork, StraightLine, TravelTerms, read_travel

HEADER = "from_node,to_node,minutes,from_easting,from_northing,to_easting,to_northing,is_oneway"
LINKS = f"""{HEADER}
A,B,5,500000,300000,510000,300000,
B,C,4,510000,300000,510000,310000,yes
C,D,20,510000,310000,500000,310000,no
D,A,30,500000,310000,500000,300000,
"""
ROW = {number: (-0.7 + 0.01 * number, 52.67) for number in range(1, 7)}


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str], Source]:
    def write(text: str) -> Source:
        path = tmp_path / "links.csv"
        path.write_text(text, encoding="utf-8")
        return Source("roads", (path,), ("links.csv",))

    return write


def extract(folder: Path, tags: dict[str, str]) -> Source:
    path = write_osm(folder / "roads.osm.pbf", ROW, [([1, 2, 3], tags)])
    return Source("roads", (path,), ("roads.osm.pbf",))


def refused(source: Source) -> str:
    with pytest.raises(InputError) as error:
        read_travel(source, TravelTerms())
    return str(error.value)


def test_without_roads_it_is_the_straight_line_and_says_so() -> None:
    read = read_travel(None, TravelTerms(detour_factor=1.5, straight_speed_kmh=30))
    assert read.travel == StraightLine(1.5, 30)
    assert read.travel.basis == "Straight line times 1.5 at 30 km/h; no roads are given."
    assert read.report is None


def test_a_table_of_links_gives_its_minutes_one_way_where_it_says_so(table: Callable[[str], Source]) -> None:
    read = read_travel(table(LINKS), TravelTerms())
    found = read.travel.minutes_between(at((500, 300), (510, 310)), at((510, 310), (500, 300)))
    assert found == pytest.approx(np.array([[9, 0], [0, 50]]))
    assert read.travel.basis == "By road (links.csv), minutes as the file gives them."
    assert read.report is not None
    assert (read.report.rows_read, read.report.rows_loaded) == (4, 4)


def test_length_and_speed_or_class_stand_for_minutes(table: Callable[[str], Source]) -> None:
    source = table(
        "from_node,to_node,length_km,speed_kmh,road_class,from_easting,from_northing,to_easting,to_northing\n"
        "A,B,10,60,primary,500000,300000,510000,300000\n"
        "B,C,10,,primary,510000,300000,510000,310000\n"
    )
    read = read_travel(source, TravelTerms(speeds_kmh={"primary": 50.0}))
    assert read.travel.minutes_between(at((500, 300)), at((510, 300), (510, 310)))[0] == pytest.approx([10, 22])
    assert read.travel.basis == "By road (links.csv), at average speeds by link or class of road."


def test_a_few_unusable_links_are_set_aside_each_with_its_row(table: Callable[[str], Source]) -> None:
    many = "".join(f"N{at},N{at + 1},1,50{at:02d}00,300000,50{at + 1:02d}00,300000,\n" for at in range(40))
    wrong = "X,Y,-3,500000,300000,500100,300000,\nX,Y,,500000,300000,500100,300000,\n"
    read = read_travel(table(f"{HEADER}\n{many}{wrong}"), TravelTerms())
    assert read.report is not None
    assert [(p.row, p.severity) for p in read.report.problems] == [(42, "set_aside"), (43, "set_aside")]
    assert "no time: neither minutes" in read.report.problems[1].cause
    assert read.report.rows_loaded == 40


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        (",5,", ",-5,", "minutes"),
        (",5,", ",fast,", "minutes"),
        (",5,", ",,", "there is no time"),
        ("500000,300000,510000", "5,300000,9510000", "to_easting"),
    ],
)
def test_links_of_which_a_tenth_is_wrong_are_refused_for_figures_would_mislead(
    table: Callable[[str], Source], old: str, new: str, cause: str
) -> None:
    said = refused(table(LINKS.replace(old, new, 1)))
    assert said.startswith("links.csv: 1 of 4 links cannot be used, the first of them: links.csv, row 2")
    assert cause in said
    assert said.endswith("Mend the links.")


def test_an_unknown_class_of_road_is_named(table: Callable[[str], Source]) -> None:
    said = refused(
        table(
            "from_node,to_node,length_km,road_class,from_easting,from_northing,to_easting,to_northing\n"
            "A,B,10,byway,500000,300000,510000,300000\n"
        )
    )
    assert "row 2, column road_class" in said
    assert "motorway, trunk, primary" in said


def test_a_node_at_two_places_is_named(table: Callable[[str], Source]) -> None:
    said = refused(table(LINKS.replace("D,A,30,500000,310000,500000,300000", "D,A,30,500000,310000,500500,300000")))
    assert said == ("links.csv: 1 node stands at two places, such as A. Give each node one easting and one northing.")


def test_a_table_without_its_columns_is_refused(table: Callable[[str], Source]) -> None:
    assert "column missing: to_node" in refused(table(LINKS.replace("to_node", "other")))


def test_a_missing_file_of_roads_is_named(tmp_path: Path) -> None:
    assert refused(Source("roads", (tmp_path / "no.osm.pbf",), ("no.osm.pbf",))).startswith("no.osm.pbf: this file is")


def test_an_extract_is_read_once_and_then_recalled(tmp_path: Path) -> None:
    memory = tmp_path / ".carezones"
    source = extract(tmp_path, {"highway": "primary"})
    first = read_travel(source, TravelTerms(), memory, keep=True)
    (kept,) = memory.iterdir()
    again = read_travel(source, TravelTerms(), memory)
    assert isinstance(first.travel, RoadNetwork)
    assert again.travel.version == first.travel.version
    assert again.report == first.report
    assert again.report is not None
    assert again.report.rows_read == 1
    # That it was recalled and not read: another answer in the file is believed.
    with np.load(kept) as parts:
        np.savez(kept.with_suffix(""), **{**parts, "minutes": parts["minutes"] * 2})
    assert read_travel(source, TravelTerms(), memory).travel.version != first.travel.version


def test_another_speed_or_another_file_is_another_network(tmp_path: Path) -> None:
    memory = tmp_path / ".carezones"
    read_travel(extract(tmp_path, {"highway": "primary"}), TravelTerms(), memory, keep=True)
    same = Source("roads", (tmp_path / "roads.osm.pbf",), ("roads.osm.pbf",))
    read_travel(same, TravelTerms({**SPEEDS_KMH, "primary": 9.0}), memory, keep=True)
    (tmp_path / "roads.osm.pbf").unlink()
    read_travel(extract(tmp_path, {"highway": "secondary"}), TravelTerms(), memory, keep=True)
    assert len(list(memory.iterdir())) == 3


def test_nothing_is_written_unless_asked(tmp_path: Path) -> None:
    read_travel(extract(tmp_path, {"highway": "primary"}), TravelTerms(), tmp_path / ".carezones")
    assert not (tmp_path / ".carezones").exists()


@pytest.mark.parametrize(
    "harm", ["cut", "empty", "links out of range", "negative", "other numbers", "not finite", "part"]
)
def test_a_kept_network_that_is_not_whole_is_read_anew(tmp_path: Path, harm: str) -> None:
    memory = tmp_path / ".carezones"
    source = extract(tmp_path, {"highway": "primary"})
    right = read_travel(source, TravelTerms(), memory, keep=True).travel.version
    (kept,) = memory.iterdir()
    with np.load(kept) as parts:
        whole = dict(parts)
    changed = {
        "links out of range": {"ends": whole["ends"] + 10},
        "negative": {"minutes": -whole["minutes"]},
        "other numbers": {"minutes": whole["minutes"].astype("float32")},
        "not finite": {"easting": whole["easting"] * np.nan},
        "part": {"part": whole["part"][:-1]},
    }
    if harm in changed:
        np.savez(kept.with_suffix(""), **{**whole, **changed[harm]})
    else:
        kept.write_bytes(kept.read_bytes()[:100] if harm == "cut" else b"")
    assert read_travel(source, TravelTerms(), memory).travel.version == right


@pytest.mark.real
@needs_real_files
def test_a_workspace_that_cannot_be_written_reads_its_roads_all_the_same(tmp_path: Path) -> None:
    blocked = tmp_path / ".carezones"
    blocked.write_text("a file where the folder should be")
    source = Source("roads", (REAL / "rutland.osm.pbf",), ("rutland.osm.pbf",))
    read = read_travel(source, TravelTerms(), blocked, keep=True)
    assert isinstance(read.travel, RoadNetwork)
    assert read.travel.size > 3_000
