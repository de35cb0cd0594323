"""Where care passes to, in words and tables."""

import datetime as dt

import pandas as pd

from geo.metrics.transitions import NOT_CONFIRMED, STATUSES
from geo.text import counted, number
from geo.words.numbers import NO_DATA
from geo.words.text import clean_text

STATUS_WORDS = {
    "contract_provider": "New provider",
    "direct_payment": "Direct payment",
    "private": "Private",
    "not_confirmed": "Not yet confirmed",
}
"""Destinations as people say them."""
SHARES = ("direct_payment", "not_confirmed", "contract_provider", "private")
"""Destinations whose share a map can show, the ones most asked for first."""
NOTES = (
    "Each person who transfers is counted once, in the zone of the address, as it was known on the as-at date.",
    "Not yet confirmed is everybody whose destination was not decided by the date.",
    "Direct payments take value out of a lot: the person buys the care.",
)
_BACK = dt.timedelta(weeks=18)
"""How far back the weeks begin where no decision tells (weeks)."""


def transition_title(status: pd.DataFrame) -> str:
    """How many people transfer, and for how many it is not yet confirmed how.

    Args:
        status: People by zone and destination, rows outside the zones included.
    """
    total, open_still = int(status.to_numpy().sum()), int(status[NOT_CONFIRMED].sum())
    if total == 0:
        return "Nobody transfers"
    if open_still == 0:
        return f"It is confirmed for all {counted(total, 'person', 'people')} how care goes on"
    return f"It is not confirmed for {number(open_still)} of {counted(total, 'person', 'people')} how care goes on"


def share_pct(status: pd.DataFrame, destination: str) -> pd.Series:
    """Share of each zone's people with a destination (% of all who transfer); missing where nobody transfers."""
    total = status.sum(axis=1)
    return 100.0 * status[destination] / total.where(total > 0)


def share_words(share: pd.Series) -> pd.Series:
    """Shares as text."""
    return share.map(lambda pct: NO_DATA if pd.isna(pct) else f"{number(pct, 1)} %")


def first_day(transitions: pd.DataFrame, as_at: dt.date) -> dt.date:
    """A week before the first decision, or some months before the as-at date where none tells."""
    decided = transitions["decided_on"].min() if "decided_on" in transitions else pd.NaT
    return as_at - _BACK if pd.isna(decided) else min(decided.date() - dt.timedelta(weeks=1), as_at)


def transition_table(status: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """People by zone and destination as text, with the whole and the share of direct payments."""
    shown = status[list(STATUSES)].rename(columns=STATUS_WORDS).map(number)
    share = share_words(share_pct(status, "direct_payment")).str.removesuffix(" %")
    shown = shown.assign(**{"All who transfer": status.sum(axis=1).map(number), "Direct payment (%)": share})
    return shown.set_index(pd.Index(names.reindex(status.index).map(clean_text), name="Zone"))


def weeks_table(weeks: pd.DataFrame) -> pd.DataFrame:
    """People by destination as at each day, as text."""
    shown = weeks.rename(columns=STATUS_WORDS).map(number)
    return shown.set_index(pd.Index([f"{day.day} {day:%B %Y}" for day in weeks.index], name="As at"))
