"""Which zone each area of a layer belongs to: by a column of the layer, or by a table beside it."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

import pandas as pd

from geo.errors import InputError
from geo.ingest.grid import Grid
from geo.ingest.header import HEADER_SEARCH_ROWS, normalised
from geo.ingest.layers import Layer
from geo.ingest.vintages import vintage_hint, year_of
from geo.masking import listed
from geo.report import Problem
from geo.settings import Lookup, Source, nearest
from geo.text import counted


@dataclass(frozen=True)
class Grouped:
    """A layer of areas, each with the code and name of its zone."""

    layer: Layer
    """Only zone_code, zone_name and geometry; with a note for each area that is in no zone, and is left out."""
    area_names: pd.Series
    """What each area is called in messages."""
    left_out: int
    """Areas that are in no zone (count)."""


def grouped(layer: Layer, label: str, source: Source, lookup: Sequence[Grid]) -> Grouped:
    """Give each area of a layer the code and name of its zone.

    Args:
        layer: The areas with their attributes as text.
        label: Name of the file in messages.
        source: Section of carezones.toml with `dissolve_by`; its `columns` name zone_code and zone_name where they
            are not those of `dissolve_by`.
        lookup: Sheets of the table, where `dissolve_by` names one.

    Returns:
        The areas that are in a zone.

    Raises:
        InputError: A column is missing, an area is in two zones, a zone has two names, or a part of a zone is not in
            the layer.
    """
    features = layer.features
    names = features.drop(columns="geometry")
    by = source.dissolve_by
    if isinstance(by, Lookup):
        key = _column(names, by.layer_key or by.key, label, "Name the layer's column in layer_key of dissolve_by.")
        zones, notes = _looked_up(names[key].str.strip(), key, label, by, lookup)
    else:
        key = _column(names, str(by), label, "Correct dissolve_by in carezones.toml.")
        code = names[key].str.strip()
        zones, notes = pd.DataFrame({"group": code, "zone_code": code, "zone_name": code}), []
    for ours in ("zone_code", "zone_name"):
        if theirs := source.columns.get(ours):
            mapped = _column(names, theirs, label, "Correct `columns` in carezones.toml.")
            zones[ours] = names[mapped].str.strip().where(zones["group"] != "", "")
    blank = zones["zone_code"] == ""
    told = {note.row for note in notes}
    remedy = "Fill it in, or take the area out."
    notes += [
        Problem("zones", label, "set_aside", "the area says no zone.", remedy, row=int(at), column=key)
        for at in zones.index[blank]
        if at not in told
    ]
    kept = zones[~blank]
    _refuse_unclear(kept, label)
    made = features[["geometry"]].loc[kept.index].assign(zone_code=kept["zone_code"], zone_name=kept["zone_name"])
    area_names = names.iloc[:, :2].agg(lambda cells: " ".join(cells).strip(), axis=1).loc[kept.index]
    return Grouped(replace(layer, features=made, notes=(*layer.notes, *notes)), area_names, int(blank.sum()))


def _column(names: pd.DataFrame, wanted: str, label: str, remedy: str) -> str:
    """The layer's column of a name, whatever its case and spaces."""
    for name in names.columns:
        if normalised(str(name)) == normalised(wanted):
            return str(name)
    there = [str(name) for name in names.columns]
    hint = nearest(wanted, there)
    raise InputError(f"{label}: there is no column {wanted}. Columns: {listed(there, 40)}.{hint} {remedy}")


def _looked_up(
    key: pd.Series, column: str, label: str, by: Lookup, sheets: Sequence[Grid]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Zone of each area by the table: group, zone_code, zone_name ('' where none), and what did not meet."""
    table = _table(by, sheets)
    name = by.source.labels[0]
    zone = table.drop_duplicates("key").set_index("key")
    zones = zone.reindex(key).set_index(key.index).fillna("")
    zones.insert(0, "group", zones["zone_code"])
    known, here = table["key"], set(key)
    absent = table[~known.isin(here)]
    hint = vintage_hint(sorted(set(key) - set(known)), list(known)) + _years(column, by.key)
    if len(absent) == len(table):
        raise InputError(f"{label}: none of its areas is in {name}.{hint} Name tables that have the same codes.")
    partly = absent[absent["zone_code"].isin(zones["zone_code"]) & (absent["zone_code"] != "")]
    if len(partly):
        raise InputError(
            f"{label}: {counted(len(partly), 'area')} of {name} not in the layer, so that zones would have holes: "
            f"{listed(partly['key'])}.{hint} Give a layer that has them, or correct the table."
        )
    told = list(_without_zone(key[zones["zone_code"] == ""], set(zone.index), name, hint, (label, column)))
    if len(unmade := absent[absent["zone_code"] != ""]["zone_code"].unique()):
        cause = f"{counted(len(unmade), 'zone')} without an area in the layer, so not made: {listed(unmade)}."
        told.append(Problem("zones", name, "warning", cause, "Give a layer that has them where they are meant."))
    return zones, told


def _without_zone(key: pd.Series, known: Set[str], name: str, hint: str, place: tuple[str, str]) -> Iterable[Problem]:
    """A note on each area that the table puts into no zone.

    Args:
        key: Codes of these areas.
        known: Codes that the table has.
        name: The table's file.
        hint: What may be the matter with codes that it does not have.
        place: The layer's file, and its column of codes.
    """
    remedy = "Add it to the table, or take the area out of the layer."
    for at, code in key.astype("str").items():
        cause = f"the area has no zone in {name}." if code in known else f"the area is in no row of {name}.{hint}"
        yield Problem("zones", place[0], "set_aside", cause, remedy, row=int(at), column=place[1], value=code)


def _years(layer_column: str, table_column: str) -> str:
    """A sentence where the names of the two columns tell different years."""
    ours, theirs = year_of([layer_column]), year_of([table_column])
    if ours is None or theirs is None or ours == theirs:
        return ""
    return f" The layer's codes are of {ours}, the table's of {theirs}."


def _table(by: Lookup, sheets: Sequence[Grid]) -> pd.DataFrame:
    """The table as key, zone_code and zone_name, a row for each area.

    Raises:
        InputError: No sheet has the columns, or an area is in two zones.
    """
    wanted = {"key": by.key, "zone_code": by.zone_code, "zone_name": by.zone_name or by.zone_code}
    name = by.source.labels[0]
    for sheet in sheets:
        if (found := _rows_below(sheet, wanted)) is not None:
            _refuse_two_zones(found, name)
            return found
    there = [cell for sheet in sheets for cell in sheet.cells.iloc[0] if cell.strip()]
    lacking = [theirs for theirs in dict.fromkeys(wanted.values()) if normalised(theirs) not in map(normalised, there)]
    raise InputError(
        f"{name}: column missing: {', '.join(lacking) or ', '.join(wanted.values())}. Columns found: "
        f"{listed(there, 40) or 'none'}. Correct key, zone_code or zone_name of dissolve_by in carezones.toml."
    )


def _rows_below(sheet: Grid, wanted: dict[str, str]) -> pd.DataFrame | None:
    """The wanted columns below the first row that names them all; None where none does."""
    for at, row in sheet.cells.head(HEADER_SEARCH_ROWS).iterrows():
        spots = {normalised(cell): place for place, cell in reversed(list(row.items())) if cell.strip()}
        if all(normalised(theirs) in spots for theirs in wanted.values()):
            body = sheet.cells.loc[at:].iloc[1:]
            rows = pd.DataFrame({ours: body[spots[normalised(theirs)]].str.strip() for ours, theirs in wanted.items()})
            return rows[rows["key"] != ""].drop_duplicates()
    return None


def _refuse_two_zones(table: pd.DataFrame, name: str) -> None:
    """Refuse a table that puts one area into two zones."""
    twice = table.loc[table["key"].duplicated(keep=False)]
    if len(twice):
        said = [f"{key} ({' and '.join(rows['zone_code'])})" for key, rows in twice.groupby("key")]
        raise InputError(f"{name}: an area stands in two zones: {listed(said)}. Keep the row that is meant.")


def _refuse_unclear(zones: pd.DataFrame, label: str) -> None:
    """Refuse zones whose code or name is not the same for all of their areas, and codes that several have."""
    for one, other in (("group", "zone_code"), ("group", "zone_name"), ("zone_code", "group")):
        values = zones.groupby(one, sort=False)[other].unique()
        unclear = [f"{group} ({listed(found, 3)})" for group, found in values.items() if len(found) > 1]
        if unclear:
            what = "zone" if other == "group" else other
            raise InputError(
                f"{label}: areas of one zone do not have one {what}: {listed(unclear, 6)}. "
                "Correct them, or map `columns` in carezones.toml to a column that is the same in all of a zone."
            )
