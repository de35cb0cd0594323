"""The released figures as a workbook by the government's guidance for spreadsheets.

Cover, contents, notes, then one marked table a sheet from the first column on; no formulas, merged cells, blank rows,
filters or colours that mean something. Only columns are frozen: frozen rows of title and notes would leave no room at a
high zoom, and a spreadsheet shows the headings of a marked table above it by itself.
Source: analysisfunction.civilservice.gov.uk, releasing statistics in spreadsheets.
"""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geo.exports.notes import dated, marker_notes, measure_notes, method, title_of
from geo.exports.rows import Column, areas_with_whole, measure_columns, split_areas, split_columns
from geo.release import Release
from geo.text import counted, plain

_AS_TEXT: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Text from a release is written as text, whatever it looks like."""
_LETTERS: Final = {"font_name": "Arial", "font_scheme": "none", "font_size": 12, "valign": "top"}
"""12 points is the least size of the guidance."""
_TEXT_WIDTH: Final = 90
"""Width of a column of sentences (characters)."""
_NAME_WIDTH: Final = 28
_NUMBER_WIDTH: Final = 18

Cell = float | str


@dataclass(frozen=True)
class _Sheet:
    """One sheet with one table."""

    name: str
    title: str
    said: tuple[str, ...]
    """Sentences between the title and the table."""
    table: str
    """Name of the table for screen readers and links."""
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    frozen: int = 0
    """Columns that stay in view."""


@dataclass(frozen=True)
class _Formats:
    """How a title, a heading, a sentence, a table heading, a text cell, a number and a marker look."""

    title: Format
    heading: Format
    sentence: Format
    header: Format
    text: Format
    whole: Format
    decimal: Format
    marker: Format
    link: Format


def workbook_of(release: Release, contact: str = "") -> bytes:
    """The workbook; the same release is the same bytes.

    Args:
        release: The week.
        contact: Whom a reader may ask; left out where empty.
    """
    file = io.BytesIO()
    # XlsxWriter changes the properties that it is given, so each workbook has its own.
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_format_properties": dict(_LETTERS), **_AS_TEXT})
    midnight = dt.datetime.combine(release.as_at, dt.time(), dt.UTC)
    book.set_properties(
        {"title": title_of(release), "author": plain(release.authority), "subject": dated(release),
         "comments": method(release), "keywords": "home care, commissioning, zones", "created": midnight}
    )  # fmt: skip
    book.set_custom_property("Language", "en-GB")
    formats = _formats(book)
    tables = _tables(release)
    _write_cover(book, formats, release, contact)
    for sheet in (_contents(tables), _notes(release), *tables):
        _write_sheet(book, formats, sheet)
    book.close()
    return file.getvalue()


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    """The few formats that the sheets have."""
    make = book.add_format
    return _Formats(
        title=make({"bold": True, "font_size": 16}),
        heading=make({"bold": True, "font_size": 14, "text_wrap": True}),
        sentence=make({"text_wrap": True}),
        header=make({"bold": True, "text_wrap": True, "bottom": 1}),
        # Edited in the spreadsheet, a text that looks like a formula still stays text.
        text=make({"text_wrap": True, "quote_prefix": True}),
        whole=make({"num_format": "#,##0"}),
        decimal=make({"num_format": "#,##0.0"}),
        marker=make({"align": "right"}),
        link=make({"font_color": "#12436D", "underline": 1}),
    )


def _tables(release: Release) -> list[_Sheet]:
    """The sheets of figures, and the one that says what each measure means."""
    by_area = _figures(
        release, 1, f"Released figures by {release.area_term}", areas_with_whole(release), measure_columns(release)
    )
    splits = [
        _figures(release, place, split.title, split_areas(release, split), split_columns(split), split.coarsened)
        for place, split in enumerate(release.splits.values(), start=2)
    ]
    return [by_area, *splits, _measures(release, 2 + len(splits))]


def _figures(  # noqa: PLR0913, PLR0917 - what a table of figures is made of
    release: Release,
    place: int,
    title: str,
    areas: Sequence[tuple[str, str]],
    columns: Sequence[Column],
    why: str = "",
) -> _Sheet:
    """A sheet with a row for each area."""
    rows = tuple((code, plain(name), *(column.cell(code) for column in columns)) for code, name in areas)
    said = [f"{dated(release)}. This worksheet contains one table, with {counted(len(rows), 'row')}."]
    said += [" ".join(marker_notes(release)), *([why] if why else [])]
    area = release.area_term.capitalize()
    header = _unlike([f"{area} code", f"{area} name", *(column.title for column in columns)])
    widths = (14, _NAME_WIDTH, *(_NUMBER_WIDTH for _ in columns))
    name = f"Table_{place}"
    return _Sheet(name, f"Table {place}: {title}", tuple(filter(None, said)), name, header, rows, widths, frozen=2)


def _measures(release: Release, place: int) -> _Sheet:
    """What each measure means and what was done to it."""
    parts = [
        *((part.title, part.unit, part.meaning, part.protection, part.coarsened) for part in release.measures.values()),
        *((part.title, part.unit, part.meaning, part.protection, part.coarsened) for part in release.splits.values()),
    ]
    rows = tuple(
        (plain(title), unit or "tier", plain(meaning), plain(done), plain(why) or "Nothing")
        for title, unit, meaning, done, why in parts
    )
    header = ("Measure", "Unit", "Meaning", "Protection", "Left out")
    said = ("This worksheet contains one table. It says what each measure means and how people are protected.",)
    name = f"Table_{place}"
    return _Sheet(name, f"Table {place}: what the measures mean", said, name, header, rows, (32, 18, 60, 60, 40))


def _contents(tables: Sequence[_Sheet]) -> _Sheet:
    """The list of the sheets; each name is a link."""
    rows = (("Notes", "Notes"), *((sheet.name, sheet.title) for sheet in tables))
    said = ("This worksheet contains one table. Each name is a link to its worksheet.",)
    return _Sheet("Contents", "Contents", said, "Contents_table", ("Worksheet", "Title"), rows, (18, _TEXT_WIDTH))


def _notes(release: Release) -> _Sheet:
    """What a reader must know, one note a row."""
    notes = [*marker_notes(release), *release.protection.sentences, *release.notes, *measure_notes(release)]
    rows = tuple((f"Note {place}", plain(note)) for place, note in enumerate(notes, start=1))
    said = ("This worksheet contains one table.",)
    return _Sheet("Notes", "Notes", said, "Notes_table", ("Number", "Note"), rows, (12, _TEXT_WIDTH))


def _write_cover(book: xlsxwriter.Workbook, formats: _Formats, release: Release, contact: str) -> None:
    """The first sheet: what this is, in sentences from top to bottom."""
    sheet = book.add_worksheet("Cover")
    _set_page(sheet)
    sheet.set_column(0, 0, _TEXT_WIDTH)
    lines = [
        (title_of(release), formats.title),
        (f"{dated(release)}. For members and the public; made so that nobody can be found in it.", formats.sentence),
        ("What was done to protect people", formats.heading),
        *((sentence, formats.sentence) for sentence in release.protection.sentences),
        ("Sources and licence", formats.heading),
        (release.source, formats.sentence),
        (release.licence, formats.sentence),
        ("Method", formats.heading),
        (method(release), formats.sentence),
        *([("Who to ask", formats.heading), (contact, formats.text)] if contact else []),
    ]
    for row, (text, form) in enumerate(lines):
        sheet.write_string(row, 0, plain(text), form)


def _write_sheet(book: xlsxwriter.Workbook, formats: _Formats, sheet: _Sheet) -> None:
    """A title, its sentences and one marked table, with nothing blank between them."""
    page = book.add_worksheet(sheet.name)
    _set_page(page)
    page.write_string(0, 0, plain(sheet.title), formats.title)
    for row, sentence in enumerate(sheet.said, start=1):
        page.write_string(row, 0, plain(sentence))
    top = 1 + len(sheet.said)
    page.add_table(
        top, 0, top + len(sheet.rows), len(sheet.header) - 1,
        {"name": sheet.table, "autofilter": False, "style": None,
         "columns": [{"header": text, "header_format": formats.header} for text in sheet.header]},
    )  # fmt: skip
    for place, width in enumerate(sheet.widths):
        page.set_column(place, place, width)
    for row, cells in enumerate(sheet.rows, start=top + 1):
        for column, cell in enumerate(cells):
            _write_cell(page, formats, (row, column), cell)
    if sheet.name == "Contents":
        for row, (name, _) in enumerate(sheet.rows, start=top + 1):
            page.write_url(row, 0, f"internal:'{name}'!A1", formats.link, str(name))
    if sheet.frozen:
        page.freeze_panes(0, sheet.frozen)
    page.repeat_rows(top)


def _write_cell(page: Worksheet, formats: _Formats, place: tuple[int, int], cell: Cell) -> None:
    """One cell: a number as a number, everything else as text."""
    if isinstance(cell, str):
        is_marker = cell.startswith("[") and len(cell) == 3
        page.write_string(*place, cell, formats.marker if is_marker else formats.text)
    else:
        page.write_number(*place, cell, formats.whole if cell == int(cell) else formats.decimal)


def _set_page(page: Worksheet) -> None:
    """Printed on A4, as wide as one page."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&CPage &P of &N")


def _unlike(titles: Sequence[str]) -> tuple[str, ...]:
    """Headings of which no two are the same, as a marked table asks; whatever their capitals."""
    found: list[str] = []
    taken: set[str] = set()
    for title in map(plain, titles):
        place = 1
        while (name := title if place == 1 else f"{title} ({place})").casefold() in taken:
            place += 1
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)
