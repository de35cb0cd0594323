"""The program on real public files, against answer keys that owe nothing to geometry; skipped where they are absent."""

import csv
import json
from pathlib import Path

import pandas as pd
import pytest
from lots import REAL, needs_real_files

from geo.week import load_week

pytestmark = [pytest.mark.real, needs_real_files]

SETTINGS = f"""
[authority]
name = "Leicestershire, Leicester and Rutland"
model = "leicestershire-2022"

[sources.zones]
file = "{REAL}/wards25_leicestershire.geojson"
columns = {{ zone_code = "WD25CD", zone_name = "WD25NM" }}

[sources.postcodes]
file = "{REAL}/codepoint_2014-08_le.csv"

[sources.providers]
file = "providers.csv"

[sources.packages]
file = "packages.csv"

[sources.awaiting]
file = "awaiting.csv"
"""


def codepoint() -> pd.DataFrame:
    """Postcode and district code (9th column) of every postcode, read without the program."""
    with (REAL / "codepoint_2014-08_le.csv").open() as file:
        return pd.DataFrame([(row[0], row[8]) for row in csv.reader(file)], columns=["postcode", "district"])


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A package at every LE postcode, spaced and cased in four ways."""
    (tmp_path / "carezones.toml").write_text(SETTINGS)
    (tmp_path / "providers.csv").write_text("provider_id,provider_name,postcode\nP1,Invented Care,LE1 1AA\n")
    (tmp_path / "awaiting.csv").write_text("case_id,postcode,waiting_since\nW1,LE1 1AA,2025-05-01\n")
    written = [
        [code, code.lower(), code.replace(" ", ""), f" {code[:4].strip()}  {code[4:].strip()} "][at % 4]
        for at, code in enumerate(codepoint()["postcode"])
    ]
    packages = pd.DataFrame({"postcode": written, "provider_id": "P1", "hours_per_week": 7, "started_on": "2025-01-06"})
    packages.insert(0, "package_id", [f"K{at}" for at in range(len(packages))])
    packages.to_csv(tmp_path / "packages.csv", index=False)
    return tmp_path


@pytest.mark.slow
def test_the_ward_found_from_geometry_lies_in_the_district_that_the_postcode_file_names(county: Path) -> None:
    week = load_week(county)
    key = codepoint()
    assert len(key) == 21_621
    assert week.figures["people_receiving"].sum() == 21_621
    layer = json.loads((REAL / "wards25_leicestershire.geojson").read_text())
    wards = pd.DataFrame([feature["properties"] for feature in layer["features"]]).set_index("WD25CD")
    found = week.tables["packages"]["zone_code"].astype(str).map(wards["LAD25CD"])
    inside = key["district"].isin(wards["LAD25CD"]).to_numpy()
    agree = found.to_numpy()[inside] == key["district"].to_numpy()[inside]
    assert agree.mean() > 0.995
    # What the file says lies in other districts must come out outside, but for a few on the border.
    assert (found[~inside].isna()).mean() > 0.95
