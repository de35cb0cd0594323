"""Help inside: the words, the figures and the files are explained where they are used."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from geo.schemas import TABLES, ZoneFigures, columns_of
from geo.week import Week
from geo.words.dictionary import figures_dictionary, file_dictionary
from geo.words.feedback import feedback
from geo.words.glossary import TERMS, first_steps


def test_every_figure_of_the_zone_table_is_in_the_dictionary_with_its_meaning() -> None:
    said = figures_dictionary()
    assert list(said["Column"]) == list(columns_of(ZoneFigures))
    assert said.loc["Hours a week"].tolist() == ["Hours of the active packages.", "hours a week", "hours_per_week"]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_a_file_is_in_the_dictionary(table: str) -> None:
    assert list(file_dictionary(table).index) == list(columns_of(TABLES[table]))


def test_a_needed_column_and_its_codes_are_told() -> None:
    said = file_dictionary("awards").loc["role"]
    assert said["Needed"] == "needed"
    assert said["One of"].startswith("sole, lead, additional")


def test_the_words_stand_in_alphabetical_order() -> None:
    assert list(TERMS) == sorted(TERMS, key=str.casefold)


def test_the_first_steps_speak_of_lots_where_the_council_does() -> None:
    assert "how hard each lot is" in first_steps("lot")[1]


def test_feedback_holds_versions_and_dates_and_no_zone(demo_week: Week) -> None:
    said = feedback(demo_week)
    assert "Week: 2022-W36\nAs at: 2022-09-05" in said
    assert feedback(demo_week, "Waiting").endswith("Page: Waiting")
    assert not [name for name in demo_week.zones["zone_name"] if name in said]


def test_the_help_page_opens(open_page: Callable[..., AppTest]) -> None:
    page = open_page("help")
    assert not page.exception
    assert [tab.label for tab in page.tabs][:3] == ["First steps", "Words", "Figures"]
    assert "Hand-back" in page.tabs[1].markdown[0].value
    assert "Method: 2" in page.code[0].value
    assert [one.value.splitlines()[0] for one in page.tabs[5].markdown] == ["## Accessibility statement for Care Zones"]
