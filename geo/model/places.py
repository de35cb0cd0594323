"""Where a key stands in a TOML file: the parser gives values only, and a message must name the line."""

import re
from typing import Final

_HEADER: Final = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?\s*(#.*)?$")
_TEXTS: Final = re.compile(
    r"""#[^\n]*|\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""", re.DOTALL
)
"""Comments and texts, from the left: what begins within one of them is no text."""


def line_of(text: str, table: str | None, number: int = 0, key: str | None = None) -> int | None:
    """Line of a key.

    Args:
        text: The file.
        table: Name of the table it stands in; None for the keys above every table, and for a table itself.
        number: Which of several tables of that name, from 0.
        key: The key; None for the line of the table's header.

    Returns:
        The line, from 1; that of the table where the key is not written as `key = ...` or as a table of its own, and
        None where neither is found.
    """
    seen, start, is_inside = -1, None, table is None
    for line, written in enumerate(_TEXTS.sub(_on_one_line, text).split("\n"), start=1):
        header = _HEADER.match(written)
        if header:
            name, _, below = header[1].partition(".")
            is_own = name == table
            seen += is_own and not below
            is_inside = is_own and not below and seen == number
            start = line if is_inside else start
            if (table is None and name == key) or (is_own and seen == number and below == key):
                return line
        elif is_inside and key is not None and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", written):
            return line
    return start if start or table is None else line_of(text, None, key=table)


def _on_one_line(text: re.Match[str]) -> str:
    """A comment or text as it is; one of several lines as empty lines, so that nothing in it is taken for a key."""
    return "\n" * text[0].count("\n") or text[0]
