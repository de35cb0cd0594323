"""What the rules are held against: packages that run, names, and why something is unknown."""

import pytest
from small_market import LOTS, awards, packages, table, week

from geo.rules.facts import commissioned, on_contract, unknown


def test_lots_stay_in_their_own_order_and_lot_10_is_the_last() -> None:
    assert week().zones == ["1", "2", "10"]


def test_packages_run_from_their_first_day_until_the_day_they_end() -> None:
    rows = [
        ("A", "1", 1, day, end)
        for day, end in [
            ("2018-09-01", None),
            ("2018-09-02", None),
            ("2018-08-01", "2018-09-01"),
            ("2018-08-01", "2018-09-02"),
        ]
    ]
    assert list(week(packages=packages(*rows, columns="ended_on")).active["package_id"]) == ["K0", "K3"]


def test_a_package_is_the_councils_unless_it_is_a_direct_payment() -> None:
    rows = [("A", "1", 1, "2018-01-01", how) for how in ("commissioned", "direct_payment", None)]
    facts = week(packages=packages(*rows, columns="delivery_mechanism"))
    assert list(facts.commissioned["package_id"]) == ["K0", "K2"]
    plain = packages(("A", "1", 1, "2018-01-01"))
    assert commissioned(plain) is plain


def test_a_package_is_on_the_contract_unless_its_route_says_otherwise() -> None:
    rows = [("A", "1", 1, "2018-01-01", route) for route in ("framework", "off_framework", "exception", None)]
    assert list(on_contract(packages(*rows, columns="contract_route"))["package_id"]) == ["K0", "K3"]
    plain = packages(("A", "1", 1, "2018-01-01"))
    assert on_contract(plain) is plain


def test_a_provider_that_is_not_in_the_register_is_called_by_its_reference() -> None:
    assert week().provider_name("A") == "Demo Ash Care"
    assert week().provider_name("X9") == "X9"


def test_names_are_in_order_of_name_and_not_of_reference() -> None:
    register = table("providers", "provider_id provider_name", ("A", "Demo Yew Care"), ("B", "Demo Ash Care"))
    assert week(providers=register).named(["A", "B"]) == "Demo Ash Care and Demo Yew Care"


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (["role"], None),
        (["role", "ended_on"], "The awards table has no column ended_on."),
        (["mobilised_on", "ended_on"], "The awards table has no column mobilised_on and ended_on."),
    ],
)
def test_a_lacking_column_is_named_with_the_section_to_map_it_in(columns: list[str], reason: str | None) -> None:
    lack = week(awards=awards()).lacking("awards", columns)
    assert lack == (reason and (reason, "Map it below [sources.awards.columns] in carezones.toml."))


def test_a_lacking_table_is_named_with_what_to_add() -> None:
    assert week().lacking("offers") == ("There is no offers table.", "Add [sources.offers] to carezones.toml.")


def test_a_table_that_is_there_is_not_lacking_on_other_zones() -> None:
    assert week(apart="Wards").lacking("packages") is None
    assert week(apart="Wards").lacking("offers") == (
        "The offers table names the lots of the contract and says nothing of other zones.",
        "Count on the lots of the contract.",
    )


def test_what_is_unknown_is_so_for_each_lot_or_provider_or_for_all() -> None:
    lack = ("Nobody knows.", "Ask.")
    assert [found.zone for found in unknown(lack, zones=LOTS, limit="1", unit="lots")] == ["1", "2", "10"]
    assert [found.provider for found in unknown(lack, providers="AB")] == ["A", "B"]
    [everybody] = unknown(lack)
    assert (everybody.zone, everybody.provider, everybody.outcome, everybody.value) == (None, None, "no_data", None)
    assert (everybody.reason, everybody.remedy) == lack


def test_places_are_where_a_provider_delivers_or_holds_an_award_once_each() -> None:
    facts = week(
        awards=awards(("A", "1", "lead", "2018-01-01"), ("B", "2", "lead", "2018-09-02")),
        packages=packages(("A", "1", 1, "2018-01-01"), ("C", "1", 1, "2018-01-01"), ("C", "outside", 1, "2018-01-01")),
    )
    assert sorted(facts.places.itertuples(index=False, name=None)) == [("A", "1"), ("C", "1")]
    assert sorted(facts.providers_in("1")) == ["A", "C"]
    assert list(week(packages=packages(("C", "2", 1, "2018-01-01"))).providers_in("2")) == ["C"]
