"""The pages on contracts - Rules, Transition, In reports - and the choice of workspace and zones."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from shown import table_with, tables_of, text_of
from streamlit.testing.v1 import AppTest

from geo.workspace import make_demo

Open = Callable[..., AppTest]
NAMES = ("leicestershire-2016", "leicestershire-2015", "leicester-2018", "nottinghamshire-2018")


@pytest.fixture(scope="session")
def demos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Copies of the demos, because the dashboard remembers zones of postcodes in its workspace."""
    folder = tmp_path_factory.mktemp("demos")
    for name in NAMES:
        make_demo(name, folder / name)
    return {name: folder / name for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("page_name", ["overview", "hard_to_source", "providers", "rules", "waiting"])
def test_every_page_opens_on_every_demo(open_page: Open, demos: dict[str, Path], name: str, page_name: str) -> None:
    page = open_page(page_name, workspace=demos[name])
    assert not page.exception
    assert not page.error
    assert tables_of(page)


def test_rules_that_fail_come_first_with_reason_and_remedy(open_page: Open, demos: dict[str, Path]) -> None:
    page = open_page("rules", workspace=demos["leicestershire-2015"])
    summary = table_with(page, "Not met")
    assert list(summary["Result"]) == ["Not met", "Not met", "No data", "Met"]
    shown = table_with(page, "What would mend it")
    assert shown.index[0] == "Charnwood"
    assert shown["Result"].iloc[0] == "Not met"
    assert "9 of" in shown["Why"].iloc[0]
    assert shown["What would mend it"].iloc[0] == "Mend the rate of 9 packages paid too much."


def test_another_rule_is_looked_at_by_choosing_it(open_page: Open, demos: dict[str, Path]) -> None:
    page = open_page("rules", workspace=demos["leicestershire-2015"])
    box = next(box for box in page.selectbox if box.label == "Rule to look at")
    page = box.select("more_than_one_provider").run()
    assert not page.exception
    assert set(table_with(page, "Why")["Result"]) == {"Met"}


def test_the_chosen_zone_narrows_the_outcomes_beside_the_map(open_page: Open, demos: dict[str, Path]) -> None:
    page = open_page("rules", workspace=demos["leicestershire-2015"], zone="BL")
    assert "No data: Blaby." in text_of(page)
    assert "Not met: Charnwood." not in text_of(page)


def test_a_workspace_is_chosen_in_the_sidebar_or_the_address(
    open_page: Open, demos: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = os.pathsep.join(str(demos[name]) for name in NAMES)
    page = open_page("rules", workspace=Path(both), workspace_name="leicestershire-2015")
    assert "scrutiny review panel" in text_of(page)
    assert page.query_params["workspace"] in ("leicestershire-2015", ["leicestershire-2015"])
    page = page.selectbox(key="workspace_box").select("leicestershire-2016").run()
    assert not page.exception
    assert "contracts of November 2016" in text_of(page)


def test_another_workspace_forgets_zone_and_date_of_the_first(open_page: Open, demos: dict[str, Path]) -> None:
    both = os.pathsep.join(str(demos[name]) for name in NAMES[:2])
    page = open_page("overview", workspace=Path(both), zone="13", as_at="2016-10-31")
    assert page.selectbox(key="zone_box").value == "13"
    page = page.selectbox(key="workspace_box").select("leicestershire-2015").run()
    assert not page.exception
    assert page.selectbox(key="zone_box").value == ""
    assert "As at 2 June 2015" in text_of(page)


def test_a_workspace_that_is_not_there_is_told_and_the_first_is_shown(open_page: Open, demos: dict[str, Path]) -> None:
    both = os.pathsep.join(str(demos[name]) for name in NAMES[:2])
    page = open_page("overview", workspace=Path(both), workspace_name="../etc")
    assert "The workspace in the address cannot be shown." in text_of(page)
    assert page.selectbox(key="workspace_box").value == "leicestershire-2016"


def test_the_same_people_are_recounted_on_the_localities(open_page: Open, demos: dict[str, Path]) -> None:
    """001_fbdbaef32cdf2ae0.txt, paragraph 29: seven localities."""
    page = open_page("overview", workspace=demos["leicestershire-2015"])
    people = page.metric[0].value
    page = page.selectbox(key="zones_box").select("localities").run()
    assert not page.exception
    assert page.metric[0].value == people
    assert "Of 7 localities" in text_of(page)
    assert page.query_params["zones"] in ("localities", ["localities"])


def test_rules_on_awards_have_no_data_on_other_zones(open_page: Open, demos: dict[str, Path]) -> None:
    page = open_page("rules", workspace=demos["leicestershire-2015"], zones="localities")
    assert not page.exception
    assert "says nothing of other zones" in " ".join(table_with(page, "Why")["Why"])


def test_the_transition_page_adds_up_and_shows_the_weeks(open_page: Open, demos: dict[str, Path]) -> None:
    page = open_page("transition", workspace=demos["leicestershire-2016"])
    assert not page.exception
    table = table_with(page, "All who transfer")
    counts = table.drop(columns=["All who transfer", "Direct payment (%)"]).map(lambda n: int(n.replace(",", "")))
    assert counts.to_numpy().sum() == 2830
    weeks = next(table for table in tables_of(page) if table.index.name == "As at")
    assert weeks.index[-1] == "7 November 2016"


def test_the_transition_page_without_such_a_table_says_how_to_have_it(open_page: Open) -> None:
    page = open_page("transition")
    assert not page.exception
    assert "[sources.transitions]" in page.info[0].value


def test_the_published_figures_flag_what_cannot_be_compared(open_page: Open, demos: dict[str, Path]) -> None:
    """002_bac2925cb4a75b8d.txt, 4.1 and 4.2."""
    page = open_page("published", workspace=demos["leicester-2018"])
    assert not page.exception
    text = text_of(page)
    assert "2016/17 stands twice, with 12.8 and 12.2" in text
    notes = " ".join(str(cell) for table in tables_of(page) for cell in table.get("To know", []))
    assert "not comparable" in notes


def test_the_published_page_without_such_a_table_says_how_to_have_it(open_page: Open) -> None:
    page = open_page("published")
    assert not page.exception
    assert "[sources.published]" in page.info[0].value


def test_the_count_of_providers_is_said_with_its_scope(open_page: Open, demos: dict[str, Path]) -> None:
    """001_fbdbaef32cdf2ae0.txt, paragraphs 27 and 35: 61 for the council, over 100 with health, half for both."""
    page = open_page("providers", workspace=demos["leicestershire-2015"])
    assert "61 for social care, 107 for health and 56 for both of them; 112 for either" in text_of(page)
