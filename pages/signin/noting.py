"""What the guard notes in the audit log of every workspace that is served."""

import os
from pathlib import Path
from typing import Final

from geo.access import Actor, SignIn
from geo.access.audit_log import Deed, note
from pages.signin.gate import Gate

WORKSPACE_VARIABLE: Final = "CAREZONES_WORKSPACE"


def note_signed_in(found: SignIn) -> None:
    """Somebody signed in."""
    _note(found, "signed in", {})


def note_signed_out(found: SignIn) -> None:
    """Somebody signed out."""
    _note(found, "signed out", {})


def note_refused(gate: Gate, found: SignIn | None, tried: str) -> None:
    """Somebody signed in was refused; said once for a sign-in, and not at all of those whom nobody knows."""
    if found and gate.owners.is_new(found.key, tried):
        _note(found, "refused", {"tried": tried})


def _note(found: SignIn, did: Deed, of: dict[str, object]) -> None:
    """A line in each log, since each workspace's must be whole in itself."""
    for folder in filter(None, os.environ.get(WORKSPACE_VARIABLE, "").split(os.pathsep)):
        note(Path(folder), Actor(found.name, found.role), did, of)
