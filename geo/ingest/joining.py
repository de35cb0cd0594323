"""Small areas and what several files say of them, put side by side by the code of the area; no area is dropped."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import geopandas as gpd
import pandas as pd

from geo.errors import InputError
from geo.ingest.census import AreaTable
from geo.ingest.header import RawTable, normalised
from geo.ingest.vintages import GSS_CODE, vintage_hint, year_of
from geo.masking import listed
from geo.report import Problem
from geo.settings import Source
from geo.text import counted


def with_area_code(source: Source, features: gpd.GeoDataFrame) -> Source:
    """The section of carezones.toml, with the layer's column of official codes as area_code where it names none."""
    names = [str(name) for name in features.columns.drop("geometry")]
    is_clear = source.table != "small_areas" or "area_code" in source.columns
    if is_clear or "areacode" in map(normalised, names):
        return source
    for name in names:
        if features[name].astype("str").str.fullmatch(GSS_CODE.pattern).all():
            return replace(source, columns={**source.columns, "area_code": name})
    return source


def with_joined(raw: RawTable, beside: Sequence[tuple[str, AreaTable]]) -> RawTable:
    """Small areas with the columns of other files.

    A cell that the first file fills is kept; an area that another file does not have stays, and what that file would
    say of it is blank: no data, never zero.

    Args:
        raw: The areas as text, with area_code.
        beside: Name and table of each other file.

    Returns:
        The same rows, with a warning for each file that does not have the same areas.

    Raises:
        InputError: A file has none of the areas.
    """
    key = raw.rows["area_code"].str.strip()
    rows, problems = raw.rows, list(raw.problems)
    names = dict(raw.names)
    for label, table in beside:
        _refuse_strangers(label, key, table)
        for column in table.values.columns:
            said = table.values[column].reindex(key).fillna("").set_axis(rows.index)
            own = rows[column] if column in rows else pd.Series("", index=rows.index)
            rows = rows.assign(**{column: own.where(own.str.strip() != "", said)})
            names.setdefault(column, column)
        problems += _unmatched(raw, label, key, table)
    return replace(raw, rows=rows, names=names, problems=(*problems, *_empty(raw, rows, beside)))


def _refuse_strangers(label: str, key: pd.Series, table: AreaTable) -> None:
    """Refuse a file that has none of the areas."""
    if not key.isin(table.values.index).any():
        hint = vintage_hint(list(table.values.index), list(key))
        raise InputError(f"{label}: none of its codes is an area of the layer.{hint} Name the file of the same areas.")


def _unmatched(raw: RawTable, label: str, key: pd.Series, table: AreaTable) -> Iterable[Problem]:
    """Areas that a file does not have, codes of it that are no area, and what the file itself leaves open."""
    missing = key[~key.isin(table.values.index)]
    extra = table.values.index.difference(key)
    there = "" if table.year is None else f" of {table.year}"
    if len(missing):
        ours = year_of([raw.names.get("area_code", "")])
        here = "" if ours is None else f" of {ours}"
        lost = " and ".join(table.values.columns)
        verb = "is" if len(missing) == 1 else "are"
        cause = (
            f"{counted(len(missing), 'area')}{here} {verb} not in the {table.what}{there}, so their {lost} is no data: "
            f"{listed(missing, 6)}; {len(extra):,} of its {len(table.values):,} codes are no area of the layer."
        )
        remedy = "Use files of the same year, since codes change when boundaries do."
        yield Problem(raw.table, label, "warning", cause, remedy)
    elif len(extra):
        cause = f"{len(extra):,} of its {len(table.values):,} codes are no area of the layer."
        yield Problem(raw.table, label, "not_data", cause, "Not needed: every area of the layer was found.")
    for note in table.notes:
        yield Problem(raw.table, label, "warning", note, "Look into the file, or export groups that give it.")


def _empty(raw: RawTable, rows: pd.DataFrame, beside: Sequence[tuple[str, AreaTable]]) -> Iterable[Problem]:
    """Areas in which nobody lives, by a file that was joined: kept as they are, and said."""
    giving = [label for label, table in beside if "population" in table.values]
    nobody = raw.rows.index[pd.to_numeric(rows["population"], errors="coerce") == 0] if giving else []
    if len(nobody):
        cause = f"{counted(len(nobody), 'area')} with a population of 0: {listed(rows.loc[nobody, 'area_code'], 6)}."
        yield Problem(raw.table, giving[0], "warning", cause, "Kept as it is; look whether that is right.")
