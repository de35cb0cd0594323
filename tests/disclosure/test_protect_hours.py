"""Hours that no table shows but that follow from others: in no zone, and behind shares."""

from geo.disclosure.amounts import Hours, shares_pct, shown_hours
from geo.disclosure.rules import RuleSet

RULES = RuleSet()


def of(people: int, *hours: float) -> Hours:
    return Hours({f"P{at}": value for at, value in enumerate(sorted(hours, reverse=True))}, people)


def test_hours_of_a_lone_provider_in_no_zone_are_not_the_council_less_its_zones() -> None:
    hours = {"A": of(90, 300, 300, 300), "outside": Hours({"P9": 400.0}, 40), "all": of(130, 400, 300, 300, 300)}
    assert shown_hours(hours, {"A": 90, "all": 130}, RULES) == {"A": None, "all": 1300}


def test_hours_of_few_people_in_no_zone_are_not_either() -> None:
    hours = {"A": of(90, 300, 300, 300), "unlocated": of(2, 40, 40, 40), "all": of(92, 340, 340, 340)}
    assert shown_hours(hours, {"A": 90, "all": 90}, RULES)["A"] is None


def test_hours_in_no_zone_that_many_share_hide_nothing() -> None:
    hours = {"A": of(90, 300, 300, 300), "outside": of(40, 140, 130, 130), "all": of(130, 440, 430, 430)}
    assert shown_hours(hours, {"A": 90, "all": 130}, RULES) == {"A": 900, "all": 1300}


def test_hours_in_no_zone_that_rounding_covers_hide_nothing() -> None:
    hours = {"A": of(90, 300, 300, 300), "unlocated": of(1, 9), "all": of(91, 309, 300, 300)}
    assert shown_hours(hours, {"A": 90, "all": 90}, RULES) == {"A": 900, "all": 910}


def test_a_share_of_the_council_does_not_tell_a_lone_providers_part_in_one_zone() -> None:
    off = {"A": Hours({"P1": 800.0}, 80), "B": of(24, 80, 80, 80), "all": Hours({"P1": 800.0, "P2": 240.0}, 104)}
    on = {"A": of(84, 280, 280, 280), "all": of(84, 280, 280, 280)}
    shares = shares_pct((off, on), {"A": 165, "B": 25, "all": 190}, RULES)
    assert shares["all"].number != 55.0


def test_a_share_of_a_large_council_is_given_in_whole_per_cent() -> None:
    off = {"A": of(40, 130, 130, 130), "B": of(40, 140, 140, 140), "all": of(80, 270, 270, 270)}
    on = {"A": of(400, 1300, 1300, 1300), "B": of(400, 1300, 1300, 1300), "all": of(800, 2600, 2600, 2600)}
    assert shares_pct((off, on), {"A": 440, "B": 440, "all": 880}, RULES)["all"].number == 9.0
