"""The note in a version that people's rows were removed from it."""

import contextlib
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from geo.errors import SnapshotError
from geo.snapshot import disk
from geo.snapshot.manifest import sealed, unsealed
from geo.snapshot.store import Forgotten

FORGOTTEN: Final = "forgotten.json"


def write_note(home: Path, on: dt.date, by: str, tables: Sequence[str]) -> None:
    """Say in the folder of a version what is removed from it."""
    said = {"week": home.parent.name, "version": home.name, "on": on, "by": by, "tables": tables}
    disk.replace_whole(home / FORGOTTEN, sealed("forgotten", said))


def note_of(home: Path) -> Forgotten | None:
    """The note of a version; None where nothing was removed.

    Raises:
        SnapshotError: It is damaged.
    """
    try:
        said = unsealed("forgotten", (home / FORGOTTEN).read_bytes())
    except FileNotFoundError:
        return None
    except OSError:
        said = None
    if said is None or (said["week"], said["version"]) != (home.parent.name, home.name):
        raise SnapshotError(f"{home.parent.name}/{home.name}: {FORGOTTEN} is damaged.")
    return Forgotten(dt.date.fromisoformat(said["on"]), said["by"], tuple(said["tables"]))


def good_note_of(home: Path) -> Forgotten | None:
    """The note of a version; None also where it is damaged."""
    with contextlib.suppress(SnapshotError):
        return note_of(home)
    return None


def is_forgotten(home: Path, table: str) -> bool:
    """Whether a table was removed from a version.

    Raises:
        SnapshotError: The note is damaged.
    """
    note = note_of(home)
    return note is not None and table in note.tables
