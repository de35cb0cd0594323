"""The postcode directory in the shapes it is published in: Code-Point Open, ONSPD, NSPL, or a table of ours."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import InputError
from geo.ingest.postcodes.batches import batches
from geo.masking import shown
from geo.report import Problem
from geo.schemas.codes import EASTING_M, LAND_M, NORTHING_M
from geo.settings import Source

__all__ = ["MOST_SET_ASIDE", "RawDirectory", "read_postcodes"]

MOST_SET_ASIDE: Final = 1_000
"""Rows of a directory that may be unusable; one with more is damaged or wrongly mapped, and is refused (rows)."""
_POSTCODE: Final = r"^([A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}|GIR0AA)$"
_OFF_THE_GRID: Final = pa.array(["BT", "GY", "IM", "JE"])
"""Northern Ireland, whose metres are of the Irish grid, the Channel Islands and the Isle of Man."""
_NO_CODE: Final = "this is not a postcode."
_NO_PLACE: Final = "easting and northing are not a place in Great Britain."
_REMEDY: Final = "Take the row out, or download the directory again."

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class RawDirectory:
    """The rows of a directory that can be used, and the account of the others."""

    rows: pd.DataFrame
    """postcode (capitals without spaces), easting and northing (m, missing where there is no point), is_terminated
    and area_code (categorical, '' where the file has none), in the order of the files."""
    rows_read: int
    problems: tuple[Problem, ...]
    """A row that was set aside, each."""


@dataclass(frozen=True)
class _Part:
    """One batch of a file, cleaned."""

    codes: pa.Array
    easting: npt.NDArray[np.float64]
    northing: npt.NDArray[np.float64]
    is_terminated: Flags
    areas: pa.DictionaryArray


def read_postcodes(source: Source) -> RawDirectory:
    """Read the postcode directory from its files.

    Args:
        source: Its section of carezones.toml; files may be of different shapes.

    Returns:
        The rows and their account. A postcode may stand twice.

    Raises:
        InputError: A file is missing, of no shape that is known, or has no row or too few that can be used; all such
            files are named.
    """
    parts: list[_Part] = []
    wrong: list[str] = []
    problems: list[Problem] = []
    rows_read = 0
    for path, label in zip(source.files, source.labels, strict=True):
        before = len(problems), sum(len(part.codes) for part in parts)
        try:
            for row, batch in batches(path, label, source):
                part, unusable = _cleaned(batch, row, label)
                parts.append(part)
                problems += unusable
                rows_read += len(batch)
                _refuse_many(problems[before[0] :], MOST_SET_ASIDE)
            if sum(len(part.codes) for part in parts) == before[1]:
                _refuse_many(problems[before[0] :], 0)
                raise InputError(f"{label}: there is no row of data. Download the directory again.")
        except InputError as error:
            wrong.append(str(error))
    if wrong:
        raise InputError("\n".join(wrong))
    return RawDirectory(_together(parts), rows_read, tuple(problems))


def _cleaned(batch: pa.RecordBatch, row: int, label: str) -> tuple[_Part, list[Problem]]:
    """Capitals without spaces and metres as numbers; a problem for each row that is neither."""
    codes = pc.replace_substring(pc.ascii_upper(batch.column("postcode")), " ", "")
    easting, northing = (_metres(batch.column(name)) for name in ("easting", "northing"))
    is_code = _flags(pc.match_substring_regex(codes, _POSTCODE))
    is_off = _flags(pc.is_in(pc.utf8_slice_codeunits(codes, 0, 2), value_set=_OFF_THE_GRID))
    nowhere = (easting == 0) | (northing == 0) | is_off
    inside = (easting > LAND_M) & (easting < EASTING_M[1]) & (northing > LAND_M) & (northing < NORTHING_M[1])
    good = is_code & (nowhere | inside)
    problems = [
        _unusable(label, row + int(at), codes[at].as_py(), is_code=bool(is_code[at]))
        for at in np.flatnonzero(~good)[: MOST_SET_ASIDE + 1]
    ]
    easting[nowhere] = northing[nowhere] = np.nan
    kept = pa.array(good)
    part = _Part(
        codes.filter(kept), easting[good], northing[good], _terminated(batch)[good], _areas(batch).filter(kept)
    )
    return part, problems


def _unusable(label: str, row: int, code: str, *, is_code: bool) -> Problem:
    """A row of the directory that says no place of a postcode."""
    cause, column = (_NO_PLACE, "easting") if is_code else (_NO_CODE, "postcode")
    return Problem("postcodes", label, "set_aside", cause, _REMEDY, row, None, column, shown(code, is_personal=False))


def _refuse_many(unusable: list[Problem], most: int) -> None:
    """Refuse a file with more unusable rows than a published directory has."""
    if len(unusable) <= most:
        return
    first = unusable[0]
    many = f"More than {most:,} rows are like this" if most else "No row is better"
    raise InputError(
        f"{first.place} ({first.value}): {first.cause} {many}. "
        "Look whether the right columns are mapped below [sources.postcodes.columns], or download the directory again."
    )


def _metres(cells: pa.Array) -> npt.NDArray[np.float64]:
    """Text as metres: 0 for blank, -1 for what is no number."""
    text = pc.utf8_trim_whitespace(cells)
    filled = pc.if_else(pc.equal(text, ""), "0", text)
    try:
        numbers = pc.cast(filled, pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        numbers = pd.to_numeric(filled.to_pandas(), errors="coerce").to_numpy(dtype="float64")
    return np.asarray(np.where(np.isnan(numbers), -1.0, numbers), dtype="float64")


def _flags(cells: pa.Array) -> Flags:
    """Truth values as an array."""
    return np.asarray(cells.to_numpy(zero_copy_only=False), dtype=bool)


def _terminated(batch: pa.RecordBatch) -> Flags:
    """Whether each postcode has a date of termination."""
    if "terminated_on" not in batch.schema.names:
        return np.zeros(len(batch), dtype=bool)
    return _flags(pc.not_equal(pc.utf8_trim_whitespace(batch.column("terminated_on")), ""))


def _areas(batch: pa.RecordBatch) -> pa.DictionaryArray:
    """The small area of each postcode; blank where the file has none."""
    if "area_code" in batch.schema.names:
        return batch.column("area_code")
    none = pa.array(np.zeros(len(batch), dtype="int32"))
    return pa.DictionaryArray.from_arrays(none, pa.array([""], type=pa.string()))


def _together(parts: Iterable[_Part]) -> pd.DataFrame:
    """All batches as one table."""
    parts = list(parts)
    areas = pa.chunked_array([part.areas for part in parts]).unify_dictionaries().combine_chunks()
    return pd.DataFrame(
        {
            "postcode": pa.chunked_array([part.codes for part in parts]).to_pandas(),
            "easting": np.concatenate([part.easting for part in parts]),
            "northing": np.concatenate([part.northing for part in parts]),
            "is_terminated": np.concatenate([part.is_terminated for part in parts]),
            "area_code": areas.to_pandas(),
        }
    )
