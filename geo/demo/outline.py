"""The county's outline and the city's, typed by hand to the kilometre and roughened to look natural.

Nothing here is derived from a published boundary: the corners were read off a map to the nearest kilometre
and the detail between them is invented.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

COUNTY_KM: Final[tuple[tuple[int, int], ...]] = (
    (454, 278), (453, 280), (452, 282), (450, 284), (449, 287), (447, 289), (445, 290), (443, 292),
    (441, 293), (439, 294), (437, 295), (434, 296), (432, 297), (432, 299), (430, 300), (430, 302),
    (429, 304), (431, 305), (431, 307), (430, 308), (428, 310), (427, 312), (429, 313), (430, 313),
    (431, 315), (430, 316), (430, 318), (431, 318), (433, 319), (434, 318), (436, 319), (437, 320),
    (436, 321), (438, 322), (438, 323), (440, 323), (440, 325), (441, 327), (442, 328), (444, 329),
    (444, 330), (446, 330), (447, 331), (449, 331), (449, 329), (450, 327), (449, 325), (450, 324),
    (452, 322), (454, 322), (455, 323), (457, 323), (459, 324), (460, 325), (462, 326), (463, 324),
    (465, 325), (467, 325), (469, 326), (470, 328), (472, 329), (472, 332), (474, 333), (476, 334),
    (477, 336), (478, 338), (479, 340), (480, 341), (481, 343), (482, 343), (482, 341), (484, 340),
    (483, 338), (483, 336), (482, 335), (483, 333), (485, 332), (486, 330), (488, 327), (489, 325),
    (490, 322), (490, 319), (488, 318), (486, 317), (484, 316), (483, 317), (481, 316), (480, 314),
    (482, 313), (482, 310), (481, 308), (480, 306), (481, 304), (480, 301), (482, 300), (484, 299),
    (485, 296), (487, 294), (487, 292), (485, 291), (483, 292), (481, 291), (479, 292), (477, 293),
    (476, 291), (475, 288), (476, 287), (475, 285), (473, 286), (470, 286), (468, 286), (466, 286),
    (465, 285), (466, 283), (465, 281), (463, 282), (460, 281), (459, 279), (457, 278), (456, 277),
)  # fmt: skip
"""Corners of the county (British National Grid, km), clockwise from the south. Read off a map by eye."""

CITY_KM: Final[tuple[tuple[int, int], ...]] = (
    (453, 304), (455, 303), (457, 302), (456, 300), (458, 299), (460, 300), (461, 301), (461, 302),
    (463, 302), (464, 303), (464, 305), (464, 307), (463, 308), (461, 309), (459, 308), (458, 309),
    (457, 310), (456, 309), (455, 308), (455, 306),
)  # fmt: skip
"""Corners of the city of Leicester (British National Grid, km): another authority, cut out of the county."""

SHORTEST_EDGE_M: Final[float] = 160.0
"""Edges are not divided below this length (metres): about the detail of a generalised ward boundary."""

ROUGHNESS: Final[float] = 0.17
"""Largest sideways move of a midpoint, as a share of its edge. Above 0.25 an outline can cross itself."""


def divide_edge(
    start: Sequence[float] | NDArray[np.float64],
    end: Sequence[float] | NDArray[np.float64],
    rng: np.random.Generator,
    *,
    roughness: float = ROUGHNESS,
) -> list[tuple[float, float]]:
    """Points of a natural-looking line from `start` up to, not including, `end` (metres).

    Midpoint displacement: the midpoint moves sideways by up to `roughness` times the length and along by
    up to a tenth of it, and both halves are divided again until they are shorter than `SHORTEST_EDGE_M`.
    """
    a, b = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
    along = b - a
    if float(np.hypot(*along)) < SHORTEST_EDGE_M:
        return [(float(a[0]), float(a[1]))]
    across = np.array([-along[1], along[0]])
    middle = (a + b) / 2 + across * rng.uniform(-roughness, roughness) + along * rng.uniform(-0.1, 0.1)
    halves = ((a, middle), (middle, b))
    return [point for one, two in halves for point in divide_edge(one, two, rng, roughness=roughness)]


def roughen(corners_km: Sequence[tuple[int, int]], rng: np.random.Generator) -> NDArray[np.float64]:
    """Ring of points (whole metres, shape n x 2) through the corners, with natural detail between them.

    Corners move by up to 250 m first, so that no corner stands on a kilometre line.
    """
    corners = np.array(corners_km, dtype=float) * 1000 + rng.uniform(-250, 250, (len(corners_km), 2))
    ring: list[tuple[float, float]] = []
    for start, end in zip(corners.tolist(), np.roll(corners, -1, axis=0).tolist(), strict=True):
        ring.extend(divide_edge(start, end, rng))
    return np.round(np.array(ring))


def county_polygon(
    seed: int, shell_km: Sequence[tuple[int, int]] = COUNTY_KM, hole_km: Sequence[tuple[int, int]] = CITY_KM
) -> Polygon:
    """County without the city (British National Grid, metres)."""
    rng = np.random.default_rng([seed, 1])
    county = Polygon(roughen(shell_km, rng), [roughen(hole_km, rng)])
    if not county.is_valid:
        raise ValueError("the roughened outline crosses itself: lower ROUGHNESS or choose another seed")
    return county
