"""What is wrong with carezones.toml, everything at once."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from geo.schemas import TABLES, columns_of
from geo.settings.floors import release_problems
from geo.settings.maps import map_problems
from geo.settings.near import nearest

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
_KEYS_OF_TABLES: Final[dict[str, dict[str, Any]]] = {
    "zones": {"dissolve_by": (str, dict)},
    "small_areas": {"joined": list},
    "providers": {"aliases": dict},
}
"""Keys that only some tables have."""
_LOOKUP_NEEDS: Final = ("file", "key", "zone_code")
_LOOKUP_KEYS: Final = dict.fromkeys((*_LOOKUP_NEEDS, "zone_name", "layer_key", "sheet", "encoding"), str)
_JOINED_KEYS: Final = {name: _SOURCE_KEYS[name] for name in ("file", "sheet", "encoding", "columns")}
OTHER_ZONES_KEYS: Final = {"name": str, "area_term": str}
_RECORD_KEYS: Final = {"store": str, "steps": list}
_PARTS: Final = ("authority", "sources", "other_zones", "record", "release", "map")


def problems_of(raw: Mapping[str, Any]) -> Iterable[str]:
    """Everything that is wrong with the settings, each as a sentence."""
    for key in raw.keys() - set(_PARTS):
        yield f"[{key}] is not a part of it.{nearest(key, _PARTS)}"
    if not all(isinstance(raw.get(part, {}), dict) for part in _PARTS):
        yield "[authority], [sources.<table>], [other_zones.<key>], [record], [release] and [map] must be sections."
        return
    authority = raw.get("authority", {})
    for key in ("name", "model"):
        if key not in authority:
            yield f'[authority] lacks {key}. Write {key} = "..." below it.'
    yield from _wrong_keys("[authority]", authority, _AUTHORITY_KEYS)
    for table, said in raw.get("sources", {}).items():
        if table in TABLES:
            yield from _source_problems(
                f"[sources.{table}]", table, said, _SOURCE_KEYS | _KEYS_OF_TABLES.get(table, {})
            )
        else:
            yield f"[sources.{table}] is not a table.{nearest(table, TABLES)} Tables: {', '.join(TABLES)}."
    for key, said in raw.get("other_zones", {}).items():
        where = f"[other_zones.{key}]"
        yield from _source_problems(where, "zones", said, _SOURCE_KEYS | _KEYS_OF_TABLES["zones"] | OTHER_ZONES_KEYS)
        for needed in OTHER_ZONES_KEYS if isinstance(said, dict) else ():
            if needed not in said:
                yield f'{where} lacks {needed}. Write {needed} = "..." below it.'
    yield from _record_problems(raw.get("record", {}))
    yield from release_problems(raw.get("release", {}))
    yield from map_problems(raw.get("map", {}), raw.get("sources", {}))


def _record_problems(said: Mapping[str, Any]) -> Iterable[str]:
    """What is wrong with [record]."""
    yield from _wrong_keys("[record]", said, _RECORD_KEYS)
    for step in said.get("steps", []) if isinstance(said.get("steps"), list) else ():
        if not isinstance(step, dict) or set(step) != {"on", "name"} or type(step["on"]) is not dt.date:
            yield '[record] steps must be written as [[record.steps]] with on = 2018-07-01 and name = "New contract".'


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
        yield (
            f"{where} date_format does not give day, month and year (four digits). "
            'Write it like "%d/%m/%Y" or "%d %b %Y".'
        )
    known = columns_of(TABLES[table])
    for part in ("columns", "values", "patterns"):
        named = said.get(part, {}) if isinstance(said.get(part, {}), dict) else {}
        for column in named:
            if column not in known:
                yield (
                    f"{where} {part} names {column}, which is not a column of {table}."
                    f"{nearest(column, [name for name in known if name not in named])} Columns: {', '.join(known)}."
                )
    yield from _wrong_types(where, said)
    yield from _lookup_problems(f"{where} dissolve_by", said.get("dissolve_by"))
    yield from _joined_problems(where, table, said.get("joined"))


def _lookup_problems(where: str, said: Any) -> Iterable[str]:
    """What is wrong with the table that zones are dissolved by."""
    if isinstance(said, dict):
        yield from _wrong_keys(where, said, _LOOKUP_KEYS)
        for needed in _LOOKUP_NEEDS:
            if needed not in said:
                yield f'{where} lacks {needed}. Write {needed} = "..." in it.'


def _joined_problems(where: str, table: str, said: Any) -> Iterable[str]:
    """What is wrong with the files that are put beside small areas."""
    for part in said if isinstance(said, list) else ():
        yield from _source_problems(f"[{where[:-1]}.joined]]", table, part, _JOINED_KEYS)


def _is_date_format(form: str) -> bool:
    """Whether a date written in this form can be read back."""
    day = dt.datetime(1918, 2, 13)  # noqa: DTZ001 - a date, no instant; of two digits this century is not kept
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
    for former, today in said["aliases"].items() if isinstance(said.get("aliases"), dict) else ():
        if not isinstance(today, str):
            yield f'{where} aliases.{former} must be the reference of a provider, such as "P1".'
    for ours, pattern in said["patterns"].items() if isinstance(said.get("patterns"), dict) else ():
        if _groups(pattern) != 1:
            yield f"{where} patterns.{ours} must be a regular expression with one group, such as 'Lot (\\d+) '."


def _groups(pattern: Any) -> int:
    """Groups of a regular expression; 0 where it is none."""
    try:
        return re.compile(pattern).groups
    except (re.error, TypeError, OverflowError, RecursionError):
        return 0


def _wrong_keys(where: str, said: Mapping[str, Any], known: Mapping[str, Any]) -> Iterable[str]:
    """Keys that are unknown or of the wrong type; a date with a time of day is no date."""
    for key, value in said.items():
        if key not in known:
            yield f"{where} has {key}, which is not known.{nearest(key, known)}"
        elif not isinstance(value, known[key]) or isinstance(value, dt.datetime):
            yield f"{where} {key} is not of the right type."
