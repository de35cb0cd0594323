"""A release of a made-up council of four square zones, with hidden values, names that attack and a split of waits."""

import datetime as dt
from dataclasses import replace

import shapely

from geo.release import BANDS, Area, Marker, Measure, Protection, Release, Split, Value

HIDDEN = Value(marker=Marker.CONFIDENTIAL)
MISSING = Value(marker=Marker.NOT_AVAILABLE)
NAMES = {
    "Z1": "Ashby & Coalville",
    "Z2": '=HYPERLINK("http://evil.example","Blaby")',
    "Z10": "Élan {{ 7*7 }} <b>$x$ #panic()",
    "Z11": "Wolds, “North” and West",
}
"""One ordinary name, one formula, one of template, markup and typesetting signs, one with a comma and quotes."""
CONTACT = '=HYPERLINK("http://evil.example") <b>#panic() $x$ {{7*7}} & "Office" \'1\''
"""Whom to ask, written to attack every kind of file."""


def numbers(*values: float | Value, whole: float | Value | None = None) -> dict[str, Value]:
    """Values of the four zones in order, and of the whole council."""
    parts = dict(zip([*NAMES, "all"], [*values, whole], strict=True))
    return {
        area: part if isinstance(part, Value) else Value(number=float(part))
        for area, part in parts.items()
        if part is not None
    }


MEASURES = (
    Measure(
        "people_receiving", "People receiving care", "people", "people", "People with a package of home care.",
        "1 to 7 hidden, the rest rounded to the nearest 5.", numbers(120, 45, HIDDEN, 1250, whole=1420),
    ),
    Measure(
        "people_awaiting", "People waiting for care", "people", "people", "People for whom care is being looked for.",
        "1 to 7 hidden, the rest rounded to the nearest 5.", numbers(10, HIDDEN, HIDDEN, 0, whole=25),
    ),
    Measure(
        "providers_delivering", "Providers delivering care", "providers", "providers", "Providers with a package.",
        "Not given where the people receiving care are hidden.", numbers(6, 2, HIDDEN, 14, whole=17),
    ),
    Measure(
        "hours_per_week", "Hours of care a week", "hours", "hours a week", "Hours of care planned in a week.",
        "Rounded to the nearest 10.", numbers(1510, HIDDEN, HIDDEN, 15300, whole=17200),
    ),
    Measure(
        "off_framework_hours_pct", "Care bought off framework", "share", "% of hours", "Hours outside the framework.",
        "Whole percentages of rounded hours.", numbers(12, HIDDEN, HIDDEN, 31, whole=29),
    ),
    Measure(
        "time_to_source_median_days", "Usual time to find care", "days", "days", "Half find care sooner.",
        "Whole days, from 20 people on.", {"all": Value(number=19.0)}, coarsened="Too few people began to wait.",
    ),
    Measure(
        "two_bases_within_20_minutes_pct", "Residents near two bases", "share", "% of residents", "Two bases in reach.",
        "About residents: not about people in care.", numbers(98, 0, 77, MISSING, whole=81),
    ),
    Measure(
        "status", "How hard to source", "tier", "", "The tier that the commissioning model gives.",
        "Worked out from released values only.",
        {
            "Z1": Value(code="sustainable"), "Z2": Value(code="hard"),
            "Z10": Value(code="hard"), "Z11": Value(code="monitor"),
        },
        {"hard": "Hard to source", "monitor": "Monitor closely", "sustainable": "Sustainable"},
    ),
)  # fmt: skip

WAITS = Split(
    "waits", "Open waits by length", "people", "People waiting now, by how long they have waited.",
    "1 to 7 hidden, the rest rounded to the nearest 5.", dict(BANDS),
    {"all": {band: Value(number=5.0) if at < 3 else HIDDEN for at, band in enumerate(BANDS)}},
    coarsened="By zone too many values would be hidden, so only the whole council is given.",
)  # fmt: skip


def a_release(**changes: object) -> Release:
    """The release; any field of it may be another."""
    squares = [shapely.box(450_000 + 9_000 * at, 300_000, 459_000 + 9_000 * at, 311_000) for at in range(4)]
    made = Release(
        authority="Mercia County Council",
        week="2022-W36",
        as_at=dt.date(2022, 9, 5),
        area_term="zone",
        areas=tuple(
            Area(code, name, rural, square)
            for (code, name), rural, square in zip(NAMES.items(), (False, False, True, None), squares, strict=True)
        ),
        measures={measure.name: measure for measure in MEASURES},
        splits={WAITS.name: WAITS},
        protection=Protection(
            "Care Zones disclosure rules",
            "1",
            ("Counts of 1 to 7 people are hidden.", "Other counts are rounded to the nearest 5."),
        ),
        model="Mercia 2022",
        method_version=3,
        series="4f6d2c1a",
        source="The council's home care records and published boundaries.",
        licence="Boundaries: Open Government Licence v3.0.",
        notes=("Figures of the whole council are rounded by themselves, so zones need not add up to them.",),
    )
    return replace(made, **changes)  # type: ignore[arg-type]
