"""carezones.toml as one frozen object: which council, which model, where each table comes from."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo.errors import InputError
from geo.settings.faults import OTHER_ZONES_KEYS, problems_of
from geo.settings.floors import CONTACT
from geo.settings.maps import LANDMARKS, MapSettings
from geo.settings.near import nearest
from geo.settings.shapes import SETTINGS_FILE, Lookup, OtherZones, Record, Settings, Source, Step
from geo.text import label_of

__all__ = [
    "SETTINGS_FILE",
    "Lookup",
    "MapSettings",
    "OtherZones",
    "Record",
    "Settings",
    "Source",
    "Step",
    "load_settings",
    "nearest",
]


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
    except (ValueError, RecursionError):
        raise InputError(
            f"{path}: it has a number of thousands of digits, or brackets within brackets without end. Take them out."
        ) from None
    problems = list(problems_of(raw))
    if problems:
        raise InputError(f"{path}: " + " ".join(problems))
    authority = raw["authority"]
    sources = {name: _source(folder, name, said) for name, said in raw.get("sources", {}).items()}
    maps = dict(raw.get("map", {}))
    release = dict(raw.get("release", {}))
    contact = release.pop(CONTACT, "").strip()
    if LANDMARKS in maps:
        sources[LANDMARKS] = _source(folder, LANDMARKS, {"file": maps.pop(LANDMARKS)})
    other = {key: _other_zones(folder, said) for key, said in raw.get("other_zones", {}).items()}
    return Settings(
        folder,
        authority["name"],
        authority["model"],
        authority.get("as_at"),
        sources,
        other,
        _record(raw.get("record", {})),
        release,
        contact,
        MapSettings(**maps),
    )


def _source(folder: Path, table: str, said: Mapping[str, Any]) -> Source:
    """One checked [sources.table] section as a `Source`."""
    named = [said["file"]] if isinstance(said["file"], str) else said["file"]
    files = tuple(file for name in named for file in _files(folder, table, name))
    rest = {key: value for key, value in said.items() if key != "file"}
    if isinstance(rest.get("dissolve_by"), dict):
        rest["dissolve_by"] = _lookup(folder, rest["dissolve_by"])
    if "joined" in rest:
        rest["joined"] = tuple(_source(folder, table, part) for part in rest["joined"])
    return Source(table, tuple(folder / file for file in files), _labels(files), **rest)


def _files(folder: Path, table: str, name: str) -> list[str]:
    """A file as it is named; a folder of a postcode directory, published in a file for each area, as those files."""
    if table != "postcodes" or not (folder / name).is_dir():
        return [name]
    files = sorted(path.name for path in (folder / name).iterdir() if path.suffix.lower() == ".csv")
    return [f"{name.rstrip('/')}/{file}" for file in files] or [name]


def _labels(files: tuple[str, ...]) -> tuple[str, ...]:
    """Names of files for messages, each its own also where only what is left out of it differs."""
    labels = tuple(map(label_of, files))
    if len(set(labels)) == len(labels):
        return labels
    return tuple(f"{label} ({number})" for number, label in enumerate(labels, start=1))


def _lookup(folder: Path, said: Mapping[str, Any]) -> Lookup:
    """The checked table of a `dissolve_by`."""
    of_file = {key: said[key] for key in ("sheet", "encoding") if key in said}
    source = Source("zones", (folder / said["file"],), (said["file"],), **of_file)
    return Lookup(source, **{key: said[key] for key in said.keys() - {"file", *of_file}})


def _other_zones(folder: Path, said: Mapping[str, Any]) -> OtherZones:
    """One checked [other_zones.key] section."""
    rest = {key: value for key, value in said.items() if key not in OTHER_ZONES_KEYS}
    return OtherZones(said["name"], said["area_term"], _source(folder, "zones", rest))


def _record(said: Mapping[str, Any]) -> Record:
    """The checked [record] section."""
    steps = sorted((Step(step["on"], step["name"]) for step in said.get("steps", ())), key=lambda step: step.on)
    return Record(said.get("store", Record.store), tuple(steps))
