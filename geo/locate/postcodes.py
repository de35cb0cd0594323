"""The postcode directory as sorted numbers: any number of postcodes looked up at once, in any case and spacing."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NO_ROW: Final = -1
"""Position in the directory of a row that was not located by postcode."""

_KEY_LENGTH: Final = 7
"""Characters of the longest postcode without its space."""
_IS_PLAIN: Final = np.isin(np.arange(256), [*b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"])
"""Whether a byte may stand in a postcode in capitals without spaces."""


@dataclass(frozen=True)
class PostcodeDirectory:
    """Postcodes and their points, in the order of their keys."""

    keys: Ints
    """Postcodes as numbers, sorted."""
    easting: Floats
    """m; NaN where the directory has no point."""
    northing: Floats
    is_terminated: npt.NDArray[np.bool_]
    """Whether the postcode is no longer in use; its point is the last it had."""
    area: npt.NDArray[np.int32]
    """Position of the postcode's census small area in `area_codes`."""
    area_codes: tuple[str, ...]
    """Codes of small areas; '' where the directory says none."""

    def __len__(self) -> int:
        return len(self.keys)

    def area_code(self, directory_rows: Ints) -> pd.Categorical:
        """Small area (LSOA) of each postcode given by its position in the directory.

        Args:
            directory_rows: Positions, -1 where a row was not located by postcode.

        Returns:
            The code as the directory writes it, missing where it says none.
        """
        codes = [code for code in self.area_codes if code]
        number = np.cumsum([bool(code) for code in self.area_codes]) - 1
        number = np.where([bool(code) for code in self.area_codes], number, -1).astype("int32")
        if not len(self.keys):
            return pd.Categorical.from_codes(np.full(len(directory_rows), -1), codes)
        return pd.Categorical.from_codes(np.where(directory_rows < 0, -1, number[self.area[directory_rows]]), codes)


@dataclass(frozen=True)
class Repeats:
    """Rows of a directory whose postcode stands more than once."""

    equal: int
    """Rows that say what another says (rows)."""
    other: int
    """Rows that give the postcode another point (rows)."""


def directory(table: pd.DataFrame) -> PostcodeDirectory:
    """A postcode directory ready for looking up, from a table as `without_repeats` takes it."""
    return without_repeats(table)[0]


def without_repeats(table: pd.DataFrame) -> tuple[PostcodeDirectory, Repeats]:
    """A postcode directory ready for looking up, and what stood in it more than once.

    Args:
        table: postcode (capitals without spaces), easting and northing in metres, and where they are known
            is_terminated and area_code (categorical). Of a postcode that stands twice the first row in use counts.

    Returns:
        The directory, sorted by key.
    """
    keys = postcode_keys(table["postcode"])
    ended = (
        table["is_terminated"].to_numpy(dtype=bool) if "is_terminated" in table else np.zeros(len(table), dtype=bool)
    )
    order = np.lexsort((ended, keys))
    order = order[keys[order] > 0]
    keys = keys[order]
    is_first = np.ones(len(keys), dtype=bool)
    is_first[1:] = keys[1:] != keys[:-1]
    first = order[is_first]
    easting, northing = (table[name].to_numpy(dtype="float64") for name in ("easting", "northing"))
    again, of = order[~is_first], first[np.cumsum(is_first) - 1][~is_first]
    other = int(((easting[again] != easting[of]) | (northing[again] != northing[of])).sum())
    areas = table["area_code"].cat if "area_code" in table else None
    found = PostcodeDirectory(
        keys[is_first],
        easting[first],
        northing[first],
        ended[first],
        np.zeros(len(first), dtype=np.int32) if areas is None else areas.codes.to_numpy(dtype=np.int32)[first],
        ("",) if areas is None else tuple(areas.categories),
    )
    return found, Repeats(len(again) - other, other)


def postcode_keys(postcodes: pd.Series | npt.NDArray[np.object_]) -> Ints:
    """Postcodes in capitals without spaces as whole numbers; 0 for what is blank, too long or has other signs.

    The number is the text's own bytes, the first the highest: read where they stand, no text is made for a row.
    """
    text = pa.array(postcodes, type=pa.large_string(), from_pandas=True)
    text = (text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text).fill_null("")
    _, ends, signs = text.buffers()
    if signs is None:
        return np.zeros(len(text), dtype=np.int64)
    ends = np.frombuffer(ends, dtype=np.int64)[text.offset : text.offset + len(text) + 1]
    signs = np.frombuffer(signs, dtype=np.uint8)[: ends[-1]]
    length = np.diff(ends)
    eight = np.lib.stride_tricks.sliding_window_view(np.append(signs, np.zeros(8, dtype=np.uint8)), 8)[ends[:-1]]
    fits = (length > 0) & (length <= _KEY_LENGTH)
    keys = np.where(fits, eight.view(">i8")[:, 0] >> (8 * (8 - np.where(fits, length, 0)) % 64), 0)
    other = ends[0] + np.flatnonzero(~_IS_PLAIN[signs[ends[0] :]])
    keys[np.searchsorted(ends, other, side="right") - 1] = 0
    return keys


def keys_as_written(cells: pd.Series) -> Ints:
    """Keys of postcodes in any spacing and case; the few with other signs than spaces are cleaned one by one."""
    plain = cells.str.upper().str.replace(" ", "", regex=False)
    keys = postcode_keys(plain)
    odd = keys == 0
    if odd.any():
        keys[odd] = postcode_keys(canonical(plain[odd]))
    return keys


def canonical(postcodes: pd.Series) -> pd.Series:
    """Postcodes in capitals, without spaces, hyphens, full stops or invisible characters; other signs stay."""
    return postcodes.str.upper().str.replace("[ \\s.\\-\u00a0\u200b-\u200f\u2060\ufeff]+", "", regex=True)


def look_up(postcodes: PostcodeDirectory | None, keys: Ints) -> Ints:
    """Position of each postcode (as its key) in the directory, -1 where it is not there."""
    if postcodes is None or not len(postcodes):
        return np.full(len(keys), NO_ROW, dtype=np.int64)
    at = np.minimum(np.searchsorted(postcodes.keys, keys), len(postcodes) - 1)
    return np.where(postcodes.keys[at] == keys, at, NO_ROW)
