"""An app that leaves the guard to the proxy: it judges only where the proxy asks it to, and serves all else."""

import os
from http import HTTPStatus

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.starlette import App

COOKIE = "_streamlit_user"
JUDGED = ("/", "/_stcore/host-config")


class Judge:
    """Says 401 to nobody and 403 to somebody without a role; a cookie stands for the sign-in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer: ASGIApp = self._app
        if scope["type"] == "http" and scope["path"] in JUDGED:
            said = Request(scope).cookies.get(COOKIE)
            if said is None:
                answer = PlainTextResponse("how to sign in", HTTPStatus.UNAUTHORIZED)
            elif said == "without-a-role":
                answer = PlainTextResponse("no group of yours", HTTPStatus.FORBIDDEN)
        await answer(scope, receive, send)


async def sign_in(request: Request) -> Response:
    """Cookies as large as those of somebody in many groups, and headers that the proxy has to take off."""
    said = PlainTextResponse("sign in here", headers={"Cache-Control": "public", "X-Frame-Options": "ALLOWALL"})
    for part in range(4):
        said.set_cookie(f"{COOKIE}_tokens_{part}", "x" * 3500, httponly=True)
    return said


async def which(request: Request) -> Response:
    """Which process this is, and what it was told of the caller."""
    told = [request.headers.get(name, "") for name in ("host", "x-forwarded-for", "x-forwarded-proto")]
    return PlainTextResponse(" ".join([str(os.getpid()), *told]))


app = App(
    os.environ["CAREZONES_TEST_PAGE"],
    routes=[Route("/sign-in", sign_in), Route("/which", which)],
    middleware=[Middleware(Judge)],
)
