"""The child's reader of GeoPackages and shapefiles: one layer through GDAL, with no other driver left in it.

The answer is one line of JSON with the attributes as text, then the geometries (WKB) one after another.
"""

import json
import os
import sys
from typing import Any, BinaryIO, Final

from geo.errors import InputError
from geo.ingest.cell_text import cell_text

DRIVERS: Final = frozenset({"GPKG", "ESRI Shapefile"})
"""All that is needed; every other one could open other files, or a network."""
_UNWANTED: Final = ("geopandas", "pandas", "pyarrow", "shapely", "pyproj")
"""The library loads them where they are installed, and reads without them faster and in less memory."""


def read(request: dict[str, Any], out: BinaryIO) -> None:
    """Read a layer.

    Args:
        request: path, label, and layer (its name, or None for the only one).
        out: Where the answer goes.

    Raises:
        InputError: The file is damaged, or there is no such layer, or it has no boundaries.
    """
    for name in _UNWANTED:
        sys.modules[name] = None  # type: ignore[assignment]
    import pyogrio  # noqa: PLC0415 - GDAL looks at its environment once, when it is loaded
    import pyogrio.raw  # noqa: PLC0415

    _leave_only(pyogrio.list_drivers())
    path, label = request["path"], request["label"]
    try:
        name = _layer_name([str(name) for name, _ in pyogrio.list_layers(path)], request["layer"], label)
        if not pyogrio.read_info(path, layer=name)["geometry_type"]:
            raise InputError(f"{label}: the layer has attributes but no boundaries. Name the layer with the zones.")
        about, _, shapes, columns = pyogrio.raw.read(path, layer=name, datetime_as_string=True)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError, IndexError):
        raise InputError(f"{label}: the file is incomplete or damaged. Export it again.") from None
    texts = {
        str(name): [_text(cell) for cell in column.tolist()]
        for name, column in zip(about["fields"], columns, strict=True)
    }
    sizes = [-1 if shape is None else len(shape) for shape in shapes]
    head = {"layer": name, "crs": about["crs"], "columns": texts, "sizes": sizes}
    out.write(json.dumps(head, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    out.writelines(shape for shape in shapes if shape is not None)


def _layer_name(names: list[str], wanted: str | None, label: str) -> str:
    """The layer that is wanted, or the only one."""
    shown = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    if wanted is None and len(names) > 1:
        raise InputError(f'{label}: it has several layers ({shown}). Name one: layer = "...".')
    if wanted is not None and wanted not in names:
        raise InputError(f"{label}: there is no layer {wanted!r}. Layers: {shown}.")
    return wanted or names[0]


def _text(cell: object) -> str:
    """One attribute; a date with the time of midnight is a date."""
    text = cell_text(cell) if isinstance(cell, str | int | float | bool) else ""
    for midnight in ("T00:00:00", "T00:00:00.000"):
        text = text.removesuffix(midnight)
    return text


def _leave_only(drivers: dict[str, str]) -> None:
    """Start anew without the drivers that a newer GDAL brings and the list of those to skip does not know."""
    others = sorted(set(drivers) - DRIVERS - {"MEM"})
    skipped = os.environ.get("GDAL_SKIP", "")
    if others and not skipped.endswith(others[-1]):
        again = os.environ | {"GDAL_SKIP": ",".join([skipped, *others])}
        os.execve(sys.executable, sys.orig_argv, again)  # noqa: S606 - ourselves, with the same arguments
    if others:
        raise InputError(f"GDAL keeps drivers that it should not have: {', '.join(others)}. Tell the administrator.")
