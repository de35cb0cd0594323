"""carezones.toml as one frozen object: which council, which model, where each table comes from."""

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from geo.errors import InputError
from geo.schemas import BY_ZONE, TABLES, columns_of

SETTINGS_FILE: Final = "carezones.toml"

_AUTHORITY_KEYS: Final = {"name": str, "model": str, "as_at": dt.date}
_SOURCE_KEYS: Final = {
    "file": (str, list),
    "sheet": str,
    "layer": str,
    "encoding": str,
    "date_format": str,
    "crs": str,
    "columns": dict,
    "values": dict,
    "patterns": dict,
}
_OTHER_ZONES_KEYS: Final = {"name": str, "area_term": str}
_PARTS: Final = ("authority", "sources", "other_zones")


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


@dataclass(frozen=True)
class OtherZones:
    """Another set of zones that the same points may be counted on."""

    name: str
    area_term: str
    source: Source


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


def load_settings(folder: Path) -> Settings:
    """Read and check `carezones.toml` of a workspace.

    Args:
        folder: The workspace.

    Returns:
        The settings, paths made whole.

    Raises:
        InputError: The file is missing or not TOML, or has keys or values it may not have; all are named at once.
    """
    path = folder / SETTINGS_FILE
    if not path.is_file():
        raise InputError(
            f"{folder}: there is no {SETTINGS_FILE} here. Name the folder that holds it, or make a workspace "
            f"with `carezones init {folder} --demo leicestershire-2022`."
        )
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: this is not valid TOML: {error}. Mend that line.") from None
    problems = list(_problems(raw))
    if problems:
        raise InputError(f"{path}: " + " ".join(problems))
    authority = raw["authority"]
    sources = {name: _source(folder, name, said) for name, said in raw.get("sources", {}).items()}
    other = {key: _other_zones(folder, said) for key, said in raw.get("other_zones", {}).items()}
    return Settings(folder, authority["name"], authority["model"], authority.get("as_at"), sources, other)


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint for a misspelt name: ` Did you mean x?`, or nothing where none is near."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""


def _problems(raw: Mapping[str, Any]) -> Iterable[str]:
    """Everything that is wrong with the settings, each as a sentence."""
    for key in raw.keys() - set(_PARTS):
        yield f"[{key}] is not a part of it.{nearest(key, _PARTS)}"
    if not all(isinstance(raw.get(part, {}), dict) for part in _PARTS):
        yield "[authority], [sources.<table>] and [other_zones.<key>] must be sections."
        return
    authority = raw.get("authority", {})
    for key in ("name", "model"):
        if key not in authority:
            yield f'[authority] lacks {key}. Write {key} = "..." below it.'
    yield from _wrong_keys("[authority]", authority, _AUTHORITY_KEYS)
    for table, said in raw.get("sources", {}).items():
        if table in TABLES:
            yield from _source_problems(f"[sources.{table}]", table, said, _SOURCE_KEYS)
        else:
            yield f"[sources.{table}] is not a table.{nearest(table, TABLES)} Tables: {', '.join(TABLES)}."
    for key, said in raw.get("other_zones", {}).items():
        where = f"[other_zones.{key}]"
        yield from _source_problems(where, "zones", said, _SOURCE_KEYS | _OTHER_ZONES_KEYS)
        for needed in _OTHER_ZONES_KEYS if isinstance(said, dict) else ():
            if needed not in said:
                yield f'{where} lacks {needed}. Write {needed} = "..." below it.'


def _source_problems(where: str, table: str, said: Any, keys: Mapping[str, Any]) -> Iterable[str]:
    """What is wrong with one section that names a file."""
    if not isinstance(said, dict) or "file" not in said:
        yield f'{where} lacks file. Write file = "..." below it.'
        return
    yield from _wrong_keys(where, said, keys)
    if isinstance(said["file"], list) and (not said["file"] or not all(isinstance(f, str) for f in said["file"])):
        yield f"{where} file must name one file or a list of files."
    if isinstance(said["file"], list) and len(set(map(str, said["file"]))) < len(said["file"]):
        yield f"{where} file names a file twice."
    if isinstance(said.get("date_format"), str) and not _is_date_format(said["date_format"]):
        yield f'{where} date_format does not give day, month and year. Write it like "%d/%m/%Y" or "%d %b %Y".'
    known = columns_of(TABLES[table])
    for part in ("columns", "values", "patterns"):
        for column in said.get(part, {}) if isinstance(said.get(part, {}), dict) else ():
            if column not in known:
                yield (
                    f"{where} {part} names {column}, which is not a column of {table}."
                    f"{nearest(column, known)} Columns: {', '.join(known)}."
                )
    yield from _wrong_types(where, said)


def _is_date_format(form: str) -> bool:
    """Whether a date written in this form can be read back."""
    day = dt.datetime(2018, 2, 13)  # noqa: DTZ001 - a date, no instant
    try:
        return dt.datetime.strptime(day.strftime(form), form) == day  # noqa: DTZ007
    except ValueError:
        return False


def _wrong_types(where: str, said: Mapping[str, Any]) -> Iterable[str]:
    """Column and code mappings that are not text to text."""
    for ours, theirs in said["columns"].items() if isinstance(said.get("columns"), dict) else ():
        if not isinstance(theirs, str):
            yield f"{where} columns.{ours} must be the name of a column in the file, in quotation marks."
    for ours, codes in said["values"].items() if isinstance(said.get("values"), dict) else ():
        if not isinstance(codes, dict) or not all(isinstance(code, str) for code in codes.values()):
            yield f'{where} values.{ours} must be a table of codes, such as {{ "General" = "general" }}.'
    for ours, pattern in said["patterns"].items() if isinstance(said.get("patterns"), dict) else ():
        if _groups(pattern) != 1:
            yield f"{where} patterns.{ours} must be a regular expression with one group, such as 'Lot (\\d+) '."


def _groups(pattern: Any) -> int:
    """Groups of a regular expression; 0 where it is none."""
    try:
        return re.compile(pattern).groups
    except (re.error, TypeError):
        return 0


def _wrong_keys(where: str, said: Mapping[str, Any], known: Mapping[str, Any]) -> Iterable[str]:
    """Keys that are unknown or of the wrong type."""
    for key, value in said.items():
        if key not in known:
            yield f"{where} has {key}, which is not known.{nearest(key, known)}"
        elif not isinstance(value, known[key]):
            yield f"{where} {key} is not of the right type."


def _source(folder: Path, table: str, said: Mapping[str, Any]) -> Source:
    """One checked [sources.table] section as a `Source`."""
    labels = (said["file"],) if isinstance(said["file"], str) else tuple(said["file"])
    rest = {key: value for key, value in said.items() if key != "file"}
    return Source(table, tuple(folder / label for label in labels), labels, **rest)


def _other_zones(folder: Path, said: Mapping[str, Any]) -> OtherZones:
    """One checked [other_zones.key] section."""
    rest = {key: value for key, value in said.items() if key not in _OTHER_ZONES_KEYS}
    return OtherZones(said["name"], said["area_term"], _source(folder, "zones", rest))
