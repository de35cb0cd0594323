"""What is exported can come from a release alone: the modules that export know nothing else."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "geo/exports").glob("*.py"))
KNOWN = {"errors", "text", "colours", "schemas", "release", "exports"}


def geo_imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    return {name.split(".")[1] for name in names if name.startswith("geo.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_module_that_exports_knows_releases_and_no_record_of_people(path: Path) -> None:
    assert geo_imports(path) <= KNOWN


@pytest.mark.parametrize("path", sorted((ROOT / "geo/release").glob("*.py")), ids=lambda path: path.name)
def test_a_release_is_made_of_plain_parts_that_know_no_record(path: Path) -> None:
    assert geo_imports(path) <= {"errors", "text", "release"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_module_that_exports_opens_a_table_or_a_layer(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [call for call in ("read_csv", "read_parquet", "read_file(", "read_excel", "open_store") if call in text]
