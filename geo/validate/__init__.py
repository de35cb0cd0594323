"""From text to a trusted table: typed columns, rows that cannot be trusted set aside with their reason."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from geo.errors import InputError
from geo.ingest import LOCATION_COLUMNS, RawTable
from geo.locate import PostcodeDirectory, locate
from geo.masking import PEOPLE, shown, shown_code
from geo.report import Problem, Severity, TableReport
from geo.schemas import TABLES, Column, columns_of
from geo.settings import Source
from geo.validate.cells import Parsed, parse
from geo.validate.checks import Fault, doubts, duplicate_faults, reference_faults, schema_faults

__all__ = ["Context", "Trusted", "validate"]


@dataclass(frozen=True)
class Context:
    """What a table is checked against."""

    postcodes: PostcodeDirectory | None = None
    registers: Mapping[str, pd.Index] | None = None
    """Known values of the tables that others refer to."""
    as_at: dt.date | None = None


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
        context: Postcode directory, registers and as-at date.

    Returns:
        Rows with typed columns and, where the table has places, `easting`, `northing` (m) and `directory_row`.
        A row that only could not be located is in the rows, and in the report as not mapped.

    Raises:
        InputError: There is no row at all, or no cell of a required column can be read.
    """
    model = TABLES[raw.table]
    columns = columns_of(model)
    if raw.rows.empty:
        _refuse_empty(raw, source)
    places = {name for group in LOCATION_COLUMNS for name in group} & columns.keys()
    parsed = _parsed(raw, source, {name: columns[name] for name in raw.rows if name not in places})
    _refuse_unreadable(raw, parsed, columns)
    rows = pd.DataFrame({name: column.values for name, column in parsed.items()}, index=raw.rows.index)
    faults = [
        Fault(at, name, cause, _remedy(name, source), _shown(raw.rows.loc[at, name], columns[name], raw.table))
        for name, column in parsed.items()
        for at, cause in column.wrong.items()
    ]
    registers = context.registers or {}
    strangers, repaired = reference_faults(rows, registers)
    for name, cells in repaired.items():
        rows.loc[cells.index, name] = cells
    whole = rows.assign(
        **{name: raw.rows[name].str.upper().str.replace(" ", "") for name in raw.rows if name in places}
    )
    repeats = [fault for name in rows if columns[name].is_unique for fault in duplicate_faults(whole, name)]
    known = {(fault.at, fault.column or "") for fault in faults}
    faults += [
        *schema_faults(rows, model, columns, known),
        *strangers,
        *repeats,
    ]
    good = rows.drop(index=list({fault.at for fault in faults}))
    problems = [_problem(raw, fault) for fault in sorted(faults, key=lambda fault: fault.at)]
    problems += _remarks(raw, parsed, repaired)
    problems += _doubts(raw, good, context.as_at)
    if places:
        good, lost = _with_points(good, raw, places, context.postcodes)
        problems += lost
    report = _account(raw, good, (*raw.problems, *problems))
    return Trusted(good, report, rows)


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
        values = parse(cells, column, source.date_format)
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
            value = _shown(raw.rows.loc[at, name], columns[name], raw.table)
            place = raw.places.loc[at]
            remedy = (
                f'Write date_format = "%d/%m/%Y" below [sources.{raw.table}] where that is the form.'
                if columns[name].kind == "date"
                else "Look whether the right column is mapped."
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


def _shown(value: str, column: Column, table: str) -> str:
    """A cell as a message may show it: in a table of people only codes, and otherwise the shape."""
    if column.is_personal or table in PEOPLE:
        return shown(value, is_personal=True)
    return shown_code(value)


def _problem(raw: RawTable, fault: Fault, severity: Severity = "set_aside") -> Problem:
    """A fault with its place in the file."""
    place = raw.places.loc[fault.at]
    return Problem(
        raw.table,
        str(place["file"]),
        severity,
        fault.cause,
        fault.remedy,
        row=int(place["row"]),
        sheet=place["sheet"],
        column=raw.names.get(fault.column or "", fault.column),
        value=fault.value,
    )


def _remarks(raw: RawTable, parsed: Mapping[str, Parsed], repaired: Mapping[str, pd.Series]) -> Iterable[Problem]:
    """What was repaired in whole columns."""
    file = str(raw.places["file"].iloc[0])
    for name, column in parsed.items():
        for remark in column.remarks:
            yield Problem(raw.table, file, "repaired", remark, "See that this is meant.", column=raw.names[name])
    for name, cells in repaired.items():
        cause = f"{len(cells)} value(s) differ from the register only in case or spaces, and were taken as the same."
        yield Problem(raw.table, file, "repaired", cause, "Write them alike.", column=raw.names[name])


def _doubts(raw: RawTable, good: pd.DataFrame, as_at: dt.date | None) -> Iterable[Problem]:
    """What is loaded and may yet be wrong."""
    for name, count, cause, remedy in doubts(good, as_at):
        file = str(raw.places["file"].iloc[0])
        yield Problem(raw.table, file, "warning", f"{count} row(s): {cause}", remedy, column=raw.names[name])


def _with_points(
    good: pd.DataFrame, raw: RawTable, places: set[str], postcodes: PostcodeDirectory | None
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows with their points, and a problem for each row that has none."""
    ways = [name for name in raw.rows if name in places]
    if not ways:
        return good, []
    located = locate(raw.rows.loc[good.index, ways], postcodes)
    remedy = "It is counted as unlocated. Correct the postcode, or add it to the directory."
    lost = []
    for at, column, cause in located.unlocated.itertuples():
        value = raw.rows.loc[at, column] if column in raw.rows else ""
        people = raw.table in PEOPLE
        fault = Fault(int(at), column, cause, remedy, shown(value, is_personal=people) or None)
        lost.append(_problem(raw, fault, "not_mapped"))
    return pd.concat([good, located.points], axis=1), lost
