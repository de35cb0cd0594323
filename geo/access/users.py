"""A sign-in, as the identity provider tells it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from geo.access.roles import Role
from geo.access.settings import SignInSettings
from geo.text import label_of

_LATEST: Final = 2.0**53
"""No time of a token is later (seconds since 1970); a larger number is no time."""


@dataclass(frozen=True)
class SignIn:
    """One sign-in of one person."""

    key: str
    """SHA-256 of who provided it, whom for and when: another for each sign-in, and no name in it."""
    name: str
    """The name that the provider gives for use at the keyboard, or its reference of the person."""
    issued: float
    """When it was made (seconds since 1970)."""
    expires: float
    """Until when the provider stands for it (seconds since 1970)."""
    role: Role | None
    """None where no group of the person is named in the settings."""


def sign_in_of(claims: Mapping[str, Any], settings: SignInSettings) -> SignIn | None:
    """The sign-in that the claims of an identity token tell of.

    A person in groups of two roles gets the one that sees less.

    Returns:
        None where nobody is signed in or a claim that is needed is missing or not of its kind.
    """
    issuer, subject = claims.get("iss"), claims.get("sub")
    issued, expires = _seconds(claims.get("iat")), _seconds(claims.get("exp"))
    if claims.get("is_logged_in") is not True or not _is_text(issuer) or not _is_text(subject):
        return None
    if issued is None or expires is None:
        return None
    said = json.dumps([issuer, subject, issued, claims.get("nonce")], default=str)
    shown = claims.get("preferred_username")
    return SignIn(
        key=hashlib.sha256(said.encode(errors="replace")).hexdigest(),
        name=label_of(str(shown if _is_text(shown) else subject)),
        issued=issued,
        expires=expires,
        role=_role(claims.get(settings.groups_claim), settings),
    )


def _role(said: Any, settings: SignInSettings) -> Role | None:
    """The role that sees least among those of the groups; None where no group is known."""
    groups = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    held = {settings.groups[group] for group in groups if isinstance(group, str) and group in settings.groups}
    return next((role for role in (Role.SCRUTINY, Role.COMMISSIONER, Role.ANALYST) if role in held), None)


def _is_text(said: Any) -> bool:
    """A text with something in it."""
    return isinstance(said, str) and bool(said.strip())


def _seconds(said: Any) -> float | None:
    """A time of a token; None for anything that is not a finite number."""
    if isinstance(said, bool) or not isinstance(said, (int, float)) or not abs(said) < _LATEST:
        return None
    return float(said)
