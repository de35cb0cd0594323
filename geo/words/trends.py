"""Weekly figures in words: whether the latest weeks are more than the usual ups and downs, and the table behind it."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from geo.metrics.xmr import FEWEST_POINTS, run_lengths, trend_lengths
from geo.text import counted, long_date, number
from geo.words.numbers import NO_DATA
from geo.words.text import clean_text

NO_SIGNAL: Final = "none"
NO_LIMITS: Final = "no limits"
TOO_FEW: Final = "too few points for limits"
"""What stands in place of the signal of a week without limits, since none can be told."""

_SIGNAL_WORDS: Final = {
    ("outside", True): "above the upper limit",
    ("outside", False): "below the lower limit",
    ("run", True): "run above the mean",
    ("run", False): "run below the mean",
    ("trend", True): "rise",
    ("trend", False): "fall",
    ("near limit", True): "near the upper limit",
    ("near limit", False): "near the lower limit",
}
"""A signal and whether it is upwards, in words."""

_COUNT_WORDS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def signal_words(table: pd.DataFrame) -> pd.Series:
    """The signal of each week with its direction.

    Args:
        table: From `metrics.xmr.xmr`.

    Returns:
        Such as `above the upper limit`, `run below the mean`, `rise`, `near the lower limit`; `none` without a signal,
        `too few points for limits` without limits and `no data` without a value.
    """
    ups, trend = table["value"] > table["mean"], table["signal"] == "trend"
    if trend.any():
        ups = ups.mask(trend, trend_lengths(table) > 0)
    found = [_SIGNAL_WORDS.get((signal, up), NO_SIGNAL) for signal, up in zip(table["signal"], ups, strict=True)]
    words = pd.Series(found, index=table.index, dtype=object)
    words = words.mask(table["upper_limit"].isna(), TOO_FEW).mask(table["value"].isna(), NO_DATA)
    return words.rename("signal")


def week_words(table: pd.DataFrame, unit: str) -> pd.Series:
    """Each week in words: `5 September 2022: 63 people, above the upper limit`."""
    texts = []
    for day, value, signal in zip(table.index, table["value"], signal_words(table), strict=True):
        known = NO_DATA if pd.isna(value) else f"{_figure(value)} {unit}"
        texts.append(f"{long_date(day)}: {known}" + ("" if signal in (NO_SIGNAL, NO_DATA) else f", {signal}"))
    return pd.Series(texts, index=table.index, dtype=object, name="week_words")


def trend_sentence(table: pd.DataFrame, name: str, unit: str) -> str:
    """What the latest recorded week says, in one sentence without full stop.

    Args:
        table: From `metrics.xmr.xmr`.
        name: What is measured, as the subject of the sentence, such as `People still waiting`.
        unit: Unit of the values.
    """
    known = table[table["value"].notna()]
    if known.empty:
        return f"{clean_text(name)}: no week is recorded"
    end = table.index.get_loc(known.index[-1])
    last = table.iloc[end]
    segment = known.index[known["segment"] == last["segment"]]
    since = " since the step change" if last["segment"] > 0 else ""
    if pd.isna(last["upper_limit"]):
        said = _without_limits(len(segment), since)
    elif last["signal"]:
        said = _signal_sentence(table.iloc[: end + 1], unit)
    else:
        said = _quiet(signal_words(table)[segment], since)
    said = f"{clean_text(name)}: {said}"
    missing = len(table) - 1 - end
    return f"{said}; the latest {_weeks(missing)} not recorded" if missing else said


def trend_table(table: pd.DataFrame) -> pd.DataFrame:
    """Values, mean, limits and signals by week as text.

    Args:
        table: From `metrics.xmr.xmr`.

    Returns:
        One row a week in the same order, indexed by `As at`.
    """
    limits = {
        "Lower limit": table["lower_limit"].map(_figure).mask(table["lower_limit"].isna(), NO_LIMITS),
        "Upper limit": table["upper_limit"].map(_figure).mask(table["upper_limit"].isna(), NO_LIMITS),
    }
    shown = {"Value": table["value"].map(_figure), "Mean": table["mean"].map(_figure), **limits}
    words = pd.DataFrame({**shown, "Signal": signal_words(table)}, index=table.index)
    return words.set_index(pd.Index([long_date(day) for day in table.index], name="As at"))


def every_table(panels: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The values of several series as text: one row a week, one column for each.

    Args:
        panels: From `metrics.xmr.xmr`, by name.
    """
    weeks = pd.DataFrame({name: table["value"] for name, table in panels.items()}).sort_index()
    return weeks.map(_figure).set_axis(pd.Index([long_date(day) for day in weeks.index], name="As at"))


def _figure(value: float) -> str:
    """A value with at most one decimal."""
    return NO_DATA if pd.isna(value) else number(value, 1)


def _in_words(count: int) -> str:
    """`six`, `12`."""
    return _COUNT_WORDS[count] if count < len(_COUNT_WORDS) else number(count)


def _weeks(count: int) -> str:
    """`week is`, `two weeks are`."""
    return "week is" if count == 1 else f"{_in_words(count)} weeks are"


def _without_limits(recorded: int, since: str) -> str:
    """Why there are no limits yet."""
    if recorded >= FEWEST_POINTS:
        return f"no two weeks in a row are recorded{since}; limits need them"
    verb = "is" if recorded == 1 else "are"
    return f"only {counted(recorded, 'week')} {verb} recorded{since}; limits need {FEWEST_POINTS}"


def _quiet(words: pd.Series, since: str) -> str:
    """No signal now: in how many weeks, or since which."""
    before = words[words != NO_SIGNAL]
    if before.empty:
        return f"no sign of a real change in {counted(len(words), 'week')}{since}"
    return f"no sign of a real change since {long_date(before.index[-1])} ({before.iloc[-1]})"


def _signal_sentence(table: pd.DataFrame, unit: str) -> str:
    """What is the matter with the last week of the table."""
    last = table.iloc[-1]
    is_high = last["value"] > last["mean"]
    level, side = ("high", "above") if is_high else ("low", "below")
    end = "upper" if is_high else "lower"
    limit = f"{end} limit of {_figure(last[f'{end}_limit'])}"
    if last["signal"] == "outside":
        return f"{level}, {_figure(last['value'])} {unit} on {long_date(table.index[-1])}, {side} the {limit}"
    if last["signal"] == "run":
        weeks = _in_words(abs(run_lengths(table).iloc[-1]))
        return f"{level}, {weeks} weeks in a row {side} the mean of {_figure(last['mean'])} {unit}"
    if last["signal"] == "trend":
        moves = trend_lengths(table).iloc[-1]
        verb, than = ("rising", "higher") if moves > 0 else ("falling", "lower")
        return f"{verb}, {_in_words(abs(moves))} weeks in a row {than} than the week before"
    return f"{level}, two of three weeks in a row near the {limit} {unit}"
