"""What leaves the program is made from a release alone: no module behind it can reach a record or a figure of one."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXPORTS = sorted((ROOT / "geo" / "exports").glob("*.py"))
DETAIL = {
    "geo.check",
    "geo.disclosure",
    "geo.ingest",
    "geo.intake",
    "geo.join",
    "geo.loading",
    "geo.metrics",
    "geo.snapshot",
    "geo.status",
    "geo.tables",
    "geo.validate",
    "geo.week",
}
"""Modules that read, hold or count what people's rows say."""


def file_of(module: str) -> Path | None:
    """The file of one of our modules; None of anything else."""
    path = ROOT.joinpath(*module.split("."))
    found = [file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()]
    return found[0] if found and module.split(".", maxsplit=1)[0] == "geo" else None


def imported_by(path: Path) -> set[str]:
    """Our modules that a file imports, with the packages they are in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert not node.level
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    parents = {".".join(name.split(".")[:depth]) for name in names for depth in range(1, name.count(".") + 1)}
    return {name for name in names | parents if file_of(name)}


def closure(path: Path) -> set[str]:
    """Every module of ours that is loaded with a file."""
    found: set[str] = set()
    left = imported_by(path)
    while left:
        module = left.pop()
        found.add(module)
        file = file_of(module)
        assert file is not None
        left |= imported_by(file) - found
    return found


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_no_export_can_reach_the_detail(path: Path) -> None:
    reached = {module for module in closure(path) if any(f"{module}.".startswith(f"{part}.") for part in DETAIL)}
    assert reached == set()


def test_the_search_follows_imports_through_packages() -> None:
    assert {"geo.metrics", "geo.words"} <= closure(ROOT / "geo" / "maps" / "legend.py")
