"""Maps from two squares: what is painted, what is said, and that no text from a file runs as code."""

import json
import re
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.colours import GREY, SEQUENCES, TIER_FILLS, contrast, ink_on
from geo.maps import (
    BROWSER,
    NO_DATA,
    NOBODY,
    OfflineMap,
    ReadyLayer,
    ZoneLayer,
    base_shapes,
    count_classes,
    day_classes,
    degrees_of,
    legend_html,
    painted_zones,
    screen_outlines,
    script,
    seen_by,
    tier_classes,
    zone_shapes,
)
from geo.maps.classes import round_step
from geo.maps.faults import FaultLayer
from geo.maps.gazetteer import Found
from geo.schemas import METRES_CRS
from geo.words.rural import is_rural
from geo.words.text import _INVISIBLE, clean_text, safe_text

DEMO_ZONES = sorted((Path(__file__).resolve().parents[1] / "data" / "demo").glob("*/reference/zones.geojson"))
HOSTILE = [
    "{{7*7}}",
    "{% print 1 %}",
    "{#x#}",
    "${alert(1)}",
    "`",
    "\\",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'\"&",
    "a\u202eb\u0000c\nd\u2028e",
]


class Tier:
    def __init__(self, code: str, name: str) -> None:
        self.code, self.name = code, name


TIERS = [Tier("risk", "Significant risk"), Tier("fine", "Meeting demand"), Tier("no_data", "No data")]


@pytest.fixture
def zones() -> gpd.GeoDataFrame:
    """West and East: squares of 10 km that share an edge with a dent of 20 m in it."""
    dent = [(460_000, 300_000), (460_020, 305_000), (460_000, 310_000)]
    west = shapely.Polygon([(450_000, 300_000), *dent, (450_000, 310_000)])
    east = shapely.Polygon([(470_000, 300_000), *dent, (470_000, 310_000)])
    index = pd.Index(["A", "B"], name="zone_code")
    return gpd.GeoDataFrame({"zone_name": ["West", "East"]}, geometry=[west, east], index=index, crs=METRES_CRS)


def painted_on(zones: gpd.GeoDataFrame, values: list[str], title: str = "People", **flags: list[bool]) -> str:
    classed = count_classes(pd.Series([1, 2], index=zones.index))
    flagged = pd.DataFrame({"is_rural": False, "is_quiet": False} | flags, index=zones.index)
    return painted_zones(title, "5 September 2022", classed, pd.Series(values, index=zones.index), flagged)


def rendered(layer: folium.FeatureGroup) -> str:
    figure = OfflineMap([-1.5, 52.5, -1.0, 53.0], "../x", "../y")
    layer.add_to(figure)
    return str(figure.get_root().render())


@pytest.mark.parametrize("text", HOSTILE)
def test_encoded_text_holds_no_sign_that_begins_code(text: str) -> None:
    assert not re.search(r"[{}$%`\\<>\"'\x00-\x1f\u2028\u202e]", safe_text(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_values_and_titles_reach_a_rendered_map_as_text_only(zones: gpd.GeoDataFrame, text: str) -> None:
    page = rendered(
        ZoneLayer(
            painted_on(zones, [text, "1"], text),
            seen_by({}, found=Found(text, text, (-1.1, 52.6, -1.1, 52.6))),
            title=text,
        )
    )
    assert f'"title":"{safe_text(text)}"' in page
    assert f'"value":["{safe_text(text)}","1"]' in page
    assert f'"found":{{"name":"{safe_text(text)}"' in page
    assert len(text) < 4 or text not in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_codes_and_names_are_in_the_files_of_shapes_as_text_only(zones: gpd.GeoDataFrame, text: str) -> None:
    zones["zone_name"] = [text, "East"]
    zones.index = pd.Index([text, "B"], name="zone_code")
    content = zone_shapes(screen_outlines(zones)).content
    bases = base_shapes(pd.DataFrame({"provider_name": [text], "lon": [-1.1], "lat": [52.6]})).content
    assert f'"code":"{safe_text(text)}","name":"{safe_text(text)}"' in content
    assert f'"name":"{safe_text(text)}"' in bases
    assert len(text) < 4 or text not in content + bases
    page = rendered(ZoneLayer(painted_on(zones, ["1", "2"]), seen_by({}, chosen=text)))
    assert f'"chosen":"{safe_text(text)}"' in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_legend_words_are_encoded(text: str) -> None:
    named = tier_classes(pd.Series(["risk"], index=["A"]), [Tier("risk", text)])
    assert safe_text(text) in legend_html(text, named)
    assert "<img src" not in legend_html(text, named)


def test_every_sign_without_ink_is_one_that_is_looked_for() -> None:
    signs = map(chr, range(sys.maxunicode + 1))
    assert all(not sign.isprintable() for sign in signs if unicodedata.category(sign) in _INVISIBLE)


def test_invisible_signs_become_spaces_and_long_text_is_cut() -> None:
    assert clean_text("a\u202eb\u0000c\nd") == "a b c d"
    assert clean_text("x" * 10_000) == "x" * 79 + "…"
    assert clean_text("x" * 100, most=None) == "x" * 100
    assert clean_text(np.nan) == clean_text(None) == ""
    assert clean_text("Café 👩‍⚕️") == "Café 👩‍⚕️"


def test_a_map_asks_for_files_of_this_program_and_nothing_else(zones: gpd.GeoDataFrame) -> None:
    page = rendered(ZoneLayer(painted_on(zones, ["1", "2"]), seen_by({"zones": "../z/zones-1.js"})))
    addresses = re.findall(r"(?:src|href)=\"([^\"]+)\"", page)
    assert [address.split("?")[0] for address in addresses] == [
        "../x/leaflet.js", "../y/map.js", "../x/leaflet.css", "../y/map.css",
    ]  # fmt: skip
    assert all(re.fullmatch(r"[0-9a-f]{16}", address.split("?")[1]) for address in addresses)
    assert "://" not in page
    own = "".join(path.read_text(encoding="utf-8") for path in sorted(BROWSER.iterdir()))
    assert "://" not in own.replace("http://www.w3.org/2000/svg", "")


def test_simplified_neighbours_still_share_their_edge(zones: gpd.GeoDataFrame) -> None:
    shown = screen_outlines(zones, tolerance_m=400.0)
    assert shapely.get_num_coordinates(shown.geometry.to_numpy()).sum() == 10
    assert shapely.coverage_is_valid(shown.geometry.to_numpy())


def test_a_corner_that_three_zones_share_stays_shared() -> None:
    corner = (460_050, 305_000)
    west = shapely.Polygon([(450_000, 300_000), (460_000, 300_000), corner, (460_000, 310_000), (450_000, 310_000)])
    south = shapely.Polygon([(460_000, 300_000), (470_000, 300_000), (470_000, 305_000), corner])
    north = shapely.Polygon([corner, (470_000, 305_000), (470_000, 310_000), (460_000, 310_000)])
    index = pd.Index(["A", "B", "C"], name="zone_code")
    zones = gpd.GeoDataFrame({"zone_name": list("ABC")}, geometry=[west, south, north], index=index, crs=METRES_CRS)
    shown = screen_outlines(zones, tolerance_m=1_000.0).to_crs(METRES_CRS)
    assert shapely.coverage_is_valid(shown.geometry.to_numpy(), gap_width=100.0)


def test_a_script_is_not_read_as_a_template_again() -> None:
    class Odd(ReadyLayer):
        def body(self) -> str:
            return "{{7*7}}{% print 1 %}"

    assert "{{7*7}}{% print 1 %}" in rendered(Odd())


def test_a_layer_that_fills_nothing_is_none() -> None:
    class Empty(ReadyLayer):
        pass

    with pytest.raises(TypeError, match=r"abstract method '?body"):
        Empty()


def test_a_label_stands_inside_its_zone(zones: gpd.GeoDataFrame) -> None:
    shown = screen_outlines(zones)
    points = shapely.points(shown["label_lon"], shown["label_lat"])
    assert shapely.contains(shown.geometry.to_numpy(), points).all()


def test_a_file_of_shapes_holds_only_what_is_shown_and_is_named_for_its_content(zones: gpd.GeoDataFrame) -> None:
    zones["secret"] = ["Mrs A", "Mr B"]
    file = zone_shapes(screen_outlines(zones))
    text = re.fullmatch(r'czShapes\("(zones-[0-9a-f]{16}\.js)",(.*)\);\n', file.content)
    assert text[1] == file.name
    features = json.loads(text[2])["zones"]["features"]
    assert {frozenset(feature["properties"]) for feature in features} == {frozenset({"code", "name", "lat", "lon"})}
    assert zone_shapes(screen_outlines(zones)) == file
    assert zone_shapes(screen_outlines(zones.assign(zone_name=["West", "Far East"]))).name != file.name


@pytest.mark.parametrize("file", DEMO_ZONES, ids=lambda file: file.parts[-3])
def test_the_zones_of_a_demo_are_less_than_100_kb(file: Path) -> None:
    zones = gpd.read_file(file).to_crs(METRES_CRS).set_index("zone_code")
    assert 1_000 < len(zone_shapes(screen_outlines(zones)).content.encode()) < 100_000


def test_coordinates_have_at_most_five_decimals(zones: gpd.GeoDataFrame) -> None:
    assert not re.search(r"\d\.\d{6}", zone_shapes(screen_outlines(zones)).content)


def test_rural_and_faded_zones_are_told_by_their_place_in_the_file(zones: gpd.GeoDataFrame) -> None:
    found = json.loads(painted_on(zones, ["1", "2"], is_rural=[True, False], is_quiet=[False, True]))
    assert (found["rural"], found["quiet"], found["band"]) == ([0], [1], [0, 1])


def test_unlocated_bases_are_left_out_and_others_keep_their_place() -> None:
    places = pd.DataFrame({"easting": [450_000.0, np.nan], "northing": [300_000.0, np.nan]})
    found = degrees_of(places, METRES_CRS)
    assert len(found) == 1
    assert found["lon"].iloc[0] == pytest.approx(-1.26, abs=0.02)
    assert found["lat"].iloc[0] == pytest.approx(52.60, abs=0.02)


def test_zero_is_a_class_of_its_own_and_no_data_another() -> None:
    counts = pd.Series([0, 3, 8, None], index=list("ABCD"), dtype="Int64")
    classed = count_classes(counts)
    assert [band.label for band in classed.bands] == ["0", "1 to 2", "3 to 4", "5 to 6", "7 to 8", NO_DATA]
    assert classed.band_of.tolist() == [0, 2, 4, 5]
    assert [band.is_missing for band in classed.bands] == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("most", "step"), [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 5), (20, 5), (21, 10), (79, 20)]
)
def test_four_round_steps_reach_the_largest_count(most: int, step: int) -> None:
    assert round_step(most) == step
    assert 4 * step >= most


def test_counts_that_are_all_zero_or_all_unknown_still_have_a_legend() -> None:
    assert [b.label for b in count_classes(pd.Series([0, 0], index=["A", "B"])).bands] == ["0"]
    unknown = count_classes(pd.Series([pd.NA], index=["A"], dtype="Int64"))
    assert [unknown.bands[place].label for place in unknown.band_of] == [NO_DATA]


def test_a_wait_on_a_limit_belongs_to_the_shorter_class() -> None:
    days = pd.Series([7.0, 7.5, 28.0, 29.0, 57.0], index=list("ABCDE"))
    assert day_classes(days, days.notna().astype(int)).band_of.tolist() == [0, 1, 2, 3, 4]


def test_nobody_waiting_is_not_no_data() -> None:
    classed = day_classes(pd.Series([np.nan, np.nan], index=["A", "B"]), pd.Series([0, 2], index=["A", "B"]))
    assert [classed.bands[place].label for place in classed.band_of] == [NOBODY, NO_DATA]


def test_tiers_keep_the_models_order_and_an_unknown_status_is_no_data() -> None:
    classed = tier_classes(pd.Series(["fine", "risk", "no_data", None], index=list("ABCD")), TIERS)
    assert [band.label for band in classed.bands] == ["Significant risk", "Meeting demand", NO_DATA]
    assert classed.band_of.tolist() == [1, 0, 2, 2]


def test_a_zone_is_rural_from_half_its_residents_and_never_where_it_is_unknown() -> None:
    assert is_rural(pd.Series([49.9, 50.0, np.nan])).tolist() == [False, True, False]


@pytest.mark.parametrize("fill", [*TIER_FILLS, *SEQUENCES[5], *SEQUENCES[1], GREY])
def test_every_fill_carries_text_at_seven_to_one_or_at_least_four_and_a_half(fill: str) -> None:
    assert contrast(fill, ink_on(fill)) >= 4.5


def test_neighbouring_tier_colours_differ_in_lightness() -> None:
    assert all(contrast(a, b) >= 1.25 for a, b in pairwise(TIER_FILLS))
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)


def test_the_legend_says_in_words_what_hatch_and_point_mean() -> None:
    classed = count_classes(pd.Series([1], index=["A"]))
    said = legend_html("People", classed, with_rural=True, with_bases=True)
    assert "Hatched: rural" in said
    assert "Provider&#x27;s base" in said
    assert "Hatched" not in legend_html("People", classed)


def test_every_map_of_zones_or_faults_follows_the_theme_of_the_page_by_the_same_script() -> None:
    for layer, title in [
        (ZoneLayer("{}", {}, title="Map: {{7*7}}"), "Map: &#123;&#123;7*7&#125;&#125;"),
        (FaultLayer("{}"), "Map: where boundaries are not as they should be"),
    ]:
        body = layer.body()
        assert body.startswith(script.following(title.replace("&#123;", "{").replace("&#125;", "}")))
        assert body.count("'cz-dark'") == 1
        assert f'"{title}"' in body
