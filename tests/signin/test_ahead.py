"""What is read before the first reader comes: settings, libraries and the week, and never half of them."""

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from geo.workspace import make_demo
from pages.signin import ahead

ROOT = Path(__file__).resolve().parents[2]
WORKSPACE = "CAREZONES_WORKSPACE"

FIRST_PAGE = """
import gc, os, pathlib, sys
gc.disable()
from pages.signin import ahead
ahead._read("http://localhost:8501")
known = set(sys.modules)
from geo import week
def loads_again(*_, **__):
    raise AssertionError("the first reader waits for the files to be read again")
week.check_workspace = loads_again
from pages.common import cache
found = cache.newest_week(pathlib.Path(os.environ["CAREZONES_WORKSPACE"]), None)
print(found.as_at, gc.isenabled(), gc.get_freeze_count() > 100_000)
print(len({"plotly", "folium", "geopandas"} & known), "scipy.stats" in known)
"""


def test_the_first_page_finds_libraries_and_week_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "county"
    make_demo("leicestershire-2022", folder)
    monkeypatch.setenv(WORKSPACE, str(folder))
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    told, *found = done.stdout.splitlines()
    assert told == "Care Zones: open http://localhost:8501 in a browser. Ctrl+C ends it."
    assert found == ["2022-09-05 True True", "3 False"]


def test_files_that_cannot_be_read_are_left_to_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WORKSPACE, str(tmp_path / "not there"))
    ahead._load()
    monkeypatch.delenv(WORKSPACE)
    ahead._load()


def test_no_page_is_drawn_while_its_libraries_are_loaded() -> None:
    async def first_page() -> list[str]:
        done: list[str] = []

        async def page() -> None:
            await ahead.libraries()
            done.append("page")

        waiting = asyncio.create_task(page())
        await asyncio.sleep(0.05)
        done.append("libraries")
        ahead._there.set()
        await waiting
        return done

    ahead._there.clear()
    try:
        assert asyncio.run(first_page()) == ["libraries", "page"]
    finally:
        ahead._there.set()


def test_a_page_waits_for_nothing_where_nothing_is_read_ahead() -> None:
    before = threading.active_count()
    asyncio.run(ahead.libraries())
    assert threading.active_count() == before


def test_a_page_s_scripts_are_served_before_the_table_library_is_there() -> None:
    server = "import sys, pages.signin.server; print([name for name in ('numpy', 'pandas') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", server], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout == "[]\n"


def test_a_workspace_without_settings_ends_the_server_with_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WORKSPACE, str(tmp_path))
    read = "from pages.signin import ahead; ahead._read(''); print('went on')"
    done = subprocess.run(
        [sys.executable, "-c", read], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout) == (10, "")
    assert "there is no carezones.toml here" in done.stderr
