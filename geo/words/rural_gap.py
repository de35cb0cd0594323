"""Who lives rurally, and how much worse off they are, in words and tables."""

from typing import Final

import pandas as pd

from geo.metrics.rural_compared import (
    HOURS_PER_100,
    PROVIDER_MINUTES,
    UNDELIVERED_PCT,
    WAIT_DAYS,
    rural_compared,
    undelivered_by_zone,
)
from geo.metrics.rural_gap import FEWEST_EACH
from geo.metrics.rurality import SPARSE_PER_KM2
from geo.reach import LIMIT_MINUTES, RULE_PROVIDERS, Reach
from geo.text import counted, number
from geo.words.numbers import NO_DATA
from geo.words.rural import RURAL_SHARE_PCT
from geo.words.text import clean_text

GAP_HEADINGS: Final = {
    WAIT_DAYS: "Open wait so far (days, median)",
    HOURS_PER_100: "Hours awaiting for every 100 delivered",
    PROVIDER_MINUTES: "Minutes to the second provider (median small area)",
    UNDELIVERED_PCT: "Hours commissioned and not delivered (%, median zone)",
}
"""What is compared between rural and urban."""

_SAID: Final = {
    WAIT_DAYS: ("People in rural areas have waited", "longer", "less long", "day", "person", "people"),
    HOURS_PER_100: ("For every 100 hours delivered, rural areas await", "more", "less", "hour", "wait", "waits"),
    PROVIDER_MINUTES: ("For rural areas a second provider is", "farther", "nearer", "minute", "area", "areas"),
    UNDELIVERED_PCT: ("Rural zones go without", "more", "less", "percentage point", "zone", "zones"),
}  # fmt: skip
"""How a gap is said: subject, more, less, unit, and one and many of what is counted."""

_SHARE_HEADINGS: Final = {
    "rural_population_pct": "Residents (%)",
    "rural_65_plus_pct": "Residents 65+ (%)",
    "rural_85_plus_pct": "Residents 85+ (%)",
    "rural_packages_pct": "Packages (%)",
    "rural_waiting_pct": "People waiting (%)",
}

_BASES: Final = {
    "classification": "Rural as the official classification of small areas has it.",
    "density": f"No classification is given: rural here means fewer than {SPARSE_PER_KM2:.0f} residents to a square "
    "kilometre, which calls parks and estates of workplaces rural too.",
    "unknown": "It is not known which small areas are rural.",
}

GAP_NOTES: Final = (
    "Rural or urban is decided by the small area a person lives in, never by the zone.",
    (
        "The difference of waits, minutes and hours not delivered is the median of all differences of a rural and "
        "an urban one (Hodges and Lehmann), so that a few very long waits do not move it; its 95 % interval comes "
        "from ranks. It need not be the difference of the two medians."
    ),
    (
        "Hours awaiting for every 100 delivered: 100 x hours awaiting / hours delivered, rural minus urban, with a "
        "95 % interval that takes waits as arriving independently."
    ),
    "Where the interval holds 0 there is no clear difference.",
    f"No data where either side has fewer than {FEWEST_EACH}: the figure would say who they are rather than how it is.",
    "Over 60 minutes counts as 60.",
)


def gaps_of(reach: Reach, performance: pd.DataFrame | None, rural_population_pct: pd.Series) -> pd.DataFrame:
    """Every gap between rural and urban that can be told.

    Args:
        reach: Minutes to providers.
        performance: Hours commissioned and delivered by provider, zone and period; None where not recorded.
        rural_population_pct: Share of residents in rural areas by zone (%).

    Returns:
        As `metrics.rural_compared.rural_compared`.
    """
    is_rural_zone = rural_population_pct.ge(RURAL_SHARE_PCT).astype("boolean").mask(rural_population_pct.isna())
    if reach.areas is None:
        places = pd.DataFrame({"is_rural": pd.array([], dtype="boolean"), "minutes": pd.Series(dtype="float64")})
    else:
        minutes = reach.areas[RULE_PROVIDERS].clip(upper=LIMIT_MINUTES)
        places = pd.DataFrame({"is_rural": reach.areas["is_rural"], "minutes": minutes})
    undelivered = undelivered_by_zone(performance, rural_population_pct.index)
    return rural_compared(reach.waiting, reach.packages, places, undelivered, is_rural_zone)


def gap_sentences(compared: pd.DataFrame) -> list[str]:
    """What rural and urban people have, a sentence for each gap.

    Args:
        compared: From `metrics.rural_compared.rural_compared`.
    """
    return [_gap_sentence(str(name), gap) for name, gap in compared.iterrows()]


def gap_table(compared: pd.DataFrame) -> pd.DataFrame:
    """The gaps as text: rural, urban, the difference with its interval, and of how many."""
    shown = {
        "Rural": compared["rural"].map(_figure),
        "Urban": compared["urban"].map(_figure),
        "Difference": compared["difference"].map(_figure),
        "95 % interval": [_interval(gap) for _, gap in compared.iterrows()],
        "Rural (n)": compared["rural_rows"].map(number),
        "Urban (n)": compared["urban_rows"].map(number),
    }
    index = pd.Index([GAP_HEADINGS[name] for name in compared.index], name="Rural and urban")
    return pd.DataFrame(shown, index=compared.index).set_index(index)


def rural_basis(shares: pd.DataFrame) -> str:
    """What rural means in the shares of `metrics.rurality.rural_shares`."""
    return _BASES[shares.attrs["basis"]]


def shares_table(shares: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Shares of residents, packages and people waiting in rural areas, by zone, as text."""
    shown = shares.rename(columns=_SHARE_HEADINGS).map(_figure)
    return shown.set_index(pd.Index(names.reindex(shares.index).map(clean_text), name="Zone"))


def _gap_sentence(name: str, gap: pd.Series) -> str:
    """One gap in words."""
    subject, more, less, unit, one, many = _SAID[name]
    rows = f"{number(gap['rural_rows'])} rural and {counted(int(gap['urban_rows']), f'urban {one}', f'urban {many}')}"
    if gap["rural_rows"] + gap["urban_rows"] == 0:
        return f"{GAP_HEADINGS[name]}: {NO_DATA}; it is not given, or nothing is known to be rural or urban."
    if pd.isna(gap["difference"]):
        return f"{GAP_HEADINGS[name]}: {NO_DATA}. Each side needs {FEWEST_EACH}; there are {rows}."
    size = f"{_figure(abs(gap['difference']))} {unit}{'' if _figure(abs(gap['difference'])) == '1' else 's'}"
    beside = f"(95 % interval {_interval(gap)}; {rows})"
    if gap["low"] <= 0.0 <= gap["high"]:
        return f"{GAP_HEADINGS[name]}: no clear difference; rural minus urban {_figure(gap['difference'])} {beside}."
    if name in (HOURS_PER_100, UNDELIVERED_PCT):
        return f"{subject} {size} {more if gap['difference'] > 0 else less} than urban ones {beside}."
    return f"{subject} {more if gap['difference'] > 0 else less}, typically by {size} {beside}."


def _interval(gap: pd.Series) -> str:
    """`-4 to 8`."""
    return NO_DATA if pd.isna(gap["low"]) else f"{_figure(gap['low'])} to {_figure(gap['high'])}"


def _figure(value: float) -> str:
    """A number with at most one decimal, or no data; nothing so small that it rounds to 0 has a sign."""
    return NO_DATA if pd.isna(value) else number(round(float(value), 1) + 0.0, 1)
