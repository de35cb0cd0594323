"""Models: the rule held against the counts, the tiers and their evidence, and what is wrong with a wrong one."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.errors import InputError, RuleError
from geo.model import ProviderRule, load_model, model_names
from geo.status import with_status

HERE = Path()


def figures(**zones: dict[str, float]) -> pd.DataFrame:
    plain = {
        "people_receiving": 100,
        "people_awaiting": 0,
        "providers_delivering": 9,
        "providers_awarded": 9,
        "providers_mobilised": 9,
        "off_framework_hours_pct": np.nan,
        "wait_median_days": np.nan,
    }
    return pd.DataFrame({code: plain | said for code, said in zones.items()}).T.assign(
        **dict.fromkeys(
            [
                "zone_name",
                "hours_per_week",
                "hours_awaiting",
                "providers_interested",
                "largest_provider_hours_pct",
                "wait_mean_days",
                "wait_max_days",
                "wait_over_28_days",
                "nearest_base_km_median",
                "offers_made",
                "offers_accepted_pct",
                "rural_population_pct",
            ],
            np.nan,
        )
    )


def status_of(**said: float) -> tuple[str, str]:
    found = with_status(figures(A=said), load_model("leicestershire-2022", HERE)).loc["A"]
    return found["status"], found["reasons"]


def test_the_five_models_that_come_with_the_program_load() -> None:
    assert model_names() == [
        "leicester-2018",
        "leicestershire-2015",
        "leicestershire-2016",
        "leicestershire-2022",
        "nottinghamshire-2018",
    ]
    for name in model_names():
        assert load_model(name, HERE).tiers[-1].code == "meeting_demand"


@pytest.mark.parametrize(("count", "outcome"), [(0, "fail"), (1, "fail"), (2, "pass"), (50, "pass"), (None, "no_data")])
def test_at_least_two_providers_a_zone_without_upper_limit(count: int | None, outcome: str) -> None:
    """003_51ed6bb292d2c81a.txt, paragraph 8."""
    rule = load_model("leicestershire-2022", HERE).provider_rule
    assert rule is not None
    assert rule.outcome(count)[0] == outcome


@pytest.mark.parametrize(("count", "outcome"), [(5, "fail"), (6, "pass"), (11, "pass"), (12, "fail")])
def test_one_lead_and_five_to_ten_additional_providers_a_lot(count: int, outcome: str) -> None:
    """004_f288f57ae75ab6a5.txt, paragraph 9."""
    rule = load_model("nottinghamshire-2018", HERE).provider_rule
    assert rule is not None
    assert rule.outcome(count)[0] == outcome


def test_exactly_one_contract_holder_a_lot() -> None:
    """000_1fa762de56cfc52a.txt, paragraph 11."""
    rule = load_model("leicestershire-2016", HERE).provider_rule
    assert rule is not None
    assert [rule.outcome(count)[0] for count in (0, 1, 2)] == ["fail", "pass", "fail"]


def test_the_rule_says_by_how_much_it_is_missed() -> None:
    rule = ProviderRule("delivering", 2, 4, "", "")
    assert rule.outcome(1)[1] == "1 provider delivering: 1 fewer than the 2 the model asks for."
    assert rule.outcome(6)[1] == "6 providers delivering: 2 more than the 4 the model allows."


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"off_framework_hours_pct": 25.0, "people_awaiting": 5}, "significant_risk"),
        ({"off_framework_hours_pct": 24.9, "people_awaiting": 5}, "support"),
        ({"off_framework_hours_pct": 25.0, "people_awaiting": 4}, "monitor"),
        ({"wait_median_days": 18.0}, "support"),
        ({"wait_median_days": 17.5}, "monitor"),
        ({"providers_delivering": 1}, "support"),
        ({"people_awaiting": 3}, "monitor"),
        ({"people_awaiting": 2}, "meeting_demand"),
        ({"people_receiving": 0}, "no_data"),
    ],
)
def test_a_zone_is_in_the_hardest_tier_whose_conditions_hold(said: dict[str, float], status: str) -> None:
    assert status_of(**said)[0] == status


def test_the_evidence_gives_figure_and_threshold() -> None:
    assert status_of(off_framework_hours_pct=36.4, people_awaiting=7)[1] == (
        "36 % of hours are bought off the framework (threshold: 25 or more). "
        "7.0 people wait for every 100 receiving care (threshold: 5 or more)."
    )


def test_an_unknown_figure_reaches_no_threshold() -> None:
    assert status_of(people_awaiting=0)[0] == "meeting_demand"


def test_outside_and_unlocated_have_no_status() -> None:
    table = with_status(figures(A={}, outside={}, unlocated={}), load_model("leicestershire-2022", HERE))
    assert table["status"].isna().tolist() == [False, True, True]


def test_an_unknown_model_names_the_nearest() -> None:
    with pytest.raises(InputError, match=r"Did you mean leicestershire-2022\?"):
        load_model("leicestershire-2202", HERE)


OWN = 'title = "Ours"\narea_term = "zone"\nsource = "Cabinet, 1 May 2024"\n'


def test_a_council_can_write_its_own_model(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(
        OWN + '[[tiers]]\ncode = "hard"\nname = "Hard"\nany = [{ indicator = "wait_max_days", more_than = 10 }]\n'
    )
    model = load_model("ours.toml", tmp_path)
    assert (model.title, model.tiers[0].some[0].limit) == ("Ours", 10.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = 'x'\narea_term = zone\n", "line 2"),
        ("titel = 'x'\n" + OWN, "Did you mean title?"),
        ("area_term = 'zone'\nsource = ''\n", "title is missing"),
        (
            OWN + "[providers_per_zone]\ncount = 'deliver'\nsentence = ''\nsource = ''\n",
            "interested, awarded, mobilised",
        ),
        (OWN + "[providers_per_zone]\ncount = 'awarded'\nat_least = -1\nsentence = ''\nsource = ''\n", "0 or more"),
        (
            OWN + "[[tiers]]\ncode = 'a'\nname = 'A'\nany = [{ indicator = 'wait_mean', at_least = 1 }]\n",
            "wait_mean_days",
        ),
        (OWN + "[[tiers]]\ncode = 'a'\nname = 'A'\nany = [{ indicator = 'wait_max_days', above = 1 }]\n", "at_least"),
    ],
)
def test_a_wrong_model_is_refused_with_the_key_and_what_may_stand_there(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "ours.toml").write_text(text)
    with pytest.raises(RuleError) as error:
        load_model("ours.toml", tmp_path)
    assert said in str(error.value)
