"""From text to a trusted table: typed columns, rows that cannot be trusted set aside with their reason."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import geopandas as gpd
import pandas as pd

from geo.errors import InputError
from geo.ingest import LOCATION_COLUMNS, RawTable
from geo.locate import PostcodeDirectory
from geo.report import Problem, TableReport
from geo.schemas import TABLES, Column, columns_of
from geo.settings import Source
from geo.text import agreed
from geo.validate.cells import parse
from geo.validate.checks import Fault, duplicate_faults, schema_faults
from geo.validate.doubts import column_doubts, doubts
from geo.validate.parsed import Parsed, Remark
from geo.validate.places import with_points
from geo.validate.registers import reference_faults, reference_repairs, spelt_alike, with_aliases
from geo.validate.telling import refuse, repairs, shown_cell, told_1904, told_fault, told_remark

__all__ = ["Context", "Trusted", "validate"]


@dataclass(frozen=True)
class Context:
    """What a table is checked against."""

    postcodes: PostcodeDirectory | None = None
    registers: Mapping[str, pd.Index] | None = None
    """Known values of the tables that others refer to."""
    as_at: dt.date | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Former reference of a provider -> the one in the register."""
    boundaries: gpd.GeoSeries | None = None
    """Boundaries of the zones in metres."""


@dataclass(frozen=True)
class Trusted:
    """A table that the figures may be made from, and the account of how it came about."""

    rows: pd.DataFrame
    report: TableReport
    read: pd.DataFrame
    """Every row read, those set aside too, for what other tables refer to."""


def validate(raw: RawTable, source: Source, context: Context) -> Trusted:
    """Turn a table of text into a trusted one.

    Args:
        raw: Text under our column names.
        source: Section of carezones.toml: declared date form and codes.
        context: Postcode directory, registers, aliases and as-at date.

    Returns:
        Rows with typed columns and, where the table has places, `easting`, `northing` (m) and `directory_row`.
        A row that only could not be located is in the rows, and in the report as not mapped.

    Raises:
        InputError: There is no row at all, no cell of a required column can be read, or a column of dates mixes forms.
    """
    columns = columns_of(TABLES[raw.table])
    if raw.rows.empty:
        _refuse_empty(raw, source)
    places = {name for group in LOCATION_COLUMNS for name in group} & columns.keys()
    parsed = _parsed(raw, source, {name: columns[name] for name in raw.rows if name not in places})
    refuse(raw, [(name, refusal) for name, column in parsed.items() for refusal in column.refusals])
    _refuse_unreadable(raw, parsed, columns)
    rows, remarks = _mended(raw, parsed, columns, context)
    good, faults = _without_faults(raw, source, rows, parsed, context)
    remarks += [*column_doubts(rows, columns), *doubts(good, context.as_at)]
    problems = [told_fault(raw, fault) for fault in sorted(faults, key=lambda fault: fault.at)]
    problems += [told_remark(raw, remark) for remark in remarks]
    problems += told_1904(raw)
    if places:
        good, lost = with_points(good, raw, places, context.postcodes, context.boundaries)
        problems += lost
    report = _account(raw, good, (*raw.problems, *problems))
    return Trusted(good, report, rows)


def _mended(
    raw: RawTable, parsed: Mapping[str, Parsed], columns: Mapping[str, Column], context: Context
) -> tuple[pd.DataFrame, list[Remark]]:
    """All rows as values, references brought to the spelling and name of today, and what was repaired for it."""
    rows = pd.DataFrame({name: column.values for name, column in parsed.items()}, index=raw.rows.index)
    remarks = [remark for name, column in parsed.items() for remark in repairs(name, column)]
    rows, spelt = spelt_alike(rows, columns)
    renamed: list[Remark] = []
    if raw.table != "providers":
        rows, renamed = with_aliases(rows, context.aliases)
    said = "{value differs|values differ} from the register only in case or spaces: taken as the same."
    for name, cells in reference_repairs(rows, context.registers or {}).items():
        rows = rows.assign(**{name: cells.reindex(rows.index).fillna(rows[name])})
        renamed.append(Remark(name, [int(at) for at in cells.index], agreed(len(cells), said), "Write them alike."))
    return rows, [*remarks, *spelt, *renamed]


def _without_faults(
    raw: RawTable, source: Source, rows: pd.DataFrame, parsed: Mapping[str, Parsed], context: Context
) -> tuple[pd.DataFrame, list[Fault]]:
    """The rows that can be trusted, and why the others cannot."""
    model = TABLES[raw.table]
    columns = columns_of(model)
    faults = [
        Fault(at, name, cause, _remedy(name, source), shown_cell(raw.rows.loc[at, name], columns[name], raw.table))
        for name, column in parsed.items()
        for at, cause in column.wrong.items()
    ]
    known = {(fault.at, fault.column or "") for fault in faults}
    as_written = {name: raw.rows[name].str.upper().str.replace(" ", "") for name in raw.rows if name not in rows}
    whole = rows.assign(**as_written)
    faults += [
        *schema_faults(rows, model, columns, known),
        *reference_faults(rows, context.registers or {}),
        *(fault for name in rows if columns[name].is_unique for fault in duplicate_faults(whole, name)),
    ]
    return rows.drop(index=list({fault.at for fault in faults})), faults


def _account(raw: RawTable, good: pd.DataFrame, problems: tuple[Problem, ...]) -> TableReport:
    """The account of the table, which must add up."""
    unmapped = len({(p.file, p.row) for p in problems if p.severity == "not_mapped"})
    files = tuple(dict.fromkeys(raw.places["file"]))
    given = {name for group in LOCATION_COLUMNS for name in group} | {"uprn", "geometry", *raw.rows}
    not_given = tuple(name for name in columns_of(TABLES[raw.table]) if name not in given)
    loaded = len(good) - unmapped
    report = TableReport(raw.table, files, raw.rows_read, loaded, raw.rows_not_data, problems, not_given)
    report.check_adds_up()
    return report


def _refuse_empty(raw: RawTable, source: Source) -> None:
    """A file without a row of data is a broken export, never a quiet week."""
    if any(problem.severity == "set_aside" for problem in raw.problems):
        raise InputError("\n".join(p.sentence() for p in raw.problems if p.severity == "set_aside"))
    raise InputError(f"{', '.join(source.labels)}: there is a header and no row of data. Export it again.")


def _parsed(raw: RawTable, source: Source, columns: Mapping[str, Column]) -> dict[str, Parsed]:
    """Each column as values, codes mapped first as carezones.toml says."""
    found = {}
    for name, column in columns.items():
        cells, unlike = _part(raw.rows[name], source.patterns.get(name))
        codes = {theirs.strip().casefold(): ours for theirs, ours in source.values.get(name, {}).items()}
        if codes:
            mapped = cells.str.strip().str.casefold().map(codes)
            cells = mapped.astype("str").where(mapped.notna(), cells)
        values = parse(cells, column, source.date_format, from_1904=raw.is_1904)
        found[name] = replace(values, wrong={**values.wrong, **unlike}) if unlike else values
    return found


def _part(cells: pd.Series, pattern: str | None) -> tuple[pd.Series, dict[int, str]]:
    """The part of each cell that the pattern picks out, and why some cells have none."""
    if pattern is None:
        return cells, {}
    part = cells.str.extract(pattern, expand=False).fillna("")
    cause = f"the cell is not like the pattern {pattern} of carezones.toml."
    return part, dict.fromkeys(cells.index[(part == "") & (cells.str.strip() != "")], cause)


def _refuse_unreadable(raw: RawTable, parsed: Mapping[str, Parsed], columns: Mapping[str, Column]) -> None:
    """Refuse a file in which no cell of a required date or number can be read: it is declared wrongly."""
    for name, column in parsed.items():
        if columns[name].is_required and column.wrong and len(column.wrong) > 1 and column.values.isna().all():
            at, cause = next(iter(column.wrong.items()))
            value = shown_cell(raw.rows.loc[at, name], columns[name], raw.table)
            place = raw.places.loc[at]
            remedy = (
                f'Write date_format = "%d/%m/%Y" below [sources.{raw.table}] where that is the form.'
                if columns[name].kind == "date"
                else "Look whether the right column is mapped, and how it is written."
            )
            raise InputError(
                f"{place['file']}, row {place['row']}, column {raw.names[name]} ({value}): {cause} "
                f"No cell of the column can be read. {remedy}"
            )


def _remedy(name: str, source: Source) -> str:
    """What to do about a cell that could not be read."""
    declared = (
        f"; the declared date form is {source.date_format}" if source.date_format and name.endswith("_on") else ""
    )
    return f"Correct the cell in the source system and export again{declared}."
