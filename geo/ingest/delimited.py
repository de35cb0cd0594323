"""Text files: encoding and separator found and reported, every row kept with its width."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from geo.errors import InputError
from geo.ingest.beside import open_elsewhere
from geo.ingest.doubts import with_doubts
from geo.ingest.grid import Grid
from geo.report import Problem
from geo.settings import Source

SEPARATORS: Final = (",", ";", "\t", "|")
_SNIFFED_ROWS: Final = 40
_BATCH_ROWS: Final = 100_000
_LONGEST_CELL: Final = 1_000_000
"""A cell longer than this (characters) is a quotation mark that was never closed."""


def read_text(path: Path, label: str, source: Source) -> Grid:
    """Read a comma, semicolon or tab separated file as a grid of text.

    Args:
        path: The file.
        label: Name of the file in messages.
        source: Its section of carezones.toml; a declared encoding is believed.

    Returns:
        The cells, with a note where the encoding had to be guessed.

    Raises:
        InputError: The text cannot be decoded, is blank, holds NUL bytes, or a quotation mark is never closed.
    """
    text, notes = _decoded(path.read_bytes(), label, source)
    if "\x00" in text:
        raise InputError(f"{label}: the file holds NUL bytes and would be cut short. Export it again as CSV.")
    if not text.strip():
        raise InputError(f"{label}: the file holds nothing but spaces and line ends. Export it again.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = _separator(text)
    try:
        cells, widths = _cells(text, separator)
    except csv.Error as error:
        raise InputError(
            f"{label}, row {_broken_row(text, separator)}: from here on it cannot be divided into rows ({error}). "
            "Look for a quotation mark that is not closed, and export it again."
        ) from None
    notes = (*open_elsewhere(path, label, source.table), *notes)
    return with_doubts(Grid(label, cells, widths, notes=notes), source.table)


def _decoded(raw: bytes, label: str, source: Source) -> tuple[str, tuple[Problem, ...]]:
    """The text, and a warning where the encoding is a guess."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16"), ()
        except UnicodeDecodeError:
            raise InputError(f"{label}: the file is cut off in the middle of a letter. Export it again.") from None
    declared = source.encoding
    try:
        text = raw.decode(declared or "utf-8-sig").removeprefix("\ufeff")
        if declared:
            text.encode()  # some encodings give halves of letters, which no text may hold
    except UnicodeError:
        if declared:
            raise InputError(
                f"{label}: the file is not {declared}, as carezones.toml says. Correct `encoding` or take it out."
            ) from None
    except (LookupError, ValueError):
        raise InputError(f"{label}: encoding {declared!r} is not known. Use utf-8 or cp1252.") from None
    else:
        return text, ()
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        raise InputError(f"{label}: the text is neither UTF-8 nor Windows (cp1252). Export it as CSV UTF-8.") from None
    note = Problem(
        source.table,
        label,
        "warning",
        "the file is not UTF-8 and was read as Windows text (cp1252).",
        'Look at a name with an accent or a pound sign; if it is right, write encoding = "cp1252".',
    )
    return text, (note,)


def _separator(text: str) -> str:
    """The separator that divides the first rows into most columns, alike over most rows."""
    lines = list(islice(io.StringIO(text), _SNIFFED_ROWS))

    def score(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if any(row)]
        commonest = max(set(widths), key=widths.count, default=0)
        return (widths.count(commonest) if commonest > 1 else 0, commonest)

    return max(SEPARATORS, key=score)


def _cells(text: str, separator: str) -> tuple[pd.DataFrame, pd.Series]:
    """All rows as text, padded to the widest, and the width each row had."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    batches: list[pd.DataFrame] = []
    widths: list[int] = []
    for rows in _batched(reader):
        widths.extend(len(row) for row in rows)
        width = max(map(len, rows))
        padded = (row if len(row) == width else row + [""] * (width - len(row)) for row in rows)
        batches.append(pd.DataFrame(list(padded), dtype="str"))
    cells = pd.concat(batches, ignore_index=True).fillna("")
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    return cells, pd.Series(np.array(widths, dtype="int32"), index=cells.index)


def _broken_row(text: str, separator: str) -> int:
    """The row from which on the text cannot be divided: the one after the last that is whole."""
    whole = 0
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            whole += 1
    except csv.Error:
        pass
    return whole + 1


def _batched(reader: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    """The rows in batches, so that a large file never stands in memory as lists."""
    while rows := list(islice(reader, _BATCH_ROWS)):
        yield rows
