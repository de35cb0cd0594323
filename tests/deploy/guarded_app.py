"""An app that leaves every guard to the proxy: whoever asks it directly is served. One cookie stands for a sign-in."""

import os
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.starlette import App

COOKIE = "_streamlit_user"


async def allowed(request: Request) -> Response:
    """204 for somebody with a role, 403 for somebody without, 401 for nobody."""
    if COOKIE not in request.cookies:
        return Response(status_code=HTTPStatus.UNAUTHORIZED)
    none = request.cookies[COOKIE] == "without-a-role"
    return Response(status_code=HTTPStatus.FORBIDDEN if none else HTTPStatus.NO_CONTENT)


async def sign_in(request: Request) -> Response:
    """A cookie as large as that of somebody in many groups."""
    said = PlainTextResponse("sign in here", headers={"Cache-Control": "public", "X-Frame-Options": "ALLOWALL"})
    for part in range(4):
        said.set_cookie(f"{COOKIE}_tokens_{part}", "x" * 3500, httponly=True)
    return said


async def which(request: Request) -> Response:
    """Which process this is, and what it was told of the caller."""
    told = {name: request.headers.get(name, "") for name in ("host", "x-forwarded-for", "x-forwarded-proto")}
    return PlainTextResponse(f"{os.getpid()} {told['host']} {told['x-forwarded-for']} {told['x-forwarded-proto']}")


app = App(
    os.environ["CAREZONES_TEST_PAGE"],
    routes=[
        Route("/carezones/allowed", allowed),
        Route("/carezones/sign-in", sign_in),
        Route("/carezones/which", which),
    ],
)
