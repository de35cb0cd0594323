"""One cell of an OpenDocument spreadsheet as text; the standard library alone."""

import re
from collections.abc import Mapping
from typing import Final

_PLAIN: Final = re.compile(r"(-?[0-9]+)(\.0*)?")
_ERROR: Final = re.compile(r"#(N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!)")
_OWN_ERROR: Final = re.compile(r"Err:[0-9]{3}")
_VALUES: Final = {
    "float": "office:value",
    "currency": "office:value",
    "percentage": "office:value",
    "date": "office:date-value",
    "boolean": "office:boolean-value",
    "string": "office:string-value",
}
"""Attribute that holds the value, by its type; a time is taken as it is shown."""
_MOST_REPEATS: Final = 10**9


def cell_value(attributes: Mapping[str, str], text: str) -> str:
    """A typed cell as text: dates in ISO form, whole numbers without a decimal point, errors as shown, blank as ''.

    Args:
        attributes: Of the cell's element.
        text: Its own paragraphs.
    """
    if "table:formula" in attributes:
        if _ERROR.fullmatch(text):
            return text
        if _OWN_ERROR.fullmatch(text):
            return "#VALUE!"
    kind = attributes.get("office:value-type", "string")
    value = attributes.get(_VALUES.get(kind, ""), "") or text
    if kind == "date":
        return value.removesuffix("T00:00:00")
    return _number(value) if kind in ("float", "currency", "percentage") else value


def _number(said: str) -> str:
    """A number as a spreadsheet means it: every digit of a whole one, and no decimal point."""
    plain = _PLAIN.fullmatch(said)
    if plain:
        return plain[1]
    try:
        value = float(said)
    except ValueError:
        return said
    return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def count_of(attributes: Mapping[str, str], name: str) -> int:
    """A number of repeats, 1 where none is said.

    Raises:
        ValueError: It is none, or one that no spreadsheet can mean.
    """
    said = attributes.get(name, "1")
    count = int(said) if said.isascii() and said.isdecimal() and len(said) < 12 else 0
    if not 0 < count < _MOST_REPEATS:
        raise ValueError(name)
    return count


def place_name(row: int, column: int) -> str:
    """A cell as the spreadsheet names it: row 5 and column 7 are H5."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
