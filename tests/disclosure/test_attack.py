"""What an attacker works out: answers from the Handbook, by hand, and by trying every possibility."""

import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.disclosure.attack import Interval, attack
from geo.disclosure.system import HIDDEN, AtMost, Key, Shown, Sum, System, join
from tests.disclosure.councils import exact

ANY = Shown(0, None, is_hidden=True)
WEEK = "2026-W10@a"


def cell(*place: str) -> Key:
    return (WEEK, "awaiting", *place)


def handbook() -> System:
    """Rows [X11 X12 | 7], [X21 X22 | 3], [3 3 | 6], totals [9 7 | 16]; chapter 4 of the Handbook, 2nd edition 2024."""
    shown = {cell(row, column): ANY for row in "12" for column in "12"}
    given_counts = {"31": 3, "32": 3, "1t": 7, "2t": 3, "3t": 6, "t1": 9, "t2": 7, "tt": 16}
    shown |= {cell(*place): exact(count) for place, count in given_counts.items()}
    sums = [Sum(cell(row, "t"), (cell(row, "1"), cell(row, "2"))) for row in "123t"]
    sums += [Sum(cell("t", column), tuple(cell(row, column) for row in "123")) for column in "12t"]
    true = {cell("1", "1"): 5, cell("1", "2"): 2, cell("2", "1"): 1, cell("2", "2"): 2}
    return System(true, shown, tuple(sums))


def test_hidden_cells_of_the_handbook_are_found_as_nearly_as_it_says() -> None:
    assert attack(handbook()) == {
        cell("1", "1"): Interval(3, 6),
        cell("1", "2"): Interval(1, 4),
        cell("2", "1"): Interval(0, 3),
        cell("2", "2"): Interval(0, 3),
    }


def test_with_one_cell_of_the_handbook_known_the_others_are_exact() -> None:
    found = attack(handbook(), fixed=[cell("1", "2")])
    assert found[cell("1", "1")] == Interval(5, 5)
    assert set(found.values()) == {Interval(5, 5), Interval(1, 1), Interval(2, 2)}
    assert cell("1", "2") not in found


def test_one_hidden_ward_beside_an_exact_total_is_exact() -> None:
    parts = {cell("A"): exact(40), cell("B"): exact(31), cell("C"): HIDDEN}
    system = System({cell("C"): 3}, parts | {cell("all"): exact(74)}, (Sum(cell("all"), tuple(parts)),))
    assert attack(system) == {cell("C"): Interval(3, 3)}


def test_one_hidden_ward_beside_rounded_counts_is_found_to_within_their_rounding() -> None:
    """75 stands for 73 to 77, 40 for 38 to 42, 30 for 28 to 32: the third is 1 (`[c]` is somebody) to 77 - 66."""
    ward = Shown(38, 42, is_hidden=False), Shown(28, 32, is_hidden=False)
    shown = {cell("A"): ward[0], cell("B"): ward[1], cell("C"): HIDDEN, cell("all"): Shown(73, 77, is_hidden=False)}
    system = System({}, shown, (Sum(cell("all"), (cell("A"), cell("B"), cell("C"))),))
    assert attack(system) == {cell("C"): Interval(1, 11)}


def test_a_hidden_cell_in_no_sum_has_no_end() -> None:
    assert attack(System({}, {cell("A"): HIDDEN})) == {cell("A"): Interval(1, None)}
    assert Interval(1, None).width == float("inf")


def test_a_hidden_total_of_hidden_parts_has_no_end() -> None:
    shown = dict.fromkeys([cell("A"), cell("B"), cell("all")], HIDDEN)
    system = System({}, shown, (Sum(cell("all"), (cell("A"), cell("B"))),))
    assert attack(system)[cell("all")] == Interval(2, None)
    assert attack(system)[cell("A")] == Interval(1, None)


def test_a_large_count_that_has_an_end_keeps_it() -> None:
    """5,000 to 5,004 less 3,000 leaves at most 2,004: far, and yet an end."""
    shown = {cell("A"): HIDDEN, cell("B"): exact(3000), cell("all"): Shown(5000, 5004, is_hidden=False)}
    system = System({}, shown, (Sum(cell("all"), (cell("A"), cell("B"))),))
    assert attack(system) == {cell("A"): Interval(2000, 2004)}


def test_areas_that_are_not_nested_are_attacked_on_their_intersections() -> None:
    """Wards A and B, zones X and Y; the part of A in Y is in no table, and follows from the exact ones as 2."""
    atoms = {cell("A", "X"): 10, cell("A", "Y"): 2, cell("B", "Y"): 9}
    shown = {cell("A"): exact(12), cell("B"): exact(9), cell("X"): exact(10), cell("Y"): exact(11)}
    sums = (
        Sum(cell("A"), (cell("A", "X"), cell("A", "Y"))),
        Sum(cell("B"), (cell("B", "Y"),)),
        Sum(cell("X"), (cell("A", "X"),)),
        Sum(cell("Y"), (cell("A", "Y"), cell("B", "Y"))),
    )
    found = attack(System(atoms, shown, sums), only=list(atoms))
    assert found[cell("A", "Y")] == Interval(2, 2)


def test_who_waited_four_weeks_ago_is_an_upper_end_of_who_waits_over_28_days() -> None:
    then, now = ("2026-W06@a", "awaiting", "A"), ("2026-W10@a", "awaiting", "A", "over_28")
    shown = {then: Shown(8, 12, is_hidden=False), now: HIDDEN}
    assert attack(System({}, shown, limits=(AtMost(now, then),))) == {now: Interval(1, 12)}


def test_two_releases_that_show_one_count_are_known_as_both_tell_it() -> None:
    one = System({}, {cell("A"): Shown(8, 12, is_hidden=False)})
    other = System({}, {cell("A"): HIDDEN})
    both = join([other, one])
    assert join([one, other]).shown == both.shown == {cell("A"): Shown(8, 12, is_hidden=False)}
    wider = System({}, {cell("A"): Shown(10, 14, is_hidden=False)})
    assert join([one, wider]).shown == {cell("A"): Shown(10, 12, is_hidden=False)}


def test_counts_that_do_not_agree_with_what_is_shown_are_a_fault_of_the_program() -> None:
    shown = {cell("A"): exact(4), cell("all"): exact(5)}
    with pytest.raises(ValueError, match="do not agree"):
        attack(System({cell("A"): 4}, shown, (Sum(cell("all"), (cell("A"),)),)), only=[cell("A")])
    with pytest.raises(ValueError, match="do not agree"):
        attack(System({cell("A"): 0}, {cell("A"): HIDDEN}))


@pytest.mark.parametrize(("most", "together"), [(3, 4), (30_001, 45_001)])
def test_a_corner_that_is_not_whole_is_solved_again_in_whole_numbers(most: int, together: int) -> None:
    """A + B <= 3, B + C <= 3, A + C <= 3: linear programming gives A + B + C up to 4.5, whole counts only 4."""
    pairs = {"ab": "AB", "bc": "BC", "ac": "AC"}
    shown = {cell(name): Shown(0, most, is_hidden=False) for name in pairs}
    shown |= dict.fromkeys([cell(name) for name in "ABC"], ANY) | {cell("all"): ANY}
    sums = [Sum(cell(name), tuple(cell(part) for part in parts)) for name, parts in pairs.items()]
    sums.append(Sum(cell("all"), tuple(cell(name) for name in "ABC")))
    assert attack(System({}, shown, tuple(sums)))[cell("all")] == Interval(0, together)


@st.composite
def small_systems(draw: st.DrawFn) -> System:
    """Up to 3 by 3 counts of 0 to 6 with exact, rounded or hidden margins, and limits between some cells."""
    height, width = draw(st.integers(1, 2)), draw(st.integers(1, 3))
    counts = np.array(draw(st.lists(st.integers(0, 6), min_size=height * width, max_size=height * width)))
    counts = counts.reshape(height, width)
    true = {cell(f"r{i}", f"c{j}"): int(counts[i, j]) for i in range(height) for j in range(width)}
    true |= {cell(f"r{i}"): int(counts[i].sum()) for i in range(height)}
    true |= {cell("all", f"c{j}"): int(counts[:, j].sum()) for j in range(width)}
    sums = [Sum(cell(f"r{i}"), tuple(cell(f"r{i}", f"c{j}") for j in range(width))) for i in range(height)]
    sums += [Sum(cell("all", f"c{j}"), tuple(cell(f"r{i}", f"c{j}") for i in range(height))) for j in range(width)]
    shown = {}
    for key, count in true.items():
        slack = draw(st.sampled_from([0, 1, 2]))
        is_hidden = key[-1].startswith("c") and draw(st.booleans())
        shown[key] = (
            Shown(0, 9 + count, is_hidden=True) if is_hidden else Shown(max(count - slack, 0), count + slack, False)
        )
    limits = [AtMost(one, two) for one, two in itertools.combinations(true, 2) if true[one] <= true[two]]
    return System(
        true, shown, tuple(sums), tuple(draw(st.lists(st.sampled_from(limits), max_size=2))) if limits else ()
    )


def by_trying(system: System) -> dict[Key, Interval]:
    """Every combination of the counts in the table; margins follow from them."""
    cells = [key for key in system.keys if len(key) == 4 and key[2] != "all"]
    ranges = [range(system.shown[key].low, (system.shown[key].high or 0) + 1) for key in cells]
    found: dict[Key, list[int]] = {}
    for counts in itertools.product(*ranges):
        world = dict(zip(cells, counts, strict=True))
        for row in system.sums:
            world[row.total] = sum(world[part] for part in row.parts)
        if all(s.low <= world[k] <= (s.high or 0) for k, s in system.shown.items()) and all(
            world[limit.smaller] <= world[limit.larger] for limit in system.limits
        ):
            for key in system.hidden:
                found.setdefault(key, []).append(world[key])
    return {key: Interval(min(counts), max(counts)) for key, counts in found.items()}


@settings(max_examples=60, deadline=None)
@given(small_systems())
def test_trying_every_possibility_gives_the_same_intervals(system: System) -> None:
    size = np.prod([(s.high or 0) - s.low + 1 for k, s in system.shown.items() if len(k) == 4 and k[2] != "all"])
    assume(size <= 20_000)
    found = attack(system)
    assert found == by_trying(system)
    assert all(found[key].low <= system.true[key] <= (found[key].high or 0) for key in found)
