"""A reader without a browser who comes through the proxy: over TLS, signed in, with a browser's cookies."""

import http.client
import socket
import ssl

from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from benchmarks.proxy import NAME, Proxy
from benchmarks.sessions_client import Reader

_ASKED_FIRST = ("/", "/_stcore/health", "/_stcore/host-config")
"""What a browser asks for before it opens the connection of a page; scripts, which it keeps, are left out."""
_MARK = "_streamlit_xsrf"
_SECONDS = 120


async def opened_through(proxy: Proxy, page: str, cookie: str) -> Reader:
    """A new session of whoever the cookie says has signed in, on a page which has run once.

    Raises:
        RuntimeError: The proxy refused something.
    """
    trust = ssl.create_default_context(cafile=str(proxy.certificate))
    mark = _mark_of(proxy, trust, cookie)
    connection = await connect(
        f"wss://{NAME}:{proxy.port}/_stcore/stream",
        host="127.0.0.1",
        ssl=trust,
        origin=Origin(proxy.address),
        additional_headers={"Cookie": f"{cookie}; {_MARK}={mark}"},
        subprotocols=[Subprotocol("streamlit"), Subprotocol(mark)],
        max_size=None,
        compression=None,
        proxy=None,
    )
    reader = Reader(connection, page)
    await reader.run()
    return reader


def _mark_of(proxy: Proxy, trust: ssl.SSLContext, cookie: str) -> str:
    """The cookie that marks the page's own requests, which comes with the first answers."""
    caller = http.client.HTTPSConnection(NAME, proxy.port, context=trust, timeout=_SECONDS)
    wire = socket.create_connection(("127.0.0.1", proxy.port), timeout=_SECONDS)
    caller.sock = trust.wrap_socket(wire, server_hostname=NAME)
    found = ""
    try:
        for path in _ASKED_FIRST:
            caller.request("GET", path, headers={"Cookie": cookie, "Accept": "text/html,*/*"})
            answer = caller.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path} was answered with {answer.status}.")
            for said in answer.headers.get_all("Set-Cookie", []):
                name, _, value = said.partition(";")[0].partition("=")
                found = value if name == _MARK else found
    finally:
        caller.close()
    if not found:
        raise RuntimeError(f"No answer set {_MARK}.")
    return found
