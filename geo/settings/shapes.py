"""What carezones.toml says, as frozen objects."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from geo.errors import InputError
from geo.schemas import BY_ZONE
from geo.settings.maps import MapSettings
from geo.settings.near import nearest

SETTINGS_FILE: Final = "carezones.toml"


@dataclass(frozen=True)
class Source:
    """Where one table comes from and how its file says things."""

    table: str
    files: tuple[Path, ...]
    """Files as they are found on disk; several are read as one table."""
    labels: tuple[str, ...]
    """The same files as the analyst named them, for messages."""
    sheet: str | None = None
    layer: str | None = None
    encoding: str | None = None
    date_format: str | None = None
    crs: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Our column name -> the file's."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Our column name -> the file's code -> ours."""
    patterns: Mapping[str, str] = field(default_factory=dict)
    """Our column name -> a regular expression whose one group is the part of the cell that is meant."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Of providers: a former reference -> the one in the register, for those renamed or merged."""
    dissolve_by: "str | Lookup | None" = None
    """Of zones: the column of the layer, or the table, that says which zone each area belongs to."""
    joined: "tuple[Source, ...]" = ()
    """Of small areas: files that are put beside the first by the code of the area."""


@dataclass(frozen=True)
class Lookup:
    """A table that says which zone each area of a layer belongs to."""

    source: Source
    """Its file."""
    key: str
    """Column with the code of the area."""
    zone_code: str
    zone_name: str | None = None
    """Column with the name of the zone; the code where None."""
    layer_key: str | None = None
    """The layer's column with the code of the area; named like `key` where None."""


@dataclass(frozen=True)
class OtherZones:
    """Another set of zones that the same points may be counted on."""

    name: str
    area_term: str
    source: Source


@dataclass(frozen=True)
class Step:
    """A named change from which on trends are worked out anew, such as a new contract."""

    on: dt.date
    name: str


@dataclass(frozen=True)
class Record:
    """How the weekly record is kept."""

    store: str = "snapshots"
    """Folder of the record in the workspace, or the address of a PostgreSQL database."""
    steps: tuple[Step, ...] = ()
    """Named changes, in order of date."""


@dataclass(frozen=True)
class Settings:
    """One council's workspace."""

    folder: Path
    authority_name: str
    model: str
    as_at: dt.date | None
    """Date the files speak of, where the workspace names one."""
    sources: Mapping[str, Source]
    other_zones: Mapping[str, OtherZones] = field(default_factory=dict)
    record: Record = Record()
    release: Mapping[str, int] = field(default_factory=dict)
    """What [release] makes stricter, by name of the setting; empty where the floors hold."""
    contact: str = ""
    """Whom a reader of a release may ask; empty where [release] names nobody."""
    map: MapSettings = field(default_factory=MapSettings)
    zones_key: str | None = None
    """Key of the other set of zones that everything is counted on; None for the zones of the contract."""

    def on(self, zones_key: str | None) -> "Settings":
        """The same workspace counted on another set of zones.

        Tables that name zones of the contract say nothing of other zones, so they are left out.

        Args:
            zones_key: A key of `other_zones`, or None for the zones of the contract.

        Raises:
            InputError: The workspace has no such set.
        """
        if zones_key is None:
            return self
        if zones_key not in self.other_zones:
            known = ", ".join(self.other_zones) or "none; add one as [other_zones.<key>]"
            raise InputError(
                f"{SETTINGS_FILE}: there is no [other_zones.{zones_key}].{nearest(zones_key, self.other_zones)} "
                f"Sets of zones: {known}."
            )
        kept = {name: source for name, source in self.sources.items() if name not in BY_ZONE}
        return replace(self, zones_key=zones_key, sources=kept | {"zones": self.other_zones[zones_key].source})
