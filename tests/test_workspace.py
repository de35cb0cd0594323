"""The commented carezones.toml of an empty workspace: what it shows is whole and can be used as it stands."""

import re

import pytest

from geo.schemas import TABLES, columns_of
from geo.settings import SETTINGS_FILE, Settings, load_settings
from geo.workspace import make_empty

MAPPED = ("providers", "packages", "awaiting", "awards", "offers", "performance", "transitions", "published")
"""Tables whose columns a council's own export names."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings with every example in force, one of the two ways to put zones together left out."""
    folder = tmp_path_factory.mktemp("made") / "ours"
    make_empty("leicestershire-2022", folder)
    path = folder / SETTINGS_FILE
    text = re.sub(r"^# dissolve_by .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(re.sub(r"^# (?=\[|[\w.]+ = )", "", text, flags=re.MULTILINE), encoding="utf-8")
    return load_settings(folder)


@pytest.mark.parametrize("table", MAPPED)
def test_the_template_maps_every_column_that_a_table_needs(told: Settings, table: str) -> None:
    found = columns_of(TABLES[table])
    needed = {column.name for column in found.values() if column.is_required}
    mapped = told.sources[table].columns.keys()
    assert needed <= mapped
    assert ("postcode" in mapped) == ("postcode" in found)
    assert "person_id" in told.sources["packages"].columns


@pytest.mark.parametrize("table", MAPPED)
def test_the_template_shows_the_form_of_dates_for_every_table_that_needs_one(told: Settings, table: str) -> None:
    dates = [column for column in columns_of(TABLES[table]).values() if column.kind == "date" and column.is_required]
    shown = told.sources[table].date_format
    assert shown == ("%d/%m/%Y" if dates or table in ("providers", "awards") else None)
