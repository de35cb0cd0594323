"""The zone table as it is shown beside a map, explained below it and taken away as a file."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from geo.schemas import EXTRA_ROWS, ZoneFigures, columns_of
from geo.tables import neutralised
from geo.text import number
from geo.words.numbers import NO_DATA, NOBODY_WAITING, figure, spoken
from geo.words.text import clean_text
from geo.words.text import markdown_text as markdown_text  # noqa: PLC0414 - found here too

HEADINGS: Final = {
    "zone_code": "Code",
    "zone_name": "Zone",
    "people_receiving": "People receiving care",
    "hours_per_week": "Hours a week",
    "people_awaiting": "People still waiting",
    "hours_awaiting": "Hours needed",
    "providers_interested": "Interested",
    "providers_awarded": "Awarded",
    "providers_mobilised": "Mobilised",
    "providers_delivering": "Delivering",
    "off_framework_hours_pct": "Off framework (% of hours)",
    "largest_provider_hours_pct": "Largest provider (% of hours)",
    "wait_mean_days": "Mean wait (days)",
    "wait_median_days": "Median wait (days)",
    "wait_max_days": "Longest wait (days)",
    "wait_over_28_days": "Over 28 days (people)",
    "nearest_base_km_median": "Nearest base, median (km)",
    "offers_made": "Offers made",
    "offers_accepted_pct": "Offers accepted (%)",
    "status": "Status",
    "reasons": "Why",
    "rural_population_pct": "Rural residents (%)",
    "hours_under_notice_pct": "Under notice (% of hours)",
    "time_to_source_median_days": "Time to source, median (days)",
    "two_bases_within_20_minutes_pct": "65+ within 20 min of 2 bases (%)",
    "status_certainty": "Certainty",
}
"""Short heading of each column; the unit stands in it where the words do not say it."""

WAIT_COLUMNS: Final = ("wait_mean_days", "wait_median_days", "wait_max_days")

_COLUMNS: Final = columns_of(ZoneFigures)


def zones_only(figures: pd.DataFrame) -> pd.DataFrame:
    """The rows that are zones, without `outside` and `unlocated`."""
    return figures.drop(index=list(EXTRA_ROWS), errors="ignore")


def shown_values(figures: pd.DataFrame, name: str, tiers: Mapping[str, str]) -> pd.Series:
    """A column as text, the same in the map and in the table.

    Args:
        figures: The zone table.
        name: Column to show.
        tiers: Tier names by code, for `status`.

    Returns:
        Text by zone_code: `no data` for an unknown, `nobody waiting` for the wait of no one, and `not a zone`
        for the status of the rows outside the zones.
    """
    if name == "status":
        return figures["status"].map(lambda code: _tier(code, tiers)).where(_is_zone(figures), "not a zone")
    texts = figures[name].map(lambda value: figure(name, value)).astype(object)
    if name in WAIT_COLUMNS:
        nobody = figures["people_awaiting"].eq(0) & figures[name].isna()
        texts = texts.mask(nobody, NOBODY_WAITING)
    return texts.rename(name)


def zone_table(figures: pd.DataFrame, names: Sequence[str], tiers: Mapping[str, str]) -> pd.DataFrame:
    """The zone table as text under readable headings.

    Args:
        figures: The zone table, indexed by zone_code.
        names: Columns to show, after the zone's name.
        tiers: Tier names by code.

    Returns:
        One row a zone in the same order, indexed by `Zone`; names cleaned, not yet escaped for Markdown.
    """
    texts = {HEADINGS[name]: shown_values(figures, name, tiers) for name in names}
    shown = pd.DataFrame(texts, index=figures.index)
    shown.index = pd.Index(figures["zone_name"].map(clean_text), name="Zone")
    return shown


def delivery_table(delivering: pd.DataFrame) -> pd.DataFrame:
    """Who delivers, as text under readable headings.

    Args:
        delivering: From `metrics.delivery.who_delivers`.

    Returns:
        One row a provider in the same order, indexed by `Provider`; names cleaned, not yet escaped for Markdown.
    """
    rating = delivering["cqc_rating"].map(spoken, na_action="ignore").astype(object)
    shown = pd.DataFrame(
        {
            "Packages": delivering["packages"].map(number),
            "Hours a week": delivering["hours_per_week"].map(number),
            "Share of hours (%)": delivering["hours_share_pct"].map(_pct),
            "Off framework (% of its hours)": delivering["off_framework_hours_pct"].map(_pct),
            "CQC rating": rating.where(rating.notna(), NO_DATA),
        }
    )
    shown.index = pd.Index(delivering["provider_name"].map(clean_text), name="Provider")
    return shown


def worst_first(figures: pd.DataFrame, tiers: Mapping[str, str]) -> pd.DataFrame:
    """Zones by tier, hardest to source first, and within a tier by how many wait for every 100 receiving care."""
    order = {code: place for place, code in enumerate(tiers)}
    places = figures["status"].map(order).fillna(len(order))
    per_person = figures["people_awaiting"] / figures["people_receiving"].where(figures["people_receiving"] > 0)
    sorted_by = pd.DataFrame({"tier": places, "waiting": -per_person.fillna(0.0)})
    return figures.loc[sorted_by.sort_values(["tier", "waiting"], kind="stable").index]


def explained(names: Sequence[str]) -> list[tuple[str, str, str]]:
    """Heading, meaning and unit of columns, from the schema that validates them."""
    found = [(HEADINGS[name], _COLUMNS[name]) for name in names]
    return [(heading, column.description, column.unit or "") for heading, column in found]


def csv_of(table: pd.DataFrame, as_at: dt.date) -> bytes:
    """A table as a CSV file that a spreadsheet opens as plain values.

    Args:
        table: Any table; its index is written too.
        as_at: Date of the figures, written in a column of its own.

    Returns:
        UTF-8 with a byte order mark; text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    dated = neutralised(table.reset_index()).assign(as_at=as_at.isoformat())
    text: str = dated.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _pct(share: float) -> str:
    """A share in per cent."""
    return NO_DATA if pd.isna(share) else number(share, 1)


def _tier(code: object, tiers: Mapping[str, str]) -> str:
    """Name of a tier."""
    return tiers.get(str(code), NO_DATA)


def _is_zone(figures: pd.DataFrame) -> pd.Series:
    """True for the rows that are zones."""
    return pd.Series(~figures.index.isin(list(EXTRA_ROWS)), index=figures.index)
