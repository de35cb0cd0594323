"""Chromium of the operating system, for the benchmarks of the browser and for the README's pictures."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, Playwright

from benchmarks.measure import Absent

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@contextmanager
def opened(playwright: Playwright, *flags: str, **look: Any) -> Iterator[BrowserContext]:
    """A window of a browser of its own.

    Args:
        playwright: What starts the browser.
        flags: More flags of Chromium.
        look: Of the window, as Playwright's `new_context` takes it.

    Raises:
        Absent: There is no Chromium.
    """
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        raise Absent("Chromium is not here.")
    browser = playwright.chromium.launch(executable_path=path, args=[*_QUIET, *flags])
    yield browser.new_context(**look)
    browser.close()
