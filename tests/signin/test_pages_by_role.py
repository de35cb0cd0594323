"""Each page by itself for each role: a page of detail gives scrutiny nothing, also where it is run without the menu."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from signin_doors import ROOT
from streamlit.testing.v1 import AppTest
from test_sign_in_settings import GOOD, file_with

from geo.access import DetailAccess, ReleaseAccess
from geo.access.audit_log import lines_of
from geo.errors import AccessError
from pages.common import access
from pages.signin.gate import gate

DEMO = ROOT / "data" / "demo" / "leicestershire-2022"
RELEASED = ("released", "released_help", "scrutiny_pack")
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
DETAIL = [name for name in PAGES if name not in RELEASED]
Run = Callable[..., AppTest]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(DEMO, tmp_path_factory.mktemp("demo") / "leicestershire-2022")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, workspace: Path) -> Run:
    """A page by itself, without a browser and so without a guard before it."""

    def of(name: str, *, role: str = "", user: dict[str, Any] | None = None, sign_in: Path | None = None) -> AppTest:
        monkeypatch.setenv("CAREZONES_WORKSPACE", str(workspace))
        monkeypatch.setenv("CAREZONES_ROLE", role)
        monkeypatch.setenv("CAREZONES_SIGN_IN", str(sign_in or ""))
        page = AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=120)
        if user is not None:
            page.user = user
        return page.run()

    return of


def claims(**other: Any) -> dict[str, Any]:
    now = int(time.time()) + 2  # the gate of a test is made after its claims
    said = {"is_logged_in": True, "iss": "https://login", "sub": "7", "iat": now, "exp": now + 600, "groups": "Members"}
    return said | other


def drawn(page: AppTest) -> str:
    """Everything that the page would send."""
    return "".join(str(node.proto) for part in (page.main, page.sidebar) for node in part if hasattr(node, "proto"))


@pytest.mark.parametrize("name", DETAIL)
def test_a_page_of_detail_ends_before_anything_for_scrutiny(run: Run, workspace: Path, name: str) -> None:
    before = len(lines_of(workspace))
    page = run(name, role="scrutiny")
    assert not page.exception
    assert [title.value for title in page.title] == ["This page is not part of your role"]
    assert not page.selectbox
    assert "Melton" not in drawn(page)
    assert [line["did"] for line in lines_of(workspace)[before:]] == ["refused"]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_shows_anything_to_nobody(run: Run, tmp_path: Path, name: str) -> None:
    settings = file_with(tmp_path, GOOD)
    for user in ({}, claims(exp=1), claims(groups=["Members of the public"]), claims(iat=1)):
        page = run(name, user=user, sign_in=settings)
        assert [title.value for title in page.title] == ["Nothing to see here"]
        assert "Melton" not in drawn(page)


def test_a_page_asks_again_on_every_run(run: Run, tmp_path: Path) -> None:
    settings = file_with(tmp_path, GOOD)
    user = claims(groups="Commissioners")
    page = run("rules", user=user, sign_in=settings)
    assert "Melton" in drawn(page)
    found = gate().sign_in_of(user)
    assert found
    gate().end(found)
    page.run()
    assert [title.value for title in page.title] == ["Nothing to see here"]
    assert "Melton" not in drawn(page)


def test_whoever_works_at_this_computer_is_an_analyst_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREZONES_SIGN_IN", "")
    for role, kind in (("", DetailAccess), ("commissioner", DetailAccess), ("scrutiny", ReleaseAccess)):
        monkeypatch.setenv("CAREZONES_ROLE", role)
        assert type(access.data_for({})) is kind


def test_the_claims_of_somebody_count_for_nothing_unless_they_are_signed_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CAREZONES_SIGN_IN", str(file_with(tmp_path, GOOD)))
    monkeypatch.setenv("CAREZONES_ROLE", "analyst")
    with pytest.raises(AccessError):
        access.data_for({"groups": ["Commissioners"]})
    assert isinstance(access.data_for(claims(groups=["Commissioners"])), DetailAccess)
    assert isinstance(access.data_for(claims()), ReleaseAccess)
