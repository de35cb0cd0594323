"""Maps on paper: labels keep apart, letters are large enough, hostile names are text, bytes are the same."""

import io
from itertools import combinations

import numpy as np
import pytest
import shapely
from defusedxml import ElementTree
from map_releases import HIDDEN, council, full, providers, square, status
from PIL import Image
from released import demo_release

from geo.exports.drawing import body_svg_of, png_of, svg_of
from geo.exports.furniture import KM_PER_MILE, round_length, scale_bar
from geo.exports.labels import Label, labels_of
from geo.exports.lettering import drawable, letters, shortened, width_mm, wrapped
from geo.exports.marks import Box, Shape, Words
from geo.exports.page import MapArea, MapPage
from geo.exports.pages import map_pages
from geo.exports.paper import hatch, on_paper
from geo.exports.sheets import BODY_MM, PRINT_MM, body_sheet, print_sheet
from geo.release import Area, Release

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    r"$\frac{a",
    '<b>Bold</b> & "quoted"',
    "{{7*7}}${6*6}",
    "שלום مرحبا",
    "Llan" * 15,
    "汉字 Town",
    "a\u202eb\x00c",
)
PANEL = Box(2, 20, 200, 140)


def demo_pages() -> tuple[MapPage, ...]:
    return tuple(found for found in map_pages(demo_release().release) if not found.empty)


def hostile_release() -> Release:
    return council(status(*["met", "risk", HIDDEN, "monitor", "met", "met", "support"]), names=HOSTILE)


def placed(page: MapPage) -> list[Label]:
    return labels_of(page, on_paper(page.areas, PANEL), PANEL)


@pytest.mark.parametrize("page", demo_pages(), ids=lambda page: page.name)
def test_no_label_of_the_demo_covers_another_and_each_is_on_the_paper(page: MapPage) -> None:
    found = placed(page)
    assert [label.area.code for label in found] == [area.code for area in page.areas]
    boxes = [label.box.polygon() for label in found]
    assert not [(a, b) for a, b in combinations(boxes, 2) if a.intersects(b)]
    assert all(PANEL.polygon().contains(box) for box in boxes)


@pytest.mark.parametrize("page", demo_pages(), ids=lambda page: page.name)
def test_a_label_stands_on_its_own_area_or_a_line_leads_from_it_there(page: MapPage) -> None:
    shapes = on_paper(page.areas, PANEL).shapes
    for label in placed(page):
        box, own = label.box.polygon(), shapes[label.area.code]
        if label.leader is not None:
            assert own.contains(shapely.Point(label.leader.coords[-1]))
            assert not box.intersects(shapely.union_all(list(shapes.values())))
        elif label.on_plate:
            assert box.intersection(own).area >= 0.8 * box.area
        elif not label.number:
            assert own.contains(box)


@pytest.mark.parametrize("page", demo_pages(), ids=lambda page: page.name)
def test_no_plate_covers_the_edge_of_a_place_that_the_zones_surround(page: MapPage) -> None:
    paper = on_paper(page.areas, PANEL)
    holes = [shapely.Polygon(hole) for part in shapely.get_parts(paper.ground) for hole in part.interiors]
    city = max(holes, key=lambda hole: hole.area)
    assert city.area > 100
    assert not [label.area.name for label in placed(page) if label.on_plate and label.box.polygon().intersects(city)]


def test_areas_too_small_for_words_bear_the_number_of_their_row() -> None:
    around = square(0, 60_000).difference(shapely.Point(480_000, 330_000).buffer(1_000))
    small = shapely.Point(480_000, 330_000).buffer(1_000)
    areas = (Area("Z1", "Around", None, around), Area("Z2", "A very small town", None, small))
    page = map_pages(council(providers(3, 4), names=("Around", "A very small town"), areas=areas))[1]
    assert [label.number for label in placed(page)] == [0, 2]
    said = [mark.text for mark in print_sheet(page).marks if isinstance(mark, Words)]
    assert "2  A very small town: 4" in said
    assert "2" in said


@pytest.mark.parametrize("page", [*map_pages(full()), *map_pages(hostile_release())], ids=lambda page: page.name)
def test_letters_are_eight_points_or_more_and_all_on_the_paper(page: MapPage) -> None:
    for sheet in (print_sheet(page), body_sheet(page)):
        paper = shapely.box(-0.6, -0.6, sheet.width_mm + 0.6, sheet.height_mm + 0.6)
        for mark in sheet.marks:
            if isinstance(mark, Shape):
                assert mark.geometry.is_empty or paper.contains(shapely.box(*mark.geometry.bounds))
            else:
                assert mark.size_pt >= 8
                half = width_mm(mark.text, mark.size_pt, bold=mark.bold) / 2
                left = {"start": mark.x, "middle": mark.x - half, "end": mark.x - 2 * half}[mark.anchor]
                assert paper.contains(shapely.Point(left, mark.y))
                assert paper.contains(shapely.Point(left + 2 * half, mark.y))


def test_the_svg_names_itself_and_describes_what_it_shows() -> None:
    page = map_pages(hostile_release())[0]
    for made, size in ((svg_of(page), PRINT_MM), (body_svg_of(page), BODY_MM)):
        root = ElementTree.fromstring(made)
        assert (root.get("width"), root.get("height")) == tuple(f"{side:g}mm" for side in size)
        assert root.get("role") == "img"
        named = [root.find(f"{SVG}*[@id='{name}']") for name in str(root.get("aria-labelledby")).split()]
        assert [one.text for one in named if one is not None] == [page.title, page.alt]
        assert {child.tag.removeprefix(SVG) for child in root.iter()} <= {
            "svg", "title", "desc", "defs", "rect", "path", "g", "use",
        }  # fmt: skip


def test_every_letter_that_is_used_is_defined_and_nothing_comes_from_elsewhere() -> None:
    made = svg_of(map_pages(full())[0])
    root = ElementTree.fromstring(made)
    defined = {path.get("id") for path in root.iter(f"{SVG}path")}
    assert {str(use.get("href")).removeprefix("#") for use in root.iter(f"{SVG}use")} <= defined
    assert made.count(b"http") == 1
    assert b'xmlns="http://www.w3.org/2000/svg"' in made


def test_the_same_map_is_the_same_bytes() -> None:
    one, other = map_pages(full())[1], map_pages(full())[1]
    assert one is not other
    assert svg_of(one) == svg_of(other)
    assert png_of(one) == png_of(other)


def test_the_png_is_an_a4_body_at_300_dots_an_inch_with_no_words_in_its_file() -> None:
    picture = Image.open(io.BytesIO(png_of(map_pages(full())[0])))
    assert picture.mode == "RGB"
    assert picture.size == (round(277 / 25.4 * 300 - 0.5), round(190 / 25.4 * 300))
    assert set(picture.info) == {"dpi"}
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.01)


def test_the_png_shows_the_colours_of_the_classes() -> None:
    page = map_pages(full())[0]
    dots = np.asarray(Image.open(io.BytesIO(png_of(page)))).reshape(-1, 3)
    seen = {"#{:02X}{:02X}{:02X}".format(*dot) for dot in np.unique(dots, axis=0)}
    assert {page.bands[area.band].fill.upper() for area in page.areas} <= seen


def test_hostile_names_are_drawn_as_the_text_they_are() -> None:
    page = map_pages(hostile_release())[0]
    assert png_of(page)
    assert b"<b>" not in svg_of(page)
    assert len(letters(r"$\frac{a")) == 8
    assert drawable("汉字 Town") == "\ufffd\ufffd Town"
    assert page.areas[6].name == "abc"


def test_letters_that_run_from_the_right_are_joined_and_turned() -> None:
    first, *_, last = letters("שלום")
    assert len(letters("שלום")) == 4
    assert first.name == letters("ם")[0].name
    assert last.name == letters("ש")[0].name
    assert [letter.name for letter in letters("مر")] != [letters("ر")[0].name, letters("م")[0].name]


def test_words_are_wrapped_and_cut_to_their_width() -> None:
    assert wrapped("West Leicestershire Rural", 8, 30) == ["West Leicestershire", "Rural"]
    assert all(width_mm(line, 8) <= 20 for line in wrapped("Llanfairpwllgwyngyllgogerychwyrndrobwll and more", 8, 20))
    assert shortened(["a", "b,", "c"], 2) == ["a", "b…"]


@pytest.mark.parametrize(("most", "round_one"), [(42, 20), (20, 20), (7.9, 5), (1, 1), (0.9, 0.5), (0.04, 0.02)])
def test_the_scale_bar_ends_at_a_round_number(most: float, round_one: float) -> None:
    assert round_length(most) == pytest.approx(round_one)


def test_kilometres_and_miles_are_drawn_to_the_same_scale() -> None:
    marks = scale_bar(2.0, 0.0, 100.0)
    ends = [mark.geometry.bounds[2] for mark in marks if isinstance(mark, Shape)][1::2]
    assert [mark.text for mark in marks if isinstance(mark, Words)] == ["0", "20 km", "0", "10 miles"]
    assert ends == pytest.approx([40, 20 * KM_PER_MILE])
    assert [mark.text for mark in scale_bar(25.0, 0.0, 100.0) if isinstance(mark, Words)][3] == "1 mile"


def test_neighbours_share_their_edge_on_paper() -> None:
    page = demo_pages()[0]
    shapes = on_paper(page.areas, PANEL).shapes
    covered = sum(shape.area for shape in shapes.values())
    assert shapely.union_all(list(shapes.values())).area == pytest.approx(covered, rel=1e-9)
    assert PANEL.polygon().buffer(1e-6).contains(shapely.union_all(list(shapes.values())))


def test_an_area_without_a_polygon_is_in_the_table_only() -> None:
    areas = (Area("Z1", "Ashby", None, square(0)), Area("Z2", "Blaby", None, shapely.Point()))
    page = map_pages(council(providers(3, 4), names=("Ashby", "Blaby"), areas=areas))[1]
    assert [label.area.code for label in placed(page)] == ["Z1"]
    assert page.rows[1][0] == "Blaby"
    assert svg_of(page)


def test_a_map_that_cannot_be_shown_says_so_on_paper() -> None:
    page = map_pages(council(providers(HIDDEN, HIDDEN, HIDDEN, HIDDEN)))[1]
    said = " ".join(mark.text for mark in print_sheet(page).marks if isinstance(mark, Words))
    assert page.empty in said
    assert png_of(page)


def test_lines_and_dots_stay_within_their_area() -> None:
    shape = shapely.Point(30, 30).buffer(9)
    for pattern in ("lines", "dots"):
        drawn = hatch(shape, pattern)
        assert drawn.length > 0
        assert shape.buffer(1e-6).contains(drawn)
    assert hatch(shape, "").is_empty
    assert hatch(shape, "lines").length > 20 * hatch(shape, "dots").length


def test_a_council_of_many_small_areas_is_drawn() -> None:
    names = tuple(f"Ward number {at}" for at in range(1, 91))
    page = map_pages(council(providers(*range(90)), names=names))[1]
    said = [mark.text for mark in print_sheet(page).marks if isinstance(mark, Words)]
    assert len([area for area in page.areas if isinstance(area, MapArea)]) == 90
    assert said
