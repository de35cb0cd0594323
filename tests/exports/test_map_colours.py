"""Maps keep their meaning in a grey print and to eyes that see colours otherwise."""

from itertools import combinations, pairwise

import pytest
from map_releases import HIDDEN, UNKNOWN, council, full, off_framework, receiving, status, waiting
from seen_colours import SIGHT, distance, lightness

from geo.colours import contrast, luminance
from geo.exports.bands import COVERED, OFF_FRAMEWORK, PROVIDERS, WAITS, tier_fills
from geo.exports.page import MARKED, MapBand
from geo.exports.pages import map_pages

SEQUENCES = {
    "providers": PROVIDERS.bands(),
    "waits": WAITS.bands(),
    "coverage": COVERED.bands(),
    "off_framework": OFF_FRAMEWORK.bands(),
}
CHANGES = {
    found.key_title: found.bands[:3]
    for found in (
        map_pages(council(waiting(15, 10, 10, 5)), council(waiting(10, 10, 15, 5), week="2022-W30"))[-1],
        map_pages(council(receiving(15, 10, 10, 5)), council(receiving(10, 10, 15, 5), week="2022-W30"))[-1],
    )
}
TIERS = map_pages(full())[0].bands[:4]
LEAST_STEP = 9.0
"""Steps of lightness that two classes are apart in grey (L* of CIELAB; an eye tells one or two apart side by side)."""


@pytest.mark.parametrize("bands", [*SEQUENCES.values(), TIERS], ids=[*SEQUENCES, "tiers"])
def test_classes_in_order_are_in_order_of_lightness_in_a_grey_print(bands: tuple[MapBand, ...]) -> None:
    steps = [lightness(b.fill) - lightness(a.fill) for a, b in pairwise(bands)]
    assert min(map(abs, steps)) >= LEAST_STEP
    assert all(step > 0 for step in steps) or all(step < 0 for step in steps)


@pytest.mark.parametrize("bands", [*CHANGES.values(), TIERS], ids=[*CHANGES, "tiers"])
def test_any_two_classes_differ_in_grey(bands: tuple[MapBand, ...]) -> None:
    assert all(abs(lightness(a.fill) - lightness(b.fill)) >= LEAST_STEP for a, b in combinations(bands, 2))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("bands", [*SEQUENCES.values(), *CHANGES.values(), TIERS], ids=[*SEQUENCES, *CHANGES, "tiers"])
def test_any_two_classes_differ_to_every_eye(bands: tuple[MapBand, ...], sight: str) -> None:
    distances = [distance(a.fill, b.fill, sight) for a, b in combinations(bands, 2)]
    assert min(distances) >= 10


@pytest.mark.parametrize("bands", [*SEQUENCES.values(), *CHANGES.values(), TIERS])
def test_text_on_every_fill_can_be_read(bands: tuple[MapBand, ...]) -> None:
    assert all(contrast(band.fill, band.ink) >= 4.5 for band in bands)


def test_neighbours_in_the_key_differ_in_contrast() -> None:
    for bands in (*SEQUENCES.values(), TIERS):
        assert all(contrast(a.fill, b.fill) >= 1.25 for a, b in pairwise(bands))


def test_areas_without_a_value_never_look_like_those_with_one() -> None:
    found = map_pages(council(off_framework(12, HIDDEN, UNKNOWN, 60)))[-1]
    assert all(bool(band.pattern) == band.label.startswith("[") for band in found.bands)
    assert len({(band.fill, band.pattern) for band in MARKED.values()}) == 3


@pytest.mark.parametrize("tiers", range(1, 6))
def test_a_model_may_have_any_number_of_tiers(tiers: int) -> None:
    fills = tier_fills(tiers)
    assert len(set(fills)) == tiers
    assert sorted(fills, key=luminance) == list(fills)


def test_a_colour_never_stands_alone() -> None:
    for found in map_pages(full(), full(week="2022-W30")):
        assert all(area.text for area in found.areas)
        assert len({band.label for band in found.bands}) == len(found.bands)


def test_every_tier_has_its_name_in_the_key_whether_or_not_a_zone_is_in_it() -> None:
    assert [band.label for band in map_pages(council(status("met", "met", "met", "met")))[0].bands] == [
        "Significant risk",
        "Support to mobilise",
        "Monitor closely",
        "Meeting demand",
    ]
