"""The three roles, and the two worlds they lead to."""

import getpass
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody signs in for."""

    ANALYST = "analyst"
    """Sees everything, loads files, records weeks, releases."""
    COMMISSIONER = "commissioner"
    """Sees everything and releases, but loads and records nothing."""
    SCRUTINY = "scrutiny"
    """Sees only what has been released."""


@dataclass(frozen=True)
class Actor:
    """Somebody who acts, as the audit log names them."""

    name: str
    role: Role | None
    """None for somebody without a role, who is refused."""


@dataclass(frozen=True)
class DetailAccess:
    """The right to see figures and rows as they were recorded."""

    actor: Actor

    @property
    def may_load(self) -> bool:
        """Whether files may be loaded and weeks recorded."""
        return self.actor.role is Role.ANALYST


@dataclass(frozen=True)
class ReleaseAccess:
    """The right to see what has been released, and nothing else."""

    actor: Actor


def access_of(actor: Actor) -> DetailAccess | ReleaseAccess:
    """What a role leads to; only the two roles that are named here lead to detail."""
    if actor.role in (Role.ANALYST, Role.COMMISSIONER):
        return DetailAccess(actor)
    return ReleaseAccess(actor)


def this_computer(role: Role = Role.ANALYST) -> Actor:
    """Whoever works at this computer without having signed in, by the name the operating system knows."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = "unknown"
    return Actor(f"this computer: {name}", role)
