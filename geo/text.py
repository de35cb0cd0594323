"""Order of codes, and numbers, dates and lists as a reader says them; the same everywhere."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

LONGEST_LABEL: Final = 120
"""Longest name of a file that a message shows (characters); the middle of a longer one is left out."""

_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\x00")
"""A text that begins so would run as a formula in a spreadsheet (OWASP ASVS 5.0, 1.2.10)."""


def natural_key(code: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key by which lot 2 stands before lot 18, whatever the case."""
    parts = re.split(r"(\d+)", code.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def natural_order(codes: Iterable[str]) -> list[str]:
    """Codes in natural order."""
    return sorted(codes, key=lambda code: (natural_key(code), code))


def number(value: float, decimals: int = 0) -> str:
    """A number with thousands separated; a whole one without decimals."""
    text = f"{value:,.{decimals}f}"
    return text.removesuffix("." + "0" * decimals) if decimals else text


def long_date(day: dt.date) -> str:
    """`5 September 2022`."""
    return f"{day.day} {day:%B %Y}"


def week_words(week: str) -> str:
    """`week of 29 August 2022`, by its Monday, for `2022-W35`."""
    return f"week of {long_date(dt.date.fromisoformat(f'{week}-1'))}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 zone`, `3 zones`, `2 people`."""
    return f"{count:,} {one if count == 1 else many or plural(one)}"


def agreed(count: int, text: str) -> str:
    """`1 row has a comma`, `3 rows have a comma`, from `{row has|rows have} a comma`: of one, or of several."""
    return f"{count:,} " + re.sub(r"\{([^{}|]*)\|([^{}|]*)\}", r"\1" if count == 1 else r"\2", text)


def plural(one: str) -> str:
    """`zones`, `localities`."""
    return f"{one[:-1]}ies" if re.search(r"[^aeiou]y$", one) else f"{one}s"


def folded_code(code: str) -> str:
    """A code without case, spaces, hyphens and underscores: `extra_care` and `Extra Care` are then alike."""
    return re.sub(r"[\s_-]+", "", code).casefold()


def joined(names: Iterable[str], most: int = 4) -> str:
    """`Melton`, `Ashby and Melton`, `Ashby, Blaby and Melton`; of more than `most` the first, and how many more."""
    found = list(names)
    if len(found) > most:
        return f"{', '.join(found[: most - 1])} and {len(found) - most + 1} more"
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def plain(text: str) -> str:
    """Text for a terminal, a log or a page: without control characters and without marks that turn its direction.

    A line end becomes a space, so that a message stays one line.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_plain_letter(letter) for letter in text)


def formula_safe(text: str) -> str:
    """Text for a CSV: with a quotation mark before a sign that would begin a formula in a spreadsheet."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def label_of(name: str) -> str:
    """The name of a file as messages show it; it is a label only, and no path is ever made from it."""
    text = plain(name).strip()
    if len(text) <= LONGEST_LABEL:
        return text
    half = LONGEST_LABEL // 2
    return f"{text[: half - 1]}\u2026{text[-half:]}"


def _plain_letter(letter: str) -> str:
    """One letter, a space for a line end or another separator, nothing for what cannot be seen."""
    kind = unicodedata.category(letter)
    if letter in "\t\n\r" or kind in ("Zl", "Zp"):
        return " "
    return "" if kind in ("Cc", "Cf", "Cs") else letter
