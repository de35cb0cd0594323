"""Hard to source: the evidence for a zone, the officers' list, other thresholds, and the weeks before."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from shown import table_with, text_of
from streamlit.testing.v1 import AppTest

from geo.snapshot import Act, open_store, record
from geo.week import Week, at_date, figures_as_at, load_week

ROOT = Path(__file__).resolve().parents[2]
DEMOS = ROOT / "data" / "demo"
Open = Callable[..., AppTest]
SHARE = "limit_significant_risk_off_framework_hours_pct_at_least"
DIFFER = "Thresholds differ from the model"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with two recorded weeks before the newest."""
    folder = shutil.copytree(DEMOS / "leicestershire-2022", tmp_path_factory.mktemp("held") / "leicestershire-2022")
    week = load_week(folder)
    store = open_store(week.settings)
    for day in (dt.date(2022, 8, 22), dt.date(2022, 8, 29), week.as_at):
        act = Act("tester", dt.datetime(2022, 9, 6, 8, 0, tzinfo=dt.UTC), "a test", reconstructed_from=week.as_at)
        record(at_date(week, day), store, act)
    return folder


def test_the_evidence_says_why_how_sure_and_what_would_change_it(open_page: Open) -> None:
    said = text_of(open_page("hard_to_source", zone="HC03"))
    assert ":violet-badge[Significant risk] :gray-badge[Close to a threshold]" in said
    assert "37 % of hours are bought off the framework (threshold: 25 or more)." in said
    assert (
        "Close to a threshold: with 2 people fewer waiting (longest or shortest waits) it would be Support to mobilise."
    ) in said
    assert "Steadier rate: 4.99 people waiting for every 100 receiving care, 7.14 as counted." in said
    # 5 of 70 wait; fewer than 5 of 100 is at most 3 of 70.
    assert "here that is at most 3 people waiting, now 5): that alone would make it Support to mobilise." in said
    assert "Officers' own list of 5 September 2022 has it in the same tier." in said
    assert "Residents who live rurally: 100 %." in said
    assert "Straight line times 1.3 at 45 km/h" in said


def test_every_threshold_is_beside_the_figure_of_the_zone(open_page: Open, demo_week: Week) -> None:
    table = table_with(open_page("hard_to_source", zone="HC03"), "Reached")
    assert len(table) == 8
    zone = demo_week.figures.loc["HC03"]
    rate = round(100 * zone["people_awaiting"] / zone["people_receiving"], 1)
    cells = [cell.replace("\\", "") for cell in table["Here"]]
    assert cells[:2] == [f"{zone['off_framework_hours_pct']:.0f} %", f"{rate:g}"]
    assert list(table["Reached"][:2]) == ["yes", "yes"]


def test_the_weeks_before_are_worked_out_where_none_is_recorded(open_page: Open, demo_week: Week) -> None:
    said = text_of(open_page("hard_to_source", zone="HC01"))
    assert "Monitor closely: 8 August 2022.\n- Meeting demand: 11 July 2022.\n- Monitor closely: 6 June 2022." in said
    assert "No week before is recorded" in said
    then = figures_as_at(demo_week, dt.date(2022, 7, 11))
    assert then.loc["HC01", "status"] == "meeting_demand"


def test_the_weeks_before_are_of_the_record_where_there_is_one(open_page: Open, recorded: Path) -> None:
    said = text_of(open_page("hard_to_source", workspace=recorded, zone="HC11"))
    assert "Significant risk: 22 August 2022 to 29 August 2022 (2 recorded weeks)." in said
    assert "From the record, as it was recorded then." in said
    page = open_page("hard_to_source", workspace=recorded, zone="HC11", as_at="2022-08-22")
    assert "No week before is recorded" in text_of(page)


def test_without_a_zone_the_page_says_how_sure_all_are_and_whether_officers_agree(open_page: Open) -> None:
    said = text_of(open_page("hard_to_source"))
    assert "6 of 14 statuses are firm." in said
    assert "All 8 zones on the list are in the tier that it gives." in said
    assert "Not on the list: Blaby, Coalville, Hinckley, Loughborough, Syston and Wigston." in said
    assert "List of 5 September 2022. Report of 5 September 2022, paragraphs 25 and 34" in said


def test_the_table_has_certainty_providers_sourcing_and_notice(open_page: Open, demo_week: Week) -> None:
    table = table_with(open_page("hard_to_source"), "Certainty")
    zones = demo_week.figures.set_index("zone_name")
    for name, row in table.rename(index=lambda name: name.replace("\\", "")).iterrows():
        assert row["Certainty"].lower() == zones.loc[name, "status_certainty"]
        assert int(row["Providers delivering"]) == zones.loc[name, "providers_delivering"]
        assert float(row["Time to source, median (days)"]) == zones.loc[name, "time_to_source_median_days"]
        notice = row["Under notice (% of hours)"].replace("\\", "")
        assert float(notice) == pytest.approx(zones.loc[name, "hours_under_notice_pct"], abs=0.05)


def test_every_threshold_of_the_model_has_its_box_and_is_read_aloud(open_page: Open, demo_week: Week) -> None:
    page = open_page("hard_to_source")
    held = [c.limit for tier in demo_week.model.tiers for c in (*tier.every, *tier.some)]
    assert sorted(box.value for box in page.number_input) == sorted(held)
    assert DIFFER not in text_of(page)
    assert (
        "Significant risk: 25 % or more of hours off the framework and 5 or more people waiting for every 100 "
        "receiving care."
    ) in text_of(page)
    assert "Marshall, Applied Statistics 40 (1991) 283-294." in text_of(page)


def test_other_thresholds_change_the_page_and_are_marked(open_page: Open) -> None:
    page = open_page("hard_to_source", zone="HC03")
    page.number_input(key=SHARE).set_value(38.0).run()
    said = text_of(page)
    assert not page.exception
    assert page.title[0].value.replace("\\", "") == "With other thresholds: Melton is hardest to source"
    assert DIFFER in said
    assert "Significant risk: 38 % or more of hours off the framework (the model: 25 %)." in said
    assert "with the thresholds tried here" in said
    assert "Bottesford is Significant risk on the list and Support to mobilise from the data." in said
    table = table_with(page, "Certainty")
    tried = next(name for name in table if name.startswith("Status by other thresholds"))
    assert list(table[tried]).count("Significant risk") == 1


def test_other_thresholds_stay_from_zone_to_zone_and_go_with_the_button(open_page: Open) -> None:
    page = open_page("hard_to_source", zone="HC03")
    page.number_input(key=SHARE).set_value(38.0).run()
    page.selectbox(key="zone_box").select("HC04").run()
    assert page.number_input(key=SHARE).value == 38.0
    assert DIFFER in text_of(page)
    next(button for button in page.button if button.label.startswith("Back to")).click().run()
    assert page.number_input(key=SHARE).value == 25.0
    assert DIFFER not in text_of(page)
    assert "Status" in table_with(page, "Certainty")


def test_earlier_dates_that_other_pages_share_keep_the_thresholds_of_the_model(open_page: Open, tmp_path: Path) -> None:
    # A workspace nobody has opened, so that the earlier dates are first worked out while other thresholds are tried.
    folder = shutil.copytree(DEMOS / "leicestershire-2022", tmp_path / "fresh")
    page = open_page("hard_to_source", workspace=folder)
    page.number_input(key=SHARE).set_value(99.0).run()
    page.selectbox(key="zone_box").select("HC11").run()
    assert "Support to mobilise: 6 June 2022, 11 July 2022 and 8 August 2022." in text_of(page)
    own = text_of(open_page("hard_to_source", workspace=folder, zone="HC11"))
    assert "Significant risk: 6 June 2022, 11 July 2022 and 8 August 2022." in own


def test_a_recorded_week_is_judged_again_by_the_thresholds_that_are_tried(open_page: Open, recorded: Path) -> None:
    page = open_page("hard_to_source", workspace=recorded, zone="HC11")
    page.number_input(key=SHARE).set_value(99.0).run()
    said = text_of(page)
    assert "Support to mobilise: 22 August 2022 to 29 August 2022 (2 recorded weeks)." in said
    assert "From the record, with the thresholds tried here." in said


def test_half_a_day_of_a_median_is_not_rounded_away(open_page: Open, tmp_path: Path) -> None:
    folder = shutil.copytree(DEMOS / "nottinghamshire-2018", tmp_path / "nottinghamshire-2018")
    said = text_of(open_page("hard_to_source", workspace=folder, zone="4"))
    assert "Half of the people waiting have waited 11.5 days or more (threshold: 11 or more)." in said
    assert "A median open wait of less than 11 days (now 11.5 days): that alone would make it Meeting demand." in said


@pytest.mark.parametrize(("demo", "zone"), [("nottinghamshire-2018", "5"), ("leicester-2018", "LC1")])
def test_a_council_without_an_officers_list_has_no_part_of_it(
    open_page: Open, tmp_path: Path, demo: str, zone: str
) -> None:
    folder = shutil.copytree(DEMOS / demo, tmp_path / demo)
    for chosen in ({}, {"zone": zone}):
        page = open_page("hard_to_source", workspace=folder, **chosen)
        assert not page.exception
        assert not page.error
        assert "officers' own list" not in text_of(page)


def test_a_council_without_small_areas_has_no_data_on_rural_and_travel(open_page: Open, tmp_path: Path) -> None:
    folder = shutil.copytree(DEMOS / "leicester-2018", tmp_path / "leicester-2018")
    said = text_of(open_page("hard_to_source", workspace=folder, zone="LC1"))
    assert "Residents who live rurally: no data." in said
    assert "two delivering providers: no data." in said


def test_the_overview_counts_the_statuses_close_to_a_threshold(open_page: Open) -> None:
    assert "8 statuses are close to a threshold: see Hard to source." in text_of(open_page("overview"))
