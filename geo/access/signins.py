"""How long a sign-in lasts: its own expiry, a limit without an action, a limit in all, and signing out."""

import threading
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from geo.access.users import SignIn

EARLY_SECONDS: Final = 300
"""How far ahead the clock of the identity provider may be."""


class Standing(StrEnum):
    """Whether a sign-in still counts, in words for whoever it is."""

    OPEN = ""
    EXPIRED = "Your sign-in has expired."
    IDLE = "You were signed out because nothing was done for a while."
    LONG = "You were signed out because the longest time for one sign-in is over."
    ENDED = "You have signed out."
    BEFORE = "The program was started again since you signed in."
    EARLY = "The clocks of this server and of the identity provider differ."


@dataclass
class SignIns:
    """The sign-ins that this process has seen. Whatever it has forgotten does not count."""

    idle_seconds: float
    absolute_seconds: float
    started: float
    """When the process started: sign-ins before it do not count, since it cannot know which were ended."""
    _seen_at: dict[str, float] = field(default_factory=dict)
    _ended: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def standing(self, found: SignIn, now: float) -> Standing:
        """Whether a sign-in counts at an instant (seconds since 1970)."""
        with self._lock:
            return self._standing(found, now)

    def act(self, found: SignIn, now: float) -> tuple[Standing, bool]:
        """Count an action of somebody signed in.

        Returns:
            Whether the sign-in counts, and whether this is the first that is seen of it.
        """
        with self._lock:
            standing = self._standing(found, now)
            is_first = standing is Standing.OPEN and found.key not in self._seen_at
            if standing is Standing.OPEN:
                self._forget(now)
                self._seen_at[found.key] = now
            return standing, is_first

    def end(self, found: SignIn, now: float) -> None:
        """End a sign-in everywhere; it never counts again."""
        with self._lock:
            self._ended[found.key] = now
            self._seen_at.pop(found.key, None)

    def _standing(self, found: SignIn, now: float) -> Standing:
        """Whether it counts, worst reason first."""
        seen = self._seen_at.get(found.key, found.issued)
        checks = {
            Standing.ENDED: found.key in self._ended,
            Standing.BEFORE: found.issued < int(self.started),
            Standing.EARLY: found.issued > now + EARLY_SECONDS,
            Standing.EXPIRED: now >= found.expires,
            Standing.LONG: now >= found.issued + self.absolute_seconds,
            Standing.IDLE: now >= seen + self.idle_seconds,
        }
        return next((standing for standing, holds in checks.items() if holds), Standing.OPEN)

    def _forget(self, now: float) -> None:
        """Forget what is over for a reason that the sign-in itself shows."""
        past = now - self.absolute_seconds - EARLY_SECONDS
        for times in (self._seen_at, self._ended):
            for key in [key for key, instant in times.items() if instant < past]:
                del times[key]
