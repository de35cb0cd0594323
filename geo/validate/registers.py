"""References to other tables: known by alias or in another spelling, or strangers; and references spelt in two ways."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from geo.ingest.vintages import vintage_hint
from geo.masking import listed, shown_code
from geo.report import Problem
from geo.schemas import Column
from geo.settings import SETTINGS_FILE
from geo.text import agreed
from geo.validate.checks import Fault
from geo.validate.parsed import Remark

REGISTERS: Final = {
    "provider_id": "providers",
    "contract_provider_id": "providers",
    "from_provider_id": "providers",
    "zone_code": "zones",
}
"""Columns whose values must stand in another table."""

_SPELT: Final = "{reference differs|references differ} from others only in case or spaces: taken as the same."
_CUT_ZEROS: Final = "It stands there with other zeros at its front: export the column as text, so that none is lost."


def with_aliases(rows: pd.DataFrame, aliases: Mapping[str, str]) -> tuple[pd.DataFrame, list[Remark]]:
    """The rows with former references of providers as those of today.

    Args:
        rows: Typed columns.
        aliases: Former reference, in any case and spacing -> the one in the register.

    Returns:
        The rows, and what was taken for whom.
    """
    now = {folded_reference(former): today for former, today in aliases.items()}
    mended, remarks = rows, []
    for column in (name for name, register in REGISTERS.items() if register == "providers" and name in rows):
        known = _by_distinct(rows[column], now)
        changed = known.notna() & (known != rows[column])
        if not changed.any():
            continue
        mended = mended.assign(**{column: known.where(changed, rows[column])})
        who = listed(sorted({f"{shown_code(rows.loc[at, column])} is {known.loc[at]}" for at in rows.index[changed]}))
        at = list(rows.index[changed])
        named = agreed(len(at), "{row names|rows name} a provider by a former reference, as carezones.toml says")
        remedy = "Write the reference of today in the source system when you can."
        remarks.append(Remark(column, at, f"{named} ({who}).", remedy))
    return mended, remarks


def strange_aliases(aliases: Mapping[str, str], register: pd.Index) -> list[Problem]:
    """A refusal for each alias that leads to no provider of the register."""
    cause = "the alias {} leads to {}, and there is no such provider in the register."
    remedy = "Give the reference that it has in the providers file now, below [sources.providers.aliases]."
    return [
        Problem("providers", SETTINGS_FILE, "refused", cause.format(shown_code(former), shown_code(today)), remedy)
        for former, today in aliases.items()
        if today not in register
    ]


def reference_repairs(rows: pd.DataFrame, registers: Mapping[str, pd.Index]) -> dict[str, pd.Series]:
    """Values that stand in a register in another case or spacing, as the register spells them.

    Args:
        rows: Typed columns.
        registers: Known values of each table that others refer to.

    Returns:
        By column, the cells to be repaired.
    """
    repaired = {}
    for column, known in _referring(rows, registers):
        cells = rows[column]
        strange = cells[cells.notna() & ~cells.isin(known)]
        if strange.empty:
            continue
        ours = {folded_reference(name): str(name) for name in known}
        mended = _by_distinct(strange, ours).dropna()
        if len(mended):
            repaired[column] = mended
    return repaired


def reference_faults(rows: pd.DataFrame, registers: Mapping[str, pd.Index]) -> Iterable[Fault]:
    """A fault for each row with a value that stands in no register."""
    for column, known in _referring(rows, registers):
        cells = rows[column]
        what = REGISTERS[column]
        cause = f"no such {'provider' if what == 'providers' else 'zone'} in the {what} table."
        strange = cells[cells.notna() & ~cells.isin(known)]
        cause += vintage_hint(list(strange.unique()), list(known))
        bare = {_without_zeros(str(name)) for name in known}
        for at in strange.index:
            is_cut = _without_zeros(str(cells.loc[at])) in bare
            remedy = _CUT_ZEROS if is_cut else f"Add it to the {what} file, or correct it here."
            yield Fault(int(at), column, cause, remedy, shown_code(cells.loc[at]))


def _referring(rows: pd.DataFrame, registers: Mapping[str, pd.Index]) -> Iterable[tuple[str, pd.Index]]:
    """The columns that refer to another table which is known, with what that knows."""
    for column, register in REGISTERS.items():
        if column in rows and register in registers:
            yield column, registers[register]


def spelt_alike(rows: pd.DataFrame, columns: Mapping[str, Column]) -> tuple[pd.DataFrame, list[Remark]]:
    """The rows with each reference of the table spelt in one way: the commonest, or else the first.

    Without it `PK 1` and `pk1` would be two packages, or two people.

    Returns:
        The rows, and where another case or spacing was repaired.
    """
    mended, remarks = rows, []
    own = [name for name in rows if columns[name].is_unique or name not in REGISTERS]
    for column in (name for name in own if columns[name].kind == "code"):
        cells = rows[column]
        if not _may_be_alike(cells):
            continue
        counts = cells.value_counts(sort=False)
        keys = counts.index.to_series().map(folded_reference)
        commonest = counts.sort_values(ascending=False, kind="stable").groupby(keys).head(1).index
        spelt = {folded_reference(code): code for code in commonest}
        other = {code: spelt[key] for code, key in keys.items() if spelt[key] != code}
        changed = cells.isin(list(other))
        mended = mended.assign(**{column: cells.where(~changed, cells.map(other))})
        at = list(rows.index[changed])
        remedy = "Write them alike in the source system."
        remarks.append(Remark(column, at, agreed(len(at), _SPELT), remedy))
    return mended, remarks


def _may_be_alike(cells: pd.Series) -> bool:
    """Whether two references are nearly the same; asked of the whole column at once, as it seldom is so."""
    distinct = pd.Series(cells.dropna().unique(), dtype="str")
    everything = "".join(distinct.tolist())
    if everything == everything.upper() and everything.split() in ([], [everything]):
        return False
    return bool(distinct.str.replace(r"\s+", "", regex=True).str.lower().duplicated().any())


def folded_reference(code: str) -> str:
    """A reference without case and spaces; hyphens stay, for `1-2` and `12` are two references."""
    return re.sub(r"\s+", "", code).casefold()


def _without_zeros(code: str) -> str:
    """A reference without the zeros that a spreadsheet takes from the front of a number."""
    return folded_reference(code).lstrip("0")


def _by_distinct(cells: pd.Series, named: Mapping[str, str]) -> pd.Series:
    """What the folded form of each value names, for every row that has it; missing where it names nothing."""
    return cells.map({code: named.get(folded_reference(code)) for code in cells.dropna().unique()}).astype("str")
