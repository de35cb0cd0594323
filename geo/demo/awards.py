"""Which provider may work in which zone, and which does: interested, awarded, mobilised, delivering."""

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.demo.settlements import ZONES, anchor_m

DELIVERING: Final[dict[str, tuple[int, ...]]] = {
    "delivering": (5, 14, 2, 2, 10, 2, 12, 13, 2, 6, 2, 13, 5, 12),
    "joining": (2, 4, 0, 1, 3, 1, 4, 4, 1, 2, 1, 4, 2, 3),
    "leaving": (1, 3, 1, 1, 2, 1, 2, 3, 1, 1, 2, 3, 1, 2),
}
"""Providers with care in each zone on 5 September 2022, in the order of `ZONES` (invented, paragraphs 22-25:
few in the rural zones). Joining and leaving are the interim suppliers of paragraphs 16 and 17."""

REACH_M: Final[float] = 7000.0
"""Distance (metres) over which a provider's readiness to work somewhere falls to about a third (invented)."""

NOT_YET: Final[dict[str, tuple[int, ...]]] = {
    "delivering": (3, 6, 2, 3, 5, 3, 5, 6, 3, 4, 3, 6, 4, 6),
    "not_mobilised": (1, 2, 0, 1, 1, 0, 1, 2, 0, 1, 1, 1, 1, 2),
    "joining": (1, 2, 1, 1, 2, 1, 2, 2, 1, 1, 2, 2, 1, 2),
    "new": (5, 9, 3, 4, 7, 4, 8, 9, 4, 5, 5, 9, 5, 9),
}
"""Further providers awarded a zone but without care there on that day (invented)."""

INTERESTED: Final[dict[str, tuple[int, ...]]] = {
    "delivering": (4, 5, 3, 4, 4, 4, 4, 5, 4, 4, 5, 5, 4, 4),
    "new": (4, 5, 4, 4, 4, 5, 5, 5, 5, 4, 5, 5, 4, 5),
    "unsuccessful": (0, 2, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1),
}
"""Further providers that named a zone in their bid and were not awarded it (paragraph 21; invented)."""

MOBILISED_NEW_ZONES: Final[frozenset[str]] = frozenset(
    {"Loughborough", "Hinckley", "Coalville", "Syston", "Blaby", "Wigston"}
)
"""Zones where some new providers have mobilised, ready for 1 November 2022 (paragraph 15)."""

Pair = tuple[int, int]


def group_rows(providers: pd.DataFrame, group: str) -> NDArray[np.int64]:
    """Row numbers of a group; `leaving` are the two groups that do not join the framework."""
    names = ("no_bid", "unsuccessful") if group == "leaving" else (group,)
    return np.flatnonzero(providers["group"].isin(names))


def nearness(providers: pd.DataFrame) -> NDArray[np.float64]:
    """Readiness of each provider (row) to work in each zone (column): exp(-distance / `REACH_M`)."""
    anchors = np.array([anchor_m(zone) for zone in ZONES])
    east = providers["easting"].to_numpy(float)[:, None] - anchors[None, :, 0]
    north = providers["northing"].to_numpy(float)[:, None] - anchors[None, :, 1]
    return np.asarray(np.exp(-np.hypot(east, north) / REACH_M))


def _choose(rows: NDArray[np.int64], wanted: tuple[int, ...], near: NDArray[np.float64], taken: set[Pair],
            rng: np.random.Generator) -> list[Pair]:  # fmt: skip
    """Pairs of provider and zone, `wanted` of them in each zone, near ones first, none taken already.

    Zones with few places choose first; a provider that has zones already is less likely to get more.
    """
    pairs: list[Pair] = []
    load = dict.fromkeys(rows.tolist(), 0)
    for zone in sorted(range(len(wanted)), key=lambda z: (wanted[z], z)):
        free = [r for r in rows.tolist() if (r, zone) not in taken]
        weight = np.array([near[r, zone] / (1 + load[r]) ** 1.5 for r in free]) + 1e-9
        count = min(wanted[zone], len(free))
        chosen = rng.choice(free, count, replace=False, p=weight / weight.sum()).tolist()
        pairs += [(r, zone) for r in chosen]
        for r in chosen:
            load[r] += 1
    return pairs


def _give_all_a_zone(rows: NDArray[np.int64], pairs: list[Pair], near: NDArray[np.float64]) -> list[Pair]:
    """The same number of pairs in each zone, with no provider left without one: the busiest give way."""
    pairs = list(pairs)
    for r in rows.tolist():
        counts = {q: sum(1 for p, _ in pairs if p == q) for q in rows.tolist()}
        if counts[r]:
            continue
        spare = [pair for pair in pairs if counts[pair[0]] > 1]
        given = max(spare, key=lambda pair: (near[r, pair[1]] * counts[pair[0]], -pair[0], -pair[1]))
        pairs[pairs.index(given)] = (r, given[1])
    return pairs


def make_links(providers: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Every tie between a provider and a zone: provider (row), zone (place), group, tie.

    `tie` is delivering, awarded or interested; a delivering provider is also awarded.
    """
    rng = np.random.default_rng([seed, 8])
    near = nearness(providers)
    taken: set[Pair] = set()
    rows: list[tuple[int, int, str, str]] = []
    for tie, plan in (("delivering", DELIVERING), ("awarded", NOT_YET), ("interested", INTERESTED)):
        for group, wanted in plan.items():
            members = group_rows(providers, group)
            pairs = _choose(members, wanted, near, taken, rng)
            if tie == "delivering" or group in ("new", "not_mobilised", "unsuccessful"):
                pairs = _give_all_a_zone(members, pairs, near)
            taken.update(pairs)
            rows += [(r, zone, group, tie) for r, zone in pairs]
    return pd.DataFrame(rows, columns=["provider", "zone", "group", "tie"]).sort_values(
        ["provider", "zone"], ignore_index=True
    )


def _chance_mobilised(tie: str, group: str, *, in_town: bool) -> float:
    """Chance that a framework place without framework care so far has been mobilised (invented)."""
    if tie == "delivering":
        return 0.6
    if tie == "awarded" and group == "delivering":
        return 0.35
    return 0.3 if tie == "awarded" and group == "new" and in_town else 0.0


def _award_rows(link: pd.Series, rng: np.random.Generator) -> list[dict[str, str]]:
    """One or two rows of table `awards` for a link (dates as ISO text)."""
    group, tie = link["group"], link["tie"]
    first_round = group in ("delivering", "not_mobilised")
    blank = {"interested_on": "", "awarded_on": "", "mobilised_on": "", "ended_on": ""}
    rows: list[dict[str, str]] = []
    if tie == "delivering" and group in ("joining", "leaving"):
        dates = {"awarded_on": "2021-10-26", "mobilised_on": "2021-11-01", "ended_on": "2022-10-31"}
        rows.append({"role": "interim", **blank, **dates})
    if group == "leaving":
        return rows
    dates = {"interested_on": "2021-06-30" if first_round else "2022-03-03"}
    if tie != "interested":
        dates["awarded_on"] = "2021-10-26" if first_round else "2022-06-17"
    late = str(np.datetime64("2021-11-01" if first_round else "2022-06-20") + int(rng.integers(1, 70)))
    in_town = ZONES[int(link["zone"])].name in MOBILISED_NEW_ZONES
    if tie == "delivering" and group == "delivering":
        dates["mobilised_on"] = "2021-11-01" if rng.random() < 0.8 else late
    elif rng.random() < _chance_mobilised(tie, group, in_town=in_town):
        dates["mobilised_on"] = late
    rows.append({"role": "framework", **blank, **dates})
    return rows


def make_awards(providers: pd.DataFrame, links: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Table `awards`. A row without awarded_on is an interest that was not awarded."""
    rng = np.random.default_rng([seed, 9])
    rows = []
    for _, link in links.iterrows():
        zone = ZONES[int(link["zone"])]
        rate = round((zone.rate_gbp + float(rng.normal(0, 0.55))) / 0.05) * 0.05
        for row in _award_rows(link, rng):
            number = int(link["provider"])
            code = f"HC{int(link['zone']) + 1:02d}"
            price = "" if row["awarded_on"] == "" else f"{rate:.2f}"
            provider = providers["provider_id"][number]
            rows.append({"provider_id": provider, "zone_code": code, **row, "hourly_rate_gbp": price})
    return pd.DataFrame(rows)
