"""carezones.toml: what is read, and every fault named at once."""

from pathlib import Path

import pytest

from geo.errors import InputError
from geo.settings import load_settings

GOOD = '[authority]\nname = "X"\nmodel = "leicestershire-2022"\n'


def refusal(folder: Path, text: str) -> str:
    (folder / "carezones.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_settings(folder)
    return str(error.value)


def test_paths_are_relative_to_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "carezones.toml").write_text(GOOD + '[sources.zones]\nfile = "reference/z.geojson"\n')
    source = load_settings(tmp_path).sources["zones"]
    assert source.files == (tmp_path / "reference/z.geojson",)
    assert source.labels == ("reference/z.geojson",)


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    assert "line 2" in refusal(tmp_path, "[authority]\nname = \n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[authority]\nname = "X"\n', "lacks model"),
        (GOOD + "[sources.package]\nfile = 'x'\n", "Did you mean packages?"),
        (GOOD + "[sources.packages]\nfiles = 'x'\n", "lacks file"),
        (GOOD + "[sources.packages]\nfile = 'x'\ndateformat = 'y'\n", "Did you mean date_format?"),
        (GOOD + "[sources.packages]\nfile = 3\n", "not of the right type"),
        (GOOD + "[sources.packages]\nfile = []\n", "one file or a list"),
        (GOOD + "[sources.packages]\nfile = 'x'\ncolumns = { hours = 'H' }\n", "is not a column of packages"),
        (GOOD + "[sources.packages]\nfile = 'x'\ncolumns = { setting = 3 }\n", "columns.setting"),
        (GOOD + "[sources.packages]\nfile = 'x'\nvalues.setting = 'general'\n", "values.setting"),
        (GOOD + "[source.packages]\nfile = 'x'\n", "Did you mean sources?"),
    ],
)
def test_a_fault_is_named_with_its_key_and_a_hint(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal(tmp_path, text)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    said = refusal(tmp_path, "[authority]\n[sources.package]\n[sources.zones]\n")
    for part in ("lacks name", "lacks model", "package is not a table", "[sources.zones] lacks file"):
        assert part in said.replace("[sources.package]", "package")
