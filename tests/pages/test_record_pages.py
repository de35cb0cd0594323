"""Trends and Compare weeks: what was recorded, with gaps as gaps, and two weeks on one scale."""

import datetime as dt
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from shown import tables_of, text_of
from streamlit.testing.v1 import AppTest

from geo.snapshot import Act, open_store, record
from geo.week import Week, at_date, load_week
from geo.words import answer
from geo.workspace import make_demo
from pages.common import recorded as recorded_pages

Open = Callable[..., AppTest]
NOW = dt.datetime(2022, 9, 6, 8, 0, tzinfo=dt.UTC)
LAST = dt.date(2022, 9, 5)
GAP = dt.date(2022, 7, 4)


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Leicestershire demo with fourteen weeks to 5 September 2022, one of them missing."""
    folder = tmp_path_factory.mktemp("recorded") / "leicestershire-2022"
    make_demo("leicestershire-2022", folder)
    week = load_week(folder)
    store = open_store(week.settings)
    for back in range(14, -1, -1):
        day = LAST - dt.timedelta(weeks=back)
        if day != GAP:
            record(at_date(week, day), store, Act("tester", NOW, "a test", reconstructed_from=LAST))
    return folder


@pytest.fixture(scope="session")
def week(recorded: Path) -> Week:
    return load_week(recorded)


def box(page: AppTest, label: str):
    return next(found for found in page.selectbox if found.label == label)


def plain(cell: object) -> str:
    return str(cell).replace("\\", "")


@pytest.mark.parametrize("name", ["trends", "compare"])
def test_a_workspace_without_a_record_says_how_to_begin(open_page: Open, name: str) -> None:
    page = open_page(name)
    assert not page.exception
    assert "No week is recorded yet" in page.title[0].value


@pytest.mark.parametrize("name", ["trends", "compare"])
def test_the_pages_open_and_explain_themselves(open_page: Open, recorded: Path, name: str) -> None:
    page = open_page(name, workspace=recorded)
    assert not page.exception
    assert not page.error
    assert len(page.title) == 1
    assert "How this is worked out" in [expander.label for expander in page.expander]


def test_a_trend_of_the_whole_area_counts_everybody_and_leaves_a_gap(
    open_page: Open, recorded: Path, week: Week
) -> None:
    table = tables_of(open_page("trends", workspace=recorded))[0]
    assert len(table) == 15
    assert table.loc["4 July 2022", "Value"] == "no data"
    assert table.loc["5 September 2022", "Value"] == str(int(week.figures["people_awaiting"].sum()))
    assert "not recorded: week of 4 July 2022;" in text_of(open_page("trends", workspace=recorded))


def test_melton_gets_worse_and_the_title_says_so(open_page: Open, recorded: Path) -> None:
    page = open_page("trends", workspace=recorded, zone="HC11")
    assert plain(page.title[0].value).startswith("People still waiting in Melton: high")
    values = [float(cell) for cell in tables_of(page)[0]["Value"] if cell != "no data"]
    assert values[-1] == 13
    assert values[-1] == max(values)


def test_another_figure_is_chosen_with_its_unit(open_page: Open, recorded: Path, week: Week) -> None:
    page = open_page("trends", workspace=recorded)
    page = box(page, "Figure").select("providers_delivering").run()
    assert not page.exception
    table = tables_of(page)[0]
    assert table.loc["5 September 2022", "Value"] == str(int(week.whole_figures["providers_delivering"].iloc[0]))


def test_two_weeks_stand_beside_each_other_with_what_happened_in_between(open_page: Open, recorded: Path) -> None:
    page = open_page("compare", workspace=recorded)
    table, flows = tables_of(page)[:2]
    assert list(table.columns) == [
        "29 August 2022",
        "5 September 2022",
        "Change",
        "95 % interval, 5 September 2022",
        "By chance?",
    ]
    melton = table.loc[[str(name).startswith("Melton") for name in table.index]].iloc[0]
    assert melton.tolist() == ["12", "13", "+1", "6.9 to 22.2", "within chance"]
    began, ended = (flows[name].astype(int).sum() for name in ("Waits that began", "Waits that ended"))
    waiting = [table[week].astype(int).sum() for week in ("29 August 2022", "5 September 2022")]
    assert waiting[1] - waiting[0] == began - ended
    assert waiting[1] - began == flows["Waiting in both weeks"].astype(int).sum()


@pytest.mark.parametrize("figure", ["wait_median_days", "off_framework_hours_pct", "hours_per_week"])
def test_all_numbers_of_a_comparison_have_as_many_decimals(open_page: Open, recorded: Path, figure: str) -> None:
    page = box(open_page("compare", workspace=recorded), "Figure").select(figure).run()
    table = tables_of(page)[0]
    cells = [cell for column in table.columns[:3] for cell in table[column] if cell[-1].isdigit()]
    assert len({len(cell.partition(".")[2]) for cell in cells}) == 1
    assert len(cells) > 14


def test_an_earlier_pair_of_weeks_can_be_chosen(open_page: Open, recorded: Path) -> None:
    page = open_page("compare", workspace=recorded)
    page = box(page, "Earlier week").select("2022-W22").run()
    assert not page.exception
    assert "30 May 2022" in page.title[0].value.replace("\\", "")


def test_weeks_whose_rows_about_people_were_removed_keep_their_figures(
    open_page: Open, recorded: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(recorded, tmp_path / "copy")
    store = open_store(load_week(copy).settings)
    store.forget("2022-W35", dt.date(2022, 9, 6), "tester")
    page = open_page("compare", workspace=copy)
    assert not page.exception
    assert "were removed" in text_of(page)
    assert len(tables_of(page)) == 1


def test_rows_removed_while_somebody_looks_are_told_of_no_more(open_page: Open, recorded: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(recorded, tmp_path / "removed")
    page = open_page("compare", workspace=copy)
    assert len(tables_of(page)) == 2
    open_store(load_week(copy).settings).forget("2022-W35", dt.date(2022, 9, 6), "tester")
    page.run()
    assert "were removed" in text_of(page)
    assert len(tables_of(page)) == 1


def test_a_week_recorded_anew_while_somebody_looks_is_what_is_shown(
    open_page: Open, recorded: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(recorded, tmp_path / "anew")
    page = open_page("compare", workspace=copy)
    before = tables_of(page)[0]["5 September 2022"].astype(int).sum()
    waiting = copy / "incoming/awaiting.csv"
    waiting.write_text("\n".join(waiting.read_text(encoding="utf-8").splitlines()[:-10]), encoding="utf-8")
    week = load_week(copy)
    record(at_date(week, LAST), open_store(week.settings), Act("tester", NOW, "a correction"))
    page.run()
    after = tables_of(page)[0]["5 September 2022"].astype(int).sum()
    assert after == week.figures["people_awaiting"].sum() < before
    assert page.title[0].value.startswith(f"{after} people")


def test_a_damaged_week_is_told_and_the_others_are_shown(open_page: Open, recorded: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(recorded, tmp_path / "damaged")
    figures = next((copy / "snapshots" / "2022-W36").glob("*/figures.parquet"))
    figures.write_bytes(figures.read_bytes()[:-1] + b"x")
    page = open_page("trends", workspace=copy)
    assert not page.exception
    assert "The record is damaged: 2022-W36/" in text_of(page)
    assert tables_of(page)[0].index[-1] != "5 September 2022"


def test_the_overview_says_by_the_record_where_the_worst_zone_is_heading(open_page: Open, recorded: Path) -> None:
    page = open_page("overview", workspace=recorded)
    assert not page.exception
    assert page.title[0].value.startswith("Melton is hardest to source and getting worse; 72 people")
    assert "13 people wait, 5 more than on 6 June 2022" in text_of(page).replace("\\", "")


def test_on_the_first_recorded_day_there_is_nothing_before_it(open_page: Open, recorded: Path) -> None:
    page = open_page("overview", workspace=recorded, as_at="2022-05-30")
    assert "no earlier week is recorded" in text_of(page)


def test_a_record_that_cannot_be_read_is_not_taken_for_none(open_page: Open, recorded: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(recorded, tmp_path / "away")
    settings = copy / "carezones.toml"
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        address = f"postgresql://carezones@127.0.0.1:{silent.getsockname()[1]}/care"
        with settings.open("a", encoding="utf-8") as text:
            text.write(f'\n[record]\nstore = "{address}"\n')
        page = open_page("overview", workspace=copy)
    assert not page.exception
    assert answer.UNREAD.word in text_of(page)
    assert "is recorded" not in text_of(page)


def test_a_week_that_can_be_read_again_is_shown_again(open_page: Open, recorded: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(recorded, tmp_path / "again")
    elsewhere = (copy / "snapshots" / "2022-W35").rename(tmp_path / "2022-W35")
    page = open_page("overview", workspace=copy, zone="HC11")
    before = text_of(page)
    elsewhere.rename(copy / "snapshots" / "2022-W35")
    # As after ten minutes.
    recorded_pages._weeks.clear()
    recorded_pages._history.clear()
    page.run()
    assert "usual ups and downs of 13 weeks" in before
    assert "usual ups and downs of 14 weeks" in text_of(page)
