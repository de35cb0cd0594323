"""The three answers on top of the Overview: which zone is worst, why, and whether it is getting better."""

import datetime as dt
from collections.abc import Callable, Sequence

import pandas as pd
import pytest
from shown import text_of
from streamlit.testing.v1 import AppTest

from geo.metrics.xmr import xmr
from geo.words import answer

TIERS = {"risk": "Significant risk", "support": "Support to mobilise", "fine": "Meeting demand"}
MONDAY = dt.date(2022, 9, 5)
UP_AND_DOWN = [8, 9] * 7


@pytest.fixture
def figures() -> pd.DataFrame:
    """North and South are at risk; more of those in South wait: 4 of 50, against 2 of 100."""
    rows = {
        "zone_name": ["North", "South", "East", "Outside every zone", "Could not be located"],
        "people_receiving": [100, 50, 10, 0, 0],
        "people_awaiting": [2, 4, 5, 1, 0],
        "status": ["risk", "risk", "fine", None, None],
        "status_certainty": ["firm", "close", "firm", None, None],
        "reasons": ["A.", "37 % of hours are off. 8.0 people wait.", "No threshold is reached.", None, None],
    }
    return pd.DataFrame(rows, index=pd.Index(["N", "S", "E", "outside", "unlocated"], name="zone_code"))


def weeks_of(waiting: Sequence[float], status: Sequence[str] | str = "risk") -> pd.DataFrame:
    """One row a week, the last on Monday 5 September 2022."""
    days = [MONDAY - dt.timedelta(weeks=back) for back in reversed(range(len(waiting)))]
    return pd.DataFrame({"as_at": days, "people_awaiting": waiting, "status": status})


def direction_of(weeks: pd.DataFrame, *, is_firm: bool = True) -> answer.Direction:
    """Its direction, with the limits of the same weeks."""
    values = pd.Series(weeks["people_awaiting"].to_numpy(dtype=float), index=list(weeks["as_at"]))
    return answer.direction_of(weeks, xmr(values, [], floor=0.0), TIERS, is_firm=is_firm)


def test_the_worst_zone_is_of_the_hardest_tier_and_has_most_waiting_for_those_it_cares_for(
    figures: pd.DataFrame,
) -> None:
    assert answer.worst_zone(figures, TIERS) == "S"
    assert answer.which_points(figures, "S", TIERS, "zone") == [
        "Close to a threshold: one or two people or one provider could change it.",
        "North is at significant risk too, with fewer people waiting for every 100 receiving care.",
    ]
    assert answer.why_points(figures, "S", TIERS, "zone") == ["37 % of hours are off.", "8.0 people wait."]


@pytest.mark.parametrize("north", [8, None])
def test_a_zone_that_is_worst_by_its_place_in_the_list_alone_is_not_said_to_have_most(
    figures: pd.DataFrame, north: int | None
) -> None:
    """Eight of 100 is as many as four of 50."""
    even = figures.assign(people_awaiting=pd.array([north, 4, 5, 1, 0], dtype="Int64"))
    assert answer.which_points(even, "S", TIERS, "zone")[-1] == "North is at significant risk too."


@pytest.mark.parametrize(("status", "known"), [("fine", 3), (None, 0)])
def test_no_zone_is_called_worst_where_none_stands_out(figures: pd.DataFrame, status: str | None, known: int) -> None:
    calm = figures.assign(status=[*[status] * 3, None, None])
    assert answer.worst_zone(calm, TIERS) is None
    assert answer.which_points(calm, None, TIERS, "lot") == [
        f"Of 3 lots, {known} have a status, and each is meeting demand."
        if known
        else "No lot has a status, so none can be called worst."
    ]
    assert answer.answer_title(calm, None, direction_of(weeks_of([1])), "lot") == (
        "No lot stands out; 12 people are still waiting for care"
    )


def test_the_title_says_where_the_worst_zone_is_heading(figures: pd.DataFrame) -> None:
    title = answer.answer_title(figures, "S", direction_of(weeks_of([*UP_AND_DOWN, 20])), "zone")
    assert title == "South is hardest to source and getting worse; 12 people are still waiting for care"


def test_without_an_earlier_week_it_is_said_that_none_is_recorded() -> None:
    assert direction_of(weeks_of([5])).word == answer.UNRECORDED
    long_ago = weeks_of([5, *[6] * 14]).iloc[[0, -1]]
    assert direction_of(long_ago).word == answer.UNRECORDED


@pytest.mark.parametrize(
    ("waiting", "word", "said"),
    [
        ([*UP_AND_DOWN, 20], answer.WORSE, "This is more than the usual ups and downs of 15 weeks"),
        ([*UP_AND_DOWN, 0], answer.BETTER, "This is more than the usual ups and downs of 15 weeks"),
        (UP_AND_DOWN, answer.STEADY, "This is within the usual ups and downs of 14 weeks."),
        ([4, 9], answer.UNSURE, "2 weeks known; 12 are needed to tell this from chance."),
    ],
)
def test_a_change_is_held_against_the_usual_ups_and_downs(waiting: list[float], word: str, said: str) -> None:
    found = direction_of(weeks_of(waiting))
    assert found.word == word
    assert found.points[1].startswith(said)


def test_a_change_is_told_from_the_first_week_of_the_last_13() -> None:
    assert direction_of(weeks_of([1, *UP_AND_DOWN])).points[0] == "9 people wait, 1 more than on 6 June 2022."
    assert direction_of(weeks_of([3, 1])).points[0] == "1 person waits, 2 fewer than on 29 August 2022."
    assert direction_of(weeks_of([3, 3])).points[0] == "3 people wait, as many as on 29 August 2022."


@pytest.mark.parametrize(
    ("status", "is_firm", "word"),
    [
        (["support", "risk"], True, answer.WORSE),
        (["risk", "support"], True, answer.BETTER),
        (["support", "risk"], False, answer.UNSURE),
        ([None, "risk"], True, answer.UNSURE),
    ],
)
def test_another_tier_counts_where_one_person_more_would_not_make_it(
    status: list[str], is_firm: bool, word: str
) -> None:
    assert direction_of(weeks_of([5, 5], status), is_firm=is_firm).word == word


def test_signs_that_go_both_ways_are_called_mixed() -> None:
    assert direction_of(weeks_of([*UP_AND_DOWN, 20], ["risk"] * 14 + ["support"])).word == answer.MIXED


def test_how_long_the_status_has_been_the_same_is_told() -> None:
    assert (
        direction_of(weeks_of([5, 5, 5])).points[-1] == "Significant risk in each week recorded since 22 August 2022."
    )
    moved = direction_of(weeks_of([5, 5, 5], ["fine", "risk", "risk"])).points[-1]
    assert moved == "Significant risk now and in 1 of 2 recorded weeks before; Meeting demand on 22 August 2022."


def test_the_overview_answers_without_a_click(open_page: Callable[..., AppTest]) -> None:
    page = open_page("overview")
    assert page.title[0].value == "Melton is hardest to source; 72 people are still waiting for care"
    said = text_of(page)
    assert [header.value for header in page.header][:3] == ["Which zone is worst?", "Why?", "Is it getting better?"]
    assert "41 % of hours are bought off the framework" in said
    assert answer.UNRECORDED in said.replace("\\", "")
