"""A whole model held against the week: order, columns, dates, and no surprise whatever the tables hold."""

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_market import LOTS, awards, held, model, no_data, offers, packages, rule, table, week

from geo.model import KINDS, Rule, Term, load_model, model_names, terms_of
from geo.rules import EVALUATORS, Facts, evaluate
from geo.rules.by_zone import worst_by_zone
from geo.schemas import TABLES, columns_of
from geo.schemas.outcomes import EMPTY_OUTCOMES, OUTCOMES_OF_RULES, RuleOutcomes

FULL = {
    "awards": awards(
        ("A", "1", "lead", "2018-01-01", "2018-05-01", "2018-06-01", None, None, 17.0),
        ("B", "1", "additional", None, "2018-05-01", None, None, None, None),
        ("C", "2", "sole", "2018-01-01", "2018-05-01", "2018-07-01", "2018-08-01", None, None),
        ("D", "1", "subcontractor", None, "2018-05-01", None, None, "A", None),
        columns="provider_id zone_code role interested_on awarded_on mobilised_on ended_on contract_provider_id "
        "hourly_rate_gbp",
    ),
    "packages": packages(
        ("A", "1", 10, "2018-06-01", None, "P1", 1, "commissioned", "social_care", "general", "framework", 17.0),
        ("E", "2", 5, "2018-08-01", "2018-08-20", "P2", 2, None, None, None, "off_framework", None),
        ("E", "outside", 5, "2018-08-01", None, None, None, "direct_payment", None, None, None, 14.0),
        columns="ended_on person_id carers delivery_mechanism funder setting contract_route hourly_rate_gbp",
    ),
    "awaiting": table(
        "awaiting", "case_id waiting_since outcome_on", ("c1", "2018-07-01", None), ("c2", "2018-07-01", "2018-08-01")
    ),
    "offers": offers(
        ("A", "1", "2018-08-01", "declined", "c1", "general"),
        ("B", "1", "2018-08-02", "accepted", "c1", "extra_care"),
        ("A", "1", "2018-08-03", "no_response", None, None),
        columns="case_id setting",
    ),
    "performance": table(
        "performance",
        "provider_id zone_code period_start period_end commissioned_hours delivered_hours outcomes_met",
        ("A", "1", "2018-07-01", "2018-07-31", 100, 90, 2),
        ("C", "2", "2018-07-01", "2018-07-31", 0, 0, None),
    ),
    "providers": table(
        "providers",
        "provider_id provider_name cqc_rating is_new_to_area",
        ("A", "Demo Ash Care", "good", True),
        ("B", "Demo Beech Care", None, None),
        ("C", "Demo Cedar Care", "inadequate", False),
        ("D", "Demo Dogwood Care", "not_inspected", None),
        ("E", "Demo Elder Care", "outstanding", None),
    ),
}


def test_every_kind_of_rule_has_one_function_that_holds_it() -> None:
    assert set(EVALUATORS) == set(KINDS.values())
    assert {kind: EVALUATORS[KINDS[kind]].__name__ for kind in KINDS} == {kind: kind for kind in KINDS}


def test_rules_keep_the_order_of_the_model_and_failing_rows_come_first_then_those_without_data() -> None:
    share = rule("acceptance", roles=("lead",), at_least_pct=75)
    coverage = rule("full_coverage")
    table = awards(("A", "1", "lead", "2018-01-01"), ("B", "2", "lead", "2018-01-01"))
    made = offers(("A", "1", "2018-08-01", "accepted"), ("B", "2", "2018-08-01", "declined"))
    found = evaluate(model(share, coverage), week(awards=table, offers=made))
    assert list(zip(found["rule"], found["subject"], found["outcome"], strict=True)) == [
        ("acceptance", "B in 2", "fail"),
        ("acceptance", "10", "no_data"),
        ("acceptance", "A in 1", "pass"),
        ("full_coverage", "all", "fail"),
    ]


def test_a_row_has_the_columns_of_the_outcomes_and_says_the_rule_and_its_source() -> None:
    said = rule("full_coverage", code="whole_county", sentence="The whole county.", source="Cabinet, paragraph 14")
    found = evaluate(model(said), week(awards=awards(*[("A", lot, "sole", "2018-01-01") for lot in LOTS])))
    assert list(found) == list(columns_of(RuleOutcomes))
    assert found.iloc[0].to_dict() == {
        "rule": "whole_county",
        "subject": "all",
        "outcome": "pass",
        "value": 3.0,
        "limit": "3",
        "reason": "Every one of the 3 lots has a contract holder.",
        "unit": "lots",
        "remedy": "",
        "zone_code": "",
        "zone_name": "",
        "provider_id": "",
        "provider_name": "",
        "sentence": "The whole county.",
        "source": "Cabinet, paragraph 14",
    }


def test_a_model_without_rules_gives_a_table_without_rows() -> None:
    found = evaluate(model(), week())
    assert found.empty
    assert list(found) == list(columns_of(RuleOutcomes)) == list(EMPTY_OUTCOMES)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2018-06-30", "The rule holds from 1 July 2018; it does not hold yet."),
        ("2018-07-01", None),
        ("2018-09-30", None),
        ("2018-10-01", "The rule held until 30 September 2018; it holds no more."),
    ],
)
def test_a_rule_is_held_from_its_first_to_its_last_day_and_not_beyond(day: str, reason: str | None) -> None:
    dated = rule("full_coverage", in_force_from=dt.date(2018, 7, 1), in_force_to=dt.date(2018, 9, 30))
    found = held(dated, week(day, awards=awards(("A", "1", "sole", "2018-01-01"))))
    assert list(found.index) == ["all"]
    if reason is None:
        assert found.loc["all", "outcome"] == "fail"
        assert dated.is_in_force(dt.date.fromisoformat(day))
    else:
        no_data(found, reason, "")
        assert not dated.is_in_force(dt.date.fromisoformat(day))


def test_rules_change_nothing_in_the_tables() -> None:
    facts = week(**FULL)
    before = {name: rows.copy(deep=True) for name, rows in facts.tables.items()}
    for name in model_names():
        evaluate(load_model(name, Path()), facts)
    for name, rows in facts.tables.items():
        pd.testing.assert_frame_equal(rows, before[name])


@pytest.mark.parametrize("name", model_names())
def test_every_model_that_comes_with_the_program_can_be_held_against_the_least_a_council_brings(name: str) -> None:
    rules = load_model(name, Path())
    for facts in (week("2030-01-01"), week("2001-01-01"), week("2030-01-01", apart="Wards"), week(**FULL)):
        found = evaluate(rules, facts)
        RuleOutcomes.validate(found, lazy=True)
        assert set(found["rule"]) == {each.code for each in rules.rules}


def term_values(known: Term) -> st.SearchStrategy[Any]:
    """Everything that may stand in a term."""
    highest = min(known.highest, 2**62)
    return {
        "text": st.sampled_from(["one_rule"]),
        "word": st.sampled_from(known.allowed or ("x",)),
        "words": st.lists(st.sampled_from(known.allowed or ("x",)), min_size=1, max_size=3).map(tuple),
        "codes": st.lists(st.sampled_from(["1", "2", "X"]), min_size=1, max_size=2).map(tuple),
        "whole": st.one_of(st.integers(int(known.lowest), 12), st.integers(int(known.lowest), int(highest))),
        "number": st.floats(known.lowest, highest),
        "flag": st.booleans(),
        "date": st.one_of(st.dates(dt.date(2018, 5, 1), dt.date(2018, 12, 1)), st.dates()),
    }[known.kind]


@st.composite
def any_rule(draw: st.DrawFn) -> Rule:
    """A rule of any kind that a model file could hold."""
    kind = draw(st.sampled_from(list(KINDS.values())))
    said = {
        name: draw(term_values(known))
        for name, known in terms_of(kind).items()
        if known.is_needed or draw(st.booleans())
    }
    return kind(**said)


@st.composite
def any_week(draw: st.DrawFn) -> Facts:
    """The full week with some tables, optional columns and rows left out."""
    tables = {}
    for name, rows in FULL.items():
        if name in ("awards", "offers", "performance") and not draw(st.integers(0, 3)):
            continue
        optional = [
            column
            for column in rows
            if column in columns_of(TABLES[name]) and not columns_of(TABLES[name])[column].is_required
        ]
        out = draw(st.lists(st.sampled_from(optional), unique=True, max_size=2)) if optional else []
        tables[name] = rows.drop(columns=out).iloc[draw(st.sampled_from([0, 0, 0, 1, len(rows)])) :]
    apart = draw(st.sampled_from([None, None, "Wards"]))
    return week(draw(st.dates(dt.date(2018, 4, 1), dt.date(2018, 12, 31))), apart=apart, **tables)


@given(any_rule(), any_week())
@settings(max_examples=150, deadline=None)
def test_any_rule_gives_rows_for_any_week(each: Rule, facts: Facts) -> None:
    if list(each.faults()):
        return
    found = held(each, facts)
    assert set(found["outcome"]) <= set(OUTCOMES_OF_RULES)
    assert found["reason"].str.endswith(".").all()
    assert (found.loc[found["outcome"] != "no_data", "limit"] != "").all()


def test_the_worst_outcome_of_a_lot_is_its_own() -> None:
    facts = week(awards=awards(("A", "1", "lead", "2018-01-01"), ("B", "2", "lead", "2018-01-01")))
    one_lead = rule("providers_per_zone", count="awarded", roles=("lead",), exactly=1)
    assert worst_by_zone(evaluate(model(one_lead), facts), facts).to_dict() == {"1": "pass", "2": "pass", "10": "fail"}


def test_an_outcome_of_a_provider_counts_where_it_delivers_or_holds_an_award() -> None:
    table = awards(*[("A", lot, "lead", "2018-01-01") for lot in ("1", "2")], ("B", "2", "lead", "2018-01-01"))
    facts = week(awards=table, packages=packages(("B", "10", 1, "2018-01-01")))
    outcomes = evaluate(model(rule("zones_per_provider", at_most=1)), facts)
    assert worst_by_zone(outcomes, facts).to_dict() == {"1": "fail", "2": "fail", "10": "pass"}


def test_an_outcome_of_all_counts_everywhere_and_no_rule_speaks_of_no_lot() -> None:
    facts = week(awards=awards(("A", "1", "lead", "2018-01-01")))
    assert set(worst_by_zone(evaluate(model(rule("full_coverage")), facts), facts)) == {"fail"}
    assert worst_by_zone(evaluate(model(), facts), facts).isna().all()
