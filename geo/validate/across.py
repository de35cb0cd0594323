"""What may be wrong between tables, or between the files and the as-at date; seen once every table is read."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from geo.report import Problem
from geo.settings import SETTINGS_FILE
from geo.text import agreed, long_date

OLD_DAYS: Final = 14
"""Care starts, ends or is asked for every week; files without such a day for longer are old ones (days)."""
WRONG_DAY_SHARE: Final = 0.5
"""Where more of the waits begin after the as-at date, the date is wrong and not the waits (share of rows)."""
_EVENTS: Final = {"packages": ("started_on", "ended_on"), "awaiting": ("waiting_since", "outcome_on")}
"""Tables that come anew each week, with the dates of their events."""


def across(
    tables: Mapping[str, pd.DataFrame], labels: Mapping[str, tuple[str, ...]], as_at: dt.date | None
) -> Iterable[Problem]:
    """What is loaded and may yet be wrong, as two tables or the as-at date show.

    Args:
        tables: Trusted tables.
        labels: The files of each.
        as_at: Date the files speak of; None where nobody says.

    Returns:
        Warnings; each belongs to the table that it names.
    """
    found = [*_in_both(tables, as_at), *_dormant(tables, as_at)]
    for table, column, cause, remedy in found:
        yield Problem(table, ", ".join(labels[table]), "warning", cause, remedy, column=column)
    yield from _about_the_date(tables, as_at)


def _running(packages: pd.DataFrame, as_at: dt.date | None) -> pd.DataFrame:
    """The packages that run on the as-at date; without one, those with no end."""
    day = pd.Timestamp.max if as_at is None else pd.Timestamp(as_at)
    runs = packages["started_on"] <= day
    if "ended_on" in packages:
        runs &= packages["ended_on"].isna() | (packages["ended_on"] > day)
    return packages[runs]


def _in_both(tables: Mapping[str, pd.DataFrame], as_at: dt.date | None) -> Iterable[tuple[str, str, str, str]]:
    """People who wait and have care already."""
    packages, awaiting = tables.get("packages"), tables.get("awaiting")
    if packages is None or awaiting is None or "person_id" not in packages or "person_id" not in awaiting:
        return
    is_open = awaiting["outcome_on"].isna() if "outcome_on" in awaiting else pd.Series(data=True, index=awaiting.index)
    cared_for = _running(packages, as_at)["person_id"].dropna()
    both = awaiting.loc[is_open, "person_id"].dropna()
    count = both[both.isin(cared_for)].nunique()
    if count:
        cause = f"{count:,} of the people waiting also have a package of care that runs."
        yield "awaiting", "person_id", cause, "That is right where they wait for more care or another provider."


def _dormant(tables: Mapping[str, pd.DataFrame], as_at: dt.date | None) -> Iterable[tuple[str, str, str, str]]:
    """Packages of providers that do not deliver any service."""
    packages, providers = tables.get("packages"), tables.get("providers")
    if packages is None or providers is None or "is_dormant" not in providers:
        return
    dormant = providers.loc[providers["is_dormant"].fillna(value=False).astype(bool), "provider_id"]
    running = _running(packages, as_at)
    count = int(running["provider_id"].isin(dormant).sum())
    if count:
        cause = agreed(count, "{package runs|packages run} with a provider that is dormant in the register.")
        yield (
            "packages",
            "provider_id",
            cause,
            "Where it was renamed or merged, name the other below [sources.providers.aliases] in carezones.toml.",
        )


def _about_the_date(tables: Mapping[str, pd.DataFrame], as_at: dt.date | None) -> Iterable[Problem]:
    """Whether the files are of the as-at date."""
    events = [tables[table][name] for table, names in _EVENTS.items() if table in tables for name in names
              if name in tables[table]]  # fmt: skip
    days = pd.concat(events).dropna() if events else pd.Series(dtype="datetime64[s]")
    if "awaiting" not in tables or days.empty:
        return
    said = _doubt_of_date(days, tables["awaiting"]["waiting_since"], as_at)
    if said:
        yield Problem("awaiting", SETTINGS_FILE, "warning", *said)


def _doubt_of_date(days: pd.Series, waiting_since: pd.Series, as_at: dt.date | None) -> tuple[str, str] | None:
    """Cause and remedy where the as-at date is missing, or does not go with the files."""
    if as_at is None:
        cause = "no as-at date is known, so nobody looked whether the files are of this week."
        return cause, "Say it with --as-at, or as as_at below [authority]."
    past = days[days <= pd.Timestamp(as_at)]
    if (waiting_since > pd.Timestamp(as_at)).mean() > WRONG_DAY_SHARE:
        cause = f"most waits began after the as-at date {long_date(as_at)}, so it is not the date of these files."
        return cause, "Give the day of the export with --as-at, or as as_at below [authority]."
    if past.empty or past.max() < pd.Timestamp(as_at) - dt.timedelta(days=OLD_DAYS):
        newest = f"the newest day in them is {long_date(past.max())}" if len(past) else "every day in them is later"
        cause = f"the files may not be of the as-at date {long_date(as_at)}: {newest}."
        return cause, "See that this week's export was saved, and that the as-at date is right."
    return None
