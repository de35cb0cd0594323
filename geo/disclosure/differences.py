"""What one release leaves over when it is taken from another: movements of single people, week by week or in a mend."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from geo.disclosure.system import Key, Sum, System
from geo.disclosure.targets import Cause, Target


def differences(releases: Sequence[System]) -> list[Target]:
    """Every difference that two releases give, the later less the earlier; the other way round is the same finding.

    For each pair of releases: the same count of both, and what is left of the same total when all shown parts are
    taken from it. A count that both releases speak of with one key has no difference, and one that an attacker knows
    anyway is no finding.

    Args:
        releases: The releases, oldest first; two of one week are a correction.
    """
    pairs = combinations(releases, 2)
    return [target for earlier, later in pairs for target in (*_counts(earlier, later), *_left(earlier, later))]


def _counts(earlier: System, later: System) -> Iterator[Target]:
    """The same count in both."""
    before = {key[1:]: key for key in earlier.keys}
    for key in later.keys:
        other = before.get(key[1:], key)
        if other != key and key not in later.known:
            yield Target(_cause(key, other), {key: 1, other: -1})


def _left(earlier: System, later: System) -> Iterator[Target]:
    """What is left of a total less its shown parts, where two or more are hidden and the same in both."""
    before = {row.total[1:]: _hidden(row, earlier) for row in earlier.sums}
    for row in later.sums:
        ours, theirs = _hidden(row, later), before.get(row.total[1:], ())
        is_same = [key[1:] for key in ours] == [key[1:] for key in theirs]
        if len(ours) > 1 and is_same and not set(ours) & set(theirs):
            yield Target(_cause(ours[0], theirs[0]), {**dict.fromkeys(ours, 1), **dict.fromkeys(theirs, -1)})


def _hidden(row: Sum, system: System) -> tuple[Key, ...]:
    """Parts of a sum that are not shown, in order."""
    return tuple(sorted(key for key in row.parts if key not in system.shown or system.shown[key].is_hidden))


def _cause(key: Key, other: Key) -> Cause:
    """Whether two counts are of different weeks or of one week whose record was mended."""
    return "correction" if week_of(key) == week_of(other) else "difference"


def week_of(key: Key) -> str:
    """ISO week of a count, without the version of the record."""
    return key[0][: len("2022-W36")]
