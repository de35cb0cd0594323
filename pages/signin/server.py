"""The server: the dashboard behind the guard."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.middleware import Middleware
from streamlit import runtime
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App

from pages.signin import ahead
from pages.signin.files import remember_owners
from pages.signin.gate import Gate, gate
from pages.signin.guard import Guard

SCRIPT: Final = Path(__file__).resolve().parents[2] / "app.py"
_LOOPBACK: Final = "127.0.0.1"


def dashboard(own: Gate, address: str = "") -> App:
    """The dashboard as an ASGI application, guarded by a gate.

    Args:
        own: The gate of this process, the same that the pages ask.
        address: Where a reader opens it, which is told once the settings of every workspace can be used.
    """

    @asynccontextmanager
    async def running(_: App) -> AsyncIterator[None]:
        # Until the first page is drawn, Streamlit would offer every file in the folder `pages` as a page.
        PagesManager.uses_pages_directory = False
        if own.settings:
            remember_owners(runtime.get_instance().media_file_mgr, own)
        ahead.begin(address)
        yield

    secrets = {"auth": dict(own.settings.auth)} if own.settings else None
    return App(SCRIPT, secrets=secrets, lifespan=running, middleware=[Middleware(Guard, gate=own)])


def serve(port: int, address: str) -> None:
    """Run the dashboard until it is stopped.

    Args:
        port: Port on this machine.
        address: Where a reader opens it.

    Raises:
        InputError: The settings of sign-in cannot be used.
    """
    own = gate()
    # No other secrets than ours are read, so that none lying about can sign anybody in.
    chosen: dict[str, Any] = {"server.port": port, "server.baseUrlPath": "", "secrets.files": []}
    # Where the dashboard is opened is told when there is something to open.
    chosen["logger.hideWelcomeMessage"] = True
    # What a browser has already, such as a table that did not change, is named by its hash and not sent again (bytes).
    chosen["global.minCachedMessageSize"] = 1_000
    if own.settings is None:
        chosen["server.address"] = _LOOPBACK
    else:
        chosen["server.allowedHosts"] = [urlsplit(own.settings.origin).hostname]
    # Streamlit takes the folder of the running script for the app's own.
    sys.argv = [str(SCRIPT)]
    dashboard(own, address).run(config=chosen)
