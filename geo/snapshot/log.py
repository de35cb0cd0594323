"""A log that an operator can read: one line for each run, and nothing about any person in it."""

import datetime as dt
import os

from geo.errors import GeoError
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
    return "; ".join(parts)


def line_of_refusal(error: GeoError, as_at: dt.date, by: str, now: dt.datetime) -> str:
    """A run that ended in an error, in one line; its words stay on the terminal, since they quote files."""
    instant = now.astimezone(dt.UTC).isoformat(timespec="seconds")
    return f"{instant}; refused; as at {as_at}; by {by}; exit code {error.exit_code}"


def note(settings: Settings, line: str) -> None:
    """Add a line to the workspace's log; two writers never mix their lines.

    Raises:
        OSError: The log cannot be written.
    """
    folder = settings.folder / "snapshots"
    folder.mkdir(exist_ok=True)
    handle = os.open(folder / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(handle, (" ".join(line.split()) + "\n").encode(errors="replace"))
    finally:
        os.close(handle)
