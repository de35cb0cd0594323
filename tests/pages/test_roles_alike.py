"""A commissioner's pages are an analyst's but for the word of the role; only the Data page has more for an analyst."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
NAMES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem not in ("__init__", "data"))


def sent(page: AppTest) -> str:
    """Everything that a page sends, the role's word left out."""
    parts = [str(node.proto) for part in (page.main, page.sidebar) for node in part if hasattr(node, "proto")]
    return re.sub("commissioner|analyst", "ROLE", "".join(parts), flags=re.IGNORECASE)


@pytest.fixture
def seen(open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    def by(role: str, name: str) -> str:
        monkeypatch.setenv("CAREZONES_ROLE", role)
        page = open_page(name)
        assert not page.exception
        return sent(page)

    return by


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_the_same_for_an_analyst_and_a_commissioner(seen: Callable[[str, str], str], name: str) -> None:
    assert seen("analyst", name) == seen("commissioner", name)


def test_the_data_page_is_not(seen: Callable[[str, str], str]) -> None:
    assert seen("analyst", "data") != seen("commissioner", "data")
