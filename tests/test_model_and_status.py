"""The models that come with the program, the tiers and their evidence, and what is wrong with a wrong model."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.errors import InputError, RuleError
from geo.model import KINDS, ProvidersPerZone, load_model, model_names
from geo.rules import Facts, evaluate
from geo.status import with_status

HERE = Path()
ROOT = Path(__file__).resolve().parents[1]
NOBODY = pd.DataFrame({"zone_code": [], "wait_days": []})


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
                "hours_under_notice_pct",
                "time_to_source_median_days",
                "two_bases_within_20_minutes_pct",
            ],
            np.nan,
        )
    )


def status_of(**said: float) -> tuple[str, str]:
    found = with_status(figures(A=said), NOBODY, load_model("leicestershire-2022", HERE)).loc["A"]
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


def rule_of(model: str, code: str) -> ProvidersPerZone:
    """The rule of that code in a model that comes with the program."""
    [rule] = [rule for rule in load_model(model, HERE).rules if rule.code == code]
    assert isinstance(rule, ProvidersPerZone)
    return rule


def outcome_of(model: str, code: str, count: int) -> str:
    """What a rule on providers awarded makes of so many holders of its role in one zone."""
    rule = rule_of(model, code)
    whos = [f"P{n}" for n in range(count)]
    role = (rule.roles or ("framework",))[0]
    awards = pd.DataFrame(
        {"provider_id": whos, "zone_code": "1", "role": role, "awarded_on": pd.Timestamp("2015-01-01")}
    )
    packages = pd.DataFrame({"provider_id": whos, "zone_code": "1", "started_on": pd.Timestamp("2015-01-01")})
    providers = pd.DataFrame({"provider_id": whos, "provider_name": whos})
    tables = {"providers": providers, "awards": awards, "packages": packages}
    facts = Facts(dt.date(2022, 9, 5), pd.Series({"1": "Lot 1"}), tables, "lot")
    return str(evaluate(replace(load_model(model, HERE), rules=(rule,)), facts)["outcome"].item())


@pytest.mark.parametrize(("count", "outcome"), [(0, "fail"), (1, "fail"), (2, "pass"), (50, "pass")])
def test_at_least_two_providers_a_zone_without_upper_limit(count: int, outcome: str) -> None:
    """003_51ed6bb292d2c81a.txt, paragraph 8."""
    assert outcome_of("leicestershire-2022", "two_providers", count) == outcome


@pytest.mark.parametrize(("count", "outcome"), [(0, "fail"), (1, "pass"), (2, "fail")])
def test_one_lead_a_lot(count: int, outcome: str) -> None:
    """004_f288f57ae75ab6a5.txt, paragraphs 5 and 9."""
    assert outcome_of("nottinghamshire-2018", "one_lead", count) == outcome


@pytest.mark.parametrize(("count", "outcome"), [(4, "fail"), (5, "pass"), (10, "pass"), (11, "fail")])
def test_five_to_ten_additional_providers_a_lot(count: int, outcome: str) -> None:
    """004_f288f57ae75ab6a5.txt, paragraph 9."""
    assert outcome_of("nottinghamshire-2018", "five_to_ten_additional", count) == outcome


@pytest.mark.parametrize(("count", "outcome"), [(0, "fail"), (1, "pass"), (2, "fail")])
def test_exactly_one_contract_holder_a_lot(count: int, outcome: str) -> None:
    """000_1fa762de56cfc52a.txt, paragraph 11."""
    assert outcome_of("leicestershire-2016", "one_holder", count) == outcome


@pytest.mark.parametrize(("count", "outcome"), [(1, "fail"), (2, "pass")])
def test_more_than_one_provider_an_area(count: int, outcome: str) -> None:
    """001_fbdbaef32cdf2ae0.txt, paragraphs 2(c) and 26."""
    assert outcome_of("leicestershire-2015", "more_than_one_provider", count) == outcome


def test_an_upper_limit_that_the_report_leaves_open_judges_nobody() -> None:
    """001_fbdbaef32cdf2ae0.txt, paragraphs 2(c) and 26."""
    assert {outcome_of("leicestershire-2015", "upper_limit", count) for count in (0, 7, 61)} == {"no_data"}


@pytest.mark.parametrize(
    ("model", "kinds"),
    [
        ("leicester-2018", ["mobilised_by", "quality_floor"]),
        ("leicestershire-2015", ["providers_per_zone", "providers_per_zone", "hourly_rate", "hourly_rate"]),
        (
            "leicestershire-2016",
            [
                "providers_per_zone",
                "zones_per_provider",
                "full_coverage",
                "mobilised_by",
                "acceptance",
                "holders_and_deliverers",
            ],
        ),
        (
            "leicestershire-2022",
            ["providers_per_zone", "mobilised_by", "mobilised_by", "off_framework_starts"],
        ),
        (
            "nottinghamshire-2018",
            [
                "providers_per_zone",
                "providers_per_zone",
                "acceptance",
                "acceptance",
                "referral_cascade",
                "payment",
            ],
        ),
    ],
)
def test_each_model_holds_the_rules_of_its_report_each_with_its_paragraph(model: str, kinds: list[str]) -> None:
    names = {kind: name for name, kind in KINDS.items()}
    loaded = load_model(model, HERE)
    assert [names[type(rule)] for rule in loaded.rules] == kinds
    said = [*loaded.rules, *loaded.statements]
    assert [
        each.source for each in said if not re.fullmatch(r"Report of [^,]+, (paragraphs? )?\d.*", each.source)
    ] == []
    # A comment at the top says in which file each report lies.
    head = (ROOT / f"data/models/{model}.toml").read_text(encoding="utf-8").partition("\ntitle")[0]
    files = dict(re.findall(r"^# (Report of [^:]+): (00\d_[0-9a-f]{16}\.txt)$", head, flags=re.MULTILINE))
    assert {each.source.partition(",")[0] for each in said} <= files.keys()


@pytest.mark.parametrize(
    ("day", "holds"), [("2022-10-31", False), ("2022-11-01", True), ("2023-04-30", True), ("2023-05-01", False)]
)
def test_key_indicators_are_watched_for_six_months(day: str, *, holds: bool) -> None:
    """003_51ed6bb292d2c81a.txt, paragraph 33."""
    statement = load_model("leicestershire-2022", HERE).statements[0]
    assert statement.is_in_force(dt.date.fromisoformat(day)) is holds


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
    table = with_status(figures(A={}, outside={}, unlocated={}), NOBODY, load_model("leicestershire-2022", HERE))
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
