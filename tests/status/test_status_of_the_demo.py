"""The status on the 2022 demo: the report's tiers come out of the data, whatever the zones are called."""

import shutil
from pathlib import Path

import pytest

from geo.metrics.waits import open_waits
from geo.settings import load_settings
from geo.status import agreement_of, certainty_of, steadier_per_100
from geo.week import Week, load_week

DEMO = Path(__file__).resolve().parents[2] / "data/demo/leicestershire-2022"
TIERS = {
    "significant_risk": {"Bottesford", "Castle Donington", "Melton"},
    "support": {"Harborough Rural", "Lutterworth"},
    "monitor": {"Ashby", "West Leicestershire Rural", "Market Harborough"},
}


@pytest.fixture(scope="module")
def week() -> Week:
    return load_week(DEMO)


def test_the_eight_named_zones_are_in_the_tiers_of_the_report(week: Week) -> None:
    """003_51ed6bb292d2c81a.txt, paragraphs 25 and 34."""
    figures = week.figures.dropna(subset=["status"])
    for tier, names in TIERS.items():
        assert set(figures.loc[figures["status"] == tier, "zone_name"]) == names
    assert (figures["status"] == "meeting_demand").sum() == 6


def test_it_is_the_data_and_not_the_names_that_make_the_status(week: Week, tmp_path: Path) -> None:
    folder = tmp_path / "renamed"
    shutil.copytree(DEMO, folder)
    zones = folder / "reference/zones.geojson"
    text = zones.read_text(encoding="utf-8")
    for number, name in enumerate(week.zones["zone_name"]):
        text = text.replace(f'"{name}"', f'"Area {number}"')
    zones.write_text(text, encoding="utf-8")
    renamed = load_week(folder)
    assert set(renamed.zones["zone_name"]) == {f"Area {number}" for number in range(14)}
    assert renamed.figures["status"].equals(week.figures["status"])
    assert renamed.figures["status_certainty"].equals(week.figures["status_certainty"])


def test_the_officers_list_of_the_model_agrees_and_says_from_where_it_is(week: Week) -> None:
    found = agreement_of(week.figures, week.model)
    assert found is not None
    assert set(found.agree) == set.union(*TIERS.values())
    assert found.differ == found.unknown == found.not_listed == ()
    assert found.officers.source == "Report of 5 September 2022, paragraphs 25 and 34"


def test_the_certainty_in_the_table_is_that_of_the_changes(week: Week) -> None:
    waits = open_waits(week.tables["awaiting"], week.as_at)
    for zone in week.zones.index:
        found = certainty_of(zone, week.figures, waits, week.model, steadier_per_100(week.figures))
        assert week.figures.loc[zone, "status_certainty"] == found.word
    assert load_settings(DEMO).model == "leicestershire-2022"
