"""Releases of several weeks: held against each other, quiet weeks, corrections, other boundaries, the same again."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from details import DAY, Council

from geo.disclosure import RuleSet, preview_of, release_week
from geo.disclosure.published import links_between, system_of_released
from geo.disclosure.system import AtMost
from geo.errors import DisclosureError
from geo.release.ledger import LINES, Ledger, Released
from geo.release.written import to_json

NOW = dt.datetime(2022, 9, 6, 9, tzinfo=dt.UTC)
BIG = {"A": 110, "B": 268, "C": 70, "D": 95, "E": 185, "F": 21}
WAITS = {"A": [3] * 9, "B": [1, 9, 16, 40, 70] * 5, "C": [40] * 9, "D": [9] * 9, "E": [12] * 9, "F": [30] * 9}


def weeks_ago(weeks: int) -> dt.date:
    return DAY - dt.timedelta(weeks=weeks)


def released(council: Council, ledger: Ledger, rules: RuleSet | None = None) -> Released:
    return release_week(council.detail(), rules or RuleSet(), ledger, by="A. Analyst", now=NOW)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "releases")


def people(found: Released, zone: str) -> str:
    return found.release.measures["people_receiving"].text(zone)


@pytest.mark.parametrize(("weeks", "text"), [(1, "[c]"), (3, "[c]"), (4, "20"), (9, "20")])
def test_a_release_within_28_days_of_another_hides_zones_of_fewer_than_30(
    ledger: Ledger, weeks: int, text: str
) -> None:
    assert people(released(Council(BIG, day=weeks_ago(weeks)), ledger), "F") == "20"
    found = released(Council(BIG), ledger)
    assert people(found, "F") == text
    assert people(found, "C") == "70"
    assert people(found, "all") == "750"
    assert any("within 28 days" in sentence for sentence in found.release.protection.sentences) == (text == "[c]")


def test_a_week_that_is_released_after_a_later_one_is_quiet_too(ledger: Ledger) -> None:
    released(Council(BIG), ledger)
    assert people(released(Council(BIG, day=weeks_ago(2)), ledger), "F") == "[c]"


def test_waits_are_not_split_by_zone_in_a_quiet_week(ledger: Ledger) -> None:
    many = {zone: [1] * 40 + [40] * 40 for zone in BIG}
    assert len(released(Council(BIG, many, day=weeks_ago(1)), ledger).release.splits["waits"].values) == 7
    assert list(released(Council(BIG, many), ledger).release.splits["waits"].values) == ["all"]


def test_the_same_week_again_is_the_same_release_whatever_came_after_it(ledger: Ledger) -> None:
    first = released(Council(BIG, WAITS, day=weeks_ago(1)), ledger)
    released(Council(BIG, WAITS), ledger)
    lines = (ledger.folder / LINES).read_bytes()
    again = released(Council(BIG, WAITS, day=weeks_ago(1)), ledger)
    assert again.entry == first.entry
    assert to_json(again.release) == to_json(first.release)
    assert (ledger.folder / LINES).read_bytes() == lines


def test_a_correction_is_another_release_held_against_the_first(ledger: Ledger) -> None:
    released(Council(BIG, WAITS), ledger)
    changed = Council({**BIG, "A": 118}, WAITS, version="v2-77aa00bb")
    found = preview_of(changed.detail(), RuleSet(), ledger)
    assert found.audit.differences > 0
    second = released(changed, ledger)
    assert (second.entry.number, people(second, "A"), people(second, "F")) == (2, "120", "20")


def test_a_correction_shows_nothing_that_one_persons_row_can_move(ledger: Ledger) -> None:
    first = released(Council(BIG, WAITS), ledger).release
    second = released(Council({**BIG, "A": 118}, WAITS, version="v2-77aa00bb"), ledger).release
    for name in ("hours_per_week", "providers_delivering"):
        assert first.measures[name].text("A") != "[c]"
        assert second.measures[name].text("A") in ("[c]", "[x]")


def test_a_quiet_week_hides_the_tier_of_a_zone_whose_people_it_hides(ledger: Ledger) -> None:
    released(Council(BIG, WAITS, day=weeks_ago(1)), ledger)
    found = released(Council(BIG, WAITS), ledger)
    assert people(found, "F") == found.release.measures["status"].text("F") == "[c]"
    assert found.release.measures["status"].text("A") != "[c]"


def test_a_hidden_cell_of_the_first_version_cannot_be_worked_out_from_the_second(ledger: Ledger) -> None:
    small = {**BIG, "F": 3}
    first = released(Council(small, WAITS), ledger)
    second = released(Council({**small, "F": 4}, WAITS, version="v2-77aa00bb"), ledger)
    assert people(first, "F") == people(second, "F") == "[c]"


def test_other_boundaries_begin_a_new_series(ledger: Ledger) -> None:
    released(Council(BIG, day=weeks_ago(1)), ledger)
    found = released(Council({"X": 21, "Y": 100, "Z": 200, "V": 90, "W": 80}, series="other"), ledger)
    assert found.entry.audit["differences"] == 0
    assert people(found, "X") == "[c]"


def test_a_release_is_read_by_the_rules_it_was_made_under(ledger: Ledger) -> None:
    strict = RuleSet(hidden_up_to=20, round_to=10)
    first = released(Council(BIG, WAITS, day=weeks_ago(8)), ledger, strict)
    assert first.entry.terms == dataclasses.asdict(strict)
    shown = {key[1:]: said for key, said in system_of_released(first).shown.items()}
    assert (shown["people_receiving", "F"].low, shown["people_receiving", "F"].high) == (21, 24)
    assert (shown["people_receiving", "A"].low, shown["people_receiving", "A"].high) == (105, 114)
    assert released(Council(BIG, WAITS), ledger).entry.number == 2


def test_who_waits_longer_than_the_time_between_two_weeks_waited_in_the_first() -> None:
    days = {"2022-W32 v1": weeks_ago(4), "2022-W36 v1": DAY}
    now, then = ("2022-W36 v1", "people_awaiting", "all"), ("2022-W32 v1", "people_awaiting", "all")
    assert links_between(days, ["all"]) == [
        AtMost((*now, "over_28_days"), then),
        AtMost((*now, "over_56_days"), (*then, "over_28_days")),
    ]


def test_no_link_is_known_between_two_versions_of_one_week() -> None:
    assert links_between({"2022-W36 v1": DAY, "2022-W36 v2": DAY}, ["all"]) == []


def test_late_entries_that_contradict_an_earlier_week_are_no_error(ledger: Ledger) -> None:
    released(Council(BIG, {"B": [1] * 60 + [20] * 60}, day=weeks_ago(4)), ledger)
    found = released(Council(BIG, {"B": [1] * 60 + [40] * 300}), ledger)
    assert found.release.splits["waits"].values["all"]["over_28_to_56_days"].number == 300.0


def test_a_damaged_ledger_stops_a_release(ledger: Ledger) -> None:
    released(Council(BIG, day=weeks_ago(8)), ledger)
    place = ledger.folder / LINES
    place.write_bytes(place.read_bytes().replace(b"Analyst", b"analyst"))
    for make in (released, lambda council, ledger: preview_of(council.detail(), RuleSet(), ledger)):
        with pytest.raises(DisclosureError, match="damaged"):
            make(Council(BIG), ledger)


def test_a_release_that_fails_its_audit_is_not_written(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = dataclasses.replace(
        preview_of(Council(BIG).detail(), RuleSet(), ledger).audit,
        findings=("People waiting for care: found. Leave people waiting for care out.",),
        tables=(("people_awaiting", "all"),),
    )
    monkeypatch.setattr("geo.disclosure.releasing.audit", lambda *_, **__: failed)
    with pytest.raises(DisclosureError, match="Leave people waiting for care out") as error:
        released(Council(BIG), ledger)
    assert error.value.exit_code == 13
    assert ledger.released() == []


def test_what_the_audit_names_is_made_coarser_and_held_against_it_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    from geo.disclosure.audit import audit  # noqa: PLC0415

    def once(system, *rest, **named):
        found = audit(system, *rest, **named)
        if any(key[1:] == ("people_receiving", "A") for key in system.shown):
            return dataclasses.replace(found, findings=("x",), tables=(("people_receiving", "area"),))
        return found

    monkeypatch.setattr("geo.disclosure.releasing.audit", once)
    found = released(Council(BIG), ledger).release.measures
    assert list(found["people_receiving"].values) == ["all"]
    assert "worked out" in found["people_receiving"].coarsened
    assert {found["status"].text(zone) for zone in BIG} == {"[c]"}


def test_a_preview_writes_nothing(tmp_path: Path) -> None:
    preview_of(Council(BIG).detail(), RuleSet(), Ledger(tmp_path / "releases"))
    assert list(tmp_path.iterdir()) == []
