"""How a column is declared: type, unit, meaning and source in one place, read by every other module."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Literal

import pandera.pandas as pa

METRES_CRS: Final = "EPSG:27700"
"""British National Grid: all work is done in its metres (unit: m; source: Ordnance Survey)."""

DEGREES_CRS: Final = "EPSG:4326"
"""WGS84 longitude and latitude: for the screen and for GeoJSON only (unit: degrees)."""

Kind = Literal["code", "text", "category", "list", "date", "number", "whole", "flag", "geometry"]
"""How the text of a cell becomes a value: `list` holds several values with `;` between."""


@dataclass(frozen=True)
class Column:
    """One declared column of a table, as validation, messages and the data dictionary read it."""

    name: str
    kind: Kind
    description: str
    unit: str | None
    source: str | None
    is_required: bool
    """The file must have the column."""
    may_be_blank: bool
    """A row may leave it empty."""
    is_unique: bool
    """No two rows may share a value: the column identifies the row."""
    is_personal: bool
    """A value may say something of one person, so it is never shown in a message."""
    allowed: tuple[str, ...]
    lowest: float | None
    highest: float | None


def column(  # noqa: PLR0913 - one keyword for each thing a column says of itself
    description: str,
    kind: Kind,
    *,
    unit: str | None = None,
    source: str | None = None,
    blank: bool = False,
    unique: bool = False,
    personal: bool = False,
    allowed: tuple[str, ...] = (),
    lowest: float | None = None,
    highest: float | None = None,
) -> Any:
    """Declare a column.

    Args:
        description: What the value means, as a sentence.
        kind: How its text is read.
        unit: Unit of a quantity, such as `hours a week` or `m`.
        source: Whose definition it is, where it is not ours.
        blank: A row may leave it empty.
        unique: No two rows may share a value.
        personal: Never shown in a message.
        allowed: The values it may take; empty for any. Not checked in a `list`.
        lowest: Smallest value it may take, in `unit`.
        highest: Largest value it may take, in `unit`.

    Returns:
        A pandera field carrying all of it.
    """
    metadata = {
        "kind": kind,
        "unit": unit,
        "source": source,
        "personal": personal,
        "allowed": allowed,
        "lowest": lowest,
        "highest": highest,
    }
    return pa.Field(
        description=description,
        nullable=blank,
        unique=unique,
        isin=list(allowed) if allowed and kind == "category" else None,
        ge=lowest,
        le=highest,
        metadata=metadata,
    )


@functools.cache
def columns_of(table: type[pa.DataFrameModel]) -> Mapping[str, Column]:
    """The declared columns of a table, by name, in order."""
    schema = table.to_schema()
    found = {}
    for name, declared in schema.columns.items():
        meta = declared.metadata or {}
        found[name] = Column(
            name=name,
            kind=meta["kind"],
            description=declared.description or "",
            unit=meta["unit"],
            source=meta["source"],
            is_required=declared.required,
            may_be_blank=declared.nullable,
            is_unique=declared.unique,
            is_personal=meta["personal"],
            allowed=meta["allowed"],
            lowest=meta["lowest"],
            highest=meta["highest"],
        )
    return MappingProxyType(found)
