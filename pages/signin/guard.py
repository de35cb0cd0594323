"""The guard before every route: nothing reaches Streamlit, and nothing leaves it, without its word."""

import re
import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.user_info import generate_login_redirect_url

from geo.access import SignIn
from pages.signin import ahead, screens
from pages.signin.connection import Connection
from pages.signin.gate import GUARD_HEADER, Gate
from pages.signin.headers import FRAMES, KEPT, PRIVATE, headers_of, is_kept
from pages.signin.judging import Passed, Refusal, judge
from pages.signin.noting import note_refused, note_signed_in, note_signed_out

_AGE: Final = re.compile(rb"; *max-age=(\d+)", re.IGNORECASE)


class Guard:
    """ASGI middleware; the outermost, so that it stands before Streamlit's own."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Judge a request or a connection, and answer it or pass it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        verdict = judge(asked, self._gate)
        if isinstance(verdict, Refusal):
            await self._refuse(asked, verdict, send)
        elif scope["type"] == "websocket":
            await self._connect(scope, verdict, receive, send)
        else:
            await self._answer(asked, verdict, receive, send)

    async def _refuse(self, asked: HTTPConnection, verdict: Refusal, send: Send) -> None:
        """Answer in Streamlit's place."""
        note_refused(self._gate, verdict.found, verdict.tried)
        if asked.scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = headers_of(asked.scope["path"], "") | {"content-type": verdict.kind, "cache-control": PRIVATE}
        if verdict.leads_to:
            headers["location"] = generate_login_redirect_url("default")
        body = b"" if asked.scope["method"] == "HEAD" else verdict.body
        await send({"type": "http.response.start", "status": verdict.status, "headers": _encoded(headers.items())})
        await send({"type": "http.response.body", "body": body})

    async def _connect(self, scope: Scope, verdict: Passed, receive: Receive, send: Send) -> None:
        """Let a page be drawn for as long as the sign-in counts."""
        self._act(verdict.found)
        await ahead.libraries()
        marked = dict(scope) | {"headers": self._marked(scope)}
        connection = Connection(self._gate, verdict.found, receive, send)
        try:
            await self._app(marked, connection.receive, connection.send)
        finally:
            connection.close()

    async def _answer(self, asked: HTTPConnection, verdict: Passed, receive: Receive, send: Send) -> None:
        """Let a request be answered, with our headers on the answer."""
        path = asked.scope["path"]
        if path == screens.SIGN_OUT_PATH and verdict.found:
            note_signed_out(verdict.found)
            self._gate.end(verdict.found)
        elif path.startswith("/media/"):
            self._act(verdict.found)
        elif path.startswith(FRAMES):
            await ahead.libraries()
        ours = headers_of(path, _host_of(asked))
        lasting = {"cache-control": KEPT} if is_kept(path, asked.scope["query_string"]) else {}

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                named = ours | lasting if message["status"] == HTTPStatus.OK else ours
                message = dict(message) | {"headers": self._dressed(message.get("headers", ()), named)}
            await send(message)

        await self._app(asked.scope, receive, dressed)

    def _act(self, found: SignIn | None) -> None:
        """Count an action, and note the first of a sign-in."""
        if found and self._gate.sign_ins.act(found, time.time())[1]:
            note_signed_in(found)

    def _marked(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        """The headers with the mark of the guard in place of any that was sent."""
        name = GUARD_HEADER.encode()
        return [pair for pair in scope["headers"] if pair[0] != name] + [(name, self._gate.mark.encode())]

    def _dressed(self, said: Iterable[tuple[bytes, bytes]], ours: dict[str, str]) -> list[tuple[bytes, bytes]]:
        """The headers of an answer with ours in place of Streamlit's."""
        names = {name.encode() for name in ours}
        kept = [(name, value) for name, value in said if name.lower() not in names]
        return [(name, self._cookie(value) if name.lower() == b"set-cookie" else value) for name, value in kept] + (
            _encoded(ours.items())
        )

    def _cookie(self, value: bytes) -> bytes:
        """A cookie that lives no longer than a sign-in may, and never travels unencrypted where there is TLS."""
        if self._gate.settings is None:
            return value
        longest = self._gate.settings.absolute_hours * 3600
        value = _AGE.sub(lambda age: b"; Max-Age=%d" % min(int(age[1]), longest), value)
        is_plain = b"; secure" not in value.lower()
        return value + b"; Secure" if self._gate.settings.is_encrypted and is_plain else value


def _host_of(asked: HTTPConnection) -> str:
    """The host that was asked, where it is plain; the local one otherwise."""
    host = asked.headers.get("host", "")
    return host if re.fullmatch(r"[A-Za-z0-9.:\[\]-]{1,255}", host) else "localhost"


def _encoded(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI takes them."""
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
