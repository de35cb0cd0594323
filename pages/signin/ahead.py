"""What the first reader would wait for, made while a browser still loads: libraries and the week."""

import asyncio
import datetime as dt
import gc
import importlib
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


_there: Final = threading.Event()
"""Set while no libraries are being loaded: two threads that load the same ones may see them half done."""
_there.set()


def begin() -> None:
    """Read ahead beside the server."""
    _there.clear()
    threading.Thread(target=_read, name="read ahead", daemon=True).start()


async def libraries() -> None:
    """Wait until the libraries of the pages are there."""
    if not _there.is_set():
        await asyncio.to_thread(_there.wait)


def _read() -> None:
    """Load the libraries of the pages and the first workspace; what is wrong with its files its pages say."""
    try:
        try:
            for name in _LIBRARIES:
                importlib.import_module(name)
        finally:
            _there.set()
        _load()
    finally:
        # What is there now stays: it is taken out of the way of all later looks for garbage.
        gc.enable()
        gc.collect()
        gc.freeze()


def _load() -> None:
    """Keep the week and the one before it."""
    from pages.common import cache  # noqa: PLC0415 - loaded above, beside the server

    try:
        week = cache.read_ahead(next(iter(workspaces().values())))
        cache.week_on(week, week.as_at - _WEEK)
    except GeoError:
        return
