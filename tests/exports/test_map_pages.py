"""What the maps of a release say: titles, classes, labels and tables, worked out by hand."""

import pytest
from map_releases import (
    HIDDEN,
    NAMES,
    NOT_FOR,
    UNKNOWN,
    council,
    covered,
    full,
    off_framework,
    providers,
    receiving,
    status,
    waiting,
    waits,
)

from geo.exports.bands import WAITS
from geo.exports.page import MapPage, shown_name
from geo.exports.pages import map_pages
from geo.release import BANDS, Measure, Release, Value

FEWEST = "the fewest of any zone"
AGAINST = ", against 81 % in the whole council"


def page(release: Release, name: str, before: Release | None = None) -> MapPage:
    return next(found for found in map_pages(release, before) if found.name == name)


def labels(found: MapPage) -> list[str]:
    return [area.text for area in found.areas]


def classes(found: MapPage) -> list[str]:
    return [found.bands[area.band].label for area in found.areas]


def test_every_release_has_five_maps_and_a_sixth_where_a_week_is_compared() -> None:
    names = ["hard_to_source", "providers", "waits", "coverage", "off_framework"]
    assert [found.name for found in map_pages(full())] == names
    assert [found.name for found in map_pages(full(), full(week="2022-W30"))] == [*names, "change"]


@pytest.mark.parametrize(
    ("codes", "title"),
    [
        (("risk", "met", "risk", "met"), "Care is hardest to find in Ashby and Castle Donington (significant risk)"),
        (("monitor", "met", "met", "met"), "Care is hardest to find in Ashby (monitor closely)"),
        (("met", "met", "met", "met"), "Meeting demand in every zone"),
        (
            ("risk", "met", HIDDEN, "met"),
            "Among the 3 zones shown, care is hardest to find in Ashby (significant risk)",
        ),
        (("met", HIDDEN, HIDDEN, HIDDEN), "Meeting demand in the only zone shown"),
    ],
)
def test_the_title_of_the_tiers_names_the_worst_that_any_zone_is_in(codes: tuple[str | Value, ...], title: str) -> None:
    assert page(council(status(*codes)), "hard_to_source").title == title


@pytest.mark.parametrize(
    ("measure", "name", "title"),
    [
        (providers(3, 21, 5, 3), "providers", "Fewest providers deliver in Ashby and Melton (3), most in Blaby (21)"),
        (providers(1, 1, 1, 1), "providers", "1 provider delivers in every zone"),
        (providers(0, 0, 0, 0), "providers", "No provider delivers in any zone"),
        (
            waits(4, 40, HIDDEN, 7),
            "waits",
            "Among the 3 zones shown, finding care takes longest in Blaby, where half of people wait 40 days or more",
        ),
        (waits(1, 1, 1, 1), "waits", "In every zone half of people have a provider within 1 day"),
        (
            covered(90, 12, 80, 70),
            "coverage",
            f"In Blaby 12 % of residents aged 65 and over live within 20 minutes of two providers, {FEWEST}{AGAINST}",
        ),
        (
            off_framework(10, 40, 8, 2),
            "off_framework",
            "Most care is off the framework in Blaby: 40 % of hours, against 14 % in the whole council",
        ),
    ],
)
def test_the_title_of_a_number_says_where_it_is_worst(measure: Measure, name: str, title: str) -> None:
    assert page(council(measure), name).title == title


def test_classes_begin_and_end_where_the_key_says() -> None:
    assert classes(page(council(providers(0, 1, 4, 5)), "providers")) == ["None", "1", "2 to 4", "5 to 9"]
    assert classes(page(council(waits(7, 8, 28, 57)), "waits")) == [
        "Up to 7 days",
        "Over 7 to 14 days",
        "Over 14 to 28 days",
        "Over 56 days",
    ]
    assert classes(page(full(), "coverage")) == ["Under 50 %", "50 to 74 %", "75 to 89 %", "90 % or more"]
    assert classes(page(council(off_framework(4, 10, 20, 45)), "off_framework")) == [
        "Under 5 %",
        "5 to 14 %",
        "15 to 24 %",
        "45 % or more",
    ]


def test_the_bands_of_waits_are_those_of_the_release() -> None:
    assert WAITS.labels == tuple(BANDS.values())


def test_hidden_unknown_and_not_applicable_are_classes_of_their_own_with_their_marker_as_label() -> None:
    found = page(council(off_framework(12, HIDDEN, UNKNOWN, NOT_FOR)), "off_framework")
    assert labels(found) == ["12\u00a0%", "[c]", "[x]", "[z]"]
    patterns = [found.bands[area.band].pattern for area in found.areas]
    assert patterns == ["", "lines", "dots", "dots"]
    assert len({found.bands[area.band] for area in found.areas}) == 4
    assert (found.shown, found.total, found.count) == (1, 4, "1 of 4 zones has a value")


def test_the_table_is_the_map() -> None:
    for found in map_pages(full(), full(week="2022-W30")):
        assert [row[0] for row in found.rows[: len(found.areas)]] == list(NAMES)
        for area, row in zip(found.areas, found.rows, strict=False):
            assert area.text.replace("\u00a0%", "") in row
            assert len(row) == len(found.columns)


def test_the_whole_council_is_the_last_row_where_it_has_a_value() -> None:
    assert page(full(), "providers").rows[-1] == ("Mercia", "45", "")
    assert page(full(), "hard_to_source").rows[-1][0] == "Melton"


def test_the_words_for_a_map_name_each_zone_in_its_class() -> None:
    alt = page(full(), "hard_to_source").alt
    assert alt.startswith("Map of 4 zones of Mercia. Among the 3 zones shown, care is hardest to find in Ashby ")
    assert "Meeting demand: Blaby; [c] Hidden so that nobody can be found: Castle Donington" in alt


def test_a_map_without_any_value_says_why_instead() -> None:
    found = page(council(waits(HIDDEN, HIDDEN, HIDDEN, UNKNOWN)), "waits")
    assert found.areas == ()
    assert found.title == "Time to find a provider: no map by zone"
    why = "hidden so that nobody can be found in 3 zones and not available in 1 zone"
    assert found.empty == f"No zone has a value that can be shown: {why}."
    assert found.rows == (("Mercia", "12", ""),)


def test_a_measure_that_was_coarsened_says_so() -> None:
    whole = Measure(
        "off_framework_hours_pct", "Off", "share", "%", "M.", "P.", {"all": Value(number=5.0)}, {}, "Too few."
    )
    assert page(council(whole), "off_framework").empty == "Too few."
    assert page(council(), "off_framework").empty == "The release of this week holds no such figures."


def test_every_page_says_where_its_figures_come_from() -> None:
    for found in map_pages(full(), full(week="2022-W30")):
        assert found.source == "Mercia Council's weekly records."
        assert found.licence == "Contains OS data, Open Government Licence v3.0."
        assert found.method == "Model Mercia 2022, method version 3."
        assert found.rules == "Care Zones disclosure rules 1."
        assert found.subtitle.endswith(", Mercia, as at 5 September 2022")


def test_the_change_is_of_people_waiting_where_half_of_the_zones_can_be_compared() -> None:
    before = council(waiting(10, 20, HIDDEN, 0), week="2022-W30")
    found = page(council(waiting(15, 10, 30, HIDDEN)), "change", before)
    assert labels(found) == ["+5", "\u221210", "[c]", "[c]"]
    assert classes(found)[:2] == ["More people waiting", "Fewer people waiting"]
    assert found.title == "More people wait in 1 zone and fewer in 1 zone, of 2 zones shown, since 25 July 2022"
    assert found.rows[0] == ("Ashby", "10", "15", "+5")


def test_the_change_is_of_the_tier_where_most_counts_of_people_waiting_are_hidden() -> None:
    before = council(waiting(HIDDEN, HIDDEN, HIDDEN, 10), status("met", "risk", "met", "met"), week="2022-W30")
    now = council(waiting(10, 10, 10, 10), status("support", "monitor", "met", "met"))
    found = page(now, "change", before)
    assert labels(found) == ["Harder", "Easier", "No change", "No change"]
    assert found.title == "Harder to source in 1 zone and easier in 1 zone since 25 July 2022"


def test_the_change_is_of_people_receiving_care_where_nothing_else_can_be_compared() -> None:
    found = page(council(receiving(10, 10, 15, 10)), "change", council(receiving(10, 10, 10, 15), week="2022-W30"))
    assert labels(found) == ["0", "0", "+5", "\u22125"]
    assert "Both values are rounded, so a small change may come of the rounding alone." in found.notes


def test_a_week_in_which_nothing_changed_says_so() -> None:
    title = "No zone{} has become harder or easier to source since 25 July 2022"
    all_shown = council(status("met", "met", "met", "met"))
    assert page(all_shown, "change", council(*all_shown.measures.values(), week="2022-W30")).title == title.format("")
    assert page(full(), "change", full(week="2022-W30")).title == title.format(" shown")


def test_tiers_of_another_model_are_not_compared() -> None:
    other = Measure("status", "Status", "tier", "", "M.", "P.", {"Z1": Value(code="a")}, {"a": "Alarm"})
    before = council(other, week="2022-W30")
    why = page(council(status("risk", "met", "met", "met")), "change", before).empty
    assert why == "No zone has a value that can be shown in both weeks."


def test_weeks_of_other_boundaries_are_not_compared_and_the_page_says_why() -> None:
    why = page(full(), "change", full(week="2022-W30", series="other")).empty
    assert why == "The boundaries changed between 25 July 2022 and 5 September 2022, so the two weeks are not compared."


@pytest.mark.parametrize("week", ["2022-W36", "2022-W40"])
def test_a_week_is_compared_with_an_earlier_one_only(week: str) -> None:
    assert page(full(), "change", full(week=week)).empty.endswith("are not before those of 5 September 2022.")


def test_a_change_of_method_is_said() -> None:
    found = page(full(), "change", full(week="2022-W30", method_version=2))
    assert any(note.startswith("The method or the model changed") for note in found.notes)


def test_a_name_is_one_line_without_letters_that_cannot_be_seen() -> None:
    assert shown_name("North\u202eeast\n \x07zone") == "Northeast zone"
    assert shown_name("x" * 61) == "x" * 59 + "…"
