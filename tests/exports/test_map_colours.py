"""Maps keep their meaning in a grey print and to eyes that see colours otherwise."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from map_releases import HIDDEN, UNKNOWN, council, full, off_framework, receiving, status, waiting
from numpy.typing import NDArray

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

# Matrices of linear light by which a dichromat's sight is simulated (Machado, Oliveira and Fernandes 2009, severity 1).
SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def lightness(fill: str) -> float:
    """L* of CIELAB, 0 (black) to 100 (white)."""
    return 116 * luminance(fill) ** (1 / 3) - 16


def lab(fill: str, sight: str) -> NDArray[np.float64]:
    """CIELAB of a fill as an eye sees it."""
    parts = np.array([int(fill[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(SIGHT[sight] @ linear, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(np.maximum(to_xyz @ seen / (0.95047, 1.0, 1.08883), 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


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
    distances = [float(np.linalg.norm(lab(a.fill, sight) - lab(b.fill, sight))) for a, b in combinations(bands, 2)]
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
