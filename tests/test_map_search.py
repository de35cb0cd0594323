"""Search on a map: postcodes, halves of them and names, from two squares; what is unknown is told with what to try."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.join import ZoneIndex
from geo.locate import directory
from geo.maps.gazetteer import Found, Gazetteer, Lost
from geo.maps.search import search
from geo.schemas import METRES_CRS

WEST, EAST, OUTSIDE = (455_000, 305_000), (465_000, 305_000), (475_000, 305_000)


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    """Zones West and East, each 10 km wide; LE13 in both and outside, LE1 in West alone."""
    squares = [shapely.box(450_000, 300_000, 460_000, 310_000), shapely.box(460_000, 300_000, 470_000, 310_000)]
    index = pd.Index(["Z1", "Z2"], name="zone_code")
    zones = gpd.GeoDataFrame({"zone_name": ["West Vale", "East Vale"]}, geometry=squares, index=index, crs=METRES_CRS)
    points = {"LE131AA": EAST, "LE131AB": EAST, "LE132AA": WEST, "LE139ZZ": OUTSIDE, "LE11AA": WEST, "LE11AB": WEST}
    points |= {"LE21AA": WEST, "LE21AB": OUTSIDE}
    rows = [(code, *at, code == "LE132AA") for code, at in points.items()] + [("BT11AA", None, None, False)]
    codes = directory(pd.DataFrame(rows, columns=["postcode", "easting", "northing", "is_terminated"]))
    towns = [
        ("Ashby", "town", *WEST, "Z1"), ("Ashfield", "town", *EAST, "Z2"), ("Ashby Hospital", "hospital", *WEST, "Z1"),
        ("Leicester", "town", *OUTSIDE, "outside"), ("Nowhere", "town", None, None, "unlocated"),
    ]  # fmt: skip
    columns = ["name", "kind", "easting", "northing", "zone_code"]
    landmarks = pd.DataFrame(towns, columns=columns).dropna(subset=["easting"])
    return Gazetteer(zones, ZoneIndex.of(zones), codes, landmarks, "zone")


def found(places: Gazetteer, words: str) -> Found:
    answer = search(places, words)
    assert isinstance(answer, Found), answer
    return answer


def lost(places: Gazetteer, words: str) -> str:
    answer = search(places, words)
    assert isinstance(answer, Lost), answer
    return answer.sentence


@pytest.mark.parametrize("words", ["LE13 1AB", "le131ab", " le 13 1ab ", "LE13-1AB", "LE13\u00a01AB"])
def test_a_postcode_is_found_in_any_case_and_spacing(places: Gazetteer, words: str) -> None:
    answer = found(places, words)
    assert (answer.name, answer.sentence, answer.zones) == ("LE13 1AB", "LE13 1AB lies in East Vale.", ("Z2",))
    assert answer.is_point
    west, south, east, north = answer.box
    assert (west, south) == (east, north)
    assert west == pytest.approx(-1.037, abs=0.01)
    assert south == pytest.approx(52.64, abs=0.01)


def test_a_letter_taken_for_a_digit_is_told(places: Gazetteer) -> None:
    assert found(places, "LEI3 1AB").sentence == "LEI3 1AB was read as LE13 1AB, which lies in East Vale."


def test_a_postcode_out_of_use_and_one_outside_say_so(places: Gazetteer) -> None:
    assert found(places, "LE13 2AA").sentence == "LE13 2AA lies in West Vale. It is no longer in use."
    answer = found(places, "LE13 9ZZ")
    assert answer.sentence == "LE13 9ZZ lies outside every zone."
    assert answer.zones == ()


@pytest.mark.parametrize("words", ["LE13 7ZZ", "BT1 1AA"])
def test_an_unknown_postcode_is_told_with_its_first_half_to_try(places: Gazetteer, words: str) -> None:
    said = lost(places, words)
    assert said.startswith(f"{words} is not in the postcode directory")
    assert f"first half, {words.split(maxsplit=1)[0]}." in said


def test_the_first_half_of_a_postcode_is_all_its_postcodes_and_no_longer_ones(places: Gazetteer) -> None:
    answer = found(places, "le13")
    assert answer.sentence == (
        "LE13 lies in East Vale (2 postcodes), West Vale (1 postcode) and outside every zone (1 postcode)."
    )
    assert answer.zones == ("Z2", "Z1")
    assert not answer.is_point
    assert found(places, "LE1").sentence == "All postcodes of LE1 lie in West Vale."
    assert found(places, "LE2").sentence == "LE2 lies in West Vale (1 postcode) and outside every zone (1 postcode)."
    assert found(places, "LE13 9").sentence == "LE13 9 lies outside every zone."


def test_the_first_half_of_a_postcode_without_a_point_is_not_there(places: Gazetteer) -> None:
    assert lost(places, "BT1").startswith("No postcode of the directory begins with BT1. ")


def test_a_sector_is_told_from_a_district_by_its_space(places: Gazetteer) -> None:
    assert found(places, "LE13 1").sentence == "All postcodes of LE13 1 lie in East Vale."
    assert found(places, "LE131").name == "LE13 1"
    assert found(places, "LE1 1").sentence == "All postcodes of LE1 1 lie in West Vale."
    assert "begins with LE1 3" in lost(places, "LE1 3")


def test_a_zone_is_found_by_code_by_name_and_by_the_beginning_of_its_name(places: Gazetteer) -> None:
    for words in ("z1", "west vale", "Wes"):
        answer = found(places, words)
        assert (answer.sentence, answer.zones) == ("West Vale (Z1) is one of the zones.", ("Z1",))
        assert not answer.is_point


@pytest.mark.parametrize(("area", "areas"), [("area", "areas"), ("hub", "hubs"), ("locality", "localities")])
def test_an_answer_reads_well_whatever_an_area_is_called(places: Gazetteer, area: str, areas: str) -> None:
    named = replace(places, area=area)
    assert found(named, "z1").sentence == f"West Vale (Z1) is one of the {areas}."
    assert f"the name of one of the {areas}" in lost(named, "Nowhere")


def test_towns_and_hospitals_are_found_with_their_zone(places: Gazetteer) -> None:
    assert found(places, "ashby").sentence == "Ashby (town) lies in West Vale."
    assert found(places, "ASHBY H").sentence == "Ashby Hospital (hospital) lies in West Vale."
    assert found(places, "Leicester").sentence == "Leicester (town) lies outside every zone."


def test_several_names_that_begin_so_are_listed(places: Gazetteer) -> None:
    assert lost(places, "ash") == ("Several places begin so: Ashby, Ashfield and Ashby Hospital. Write the whole name.")


def test_a_name_that_is_not_there_is_told_with_what_is_near_and_what_to_try(places: Gazetteer) -> None:
    assert lost(places, "Liecester") == (
        "No place here is called Liecester. Did you mean Leicester? Try a full postcode, its first half such as BT1, "
        "or the name of one of the zones, a town or a hospital."
    )
    assert "called Nowhere." in lost(places, "Nowhere")
    assert "Did you mean West Vale?" in lost(places, "West Vail")
    assert "Did you mean" not in lost(places, "Zzzz")


def test_a_name_that_is_made_like_a_postcode_but_has_no_digit_is_a_name(places: Gazetteer) -> None:
    assert "called Cosby." in lost(places, "Cosby")


def test_of_one_name_the_zone_counts_before_the_town_and_the_town_before_the_hospital(places: Gazetteer) -> None:
    rows = [("Oadby", "hospital", *EAST, "Z2"), ("Oadby", "town", *WEST, "Z1"), ("East Vale", "town", *WEST, "Z1")]
    landmarks = pd.DataFrame(rows, columns=places.landmarks.columns)
    same = Gazetteer(places.zones, places.index, places.postcodes, landmarks, "zone")
    assert found(same, "Oadby").sentence == "Oadby (town) lies in West Vale."
    assert found(same, "East Vale").sentence == "East Vale (Z2) is one of the zones."


def test_of_many_places_the_first_are_named_and_the_others_counted() -> None:
    names = [f"Area {number}" for number in range(1, 8)]
    squares = [shapely.box(450_000 + at * 1000, 300_000, 451_000 + at * 1000, 301_000) for at in range(7)]
    index = pd.Index([f"A{number}" for number in range(1, 8)], name="zone_code")
    zones = gpd.GeoDataFrame({"zone_name": names}, geometry=squares, index=index, crs=METRES_CRS)
    rows = [(f"LE1{at}AA", 450_500 + at * 1000, 300_500, False) for at in range(7)]
    codes = directory(pd.DataFrame(rows, columns=["postcode", "easting", "northing", "is_terminated"]))
    landmarks = pd.DataFrame([], columns=["name", "kind", "easting", "northing", "zone_code"])
    many = Gazetteer(zones, ZoneIndex.of(zones), codes, landmarks, "ward")
    assert lost(many, "area").startswith("Several places begin so: Area 1, Area 2, Area 3, Area 4 and 3 more. ")
    said = found(many, "LE1").sentence
    assert said.count("(1 postcode)") == 4
    assert said.endswith(" and 3 more.")
    assert lost(many, "Nowhere").endswith("or the name of one of the wards.")


def test_no_words_are_no_question(places: Gazetteer) -> None:
    assert search(places, " \u200b ") is None


def test_without_a_directory_postcodes_cannot_be_found_and_names_can(places: Gazetteer) -> None:
    without = Gazetteer(places.zones, places.index, None, places.landmarks, "lot")
    assert "no postcode directory" in lost(without, "LE13 1AB")
    assert "the name of one of the lots or of a town" in lost(without, "LE13")
    assert "called Nowhere. Try the name of one of the lots, a town or a hospital." in lost(without, "Nowhere")
    assert found(without, "Ashby").zones == ("Z1",)
    none = directory(pd.DataFrame([], columns=["postcode", "easting", "northing", "is_terminated"]))
    assert "no postcode directory" in lost(Gazetteer(places.zones, places.index, none, places.landmarks, "lot"), "LE13")


def test_the_words_of_an_answer_are_no_longer_than_a_name(places: Gazetteer) -> None:
    assert len(lost(places, "a" * 10_000)) < 300


def test_a_name_without_ink_is_cleaned_and_a_place_has_at_most_five_decimals(places: Gazetteer) -> None:
    zones = places.zones.assign(zone_name=["West\u202eVale", "East Vale"])
    odd = Gazetteer(zones, places.index, places.postcodes, places.landmarks, "zone")
    answer = found(odd, "Z1")
    assert answer.sentence == "West Vale (Z1) is one of the zones."
    assert all(edge == round(edge, 5) for edge in answer.box)


def test_a_line_from_south_to_north_is_no_point() -> None:
    assert not Found("x", "x.", (1.0, 2.0, 1.0, 3.0)).is_point


@pytest.mark.parametrize("words", ["<b>x</b>", "{{7*7}}", "a" * 10_000, "💥", "0", "QU", "%", "\\", "NFA"])
def test_any_words_get_an_answer(places: Gazetteer, words: str) -> None:
    assert isinstance(search(places, words), Lost)
