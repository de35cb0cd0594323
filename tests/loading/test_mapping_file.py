"""carezones.toml with new sources: what was not asked for stays as it is, comments too."""

import datetime as dt
import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lots import SETTINGS

from geo.loading import Upload
from geo.loading.mapping_file import with_sources
from geo.settings.faults import problems_of

DAY = dt.date(2026, 3, 2)
COMMENTED = SETTINGS.replace(
    'file = "incoming/packages.csv"', 'file = "incoming/packages.csv"   # from the case system'
).replace("[sources.packages.columns]", "# ours = theirs\n[sources.packages.columns]   # agreed in May")


def upload(table: str, **said: object) -> Upload:
    return Upload(Path("u"), "u.csv", table, **said)  # type: ignore[arg-type]


def test_comments_and_other_sections_stay() -> None:
    new = upload("packages", sheet="Care", columns={"package_id": "Order", "postcode": "PC"})
    text = with_sources(COMMENTED, [new], {"packages": "incoming/2026-03-02/packages.xlsx"}, DAY)
    for comment in ("# from the case system", "# ours = theirs", "# agreed in May"):
        assert comment in text
    before, after = tomllib.loads(COMMENTED), tomllib.loads(text)
    assert after["authority"] == {**before["authority"], "as_at": DAY}
    assert {name: said for name, said in after["sources"].items() if name != "packages"} == {
        name: said for name, said in before["sources"].items() if name != "packages"
    }
    assert after["sources"]["packages"] == {
        "file": "incoming/2026-03-02/packages.xlsx",
        "sheet": "Care",
        "columns": {"package_id": "Order", "postcode": "PC"},
        "values": {"setting": {"General": "general", "Extra care": "extra_care"}},
    }


def test_codes_are_added_to_those_there_are() -> None:
    new = upload("packages", values={"setting": {"Sheltered": "general"}, "funder": {"NHS": "health"}})
    text = with_sources(COMMENTED, [new], {"packages": "p.csv"}, DAY)
    assert tomllib.loads(text)["sources"]["packages"]["values"] == {
        "setting": {"General": "general", "Extra care": "extra_care", "Sheltered": "general"},
        "funder": {"NHS": "health"},
    }


def test_a_table_that_was_not_there_gets_a_section() -> None:
    new = upload("awards", columns={"zone_code": "Lot"}, date_format="%d/%m/%Y")
    text = with_sources(COMMENTED, [new], {"awards": "a.csv"}, DAY)
    assert tomllib.loads(text)["sources"]["awards"] == {
        "file": "a.csv",
        "date_format": "%d/%m/%Y",
        "columns": {"zone_code": "Lot"},
    }


@given(
    st.dictionaries(st.sampled_from(["package_id", "postcode", "person_id"]), st.text(min_size=1, max_size=20)),
    st.dictionaries(st.text(min_size=1, max_size=10), st.sampled_from(["general", "extra_care"]), max_size=3),
)
def test_any_name_in_a_file_can_be_written_and_read_back(columns: dict[str, str], codes: dict[str, str]) -> None:
    new = upload("packages", columns=columns, values={"setting": codes} if codes else {})
    text = with_sources(COMMENTED, [new], {"packages": "p.csv"}, DAY)
    said = tomllib.loads(text)
    assert not list(problems_of(said))
    assert said["sources"]["packages"].get("columns", {}) == columns
    assert codes.items() <= said["sources"]["packages"]["values"]["setting"].items()
    assert with_sources(text, [new], {"packages": "p.csv"}, DAY) == text
