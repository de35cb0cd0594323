"""What the server and the pages share of sign-in: its settings, the sign-ins seen, and who was given which file.

There is one for the process. Pages and the guard of the routes ask the same one, so that both judge alike.
"""

import functools
import os
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from geo.access import Role, SignIn, SignIns, SignInSettings, Standing, read_sign_in, sign_in_of
from geo.errors import InputError

SIGN_IN_VARIABLE: Final = "CAREZONES_SIGN_IN"
ROLE_VARIABLE: Final = "CAREZONES_ROLE"
GUARD_HEADER: Final = "x-carezones-guard"
"""Header that the guard adds to what it let through; pages refuse a connection that comes without it."""


@dataclass
class Owners:
    """Which sign-in may fetch which file and which session is whose."""

    _files: dict[str, set[str]] = field(default_factory=dict)
    _sessions: dict[str, str] = field(default_factory=dict)
    _noted: dict[str, set[str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def is_new(self, key: str, deed: str) -> bool:
        """Whether a deed of a sign-in is the first of its kind, so that the audit log has it once."""
        with self._lock:
            noted = self._noted.setdefault(key, set())
            is_new = deed not in noted
            noted.add(deed)
            return is_new

    def give(self, file_id: str, key: str) -> None:
        """A file was put into a page of a sign-in."""
        with self._lock:
            self._files.setdefault(file_id, set()).add(key)

    def take_session(self, session_id: str, key: str) -> None:
        """A session runs for a sign-in."""
        with self._lock:
            self._sessions[session_id] = key

    def owners_of(self, file_id: str) -> set[str]:
        """The sign-ins that a file was given to."""
        with self._lock:
            return set(self._files.get(file_id, ()))

    def has_file(self, file_id: str, key: str) -> bool:
        """Whether the file was given to the sign-in."""
        with self._lock:
            return key in self._files.get(file_id, ())

    def has_session(self, session_id: str, key: str) -> bool:
        """Whether the session runs for the sign-in."""
        with self._lock:
            return self._sessions.get(session_id) == key

    def forget(self, key: str) -> None:
        """Take everything back from a sign-in that is over."""
        with self._lock:
            self._noted.pop(key, None)
            for keys in self._files.values():
                keys.discard(key)
            self._files = {file_id: keys for file_id, keys in self._files.items() if keys}
            self._sessions = {session: owner for session, owner in self._sessions.items() if owner != key}


@dataclass(frozen=True)
class Gate:
    """Sign-in of this process; without settings there is none and only this computer is served."""

    settings: SignInSettings | None
    sign_ins: SignIns
    owners: Owners = field(default_factory=Owners)
    mark: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)
    """Known to nobody outside the process, so that nobody outside can claim to have passed the guard."""

    def sign_in_of(self, claims: Mapping[str, Any]) -> SignIn | None:
        """The sign-in that claims tell of; None where there is none."""
        return sign_in_of(claims, self.settings) if self.settings else None

    def standing(self, found: SignIn) -> Standing:
        """Whether a sign-in counts now."""
        return self.sign_ins.standing(found, time.time())

    def end(self, found: SignIn) -> None:
        """End a sign-in everywhere."""
        self.sign_ins.end(found, time.time())
        self.owners.forget(found.key)


def gate() -> Gate:
    """The gate of this process.

    Raises:
        InputError: The settings of sign-in cannot be used.
    """
    return _gate(os.environ.get(SIGN_IN_VARIABLE, ""))


def role_here() -> Role:
    """The role of whoever works at this computer where there is no sign-in.

    Raises:
        InputError: The program was started for a role that there is not.
    """
    said = os.environ.get(ROLE_VARIABLE) or Role.ANALYST.value
    try:
        return Role(said)
    except ValueError:
        raise InputError(f"{ROLE_VARIABLE} is not a role. Roles: {', '.join(Role)}.") from None


@functools.cache
def _gate(file: str) -> Gate:
    settings = read_sign_in(Path(file)) if file else None
    idle, absolute = (settings.idle_minutes * 60, settings.absolute_hours * 3600) if settings else (0, 0)
    return Gate(settings, SignIns(idle, absolute, started=time.time()))
