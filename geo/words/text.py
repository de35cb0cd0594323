"""Text from files made safe for a map: one encoder for the three languages it passes through."""

import html
import re
import unicodedata
from typing import Final

SHOWN_CHARACTERS: Final = 80
"""Longest text a map, a table or a heading shows (characters); a longer one ends in an ellipsis."""

_ENCODED: Final = {sign: f"&#{ord(sign)};" for sign in "{}$`\\%"}
"""Signs that begin code in a Jinja template or in a JavaScript template literal, as HTML entities."""

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Unicode categories that have no ink: control, direction marks, private use, lone surrogates, separators."""

_MARKS: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=^])")
"""Signs that mean something in Markdown."""

_JOINER: Final = "\u200d"
"""Zero-width joiner: part of many emoji, so it stays."""


def clean_text(value: object, *, most: int | None = SHOWN_CHARACTERS) -> str:
    """A value as one readable line: invisible characters become spaces, long text is cut.

    Args:
        value: A cell; only what is shown changes, never what is kept.
        most: Longest text to show (characters); None for a sentence of our own.

    Returns:
        Text of at most `most` characters; empty for a missing value.
    """
    if value is None or value != value:  # noqa: PLR0124 - only a missing number differs from itself
        return ""
    text = str(value)
    # Every sign without ink is one that Python calls not printable, so most texts need no look at each sign.
    visible = text if text.isprintable() else "".join(map(_visible, text))
    line = " ".join(visible.split())
    return line if most is None or len(line) <= most else line[: most - 1].rstrip() + "…"


def safe_text(value: object, *, most: int | None = SHOWN_CHARACTERS) -> str:
    """A value as text that Jinja, a JavaScript literal and HTML all leave as it is.

    Folium reads what it is given as a Jinja template and pastes the result into scripts, so escaping HTML
    alone lets `{{...}}` run on the server and `${...}` in the browser.

    Args:
        value: A cell of any content.
        most: Longest text to show (characters); None for a setting of the council.

    Returns:
        HTML that shows the cleaned text and holds none of `< > " ' { } $ %`, backtick and backslash as such.
    """
    escaped = html.escape(clean_text(value, most=most), quote=True)
    return "".join(_ENCODED.get(sign, sign) for sign in escaped)


def markdown_text(value: object) -> str:
    """A value as Markdown that shows it and does nothing else."""
    return _MARKS.sub(r"\\\1", clean_text(value, most=None))


def _visible(sign: str) -> str:
    """The character, or a space in place of one without ink."""
    return sign if sign == _JOINER or unicodedata.category(sign) not in _INVISIBLE else " "
