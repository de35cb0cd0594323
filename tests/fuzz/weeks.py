"""Weeks of any shape for hypothesis: tables spoilt in their cells, rows, columns, headers, separators and encodings."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from cases import POSTCODES, WeekFiles
from hypothesis import strategies as st

from geo.schemas import TABLES, Column, columns_of

NASTY: Final = (
    "", " ", "\u00a0", "\u200b", "\u202egeneral", "\ufeff", "#N/A", "#DIV/0!", "NA", "null", "None", "nan", "NaT",
    "inf", "1e309", "9" * 400, "1.5E+12", "1,234.5", "12,34", "£5", "50%", "\u22125", "\u0661", "\uff11\uff12", "-3",
    "0", "0.0", "1e5", "00123", "46115", "46115.5", "03/04/2026", "04/13/2026", "31/04/2026", "03/04/26", "2026-02-29",
    "2026-03-09", "1900-01-01", "9999-12-31", "0001-01-01", "9999-12-31T23:59:59-05:00", "2026-01-01T25:00",
    "1066-10-14", "yes", "N", "Extra Care", "a\tb", "a\nb", 'a"b', "a;b|c,d", "=1+1", "@SUM(A1)", "{{7*7}}", "$x$",
    "<script>", "Total", "Grand total", "Note: see below", "x" * 5_000, "\ud7ff", "\U0010ffff", "e\u0301" * 20,
    "\u2028", "\x1c", "\x85", "\x07", "168.01", "1000", "-0.0", "QZ9 9ZZ", "SW1A", "GIR 0AA", "BT1 1AA", "BFPO 57",
    "51.5", "-0.1", "91", "500", "450000", "0,0", "1_000", "0x1F",
)  # fmt: skip
CELL: Final = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
)
_PEOPLE: Final = {"package_id": "PKG-4", "person_id": "PERSON-7", "case_id": "CASE-9", "transition_id": "CASE-9"}
_CODES: Final = {
    "provider_id": "P", "from_provider_id": "P", "contract_provider_id": "P", "zone_code": "Z", "offer_id": "OFF-",
}  # fmt: skip
TABULAR: Final = ("providers", "awards", "packages", "awaiting", "offers", "performance", "transitions", "published")
_BELOW: Final = ("Total", "Note: as exported", "Grand total:")
"""What stands below a table."""
SEPARATORS: Final = (",", ";", "\t", "|")
ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "utf-32")


@dataclass(frozen=True)
class Text:
    """A text file before it is written."""

    header: list[str]
    rows: list[list[str]]
    above: list[list[str]] = field(default_factory=list)
    separator: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    quoting: int = csv.QUOTE_MINIMAL

    def written(self) -> bytes:
        """The file."""
        out = io.StringIO(newline="")
        writer = csv.writer(
            out, delimiter=self.separator, lineterminator=self.line_end, quoting=self.quoting, escapechar="\\"
        )
        writer.writerows([*self.above, self.header, *self.rows])
        return out.getvalue().encode(self.encoding, "replace")


def plausible(column: Column, at: int) -> str:
    """A cell as a good file has it in the row numbered `at`; not every table of them makes sense together."""
    if column.name in _PEOPLE:
        return f"{_PEOPLE[column.name]}{100 + at}"
    if column.name == "postcode":
        return list(POSTCODES)[at % len(POSTCODES)]
    if column.name in _CODES:
        return f"{_CODES[column.name]}{1 + at % 3}"
    if column.allowed:
        return column.allowed[at % len(column.allowed)]
    lowest = max(column.lowest or 0, 0)
    return {
        "date": f"2026-0{1 + at % 2}-{13 + at % 9}",
        "number": f"{lowest + 1.5 + at}",
        "whole": str(int(lowest) + 1 + at),
        "flag": ("yes", "no")[at % 2],
    }.get(column.kind, f"{column.name} {at}")


@st.composite
def tables(draw: st.DrawFn, table: str) -> Text:
    """A table with all columns that it needs and some of the others, whose cells are as they should be."""
    columns = [column for column in columns_of(TABLES[table]).values() if column.kind != "geometry"]
    here = [c for c in columns if c.is_required or c.name == "postcode" or draw(st.integers(0, 4)) == 0]
    here = draw(st.permutations(here))
    count = draw(st.integers(1, 12))
    return Text([c.name for c in here], [[plausible(c, at) for c in here] for at in range(count)])


def _cells(draw: st.DrawFn, text: Text) -> Text:
    rows = [list(row) for row in text.rows]
    for _ in range(draw(st.integers(1, 6)) if rows else 0):
        row = draw(st.sampled_from(rows))
        if row:
            row[draw(st.integers(0, len(row) - 1))] = draw(CELL)
    return replace(text, rows=rows)


def _column(draw: st.DrawFn, text: Text) -> Text:
    at, cells = draw(st.integers(0, max(len(text.header) - 1, 0))), draw(st.lists(CELL, min_size=1, max_size=4))
    rows = [
        [*row[:at], cells[number % len(cells)], *row[at + 1 :]] if at < len(row) else row
        for number, row in enumerate(text.rows)
    ]
    return replace(text, rows=rows)


def _rows(draw: st.DrawFn, text: Text) -> Text:
    rows = list(text.rows)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(rows)))
        width = len(text.header)
        new = draw(
            st.one_of(
                st.lists(CELL, max_size=width + 2),
                st.just([""] * width),
                st.just([]),
                st.sampled_from([[label, *[""] * (width - 2), "99"] for label in _BELOW]),
                st.sampled_from(rows) if rows else st.just([]),
                st.just(text.header),
            )
        )
        rows.insert(at, new)
    return replace(text, rows=rows)


def _ragged(draw: st.DrawFn, text: Text) -> Text:
    change = st.sampled_from([-2, -1, 1, 3])
    rows = [row if draw(st.booleans()) else [*row, *["x"] * 3][: max(len(row) + draw(change), 0)] for row in text.rows]
    return replace(text, rows=rows)


def _fewer(draw: st.DrawFn, text: Text) -> Text:
    return replace(text, rows=text.rows[: draw(st.integers(0, 2))])


def _header(draw: st.DrawFn, text: Text) -> Text:
    def other(name: str) -> str:
        odd = [name.upper(), name.replace("_", " "), f"\u200b{name} ", f"{name}\n(code)", name[:-1], f"{name}.1", ""]
        return draw(st.one_of(st.sampled_from(odd), st.sampled_from(text.header or [""]), CELL))

    return replace(text, header=[other(name) if draw(st.integers(0, 3)) == 0 else name for name in text.header])


def _taken_out(draw: st.DrawFn, text: Text) -> Text:
    at = draw(st.integers(0, max(len(text.header) - 1, 0)))
    return replace(
        text, header=text.header[:at] + text.header[at + 1 :], rows=[row[:at] + row[at + 1 :] for row in text.rows]
    )


def _put_in(draw: st.DrawFn, text: Text) -> Text:
    name = draw(st.one_of(CELL, st.sampled_from(["Notes", "NHS number", "Client name", *text.header])))
    at, cell = draw(st.integers(0, len(text.header))), draw(CELL)
    return replace(
        text,
        header=[*text.header[:at], name, *text.header[at:]],
        rows=[[*row[:at], cell, *row[at:]] for row in text.rows],
    )


def _titles(draw: st.DrawFn, text: Text) -> Text:
    above = draw(st.lists(st.lists(CELL, max_size=4), min_size=1, max_size=draw(st.sampled_from([3, 25]))))
    return replace(text, above=above)


def _form(draw: st.DrawFn, text: Text) -> Text:
    return replace(
        text,
        separator=draw(st.sampled_from(SEPARATORS)),
        encoding=draw(st.sampled_from(ENCODINGS)),
        line_end=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONE])),
    )


SPOILINGS: Final[tuple[Callable[[st.DrawFn, Text], Text], ...]] = (
    _cells, _column, _rows, _ragged, _fewer, _header, _taken_out, _put_in, _titles, _form,
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn, table: str) -> bytes:
    """A table with up to three things wrong with it, as a file."""
    text = draw(tables(table))
    for spoil in draw(st.lists(st.sampled_from(SPOILINGS), min_size=1, max_size=3)):
        text = spoil(draw, text)
    return text.written()


@st.composite
def weeks(draw: st.DrawFn) -> dict[str, bytes]:
    """Files of up to three tables, by table; the other files of the week stay good."""
    names = draw(st.lists(st.sampled_from(TABULAR), min_size=1, max_size=3, unique=True))
    return {name: draw(spoilt(name)) for name in names}


def put(week: WeekFiles, files: dict[str, bytes]) -> None:
    """Files in place of those of the week, named in its settings."""
    said = week.path("carezones.toml").read_text(encoding="utf-8")
    for table, content in files.items():
        week.write(f"incoming/{table}.csv", content)
        if f"[sources.{table}]" not in said:
            said += f'\n[sources.{table}]\nfile = "incoming/{table}.csv"\n'
    week.write("carezones.toml", said)
