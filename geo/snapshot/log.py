"""A log that an operator can read: one line for each run, and nothing about any person in it."""

import datetime as dt
import os

from geo.settings import Settings
from geo.snapshot.record import Result

LOG = "record.log"


def line_of(result: Result, now: dt.datetime) -> str:
    """One run in one line: instant, what became of it, week, version, rows and what was pointed out."""
    manifest = result.manifest
    aside = sum(rows["set_aside"] for rows in manifest.rows.values())
    parts = [
        now.astimezone(dt.UTC).isoformat(timespec="seconds"),
        result.outcome,
        manifest.week,
        f"as at {manifest.as_at}",
        f"version {manifest.version}",
        f"by {manifest.by}",
        f"{aside} rows set aside",
        f"{len(manifest.warnings)} warnings",
        *(f"held: {hold}" for hold in result.holds),
    ]
    return "; ".join(" ".join(part.split()) for part in parts)


def note(settings: Settings, line: str) -> None:
    """Add a line to the workspace's log; two writers never mix their lines."""
    folder = settings.folder / "snapshots"
    folder.mkdir(exist_ok=True)
    handle = os.open(folder / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(handle, (line + "\n").encode())
    finally:
        os.close(handle)
