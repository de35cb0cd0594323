"""The text of cells as dates: ISO or as declared, never guessed, never the other way round."""

import datetime as dt
import re
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd

from geo.schemas import Column
from geo.validate.parsed import At, Parsed, Refusal

LOCAL_TIME: Final = ZoneInfo("Europe/London")
"""Dates are local dates; a time with a zone is turned into this one first, one without is local already."""

_ISO: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ISO_FORM: Final = "%Y-%m-%d"
_ISO_TIME: Final = re.compile(
    rf"({_ISO})[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?"
)
_TIME_SUFFIX: Final = r"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?( ?[AaPp][Mm])?$"
_TWO_DIGIT_YEAR: Final = re.compile(r"[0-9]{1,2}([/.\- ])([0-9]{1,2}|[A-Za-z]{3,9})\1[0-9]{2}")
_DAY_MONTH_YEAR: Final = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}")

SERIALS: Final = (30_000, 60_000)
"""Day numbers of spreadsheets that are dates of this age: 1982 to 2064."""
_SERIAL: Final = r"[0-9]{5}(\.[0-9]+)?"
_SERIAL_ORIGIN: Final = pd.Timestamp("1899-12-30")
YEARS: Final = (1900, 2100)
"""A date of another year is a slip of the hand."""
FILLERS: Final = ("0001-01-01", "1753-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "2999-12-31", "9999-12-31")
"""Dates that systems write for an unknown or open one: the first and last days that they can hold."""

_NO_DATE: Final = (
    r"(?i)-+|n/?a|none|nil|tbc|tba|to be confirmed|not applicable|on-?going|current|"
    r"0?0[/.-]0?0[/.-]0000|0000-00-00"
)
"""What people write where there is no date, or none yet; `unknown` is another thing, for there may be one."""

_READ_NO_DATE: Final = "{cell says|cells say} that there is no date, such as n/a, TBC or ongoing, read as blank."
_READ_BLANK: Final = (
    "{date that only fills|dates that only fill} the cell, such as 1900-01-01 or 9999-12-31, read as blank."
)
_READ_SERIAL: Final = "{cell holds|cells hold} a spreadsheet's day number instead of a date, read as the date."


def dates(text: pd.Series, column: Column, date_format: str | None, *, from_1904: bool = False) -> Parsed:
    """Dates in ISO form or as declared; day numbers where all or the other cells are dates.

    Args:
        text: Trimmed text; blank is ''.
        column: Its declaration; where it may not be blank, a date that only fills the cell is wrong.
        date_format: Declared form, beside ISO.
        from_1904: The workbook counts days from 1904, so that a day number is one of two dates.

    Returns:
        Days (datetime64[s]); missing where the cell is blank, fills only, or is no day of the calendar.
    """
    plain = _in_form(text.mask(text == ""), _ISO_FORM)
    if (text.str.fullmatch(_ISO) & plain.dt.year.between(*YEARS) | (text == "")).all() and not _fillers(plain).any():
        return Parsed(plain, {}, {})
    says_none = text.str.fullmatch(_NO_DATE) & column.may_be_blank
    text = text.mask(says_none, "")
    iso, declared = _iso(text), _declared(text, date_format)
    written = iso.fillna(declared)
    serials = _serials(text, written)
    days = written.fillna(serials)
    filler = _fillers(days)
    days = days.where(days.dt.year.between(*YEARS) | filler)
    wrong = {int(at): _why_no_date(text.loc[at], date_format) for at in text.index[days.isna() & (text != "")]}
    if not column.may_be_blank:
        cause = "this date only fills the cell (such as 1900-01-01), so the day is not known."
        wrong |= dict.fromkeys(text.index[filler], cause)
    repaired = {
        _READ_NO_DATE: list(text.index[says_none]),
        _READ_SERIAL: list(text.index[serials.notna()]),
        _READ_BLANK: list(text.index[filler]) if column.may_be_blank else [],
    }
    refusals = [
        _mixed_order(text, declared, date_format or ""),
        _ambiguous_serials(text, serials) if from_1904 else None,
    ]
    return Parsed(days.mask(filler), wrong, repaired, tuple(refusal for refusal in refusals if refusal))


def _fillers(days: pd.Series) -> pd.Series:
    """Which days only fill the cell."""
    return days.isin(pd.to_datetime(list(FILLERS), format=_ISO_FORM))


def _in_form(text: pd.Series, form: str) -> pd.Series:
    """Texts as days, missing where they are not in the form."""
    return pd.to_datetime(text, format=form, errors="coerce").astype("datetime64[s]").dt.normalize()


def _iso(text: pd.Series) -> pd.Series:
    """Days of the cells that are in ISO form, with or without a time."""
    is_day = text.str.fullmatch(_ISO)
    local = text.where(is_day, text[~is_day].map(_local_date).astype("str"))
    return _in_form(local.where(is_day | local.str.fullmatch(_ISO)), _ISO_FORM)


def _declared(text: pd.Series, form: str | None) -> pd.Series:
    """Days of the cells that are in the declared form, a time of day left out."""
    if form is None or form == _ISO_FORM:
        return pd.Series(pd.NaT, index=text.index, dtype="datetime64[s]")
    bare = text if "%H" in form else text.str.replace(_TIME_SUFFIX, "", regex=True)
    return _in_form(bare, form)


def _local_date(text: str) -> str:
    """An ISO date with a time as its date, in local time where the text names a zone."""
    match = _ISO_TIME.fullmatch(text)
    if not match:
        return text
    if not match[5]:
        return match[1]
    try:
        return dt.datetime.fromisoformat(text).astimezone(LOCAL_TIME).date().isoformat()
    except (ValueError, OverflowError):
        return text


def _serials(text: pd.Series, written: pd.Series) -> pd.Series:
    """Days of the cells that hold day numbers, where every other cell is one too or the column has dates."""
    numbers = pd.to_numeric(text.where(text.str.fullmatch(_SERIAL)), errors="coerce")
    numbers = numbers.where(numbers.between(*SERIALS) & written.isna())
    if not (written.notna().any() or numbers[text != ""].notna().all()):
        numbers = numbers.mask(numbers.notna())
    return (_SERIAL_ORIGIN + pd.to_timedelta(numbers // 1, unit="D")).astype("datetime64[s]")


def _mixed_order(text: pd.Series, read: pd.Series, form: str) -> Refusal | None:
    """A refusal where some cells can only have day and month the other way round, so that others may be swapped too."""
    if not ("%d" in form and "%m" in form):
        return None
    other_form = form.replace("%d", "%\0").replace("%m", "%d").replace("%\0", "%m")
    other = _declared(text, other_form)
    only_other = read.isna() & other.notna()
    either = read.notna() & other.notna() & (read != other)
    if not (only_other.any() and either.any()):
        return None
    return Refusal(
        list(text.index[only_other]),
        f"only with day and month the other way round is this a date, while the form is {form}: "
        "the column mixes two forms, and other dates would be read swapped.",
        "Export the column in one form.",
    )


def _ambiguous_serials(text: pd.Series, serials: pd.Series) -> Refusal | None:
    """A refusal where a workbook that counts from 1904 has day numbers for dates."""
    at: At = list(text.index[serials.notna()])
    if not at:
        return None
    cause = "this is a day number, and the workbook counts days from 1904, so that it may be one of two dates."
    return Refusal(at, cause, "Format the column as a date in the spreadsheet program and save it.")


def _why_no_date(text: str, date_format: str | None) -> str:
    """The cause to show for a text that is no date."""
    forms = "YYYY-MM-DD" + (f" or {date_format}" if date_format else "")
    if _TWO_DIGIT_YEAR.fullmatch(text):
        return f"the year has two digits, so its century is not certain; the form is {forms}."
    if not date_format and _DAY_MONTH_YEAR.fullmatch(text):
        return f"this is not a date in the form {forms}, and no other form is declared."
    return f"this is not a date of the calendar in the form {forms}."
