"""What the first reader would wait for, made while a browser still loads: settings, libraries and the week."""

import asyncio
import datetime as dt
import gc
import importlib
import os
import sys
import threading
from typing import Final

from geo.errors import GeoError
from pages.common.workspaces import workspaces

_LIBRARIES: Final = (
    "pages.common.cache",
    "geo.maps",
    "geo.snapshot",
    "geo.charts",
    "geo.words.answer",
    "geo.words.rules",
)
"""What the Overview stands on; none of them declares a component, which Streamlit takes from a page alone."""
_WEEK: Final = dt.timedelta(days=7)
_SHORT_SECONDS: Final = 0.0005
_USUAL_SECONDS: Final = sys.getswitchinterval()
"""How long one thread holds the interpreter while another waits for it."""


_there: Final = threading.Event()
"""Set while no libraries are being loaded: two threads that load the same ones may see them half done."""
_there.set()


def begin(address: str) -> None:
    """Read ahead beside the server, and end the process where the settings of a workspace cannot be used.

    Args:
        address: Where a reader opens the dashboard, which is told as soon as there is something to open.
    """
    _there.clear()
    # A browser that fetches its scripts meanwhile is answered between two steps, and seldom waits for a long one.
    sys.setswitchinterval(_SHORT_SECONDS)
    threading.Thread(target=_read, args=(address,), name="read ahead", daemon=True).start()


async def libraries() -> None:
    """Wait until the libraries of the pages are there."""
    if not _there.is_set():
        await asyncio.to_thread(_there.wait)


def _read(address: str) -> None:
    """Load the libraries of the pages and the first workspace; what is wrong with its files its pages say."""
    try:
        try:
            _look_at_settings()
            print(f"Care Zones: open {address} in a browser. Ctrl+C ends it.", flush=True)
            for name in _LIBRARIES:
                importlib.import_module(name)
        finally:
            _there.set()
        _load()
    finally:
        sys.setswitchinterval(_USUAL_SECONDS)
        # What is there now stays: it is taken out of the way of all later looks for garbage. To look for some first
        # costs a fifth of a second and finds one object in three hundred.
        gc.freeze()
        gc.enable()


def _look_at_settings() -> None:
    """End the process where the settings of a workspace cannot be used; nobody has been shown anything yet."""
    from geo.settings import load_settings  # noqa: PLC0415 - the table library, which takes a while

    try:
        for folder in workspaces().values():
            load_settings(folder)
    except GeoError as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(error.exit_code)


def _load() -> None:
    """Keep the week and the one before it."""
    from pages.common import cache  # noqa: PLC0415 - loaded above, beside the server

    try:
        week = cache.read_ahead(next(iter(workspaces().values())))
        cache.week_on(week, week.as_at - _WEEK)
    except GeoError:
        return
