"""What is wrong with the settings of sign-in, everything at once; values are secrets, so none is quoted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from geo.access.roles import Role

_AUTH_NEEDS: Final = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_AUTH_KEYS: Final = (*_AUTH_NEEDS, "client_kwargs")
_ROLES: Final = tuple(role.value for role in Role)
_LIMITS: Final = {"idle_minutes": (1, 240), "absolute_hours": (1, 24)}
"""What the limits of a sign-in may be."""
_ACCESS_KEYS: Final = ("groups_claim", *_ROLES, *_LIMITS)
_SECRET_LENGTH: Final = 32
"""Shortest cookie secret (characters): whoever guesses it is anybody."""
_CALLBACK: Final = "/oauth2callback"
LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "::1")


def problems_of(raw: Mapping[str, Any]) -> Iterable[str]:
    """Everything that is wrong, each as a sentence with its remedy last."""
    for part in raw.keys() - {"auth", "access"}:
        yield f"{part} is not a part of it. Parts are [auth] and [access]."
    for part in ("auth", "access"):
        if not isinstance(raw.get(part), dict):
            yield f"[{part}] is missing. Write it as a section."
    if isinstance(raw.get("auth"), dict):
        yield from _auth_problems(raw["auth"])
    if isinstance(raw.get("access"), dict):
        yield from _access_problems(raw["access"])


def _auth_problems(said: Mapping[str, Any]) -> Iterable[str]:
    """What is wrong with [auth]."""
    yield from _unknown("[auth]", said, _AUTH_KEYS)
    texts = {key: said[key] for key in _AUTH_NEEDS if isinstance(said.get(key), str) and said[key].strip()}
    for key in _AUTH_NEEDS:
        if key not in texts:
            yield f'[auth] lacks {key}. Write {key} = "..." below it.'
    if not isinstance(said.get("client_kwargs", {}), dict):
        yield '[auth] client_kwargs is not a table. Write it like { prompt = "login" }.'
    if "cookie_secret" in texts and len(texts["cookie_secret"]) < _SECRET_LENGTH:
        yield f"[auth] cookie_secret is shorter than {_SECRET_LENGTH} characters. Make one with openssl rand -hex 32."
    if "redirect_uri" in texts:
        yield from _address_problems("redirect_uri", texts["redirect_uri"])
        if _path_of(texts["redirect_uri"]) != _CALLBACK:
            yield f"[auth] redirect_uri does not end with {_CALLBACK} at the root of its host. Write it so."
    if "server_metadata_url" in texts:
        yield from _address_problems("server_metadata_url", texts["server_metadata_url"])


def _access_problems(said: Mapping[str, Any]) -> Iterable[str]:
    """What is wrong with [access]."""
    yield from _unknown("[access]", said, _ACCESS_KEYS)
    claim = said.get("groups_claim", "groups")
    if not isinstance(claim, str) or not claim.strip():
        yield '[access] groups_claim is not a name. Write it like "groups".'
    groups = {role: said[role] for role in _ROLES if role in said}
    for role, listed in groups.items():
        if not isinstance(listed, list) or not all(isinstance(group, str) and group.strip() for group in listed):
            yield f'[access] {role} is not a list of groups. Write it like {role} = ["name of a group"].'
    known = [group for listed in groups.values() if isinstance(listed, list) for group in listed]
    if not known:
        yield f"[access] gives no group a role, so nobody could sign in. List groups for {', '.join(_ROLES)}."
    for group, times in Counter(map(str, known)).items():
        if times > 1:
            yield f"[access] lists a group {times} times, the one with {len(group)} characters. Give it one role."
    for key, (least, most) in _LIMITS.items():
        limit = said.get(key, least)
        if type(limit) is not int or not least <= limit <= most:
            yield f"[access] {key} is not a whole number from {least} to {most}. Write one."


def _address_problems(key: str, text: str) -> Iterable[str]:
    """What is wrong with an address: only to this very machine may it go without TLS."""
    try:
        address = urlsplit(text)
        host, _ = address.hostname, address.port
    except ValueError:
        host = None
        address = urlsplit("")
    if not host or address.scheme not in ("http", "https") or address.username or address.query or address.fragment:
        yield f"[auth] {key} is not a plain address. Write it like https://host.gov.uk/path."
    elif address.scheme == "http" and host not in LOOPBACK_NAMES:
        yield f"[auth] {key} is not encrypted. Write it with https://."


def _path_of(text: str) -> str:
    """Path of an address; empty where it is none."""
    try:
        return urlsplit(text).path
    except ValueError:
        return ""


def _unknown(where: str, said: Mapping[str, Any], known: tuple[str, ...]) -> Iterable[str]:
    """Keys that are not known."""
    # The settings of a workspace bring the geometry libraries with them, which `carezones --help` does without.
    from geo.settings.near import nearest  # noqa: PLC0415

    for key in said:
        if key not in known:
            yield f"{where} has {key}, which is not known.{nearest(key, known)}"
