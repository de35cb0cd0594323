"""A layer as it was read, and what its file, its names and its texts say of how far it can be trusted."""

import glob
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import shapely

from geo.errors import InputError
from geo.masking import listed
from geo.report import Problem
from geo.settings import Source
from geo.text import counted

CUT_NAME: Final = 10
"""A shapefile keeps so much of a column name (characters; ESRI shapefile technical description)."""
CUT_TEXT: Final = 254
"""A shapefile keeps so much of a text (bytes; dBASE)."""
_GARBLED: Final = re.compile(r"[ÃÂâ][\x80-\xbf\u2018-\u203a€™œž¢£©]")
"""UTF-8 read as Latin: an accent became two letters."""
_GENERALISED: Final = re.compile(r"(?<![A-Za-z])(BGC|BUC|BSC|BGE|BUE)(?![A-Za-z])|(ultra[ _-]?)?generali[sz]ed", re.I)
"""How ONS names its boundaries that are smoothed to 20 m (BGC, BGE), 200 m (BSC) or 500 m (BUC)."""
_EXTENT: Final = re.compile(r"(?<![A-Za-z])(BFE|BGE|BUE)(?![A-Za-z])|extent of the realm", re.I)
"""How ONS names its boundaries that reach to mean low water and over estuaries."""


@dataclass(frozen=True)
class Layer:
    """Features with their attributes as text, and what was noticed in reading them."""

    features: gpd.GeoDataFrame
    notes: tuple[Problem, ...] = ()


def flat(features: gpd.GeoDataFrame, label: str, source: Source) -> Layer:
    """The layer in two dimensions, with a note where heights or measures were dropped."""
    shapes = features.geometry.to_numpy()
    solid = int((shapely.has_z(shapes) | shapely.has_m(shapes)).sum())
    if not solid:
        return Layer(features)
    return Layer(
        features.set_geometry(shapely.force_2d(shapes), crs=features.crs), (heights_note(label, source, solid),)
    )


def heights_note(label: str, source: Source, count: int) -> Problem:
    """A note that so many features had a third coordinate."""
    cause = f"{counted(count, 'feature')} had heights or measures (Z, M), which were dropped; the outline is the same."
    return Problem(source.table, label, "repaired", cause, "See that the layer is the one that is meant.")


def named_notes(label: str, layer_name: str, source: Source) -> list[Problem]:
    """Warnings that the name of the file or layer gives: smoothed boundaries, or such that reach into the sea.

    Geometry alone cannot tell smoothed boundaries from drawn ones, so that only a name is believed.
    """
    if source.table != "zones":
        return []
    names = f"{Path(label).stem} {layer_name}"
    found = []
    if said := _GENERALISED.search(names):
        cause = f"its name ({said[0]}) says its boundaries are generalised: near one, people count in the next zone."
        remedy = "Use the full resolution (BFC) for counting; the map is simplified by itself."
        found.append(Problem(source.table, label, "warning", cause, remedy))
    if said := _EXTENT.search(names):
        cause = f"its name ({said[0]}) says that the boundaries reach into the sea, so a point at sea counts in a zone."
        remedy = "Use boundaries clipped to the coast (BFC) where the council has one."
        found.append(Problem(source.table, label, "warning", cause, remedy))
    return found


def shapefile_notes(path: Path, label: str, features: gpd.GeoDataFrame, source: Source) -> list[Problem]:
    """What a shapefile may have lost: the ends of names and texts.

    Raises:
        InputError: The part that names its encoding is missing, and its texts are garbled.
    """
    names = [str(name) for name in features.columns.drop(features.geometry.name)]
    texts = [text for name in names for text in features[name].astype("str")]
    is_declared = any(other.suffix.lower() == ".cpg" for other in path.parent.glob(f"{glob.escape(path.stem)}.*"))
    if not is_declared and any(_GARBLED.search(text) for text in texts):
        raise InputError(
            f"{label}: a part of the shapefile is missing (.cpg), and letters with accents are garbled without it. "
            "Put the .cpg file beside it, or export a GeoPackage."
        )
    found = []
    if cut := [name for name in names if len(name) == CUT_NAME]:
        cause = f"column names of {CUT_NAME} letters, where a shapefile cuts them: {listed(cut)}."
        remedy = "Look whether a longer name is meant, or export a GeoPackage, which cuts nothing."
        found.append(Problem(source.table, label, "warning", cause, remedy))
    long = int(sum(len(text.encode()) >= CUT_TEXT for text in texts))
    if long:
        cause = f"{counted(long, 'text')} of {CUT_TEXT} bytes, where a shapefile cuts them."
        found.append(Problem(source.table, label, "warning", cause, "Export a GeoPackage, which cuts nothing."))
    return found
