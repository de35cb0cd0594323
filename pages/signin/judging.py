"""Who may have an answer at all: decided for every request from its path, host and cookie, before Streamlit sees it."""

import ipaddress
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from streamlit import config
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from geo.access import SignIn, SignInSettings, Standing
from pages.signin import screens
from pages.signin.gate import Gate

HEALTH: Final = "/_stcore/health"
_SIGNING: Final = ("/auth/login", screens.SIGN_OUT_PATH, "/oauth2callback")
"""Routes of Streamlit that lead to the identity provider and back."""
_CLOSED: Final = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent")
"""Routes of Streamlit that nobody needs."""
_FORWARDED: Final = ("forwarded", "via", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto")
_LOOPBACK_NAME: Final = "localhost"
_TEXT: Final = "text/plain; charset=utf-8"
_HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Refusal:
    """An answer instead of what was asked for."""

    status: int
    body: bytes = b""
    kind: str = _TEXT
    leads_to: str = ""
    """Where the browser is sent on; empty where it stays."""
    found: SignIn | None = None
    """Who was refused although signed in."""
    tried: str = ""
    """What they tried, for the audit log."""


@dataclass(frozen=True)
class Passed:
    """What was asked for may be answered."""

    found: SignIn | None = None
    """None without sign-in, and on the way to it."""


def judge(asked: HTTPConnection, gate: Gate) -> Passed | Refusal:
    """Whether a request or a connection may go on to Streamlit; whatever is not allowed here is refused."""
    path = asked.scope["path"]
    if not path.startswith("/") or "//" in path:
        return Refusal(404, b"Not found")
    if any(path == closed or path.startswith(closed + "/") for closed in _CLOSED):
        return Refusal(404, b"Not found")
    if gate.settings is None:
        return Passed() if _is_this_computer(asked) else Refusal(403, screens.not_served_page(), _HTML)
    decided = _judge_address(asked, gate.settings) or _judge_way_in(asked, gate, path) or _judge_signed_in(asked, gate)
    # Whoever looks after the server may know that it answers, and nothing more.
    is_probe = path == HEALTH and isinstance(decided, Refusal) and _is_reading(asked)
    return Refusal(204) if is_probe else decided


def _judge_address(asked: HTTPConnection, settings: SignInSettings) -> Refusal | None:
    """That the request is meant for this dashboard, and that a connection comes from its own pages."""
    if asked.headers.getlist("host") != [settings.host]:
        return Refusal(403, screens.wrong_host_page(), _HTML)
    if asked.scope["type"] == "websocket" and asked.headers.get("origin") != settings.origin:
        return Refusal(403, b"Forbidden")
    return None


def _judge_way_in(asked: HTTPConnection, gate: Gate, path: str) -> Passed | Refusal | None:
    """The way to the identity provider and back, which is open."""
    if not _is_reading(asked):
        return None
    if path in _SIGNING:
        return Passed(_found(asked, gate))
    return Refusal(302, leads_to=path) if path == screens.SIGN_IN_PATH else None


def _judge_signed_in(asked: HTTPConnection, gate: Gate) -> Passed | Refusal:
    """Whether somebody is signed in, has a role, and owns what is asked for."""
    found = _found(asked, gate)
    standing = gate.standing(found) if found else Standing.OPEN
    wants_page = _is_reading(asked) and "text/html" in asked.headers.get("accept", "")
    if found is None or standing is not Standing.OPEN:
        body, kind = (screens.sign_in_page(standing.value), _HTML) if wants_page else (b"Not signed in", _TEXT)
        return Refusal(401, body, kind)
    if found.role is None:
        body, kind = (screens.no_group_page(found.name), _HTML) if wants_page else (b"No access", _TEXT)
        return Refusal(403, body, kind, found=found, tried="the dashboard, in no group that may")
    if not _owns(found, gate, asked.scope["path"]):
        return Refusal(403, b"No access", found=found, tried="a file of somebody else")
    return Passed(found)


def _owns(found: SignIn, gate: Gate, path: str) -> bool:
    """Whether a file or a session in the path belongs to the sign-in; other paths belong to nobody."""
    parts = path.split("/")
    if parts[1] == "media":
        # As Streamlit finds the file: the name without its last extension.
        return gate.owners.has_file(os.path.splitext("/".join(parts[2:]))[0], found.key)  # noqa: PTH122
    if parts[1:3] == ["_stcore", "upload_file"]:
        return len(parts) == 5 and gate.owners.has_session(parts[3], found.key)
    return True


def _found(asked: HTTPConnection, gate: Gate) -> SignIn | None:
    """The sign-in of the signed cookie; None where there is none, or it was made for another address."""
    settings = gate.settings
    if settings is None:
        return None
    claims = _claims(asked.cookies, str(settings.auth["cookie_secret"]))
    return gate.sign_in_of(claims) if claims.get("origin") == settings.origin else None


def _claims(cookies: Mapping[str, str], secret: str) -> Mapping[str, Any]:
    """What the signed cookie says; nothing where its signature is not ours."""

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1", "replace")) if value else None

    try:
        said = json.loads(get_cookie_with_chunks(one, USER_COOKIE_NAME) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _is_this_computer(asked: HTTPConnection) -> bool:
    """Whether a request was made on this machine, to this machine, by nobody in between.

    A page elsewhere whose name leads here (DNS rebinding) is known by its Host, a proxy by its headers.
    """
    server, client = (tuple(asked.scope.get(side) or ()) for side in ("server", "client"))
    hosts = asked.headers.getlist("host")
    origin = asked.headers.get("origin")
    return (
        _is_loopback(config.get_option("server.address") or "")
        and bool(server)
        and _is_loopback(server[0])
        and bool(client)
        and _is_loopback(client[0])
        and len(hosts) == 1
        and _is_loopback(_name_of(f"//{hosts[0]}"))
        and not any(name in asked.headers for name in _FORWARDED)
        and (asked.scope["type"] != "websocket" or origin is None or urlsplit(origin).netloc == hosts[0])
    )


def _is_loopback(host: str) -> bool:
    """Whether a name or an address stands for this machine itself."""
    try:
        return host == _LOOPBACK_NAME or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _name_of(address: str) -> str:
    """The host of an address; empty where it is none."""
    try:
        found = urlsplit(address)
        return (found.hostname or "") if not (found.username or found.path or found.query) else ""
    except ValueError:
        return ""


def _is_reading(asked: HTTPConnection) -> bool:
    """Whether the request only reads."""
    return asked.scope["type"] == "http" and asked.scope["method"] in ("GET", "HEAD")
