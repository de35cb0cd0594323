"""The pages on the Leicestershire demo, and the words they use."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.week import Week, load_week

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "data" / "demo" / "leicestershire-2022"
PAGES = ("overview", "hard_to_source", "providers", "rules", "waiting", "rural")

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, demo_folder: Path) -> Callable[..., AppTest]:
    """Run one page by itself, as a reader who comes to an address would."""

    def opened(
        name: str, workspace: Path | None = demo_folder, workspace_name: str | None = None, **address: str
    ) -> AppTest:
        if workspace is None:
            monkeypatch.delenv("CAREZONES_WORKSPACE", raising=False)
        else:
            monkeypatch.setenv("CAREZONES_WORKSPACE", str(workspace))
        monkeypatch.delenv("CAREZONES_AS_AT", raising=False)
        page = AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=120)
        if workspace_name is not None:
            address["workspace"] = workspace_name
        for key, value in address.items():
            page.query_params[key] = value
        return page.run()

    return opened


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo, because the dashboard remembers zones of postcodes in its workspace."""
    folder = tmp_path_factory.mktemp("demo") / "leicestershire-2022"
    return shutil.copytree(DEMO, folder)


@pytest.fixture(scope="session")
def demo_week() -> Week:
    """The demo as the program loads it."""
    return load_week(DEMO)
