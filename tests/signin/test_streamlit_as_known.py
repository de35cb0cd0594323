"""What the guard relies on within Streamlit: a test turns red here when a new version does it otherwise."""

import inspect
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit
from streamlit.runtime import media_file_manager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.web.server.starlette import starlette_app, starlette_routes
from test_sign_in_settings import GOOD, file_with
from test_signing_in import CLAIMS

from geo.access import SignIns, read_sign_in
from pages.signin import files
from pages.signin.gate import Gate

PACKAGE = Path(streamlit.__file__).parent


@pytest.fixture
def own(tmp_path: Path) -> Gate:
    return Gate(read_sign_in(file_with(tmp_path, GOOD)), SignIns(600, 7200, CLAIMS["iat"]))


@pytest.fixture
def manager(own: Gate) -> MediaFileManager:
    found = MediaFileManager(MemoryMediaFileStorage("/media"))
    files.remember_owners(found, own)
    return found


def running(monkeypatch: pytest.MonkeyPatch, sub: str) -> None:
    """A script that runs for somebody."""
    context = SimpleNamespace(user_info=CLAIMS | {"sub": sub}, session_id=sub)
    monkeypatch.setattr(files, "get_script_run_ctx", lambda: context)
    monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: sub)


def key_of(own: Gate, sub: str) -> str:
    found = own.sign_in_of(CLAIMS | {"sub": sub})
    assert found
    return found.key


def id_of(address: str) -> str:
    return Path(address).stem


def test_files_come_into_being_by_the_calls_that_are_watched_and_no_other() -> None:
    source = inspect.getsource(MediaFileManager)
    made = [
        part.split("(")[0].split()[-1] for part in re.split(r"(?=\n    def )", source) if "load_and_get_id(" in part
    ]
    assert made == ["add", "execute_deferred"]
    callers = [path for path in PACKAGE.rglob("*.py") if "load_and_get_id(" in path.read_text(encoding="utf-8")]
    assert {path.name for path in callers} == {
        "media_file_manager.py",
        "media_file_storage.py",
        "memory_media_file_storage.py",
    }


def test_a_file_belongs_to_whoever_it_was_made_for(
    own: Gate, manager: MediaFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    running(monkeypatch, "7")
    made = id_of(manager.add(b"rows", "text/csv", "1.1", is_for_static_download=True))
    assert own.owners.has_file(made, key_of(own, "7"))
    assert not own.owners.has_file(made, key_of(own, "8"))
    running(monkeypatch, "8")
    assert id_of(manager.add(b"rows", "text/csv", "1.1", is_for_static_download=True)) == made
    assert own.owners.has_file(made, key_of(own, "8"))


def test_a_file_that_is_made_on_demand_belongs_to_whoever_was_offered_it(
    own: Gate, manager: MediaFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    running(monkeypatch, "7")
    offered = manager.add_deferred(lambda: b"rows", "text/csv", "1.1", file_name="rows.csv")
    monkeypatch.setattr(files, "get_script_run_ctx", lambda: None)
    made = id_of(manager.execute_deferred(offered))
    assert own.owners.has_file(made, key_of(own, "7"))
    assert not own.owners.has_file(made, key_of(own, "8"))


def test_a_file_is_found_by_its_name_without_the_last_extension() -> None:
    source = inspect.getsource(MemoryMediaFileStorage.get_file)
    assert "os.path.splitext(filename)[0]" in source


def test_the_routes_of_streamlit_are_those_that_are_judged() -> None:
    source = inspect.getsource(starlette_app.create_streamlit_routes)
    assert re.findall(r"create_(\w+)_routes\(", source) == [
        "streamlit",
        "health",
        "metrics",
        "host_config",
        "media",
        "upload",
        "component",
        "bidi_component",
        "websocket",
        "auth",
        "agent",
        "app_static_serving",
        "script_health",
        "streamlit_static_assets",
    ]
    assert starlette_routes.BASE_ROUTE_MEDIA == "media"
    assert starlette_routes.BASE_ROUTE_UPLOAD_FILE == "_stcore/upload_file"
    assert starlette_routes._ROUTE_UPLOAD_FILE.endswith("/{session_id}/{file_id}")


def test_our_middleware_stands_before_streamlits() -> None:
    source = inspect.getsource(starlette_app.App._build_starlette_app)
    assert "self._user_middleware + streamlit_middleware" in source
