"""The house: imports go one way, pages stay thin, the domain never imports Streamlit, every column is described."""

import ast
import re
from pathlib import Path

import pytest

from geo.schemas import TABLES, ZoneFigures, columns_of
from geo.schemas.outcomes import PrintedOutcomes

ROOT = Path(__file__).resolve().parents[1]
# Each step of the pipeline may import only those before it.
STEPS = [
    "errors",
    "text",
    "colours",
    "schemas",
    "settings",
    "masking",
    "release",
    "access",
    "report",
    "ingest",
    "locate",
    "validate",
    "intake",
    "join",
    "travel",
    "check",
    "loading",
    "metrics",
    "reach",
    "model",
    "rules",
    "status",
    "week",
    "snapshot",
    "disclosure",
    "workspace",
    "tables",
    "words",
    "maps",
    "charts",
    "exports",
    "demo",
    "cli",
]
MODULES = sorted((ROOT / "geo").rglob("*.py"))
PAGES = sorted(path for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py")


def step_of(path: Path) -> str:
    return path.relative_to(ROOT / "geo").parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_steps_above_it(path: Path) -> None:
    step = step_of(path)
    if step == "__init__":
        return
    above = STEPS[: STEPS.index(step) + 1]
    ours = {name.split(".")[1] for name in imports_of(path) if name.startswith("geo.")}
    assert ours <= set(above)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_domain_package_never_imports_streamlit(path: Path) -> None:
    assert not {name for name in imports_of(path) if name.split(".")[0] == "streamlit"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_stays_within_250_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_stays_within_60_lines(path: Path) -> None:
    assert sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines()) <= 60


@pytest.mark.parametrize("table", [*TABLES.values(), ZoneFigures, PrintedOutcomes], ids=lambda table: table.__name__)
def test_every_column_is_described_and_every_quantity_has_a_unit(table: type) -> None:
    for column in columns_of(table).values():
        assert re.match(r"[A-Z].*\.$", column.description), column.name
        assert column.unit or column.kind not in ("number", "whole"), column.name


def test_nothing_that_runs_stored_objects_is_used() -> None:
    for path in [*MODULES, *(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"read_pickle|pickle\.load|joblib|allow_pickle=True|\beval\(", text), path


def test_the_lock_files_name_hashes_and_no_host() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "index-url" not in text
