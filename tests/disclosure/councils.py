"""Made-up councils and what they would release: counts by zone and band, rounded, hidden and protected."""

import numpy as np

from geo.disclosure.secondary import Protected, protect
from geo.disclosure.system import HIDDEN, AtMost, Key, Shown, Sum, System

BANDS = ("up_to_7_days", "over_7_to_14_days", "over_14_to_28_days", "over_28_to_56_days", "over_56_days")


def exact(count: int) -> Shown:
    return Shown(count, count, is_hidden=False)


def rounded(count: int) -> Shown:
    """What `0`, `[c]` or a count to the nearest 5 says."""
    if count == 0:
        return exact(0)
    if count <= 7:
        return HIDDEN
    near = (count + 2) // 5 * 5
    return Shown(max(near - 2, 8), near + 2, is_hidden=False)


def table(week: str, measure: str, counts: np.ndarray) -> tuple[dict[Key, int], list[Sum]]:
    """Counts by zone and band with both margins, as true counts and sums."""
    zones = [f"Z{at:02d}" for at in range(len(counts))]
    bands = list(BANDS[: counts.shape[1]])
    with_margins = np.vstack([counts, counts.sum(axis=0)])
    true: dict[Key, int] = {}
    for area, row in zip([*zones, "all"], with_margins, strict=True):
        true |= {(week, measure, area, band): int(n) for band, n in zip(bands, row, strict=True)}
        true[week, measure, area] = int(row.sum())
    sums = [Sum((week, measure, a), tuple((week, measure, a, b) for b in bands)) for a in [*zones, "all"]]
    sums += [Sum((week, measure, "all", b), tuple((week, measure, z, b) for z in zones)) for b in bands]
    return true, [*sums, Sum((week, measure, "all"), tuple((week, measure, z) for z in zones))]


def by_zone(week: str, measure: str, counts: np.ndarray) -> tuple[dict[Key, int], list[Sum]]:
    """Counts by zone with their total."""
    true = {(week, measure, f"Z{at:02d}"): int(n) for at, n in enumerate(counts)}
    return true | {(week, measure, "all"): int(sum(counts))}, [Sum((week, measure, "all"), tuple(true))]


def published(*parts: tuple[dict[Key, int], list[Sum]]) -> System:
    """The system of some tables, small counts hidden and the rest rounded; no partners yet."""
    true = {key: count for counts, _ in parts for key, count in counts.items()}
    return System(true, {key: rounded(n) for key, n in true.items()}, tuple(s for _, sums in parts for s in sums))


def safe(*parts: tuple[dict[Key, int], list[Sum]]) -> Protected:
    """The same with partners hidden."""
    return protect(published(*parts))


def waited(earlier: System, later: System) -> list[AtMost]:
    """Of two weeks four weeks apart: who waits over 28 days now waited then."""
    return [
        AtMost((*key[:2], key[2], band), other[:3])
        for key in later.keys
        if len(key) == 3
        for other in earlier.keys
        if other[1:] == key[1:]
        for band in BANDS[3:]
        if (*key, band) in later.shown
    ]


def a_year(zones: int, weeks: int, awaiting: float, receiving: float, seed: int = 1) -> list[System]:
    """Releases of weeks in a row in which people come and go."""
    draw = np.random.default_rng(seed)
    size = draw.gamma(2.0, 0.5, zones)
    waits = draw.poisson(np.outer(size, [1.0, 0.8, 0.9, 1.0, 0.7]) * awaiting / zones / 4.4)
    care = draw.poisson(size * receiving / zones)
    found = []
    for week in range(weeks):
        name = f"2026-W{week + 1:02d}@a"
        found.append(safe(table(name, "awaiting", waits), by_zone(name, "receiving", care)).system)
        moved = draw.poisson(np.outer(size, [1.0, 0.8, 0.9, 1.0, 0.7]) * awaiting / zones / 4.4)
        waits = np.where(draw.random(waits.shape) < 0.4, moved, waits)
        care = np.maximum(care + draw.integers(-3, 4, zones), 0)
    return found
