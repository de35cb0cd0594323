"""Values as a message may show them: never what may say something of one person."""

import re
from collections.abc import Iterable
from typing import Final

_SHAPE: Final = ((re.compile(r"[A-Z]"), "A"), (re.compile(r"[a-z]"), "a"), (re.compile(r"[0-9]"), "9"))
PEOPLE: Final = ("packages", "awaiting", "transitions")
"""Tables with a row for each person."""
_OF_A_PERSON: Final = re.compile(
    r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}|[0-9]{10}|[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}", re.IGNORECASE
)
"""A postcode, an NHS number or a date where a code should be: its column is mapped wrongly."""
_PLAIN_CODE: Final = re.compile(r"(?=.*\d)[A-Za-z0-9_/.-]{1,20}")
SHOWN_LENGTH: Final = 40
"""Longest value a message shows (characters); the rest is cut."""


def shown(value: object, *, is_personal: bool) -> str:
    """A value as a message may show it.

    Args:
        value: The cell as it was read.
        is_personal: It may say something of one person.

    Returns:
        The value, cut and free of control characters; for a personal one its shape, such as `AA9 9AA`.
    """
    text = "".join(letter if letter.isprintable() else " " for letter in str(value))
    if is_personal:
        for pattern, sign in _SHAPE:
            text = pattern.sub(sign, text)
        text = re.sub(r"[^\x00-\x7f]", "a", text)
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"


def shown_code(value: object) -> str:
    """A code from a table of people: itself where it looks like a code, else its shape."""
    text = str(value)
    is_code = _PLAIN_CODE.fullmatch(text) and not _OF_A_PERSON.fullmatch(text)
    return shown(text, is_personal=not is_code)


def listed_header(names: Iterable[str], table: str, most: int = 40) -> str:
    """The names of a header as a list; of people, where a digit shows that the row may be data, only their shapes."""
    found = [name.strip() for name in names if name.strip()]
    is_data = table in PEOPLE and any(letter.isdigit() for name in found for letter in name)
    return listed([shown(name, is_personal=is_data) for name in found], most) or "none"


def listed(names: Iterable[object], most: int = 12) -> str:
    """Names as a readable list, cut after `most`."""
    found = [shown(name, is_personal=False) for name in names]
    return ", ".join(found[:most]) + (f" and {len(found) - most} more" if len(found) > most else "")
