"""Published figures in words: what may be compared, what may not, and why."""

import pandas as pd

from geo.metrics.published import repeated_periods
from geo.text import counted, joined, number
from geo.words.numbers import NO_DATA
from geo.words.text import clean_text

NOTES = (
    "A change is told only between two whole periods of one series and unit, each given once.",
    "A period that is shorter than the others of its series is part of one, so far, and is never compared with them.",
)


def published_title(compared: pd.DataFrame) -> str:
    """How many figures there are, and how many of them cannot be compared."""
    unlike = int((compared["is_partial"] | compared["is_repeated"] | compared["days"].isna()).sum())
    said = (
        f"{counted(len(compared), 'published figure')} in {counted(compared['series'].nunique(), 'series', 'series')}"
    )
    return f"{said}; {unlike} cannot be compared with the others" if unlike else said


def figure_with_unit(value: float, unit: str) -> str:
    """`1,636 people`, `£14.30 an hour`, `£12.2 million`."""
    if unit == "million GBP":
        return f"£{_plain(value)} million"
    if unit.startswith("GBP"):
        return f"£{value:,.2f} {clean_text(unit.removeprefix('GBP'))}".rstrip()
    return f"{_plain(value)} {clean_text(unit)}"


def published_table(compared: pd.DataFrame) -> pd.DataFrame:
    """The figures as text, series by series, with their change and what to know of them.

    Args:
        compared: From `metrics.published.compared`.
    """
    longest = compared.groupby("series")["days"].transform("max")
    sources = compared["source"] if "source" in compared else pd.Series(NO_DATA, index=compared.index)
    shown = {
        "Period": compared["period"].map(clean_text),
        "Figure": [
            figure_with_unit(value, unit) for value, unit in zip(compared["value"], compared["unit"], strict=True)
        ],
        "Change (%)": [_change(change) for change in compared["change_pct"]],
        "To know": [_note(row, most) for (_, row), most in zip(compared.iterrows(), longest, strict=True)],
        "Source": [NO_DATA if pd.isna(source) else clean_text(source) for source in sources],
    }
    return pd.DataFrame(shown).set_index(pd.Index(compared["series"].map(clean_text), name="Series"))


def published_findings(published: pd.DataFrame) -> list[str]:
    """What is wrong with the published figures themselves."""
    said = []
    for series, period, values in repeated_periods(published):
        both = joined([_plain(value) for value in values])
        said.append(
            f"{clean_text(series)}: {clean_text(period)} stands twice, with {both}. Look which period is meant."
        )
    return said


def _plain(value: float) -> str:
    """A figure with as many decimals as it was given."""
    return f"{value:,.10g}"


def _change(change_pct: float) -> str:
    """A change in per cent with its sign; a dash where there is nothing to compare with."""
    return "-" if pd.isna(change_pct) else f"{'+' if change_pct > 0 else ''}{number(change_pct, 1)}"


def _note(row: pd.Series, longest_days: int) -> str:
    """Why a figure cannot be compared."""
    if row["is_repeated"]:
        return "This period stands twice: not comparable"
    if row["is_partial"]:
        return f"Part of a period, {row['days']} days where others have {longest_days}: not comparable"
    if pd.isna(row["days"]):
        return "The period has no dates: not comparable"
    shared = int(row["overlap_days"])
    return f"Shares {counted(shared, 'day')} with the period before" if shared else "-"
