"""The headers of answers: where tiles may come from, as the settings say now, and which files a browser keeps."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pages.common.workspaces import WORKSPACE_VARIABLE
from pages.signin.headers import headers_of, is_kept
from pages.signin.tiles import tile_origins

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo" / "leicestershire-2022" / "carezones.toml"
MARK = "0123456789abcdef"
Council = Callable[..., Path]


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Council:
    """Settings of one more council that the program is started for, with tiles of this host or none."""
    folders: list[Path] = []

    def made(name: str, host: str | None = None) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(DEMO, folder)
        folders.append(folder)
        monkeypatch.setenv(WORKSPACE_VARIABLE, os.pathsep.join(map(str, folders)))
        if host:
            tiled(folder, host)
        return folder

    return made


def tiled(folder: Path, host: str) -> None:
    """Give a council tiles of this host."""
    settings = folder / DEMO.name
    text = settings.read_text(encoding="utf-8")
    said = f'[map]\ntiles = "{host}/{{z}}/{{x}}/{{y}}.png?key=K1"\nattribution = "X"\n'
    settings.write_text(text.replace("[map]\n", said), encoding="utf-8")


def pictures_of(path: str) -> list[str]:
    """Where the pictures of an answer may come from."""
    parts = headers_of(path, "localhost")["content-security-policy"].split("; ")
    return next(part for part in parts if part.startswith("img-src ")).split()[1:]


def test_without_tiles_of_a_council_a_map_may_ask_nobody(council: Council) -> None:
    council("a")
    assert tile_origins() == []
    assert pictures_of("/component/x/index.html") == ["'self'", "data:", "blob:"]


def test_each_host_of_tiles_is_named_once_without_path_or_key(council: Council) -> None:
    council("a", "https://tiles.b.uk")
    council("b", "http://127.0.0.1:9000")
    council("c")
    council("d", "https://tiles.b.uk")
    assert tile_origins() == ["https://tiles.b.uk", "http://127.0.0.1:9000"]
    assert pictures_of("/component/x/index.html")[3:] == tile_origins()


@pytest.mark.parametrize("path", ["/", "/media/x.png", "/static/js/x.js", "/x/component/y"])
def test_only_the_frame_of_a_map_may_ask_for_tiles(council: Council, path: str) -> None:
    council("a", "https://tiles.b.uk")
    assert pictures_of(path) == ["'self'", "data:", "blob:"]


def test_tiles_taken_out_of_the_settings_are_asked_for_no_more(council: Council) -> None:
    folder = council("a", "https://tiles.b.uk")
    assert tile_origins() == ["https://tiles.b.uk"]
    shutil.copy(DEMO, folder)
    os.utime(folder / DEMO.name, ns=(1, 1))
    assert tile_origins() == []


def test_settings_that_cannot_be_read_take_nothing_from_another_council(council: Council) -> None:
    (council("a", "https://tiles.a.uk") / DEMO.name).write_text("[map\n", encoding="utf-8")
    (council("b", "https://tiles.b.uk") / DEMO.name).unlink()
    council("c", "https://tiles.c.uk")
    assert tile_origins() == ["https://tiles.c.uk"]


def test_without_a_workspace_there_are_no_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(WORKSPACE_VARIABLE, raising=False)
    assert tile_origins() == []


@pytest.mark.parametrize(
    ("path", "query"),
    [
        (f"/component/pages.common.drawn.shapes/zones-{MARK}.js", b""),
        ("/component/pages.common.mapview.zones/static/js/main.521860b0.js", b""),
        ("/component/x/main.521860b0.css", b""),
        ("/component/x/map.js", MARK.encode()),
        ("/component/x/leaflet.css", MARK.encode()),
    ],
)
def test_a_map_s_file_whose_address_says_its_content_is_kept(path: str, query: bytes) -> None:
    assert is_kept(path, query)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/component/x/map.js", b""),
        ("/component/x/map.js", b"v=1"),
        ("/component/x/map.js", MARK[:-1].encode()),
        ("/component/x/map.js", MARK.upper().encode()),
        ("/component/x/map.js", f"{MARK}&x".encode()),
        ("/component/x/index.html", b"streamlitUrl=http%3A%2F%2Flocalhost"),
        (f"/component/x/zones-{MARK}.html", b""),
        (f"/component/x/zones-{MARK}.js.map", b""),
        ("/component/x/zones-0123456.js", b""),
        (f"/component/zones-{MARK}.js", b""),
        (f"/media/zones-{MARK}.js", b""),
        ("/media/table.csv", MARK.encode()),
        ("/", MARK.encode()),
        (f"/x/component/x/zones-{MARK}.js", b""),
    ],
)
def test_every_other_answer_is_asked_for_again(path: str, query: bytes) -> None:
    assert not is_kept(path, query)
