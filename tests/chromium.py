"""Chromium of the operating system, for every test that looks at a page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nobody looks: what a graphics card would do costs more than half of a page's time where there is none.
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--disable-gpu-compositing",
)


@contextmanager
def launched(*own_names: str) -> Iterator[Browser]:
    """A browser that finds no name but this machine's, whoever asks; the test is skipped where there is none.

    Args:
        own_names: Names that mean this machine too.
    """
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    own = [f"MAP {name} 127.0.0.1" for name in own_names]
    found = ", ".join([*own, "MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1", "EXCLUDE localhost"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_QUIET, f"--host-resolver-rules={found}"])
        yield browser
        browser.close()
