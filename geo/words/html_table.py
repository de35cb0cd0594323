"""A table as HTML that a keyboard and a screen reader can use, and that is read on a narrow screen."""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from geo.words.text import clean_text

SHORT: Final = 18
"""A column whose longest cell has so many characters is never broken over lines (characters)."""

MOST_WIDE: Final = 8
"""A table of more columns stands closer (columns), so that it is seen whole on a laptop."""

STYLE: Final = (
    ".cz-table{overflow-x:auto;border-radius:6px}"
    ".cz-table:focus-visible{outline:3px solid light-dark(#12436D,#6BACE6);outline-offset:2px}"
    ".cz-table table{border-collapse:separate;border-spacing:0;width:100%;font-size:.875rem;"
    "font-variant-numeric:tabular-nums}"
    ".cz-table th,.cz-table td{padding:.4rem .6rem;text-align:left;vertical-align:top;"
    "border-bottom:1px solid light-dark(#D5DCE3,#38424D)}"
    ".cz-table thead th{vertical-align:bottom;font-weight:600;color:light-dark(#505A5F,#B1B9C1)}"
    ".cz-table tbody th{font-weight:400;min-width:8rem}.cz-table tbody .cz-chosen>*{font-weight:700}"
    ".cz-table .cz-number{text-align:right}.cz-table tbody .cz-whole{white-space:nowrap}"
    ".cz-table .cz-close th,.cz-table .cz-close td{padding-inline:.3rem;min-width:0}"
    "@media (max-width:640px){.cz-table tbody th,.cz-table thead th:first-child{position:sticky;left:0;"
    "background:light-dark(#FFFFFF,#11161C);max-width:9rem}}"
    ".cz-badge{padding:.1rem .4rem;border-radius:6px;white-space:nowrap;font-size:.9em}"
    ".cz-violet{color:light-dark(#801650,#F0A8CB);background:light-dark(#F5E6EE,#4A1632)}"
    ".cz-orange{color:light-dark(#8A3409,#F9B48F);background:light-dark(#FDEBE1,#4A2208)}"
    ".cz-blue{color:light-dark(#12436D,#A9D0F2);background:light-dark(#E3F0FA,#16344D)}"
    ".cz-gray{color:light-dark(#3D464D,#C9D1D9);background:light-dark(#EEF1F4,#2A323B)}"
)
"""How tables look, in both themes; badges are at least 4.5 to 1."""

_NUMBER: Final = r"^[\d,]+(\.\d+)?$"


def table_html(
    table: pd.DataFrame, label: str, *, badges: Mapping[str, str] | None = None, chosen: str | None = None
) -> str:
    """A table whose frame can be reached and scrolled by keyboard.

    Args:
        table: Text and whole numbers under readable headings; its index heads the rows.
        label: What the table holds, for those who hear it.
        badges: Cells to show as a badge, with its colour: violet, orange, blue or gray.
        chosen: The row that stands out.

    Returns:
        HTML in which every cell is text and nothing else; columns with a number stand to the right.
    """
    texts = table.astype(object).map(_text)
    kinds = [_kind(texts.iloc[:, place]) for place in range(len(texts.columns))]
    names = zip(texts.columns, kinds, strict=True)
    head = [
        _tag("th", texts.index.name or "", scope="col"),
        *(_tag("th", n, scope="col", kind=kind) for n, kind in names),
    ]
    rows = [
        _row([_tag("th", name, scope="row"), *_cells(row, kinds, badges or {})], is_chosen=str(name) == chosen)
        for name, row in zip(texts.index, texts.to_numpy(), strict=True)
    ]
    close = ' class="cz-close"' if len(texts.columns) > MOST_WIDE else ""
    return (
        f'<div class="cz-table" role="region" tabindex="0" aria-label="{_escaped(label)}">'
        f"<table{close}><thead>{_row(head)}</thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _text(cell: object) -> str:
    """A cell as text, thousands separated in a whole number."""
    return f"{cell:,}" if isinstance(cell, int) else clean_text(cell, most=None)


def _kind(column: pd.Series) -> str:
    """Classes of a column: whether a number stands in it, and whether its cells are short."""
    is_number = any(re.match(_NUMBER, text) for text in column)
    is_short = max(map(len, column), default=0) <= SHORT
    return " ".join([*(["cz-number"] if is_number else []), *(["cz-whole"] if is_short else [])])


def _row(cells: Sequence[str], *, is_chosen: bool = False) -> str:
    """A row of cells."""
    return f"<tr{_attribute('class', 'cz-chosen' if is_chosen else '')}>{''.join(cells)}</tr>"


def _cells(row: Sequence[str], kinds: Sequence[str], badges: Mapping[str, str]) -> list[str]:
    """The cells of a row but its head."""
    return [_tag("td", text, kind=kind, badge=badges.get(text)) for text, kind in zip(row, kinds, strict=True)]


def _tag(tag: str, text: object, *, scope: str = "", kind: str = "", badge: str | None = None) -> str:
    """One cell, as text that is nothing else."""
    shown = f'<span class="cz-badge cz-{badge}">{_escaped(text)}</span>' if badge else _escaped(text)
    return f"<{tag}{_attribute('scope', scope)}{_attribute('class', kind)}>{shown}</{tag}>"


def _attribute(name: str, value: str) -> str:
    """An attribute, where it says something."""
    return f' {name}="{value}"' if value else ""


def _escaped(text: object) -> str:
    """Text as HTML."""
    return html.escape(clean_text(text, most=None))
