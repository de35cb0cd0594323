"""The audit: what it lets pass, what it refuses and what it says, alone, from inside, and against earlier releases."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.disclosure.attack import attack
from geo.disclosure.audit import Wording, audit
from geo.disclosure.examine import examine
from geo.disclosure.proof import Need
from geo.disclosure.secondary import protect
from geo.disclosure.system import HIDDEN, AtMost, Key, Shown, Sum, System, join
from tests.disclosure.councils import by_zone, exact, published, safe, table

WORDS = Wording({"awaiting": "people awaiting care"})


def council(*counts: int, week: str = "2026-W10@a") -> System:
    """Counts by zone and the whole council, small ones hidden, no partners."""
    return published(by_zone(week, "awaiting", np.array(counts)))


def showing(system: System, **said: Shown) -> System:
    """The same with other words for some areas."""
    week = next(iter(system.shown))[:2]
    return dataclasses.replace(system, shown={**system.shown, **{(*week, area): s for area, s in said.items()}})


def knowing(system: System, area: str) -> System:
    """The same for an attacker who knows one area from elsewhere."""
    return dataclasses.replace(system, known=frozenset(key for key in system.keys if key[2] == area))


def test_one_hidden_zone_beside_an_exact_total_and_exact_zones_is_refused() -> None:
    system = showing(council(40, 31, 3), all=exact(74), Z00=exact(40), Z01=exact(31))
    said = audit(system, wording=WORDS)
    assert not said.passed
    assert said.tables == (("awaiting", "area"),)
    expected = (
        "People awaiting care by zone: a hidden count can be worked out, or nearly, from the other published counts. "
        "Give people awaiting care for the whole council only."
    )
    assert said.findings == (expected,)
    assert said.narrowest == 0


def test_one_hidden_zone_beside_rounded_zones_passes() -> None:
    said = audit(council(40, 31, 3))
    assert said.passed
    assert (said.cells, said.insiders, said.differences) == (1, 0, 0)


def test_a_hidden_zone_that_can_only_be_small_is_refused_though_it_is_wide_enough() -> None:
    """1 to 7 is six wide, and yet says that this is the small one and not its partner."""
    system = showing(council(40, 3), Z00=exact(40), all=Shown(41, 47, is_hidden=False))
    assert attack(system)["2026-W10@a", "awaiting", "Z01"].high == 7
    assert not audit(system).passed
    assert audit(system, need=Need(width=5, reach=7)).passed


def test_an_interval_of_four_is_refused_and_of_five_passes() -> None:
    at_most = showing(council(40, 3), Z00=exact(40), all=Shown(47, 51, is_hidden=False))
    at_most = dataclasses.replace(at_most, true={**at_most.true, ("2026-W10@a", "awaiting", "Z01"): 9})
    at_most.true["2026-W10@a", "awaiting", "all"] = 49
    assert not audit(at_most).passed
    assert audit(at_most, need=Need(width=4)).passed


def test_somebody_alone_in_a_hidden_zone_finds_the_other_hidden_zone() -> None:
    """1 and 12 hidden, 13 shown exactly: nobody outside knows either, but the one person knows the other is 12."""
    system = showing(council(1, 12), Z01=HIDDEN, all=exact(13))
    assert attack(system)["2026-W10@a", "awaiting", "Z01"].width == 11
    said = audit(system)
    assert said.insiders == 1
    assert [finding for finding in said.findings if "somebody who knows" in finding]
    bigger = showing(council(3, 12), Z01=HIDDEN, all=exact(15))
    assert audit(bigger).insiders == 0
    assert audit(bigger).passed


def test_somebody_alone_in_a_zone_learns_nothing_of_others_by_its_total() -> None:
    """One zone with one person in one band: by their own cell and the zeros they know the hidden total of the zone."""
    counts = np.array([[1, 0, 0], [40, 30, 20], [20, 20, 30], [30, 30, 30]])
    findings = audit(published(table("2026-W10@a", "awaiting", counts))).findings
    assert not [finding for finding in findings if "somebody who knows" in finding]


def test_a_count_that_rises_from_one_exact_figure_to_another_is_refused() -> None:
    first, second = council(40, 30, week="2026-W10@a"), council(50, 30, week="2026-W14@a")
    assert audit(second, [first]).passed
    first, second = showing(first, Z00=exact(40)), showing(second, Z00=exact(50))
    said = audit(second, [first], wording=WORDS)
    expected = (
        "People awaiting care by zone: the releases of 2026-W10 and 2026-W14 together show that a few people came or "
        "went. Give people awaiting care for the whole council only."
    )
    assert said.findings == (expected,)


@pytest.mark.parametrize(
    ("before", "after", "passes"),
    [
        (Shown(18, 22, is_hidden=False), Shown(23, 27, is_hidden=False), True),
        (Shown(20, 22, is_hidden=False), Shown(23, 27, is_hidden=False), False),
        (Shown(18, 22, is_hidden=False), Shown(18, 22, is_hidden=False), True),
        (exact(20), exact(20), True),
        (exact(0), HIDDEN, True),
        (exact(0), Shown(1, 7, is_hidden=False), False),
        (Shown(1, 7, is_hidden=False), exact(0), False),
    ],
)
def test_a_change_of_surely_one_to_seven_people_is_refused(before: Shown, after: Shown, passes: bool) -> None:
    """18-22 to 23-27 is 1 to 9 more, 20-22 to 23-27 is 1 to 7 more."""
    first, second = ({(f"2026-W{week}@a", "awaiting", "A"): said} for week, said in ((10, before), (11, after)))
    assert audit(System({}, second), [System({}, first)]).passed is passes


def test_a_correction_is_held_against_the_first_version_of_its_week() -> None:
    first, mended = council(40, 30, week="2026-W10@a"), council(41, 30, week="2026-W10@b")
    assert audit(mended, [first]).passed
    said = audit(showing(mended, Z00=exact(41)), [showing(first, Z00=exact(40))], wording=WORDS)
    expected = (
        "People awaiting care by zone: the two versions of 2026-W10 together show what a few people were corrected by. "
        "Give people awaiting care for the whole council only."
    )
    assert said.findings == (expected,)


def test_what_an_attacker_is_taken_to_know_anyway_is_no_finding_when_it_changes() -> None:
    weeks = [showing(council(40 + at, 30, week=f"2026-W{at}@a"), Z00=exact(40 + at)) for at in (10, 11)]
    assert not audit(weeks[1], weeks[:1]).passed
    known = [knowing(week, "Z00") for week in weeks]
    assert audit(known[1], known[:1]).passed


def test_the_same_count_released_twice_leaves_no_difference() -> None:
    said = audit(council(40, 30), [council(40, 30)])
    assert said.passed
    assert said.differences == 0


def test_what_is_left_of_the_council_without_its_shown_zones_is_compared_from_week_to_week() -> None:
    """Two hidden zones: 20 less 10 leaves 10 one week, 22 less 10 leaves 12 the next: exactly 2 people came."""
    first = showing(council(10, 5, 5, week="2026-W10@a"), Z00=exact(10), all=exact(20))
    second = showing(council(10, 5, 7, week="2026-W11@a"), Z00=exact(10), all=exact(22))
    assert audit(first).passed
    (said,) = audit(knowing(second, "all"), [knowing(first, "all")]).findings
    assert said.startswith("Awaiting by zone: the releases of 2026-W10 and 2026-W11 together")


def test_only_the_last_twelve_releases_are_attacked_together() -> None:
    weeks = [showing(council(40, 30, week=f"2026-W{at:02d}@a"), Z00=exact(40)) for at in range(10, 23)]
    new = showing(council(47, 30, week="2026-W30@a"), Z00=exact(47))
    assert not audit(new, weeks[:1]).passed
    others = [council(40, 30, week=f"2026-W{at:02d}@a") for at in range(11, 23)]
    assert audit(new, [weeks[0], *others]).passed
    assert not audit(new, [weeks[0], *others[1:]]).passed


def test_who_waits_over_28_days_is_bounded_by_who_waited_four_weeks_ago() -> None:
    """`[c]` now, at most the 0 of then: so nobody waits that long, and the hidden count cannot have been published."""
    then = System({}, {("2026-W06@a", "awaiting", "A"): Shown(0, 3, is_hidden=False)})
    now = System({}, {("2026-W10@a", "awaiting", "A", "over_28"): HIDDEN})
    link = AtMost(("2026-W10@a", "awaiting", "A", "over_28"), ("2026-W06@a", "awaiting", "A"))
    assert audit(now, [then]).passed
    assert not audit(now, [then], [link]).passed
    assert audit(now, [], [link]).passed


def test_a_count_of_a_few_that_no_table_shows_but_sums_give_is_refused() -> None:
    parts = {("2026-W10@a", "awaiting", "A"): exact(40), ("2026-W10@a", "awaiting", "all"): exact(43)}
    unshown = ("2026-W10@a", "awaiting", "B")
    sums = (Sum(("2026-W10@a", "awaiting", "all"), (("2026-W10@a", "awaiting", "A"), unshown)),)
    said = audit(System({}, parts, sums))
    assert len(said.findings) == 1
    assert "not published follows" in said.findings[0]


def test_a_split_that_shows_where_nearly_everybody_of_a_small_group_is_is_refused() -> None:
    split = published(table("2026-W10@a", "awaiting", np.array([[15, 2, 0], [20, 20, 20]])))
    said = audit(safe(table("2026-W10@a", "awaiting", np.array([[15, 2, 0], [20, 20, 20]]))).system)
    assert said.tables == (("awaiting", "band"),)
    assert "nearly everybody of a small group" in said.findings[0]
    larger = published(table("2026-W10@a", "awaiting", np.array([[18, 2, 0], [20, 20, 20]])))
    spread = published(table("2026-W10@a", "awaiting", np.array([[14, 3, 0], [20, 20, 20]])))
    assert [any("nearly everybody" in one for one in audit(one).findings) for one in (split, larger, spread)] == [
        True,
        False,
        False,
    ]


def test_a_small_group_whose_split_is_hidden_whole_is_no_finding() -> None:
    counts = np.array([[15, 2, 0], [20, 20, 20], [30, 30, 30]])
    system = published(table("2026-W10@a", "awaiting", counts))
    unsplit = {key: Shown(0, None, is_hidden=True) for key in system.shown if len(key) == 4 and key[2] == "Z00"}
    whole = dataclasses.replace(system, shown={**system.shown, **unsplit})
    assert any("nearly everybody" in finding for finding in audit(system).findings)
    assert not any("nearly everybody" in finding for finding in audit(whole).findings)
    assert not any("look alike" in finding for finding in audit(whole).findings)


def test_marks_that_tell_a_small_count_from_its_partner_are_refused() -> None:
    system = showing(council(40, 30, 3, 12), Z02=Shown(1, 7, is_hidden=True), Z03=HIDDEN)
    assert any("do not all look alike" in finding for finding in audit(system, need=Need(reach=7)).findings)


def test_hidden_parts_of_one_split_of_which_only_some_may_be_nobody_are_refused() -> None:
    system = published(table("2026-W10@a", "awaiting", np.array([[7, 7, 0, 20], [20, 20, 20, 20], [30, 30, 30, 30]])))
    part = ("2026-W10@a", "awaiting", "Z00", "over_14_to_28_days")
    said = dataclasses.replace(system, shown={**system.shown, part: Shown(0, None, is_hidden=True)})
    assert audit(system).passed
    assert audit(said).tables == (("awaiting", "band"),)
    assert any("by band: hidden counts do not all look alike" in finding for finding in audit(said).findings)


def test_no_finding_says_a_count() -> None:
    system = showing(council(4071, 3023, 3), all=exact(7097), Z00=exact(4071), Z01=exact(3023))
    assert not any(digit in finding for finding in audit(system).findings for digit in "034579")


def test_partners_are_hidden_where_one_cell_alone_would_be_exact() -> None:
    done = protect(showing(council(40, 31, 3), all=exact(74), Z00=exact(40), Z01=exact(31)))
    assert done.is_possible
    assert done.added == (("2026-W10@a", "awaiting", "Z01"),)
    assert audit(done.system).passed


def test_a_zero_is_never_hidden_and_a_table_without_a_partner_is_impossible() -> None:
    done = protect(showing(council(0, 3), all=exact(3)), may_hide=[("2026-W10@a", "awaiting", "Z00")])
    assert not done.is_possible
    assert done.unsafe == (("2026-W10@a", "awaiting", "Z01"),)
    assert done.added == ()


def test_the_same_partners_are_hidden_whatever_the_order_of_the_parts() -> None:
    counts = np.array([[3, 40, 12], [22, 9, 31], [8, 0, 17]])
    system = published(table("2026-W10@a", "awaiting", counts))
    said = {key: shown if shown.is_hidden else exact(system.true[key]) for key, shown in system.shown.items()}
    system = dataclasses.replace(system, shown=said)
    backwards = System(
        dict(reversed(system.true.items())), dict(reversed(system.shown.items())), tuple(reversed(system.sums))
    )
    assert protect(system).added == protect(backwards).added != ()


def test_a_count_whose_change_would_show_a_few_people_is_hidden_too() -> None:
    first = showing(council(40, 30, 25, week="2026-W10@a"), Z00=exact(40))
    second = showing(council(43, 30, 25, week="2026-W11@a"), Z00=exact(43))
    assert not audit(second, [first]).passed
    done = protect(second, earlier=[first])
    assert done.is_possible
    assert ("2026-W11@a", "awaiting", "Z00") in done.added
    assert audit(done.system, [first]).passed


@st.composite
def councils(draw: st.DrawFn) -> list[tuple[dict[Key, int], list[Sum]]]:
    """One or two weeks of 2 to 5 zones in 2 to 4 bands, from hardly anybody to many."""
    zones, bands, weeks = draw(st.integers(2, 5)), draw(st.integers(2, 4)), draw(st.integers(1, 2))
    most = draw(st.sampled_from([4, 12, 30, 120]))
    one = st.lists(st.integers(0, most), min_size=zones * bands, max_size=zones * bands)
    return [table(f"2026-W{at + 10}@a", "awaiting", np.array(draw(one)).reshape(zones, bands)) for at in range(weeks)]


@settings(max_examples=10, deadline=None)
@given(councils())
def test_what_passes_the_audit_cannot_be_worked_out_and_the_truth_is_always_possible(weeks: list) -> None:
    kept: list[System] = []
    for week in weeks:
        done = protect(published(week), earlier=kept)
        if audit(done.system, kept).passed:
            kept.append(done.system)
            joint = join(kept)
            for key, found in attack(joint).items():
                high = float("inf") if found.high is None else found.high
                assert found.low <= joint.true[key] <= high
                assert high >= 8
                assert high - found.low >= 5


@settings(max_examples=15, deadline=None)
@given(councils())
def test_the_proof_by_worlds_finds_what_one_attack_after_another_finds(weeks: list) -> None:
    system = published(weeks[0])
    need = Need()
    slowly = {key for key, found in attack(system).items() if found.width < need.width or (found.high or 99) < 8}
    quickly = examine([system], (), need, lambda target: (target.cause, target.key))
    assert {target.key for target in quickly.failing if target.cause == "cell"} == slowly
