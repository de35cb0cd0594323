"""Names of columns as exports write them; the standard library alone, for the processes that read files apart."""

import re
import unicodedata
from typing import Final

HEADER_SEARCH_ROWS: Final = 20
"""The header must stand in the first rows of a sheet (rows); above it are titles."""
_IGNORED: Final = re.compile(r"[\s_\u200b-\u200d\u2060\ufeff]+")


def normalised(name: str) -> str:
    """A column name without what exports change: case, spaces, underscores, invisible characters."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name)).casefold()
