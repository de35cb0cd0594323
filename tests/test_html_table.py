"""Tables as a keyboard and a screen reader need them, with text from files that stays text."""

import pandas as pd
import pytest

from geo.colours import contrast
from geo.words.html_table import STYLE, table_html


def table(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns, index=pd.Index(["Ashby", "Melton"], name="Zone"))


def test_the_frame_of_a_table_can_be_reached_by_keyboard_and_has_a_name() -> None:
    said = table_html(table(People=[1, 2]), "Every zone, as at 5 September 2022")
    assert 'role="region" tabindex="0" aria-label="Every zone, as at 5 September 2022"' in said


def test_every_row_and_column_has_its_heading() -> None:
    said = table_html(table(People=[1, 2]), "x")
    assert said.count('<th scope="col"') == 2
    assert said.count('<th scope="row">') == 2


@pytest.mark.parametrize("hostile", ["<img src=x onerror=alert(1)>", "<!--", '" onfocus="x', "&lt;b&gt;"])
def test_markup_in_a_cell_a_heading_or_a_name_is_shown_as_text(hostile: str) -> None:
    shown = pd.DataFrame({hostile: [hostile]}, index=pd.Index([hostile], name=hostile))
    said = table_html(shown, hostile, badges={hostile: "violet"}, chosen=hostile)
    tags = {part.split(">")[0].split(" ")[0] for part in said.split("<")[1:]}
    assert tags <= {"div", "/div", "table", "/table", "thead", "/thead", "tbody", "/tbody", "tr", "/tr", "th", "/th",
                    "td", "/td", "span", "/span"}  # fmt: skip
    assert said.count('"') == said.replace("&quot;", "").count('"')


def test_a_column_of_numbers_stands_to_the_right_also_where_one_is_unknown() -> None:
    said = table_html(table(People=["1,250", "no data"], Why=["Few offers", "Long waits"]), "x")
    assert said.count('<td class="cz-number cz-whole">') == 2
    assert '<td class="cz-whole">Few offers' in said


def test_a_column_with_a_long_cell_may_be_broken_over_lines() -> None:
    assert "cz-whole" not in table_html(table(Why=["Providers accept few offers here", "x"]), "x")


def test_thousands_are_separated() -> None:
    assert "12,345" in table_html(table(Hours=[12345, 1]), "x")


def test_the_chosen_row_and_a_tier_stand_out() -> None:
    said = table_html(table(Status=["Monitor", "Support"]), "x", badges={"Monitor": "orange"}, chosen="Melton")
    assert '<tr class="cz-chosen"><th scope="row">Melton' in said
    assert '<span class="cz-badge cz-orange">Monitor</span>' in said


def test_an_empty_table_keeps_its_headings() -> None:
    assert "People" in table_html(table(People=[1, 2]).iloc[:0], "x")


@pytest.mark.parametrize("colour", ["violet", "orange", "blue", "gray"])
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_a_badge_is_legible_in_both_themes(colour: str, theme: int) -> None:
    said = STYLE.split(f".cz-{colour}{{color:light-dark(")[1]
    ink = said.split(")")[0].split(",")[theme]
    ground = said.split("background:light-dark(")[1].split(")")[0].split(",")[theme]
    assert contrast(ink, ground) >= 4.5
