"""Any week through the whole check: it is refused in words or every row is accounted for, and nobody is shown."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cases import WeekFiles, good_week
from checking import checked, examples
from damage import FILES, damaged, good
from hypothesis import given
from hypothesis import strategies as st
from weeks import put, weeks


@pytest.fixture(scope="module")
def good_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz") / "good"
    good_week(folder)
    return folder


@contextmanager
def copy_of(good_folder: Path) -> Iterator[WeekFiles]:
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(good_folder, Path(name) / "week")
        yield WeekFiles(Path(name) / "week")


@examples(24)
@given(files=weeks())
def test_any_tables_are_refused_in_words_or_every_row_is_accounted_for(
    good_folder: Path, files: dict[str, bytes]
) -> None:
    with copy_of(good_folder) as week:
        put(week, files)
        checked(week.folder)


@pytest.mark.parametrize("kind", FILES)
@examples(5)
@given(data=st.data())
def test_a_damaged_file_is_refused_in_words_or_every_row_is_accounted_for(
    good_folder: Path, kind: str, data: st.DataObject
) -> None:
    table, name, _ = FILES[kind]
    with copy_of(good_folder) as week:
        week.write(name, data.draw(damaged(kind)))
        week.source(table, name)
        checked(week.folder)


@pytest.mark.parametrize("kind", FILES)
def test_the_files_that_are_damaged_are_good_before(good_folder: Path, kind: str) -> None:
    table, name, _ = FILES[kind]
    with copy_of(good_folder) as week:
        week.write(name, good(kind))
        week.source(table, name)
        assert checked(week.folder).exit_code == 0
