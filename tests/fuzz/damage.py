"""Good files with some of their bytes changed, cut off, put in or taken from elsewhere."""

from collections.abc import Callable
from functools import cache
from typing import Final

import seeds
from binary_files import archive_of
from hypothesis import strategies as st

FILES: Final[dict[str, tuple[str, str, Callable[[], bytes]]]] = {
    "csv": ("packages", "packages.csv", seeds.csv_file),
    "xlsx": ("packages", "packages.xlsx", seeds.xlsx_file),
    "ods": ("packages", "packages.ods", seeds.ods_file),
    "parquet": ("packages", "packages.parquet", seeds.parquet_file),
    "geojson": ("zones", "zones.geojson", seeds.geojson_file),
    "geopackage": ("zones", "zones.gpkg", seeds.geopackage_file),
    "geoparquet": ("zones", "zones.parquet", seeds.geoparquet_file),
}
"""Kind -> table, name and maker of a good file."""
_SHORT: Final = 24


@cache
def good(kind: str) -> bytes:
    """A good file, made once."""
    return FILES[kind][2]()


def _damage(draw: st.DrawFn, content: bytes) -> bytes:
    """One change."""
    at = draw(st.integers(0, len(content)))
    match draw(st.sampled_from(["flip", "cut", "insert", "splice", "drop", "number"])):
        case "flip" if at < len(content):
            return content[:at] + bytes([content[at] ^ 1 << draw(st.integers(0, 7))]) + content[at + 1 :]
        case "cut":
            return content[:at]
        case "insert":
            return content[:at] + draw(st.binary(min_size=1, max_size=_SHORT)) + content[at:]
        case "splice":
            start = draw(st.integers(0, len(content)))
            return content[:at] + content[start : start + draw(st.integers(1, 200))] + content[at:]
        case "number":
            size = draw(st.sampled_from([1, 2, 4, 8]))
            new = draw(st.sampled_from([b"\x00", b"\xff", b"\x7f", b"9"]))
            return content[:at] + new * size + content[at + size :]
    return content[:at] + content[at + draw(st.integers(1, _SHORT)) :]


@st.composite
def spoiled(draw: st.DrawFn, content: bytes) -> bytes:
    """Bytes with up to four changes."""
    for _ in range(draw(st.integers(1, 4))):
        content = _damage(draw, content)
    return content


@st.composite
def damaged(draw: st.DrawFn, kind: str) -> bytes:
    """A file of this kind that was damaged; of an archive now and then only a part of it, so that the rest unpacks."""
    content = good(kind)
    if kind in ("xlsx", "ods") and draw(st.booleans()):
        parts = seeds.parts_of_bytes(content)
        name = draw(st.sampled_from(sorted(parts)))
        return archive_of({**parts, name: draw(spoiled(parts[name]))})
    return draw(spoiled(content))
