"""Recording a week: who, when, from which files, and whether it may stand beside the weeks before it."""

import datetime as dt
import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from glob import escape
from importlib.metadata import version as installed_version
from pathlib import Path, PurePosixPath
from typing import Final, Literal

import pandas as pd

from geo.errors import InputError, SnapshotError
from geo.join import ZoneIndex
from geo.metrics import METHOD_VERSION
from geo.model import MODELS
from geo.settings import SETTINGS_FILE, Settings, load_settings
from geo.snapshot.control import control_totals, judged
from geo.snapshot.manifest import FORMAT, Manifest
from geo.snapshot.store import Store
from geo.snapshot.tables import described, tables_of, to_bytes
from geo.snapshot.weeks import day_of, week_of
from geo.week import Week, load_week

LATE_DAYS: Final = 7
"""A week recorded more days after its as-at date is pointed out as late (days)."""

_LAST_TABLES: Final = ("figures", "providers", "packages")


@dataclass(frozen=True)
class Act:
    """Who records, when and why."""

    by: str
    now: dt.datetime
    """The instant, with its time zone."""
    accept: str | None = None
    """Why a week that would be held is right all the same."""
    reconstructed_from: dt.date | None = None
    """As-at date of the newer files that an earlier week is worked out from."""


@dataclass(frozen=True)
class Inputs:
    """What a version is made from."""

    mark: str
    """The same files, settings, model, method and date have the same."""
    sources: Mapping[str, Mapping[str, str]]
    """SHA-256 of each file by table and file name."""


@dataclass(frozen=True)
class Result:
    """What became of a week."""

    outcome: Literal["recorded", "unchanged", "held"]
    manifest: Manifest
    """Of the version that counts now; of the one that was not recorded where it is held."""
    holds: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 recorded or there already, 11 held."""
        return SnapshotError.exit_code if self.outcome == "held" else 0


def record(week: Week, store: Store, act: Act, inputs: Inputs | None = None) -> Result:
    """Record a week as a version that is never altered.

    The same inputs again change nothing. Other inputs for a recorded week, and a week that is unlike those before it,
    are held until somebody accepts them with a reason.

    Args:
        week: The week as it was read, joined and measured.
        store: Where to.
        act: Who, when and why.
        inputs: From `inputs_of`, where that was asked already.

    Returns:
        What became of it.

    Raises:
        InputError: The as-at date lies in the future.
        SnapshotError: Somebody else is recording, or the store cannot be written.
    """
    if week.as_at > day_of(act.now):
        raise InputError(f"--as-at {week.as_at}: the date lies in the future, so nothing can be known of it.")
    inputs = inputs or inputs_of(week)
    tables = tables_of(week)
    with store.lock():
        return _recorded(week, store, act, inputs, tables)


def record_folder(folder: Path, as_at: dt.date, store: Store, act: Act) -> tuple[Week, Result]:
    """Read a workspace and record its week.

    Raises:
        InputError: Settings or a file were refused; nothing is recorded.
        SnapshotError: A file changed while it was read, or as `record`.
    """
    settings = load_settings(folder)
    first = _present(settings)
    week = load_week(folder, as_at, remember=True)
    inputs = inputs_of(week)
    if _present(settings) != first:
        raise SnapshotError("A file changed while it was read. Record the week when nobody writes into the folder.")
    return week, record(week, store, act, inputs)


def _present(settings: Settings) -> list[tuple[str, int, int]]:
    """Name, time and size of every file, which tell whether one was written meanwhile."""
    sources = [part for source in settings.sources.values() for path in source.files for part in _parts_of(path)]
    files = [settings.folder / SETTINGS_FILE, _model_file(settings), *sources]
    return [(str(path), *_time_and_size(path)) for path in files]


def _time_and_size(path: Path) -> tuple[int, int]:
    """When a file was last written and its size (bytes); 0 and 0 where it is not there, or its name can be none."""
    try:
        about = path.stat()
    except (OSError, ValueError):
        return 0, 0
    return about.st_mtime_ns, about.st_size


def _recorded(week: Week, store: Store, act: Act, inputs: Inputs, tables: dict[str, pd.DataFrame]) -> Result:
    """Judge and put a version, with every other writer kept out."""
    weeks = store.weeks()
    key = week_of(week.as_at)
    there = weeks.get(key)
    is_again = there is not None and there.inputs == inputs.mark
    if there is not None and is_again and _is_whole(store, there):
        return Result("unchanged", there)
    before = [manifest for name, manifest in weeks.items() if name < key]
    after = [manifest for name, manifest in weeks.items() if name > key]
    reason = (act.accept or "").strip() or None
    contents = {name: to_bytes(table) for name, table in tables.items()}
    files = {name: described(name, tables[name], content) for name, content in contents.items()}
    draft = Manifest(
        authority=week.settings.authority_name,
        week=key,
        as_at=week.as_at,
        version=f"v{len(store.versions(key)) + 1}-{inputs.mark[:8]}",
        inputs=inputs.mark,
        series=ZoneIndex.of(week.zones).version[:12],
        number=store.next_number(),
        recorded_at=act.now.astimezone(dt.UTC).isoformat(timespec="seconds"),
        by=act.by,
        code_version=installed_version("carezones"),
        method_version=METHOD_VERSION,
        model=week.model.title,
        sources=inputs.sources,
        rows={t.table: {"read": t.rows_read, "loaded": t.rows_loaded, "set_aside": t.rows_set_aside,
                        "not_data": t.rows_not_data} for t in week.report.tables},
        controls=control_totals(week),
        files=files,
        reason=reason,
        is_backfilled=bool(after),
        reconstructed_from=act.reconstructed_from,
    )  # fmt: skip
    judgement = judged(draft, week, before, after, _tables_before(store, before))
    holds, warnings = list(judgement.holds), list(judgement.warnings)
    if there is not None and is_again:
        warnings.append(f"{there.version} of {key} is damaged; this version of the same files takes its place.")
    elif there is not None:
        holds.insert(0, f"{key} is recorded already, from other files or settings ({there.version}, by {there.by}).")
    late = (day_of(act.now) - week.as_at).days
    if act.reconstructed_from is None and late > LATE_DAYS:
        warnings.append(f"The week is recorded {late} days after its as-at date.")
    draft = replace(draft, warnings=(*warnings, *(f"Accepted: {hold}" for hold in holds if reason)))
    if holds and not reason:
        return Result("held", draft, tuple(holds))
    store.put(draft, contents)
    return Result("recorded", draft, tuple(holds))


def _is_whole(store: Store, manifest: Manifest) -> bool:
    """Whether every table of the version that counts can be read."""
    try:
        return store.read(manifest.week, tuple(manifest.files)).manifest.version == manifest.version
    except SnapshotError:
        return False


def _tables_before(store: Store, before: Sequence[Manifest]) -> dict[str, pd.DataFrame]:
    """Tables of the newest week before; none where there is none, or none that can be read."""
    if not before:
        return {}
    try:
        return dict(store.read(before[-1].week, _LAST_TABLES).tables)
    except SnapshotError:
        return {}


def sources_of(settings: Settings) -> dict[str, dict[str, str]]:
    """SHA-256 of every file of a workspace, by table and name."""
    return {
        table: {
            str(PurePosixPath(label).with_name(part.name)) if part != path else label: _digest(part)
            for label, path in zip(source.labels, source.files, strict=True)
            for part in _parts_of(path)
        }
        for table, source in sorted(settings.sources.items())
    }


def _parts_of(path: Path) -> list[Path]:
    """The files that a file consists of: a shapefile has others of its name beside it."""
    return sorted(path.parent.glob(f"{escape(path.stem)}.*")) if path.suffix.lower() == ".shp" else [path]


def inputs_of(week: Week, sources: Mapping[str, Mapping[str, str]] | None = None) -> Inputs:
    """What a version of a week is made from.

    Args:
        week: The week.
        sources: From `sources_of`, where the files were hashed already.
    """
    sources = sources_of(week.settings) if sources is None else sources
    settings = tomllib.loads((week.settings.folder / SETTINGS_FILE).read_text(encoding="utf-8-sig"))
    settings["authority"].pop("as_at", None)
    said = {
        "as_at": week.as_at.isoformat(),
        "sources": sources,
        "settings": [settings["authority"], settings.get("sources")],
        "model": _digest(_model_file(week.settings)),
        "method": METHOD_VERSION,
        "format": FORMAT,
    }
    return Inputs(hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest(), sources)


def _model_file(settings: Settings) -> Path:
    """The file of the model."""
    own = settings.model.endswith(".toml")
    return settings.folder / settings.model if own else MODELS / f"{settings.model}.toml"


def _digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
