"""The parts of the page of released figures: the answers on top, the maps with their tables, and what stands below."""

import csv
import io
from collections.abc import Iterable
from typing import Final

import pandas as pd
import streamlit as st

from geo.access import DetailAccess
from geo.exports.answers import better, hardest, reasons, tier_words, week_by_week
from geo.exports.drawing import png_of, svg_of
from geo.exports.notes import left_out, marker_notes, method
from geo.exports.page import MapPage, shown_name
from geo.release import Marker, Measure, Release, Split, Value
from geo.release.released import WHOLE
from geo.text import formula_safe, long_date, number, plural
from geo.words.html_table import table_html
from geo.words.text import markdown_text
from pages.common import choice, header, released
from pages.common.again import part_of
from pages.common.released import Chosen, Shelf

MAP_NAMES: Final = {
    "hard_to_source": "Hard to source",
    "providers": "Providers",
    "waits": "Time to find care",
    "coverage": "Within reach",
    "off_framework": "Off framework",
    "change": "What changed",
}
"""Short names of the maps, in which a reader chooses."""
TIER_BADGES: Final = ("violet", "orange", "blue", "gray")
"""Badge colours of the tiers, worst first, as the map has them."""
WHOLE_NAMES: Final = {
    "people_awaiting": "People waiting for care",
    "time_to_source_median_days": "Days until half have a provider",
    "people_receiving": "People receiving care",
}
"""What the figures of the whole council are called."""
MOST_EXPLAINED: Final = 4
"""Areas of which it is said why care is hard to find there (count)."""


def heading(chosen: Chosen) -> None:
    """The finding as the title, with the council, the day and that all of it is released."""
    release = chosen.release
    header.head(release.authority, f"As at {long_date(release.as_at)}", header.RELEASED, chosen.maps[0].title)


def answers(chosen: Chosen) -> None:
    """Which areas are hardest, why, and whether it gets better."""
    release = chosen.release
    areas = hardest(release)
    left, right = st.columns(2, gap="large")
    with left:
        st.header("Why there?" if areas else "Is care hard to find anywhere?", anchor=False)
        if areas:
            _why(release, areas)
        else:
            st.markdown(f"No {release.area_term} stands out.")
    with right:
        st.header("Is it getting better?", anchor=False)
        if chosen.before is None:
            st.markdown("Choose an earlier week above to compare this one with, once there is one.")
        else:
            _points(better(release, chosen.before.release))
        _whole(chosen)


def maps(chosen: Chosen) -> None:
    """One map at a time beside its finding, and the table that says the same."""
    pages = {page.name: page for page in chosen.maps}
    name = choice.one("Map", pages, MAP_NAMES.__getitem__, "released_map")
    page = pages.get(name, next(iter(pages.values())))
    is_first = page == chosen.maps[0] and not page.empty
    st.header("Where is it hardest?" if is_first else markdown_text(page.title), anchor=False)
    left, right = st.columns([3, 2], gap="large")
    with left:
        released.picture(page, chosen.released, chosen.before)
    with right:
        part_of(_table, chosen, chosen.mark, page.name)
    _files(chosen, page)
    with st.expander("What this map shows"):
        _points(page.notes)


def below(looked_at: tuple[Shelf, Chosen]) -> None:
    """What follows the maps: waits, the weeks before, and how all of it comes about."""
    shelf, chosen = looked_at
    _waits(chosen.release)
    _weeks(shelf, chosen)
    _about(chosen)


def _waits(release: Release) -> None:
    """The only split that is released: people by how long they have waited."""
    for split in release.splits.values():
        st.header(markdown_text(split.title), anchor=False)
        st.html(table_html(_split_table(release, split), split.title))
        st.caption(markdown_text(f"{split.meaning} {split.coarsened}"))


def _weeks(shelf: Shelf, chosen: Chosen) -> None:
    """The whole council week by week."""
    series = released.series_of(shelf, chosen)
    if len(series) > 1:
        st.header("The whole council, week by week", anchor=False)
        st.html(table_html(week_by_week(series), "The whole council in each released week"))


def _about(chosen: Chosen) -> None:
    """What the marks mean, how people are protected, and where the figures come from."""
    release = chosen.release
    st.header("How to read these figures", anchor=False)
    notes = marker_notes(release) or [f"{mark.value} means {mark.meaning}." for mark in Marker]
    _points([*notes, *release.notes])
    with st.expander("How people are protected"):
        st.markdown(f"**{markdown_text(release.protection.label)}**")
        _points([*release.protection.sentences, *left_out(release)])
    with st.expander("Where the figures come from"):
        _points([release.source, release.licence, method(release), f"Release {chosen.released.entry.label}."])


def for_whom(shelf: Shelf) -> None:
    """A word for those who also see detail."""
    if isinstance(shelf.reader, DetailAccess):
        st.caption("This is what scrutiny members see. Nothing on this page is made from the detail you may see.")


def _why(release: Release, areas: list[str]) -> None:
    """The tier, and for each of its areas what is worse there."""
    tier = tier_words(release, areas)
    colours = dict(zip(release.measures["status"].tiers.values(), TIER_BADGES, strict=False))
    st.markdown(f":{colours.get(tier, 'gray')}-badge[{markdown_text(tier)}]")
    told = [(shown_name(release.name_of(area)), reasons(release, area)) for area in areas[:MOST_EXPLAINED]]
    lines = [
        f"- **{markdown_text(name)}**: {markdown_text('; '.join(why) or 'no released figure says why')}."
        for name, why in told
    ]
    st.markdown("\n".join(lines))
    if len(areas) > MOST_EXPLAINED:
        more = plural(release.area_term)
        st.markdown(f"And {len(areas) - MOST_EXPLAINED} more {more}: the table below has them all.")


def _whole(chosen: Chosen) -> None:
    """Three figures of the whole council, now and in the earlier week."""
    compared = [chosen.release] if chosen.before is None else [chosen.before.release, chosen.release]
    names = [name for name in WHOLE_NAMES if name in chosen.release.measures]
    cells = {
        long_date(release.as_at): [_whole_text(release.measures.get(name)) for name in names] for release in compared
    }
    index = pd.Index([WHOLE_NAMES[name] for name in names], name="Whole council")
    st.html(table_html(pd.DataFrame(cells, index=index), "The whole council"))


def _whole_text(measure: Measure | None) -> str:
    """The value of the whole council."""
    return Marker.NOT_AVAILABLE.value if measure is None else measure.text(WHOLE)


def _table(chosen: Chosen, name: str) -> None:
    """The table with the same values as a map; tiers as badges."""
    page = next(page for page in chosen.maps if page.name == name)
    status = chosen.release.measures.get("status")
    badges = dict(zip(status.tiers.values(), TIER_BADGES, strict=False)) if status else {}
    frame = _frame(page)
    if page.name == "hard_to_source":
        frame = frame.iloc[:, :1]
    label = f"{page.key_title}, as at {long_date(chosen.release.as_at)}"
    if frame.empty:
        st.info("There is no value to show.")
        return
    st.caption(markdown_text(label))
    st.html(table_html(frame, label, badges=badges))


def _files(chosen: Chosen, page: MapPage) -> None:
    """The table and the picture to take away."""
    stem = f"{page.name}-{chosen.release.week}"
    given = [("Table (CSV)", f"{stem}.csv", "text/csv", lambda: _csv(chosen, page))]
    if not page.empty:
        given += [
            ("Map (PNG)", f"{stem}.png", "image/png", lambda: png_of(page)),
            ("Map (SVG)", f"{stem}.svg", "image/svg+xml", lambda: svg_of(page)),
        ]
    with st.container(horizontal=True):
        for label, name, kind, make in given:
            st.download_button(label, make, name, kind, key=name, on_click="ignore", icon=":material/download:")


def _csv(chosen: Chosen, page: MapPage) -> bytes:
    """The table of a map for a spreadsheet, with its day and rules on every row."""
    release, written = chosen.release, io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([*map(formula_safe, page.columns), "As at", "Disclosure rules"])
    told = (release.as_at.isoformat(), release.protection.label)
    rows.writerows([*map(formula_safe, row), *told] for row in page.rows)
    return written.getvalue().encode("utf-8-sig")


def _frame(page: MapPage) -> pd.DataFrame:
    """The equal table of a map."""
    rows = {row[0]: row[1:] for row in page.rows}
    index = pd.Index(rows, name=page.columns[0])
    return pd.DataFrame(list(rows.values()), index=index, columns=list(page.columns[1:]))


def _split_table(release: Release, split: Split) -> pd.DataFrame:
    """A split with a row for each area that it is given for, the whole council last."""
    areas = [*(area.code for area in release.areas if area.code in split.values), WHOLE]
    absent = Marker.NOT_AVAILABLE.value
    cells = [[_text(split.values.get(area, {}).get(band), absent) for band in split.bands] for area in areas]
    names = [shown_name(release.name_of(area)) for area in areas]
    index = pd.Index(names, name=release.area_term.capitalize())
    return pd.DataFrame(cells, index=index, columns=list(split.bands.values()))


def _text(value: Value | None, absent: str) -> str:
    """A count as a reader sees it."""
    if value is None:
        return absent
    return value.marker.value if value.marker else number(value.number or 0.0)


def _points(sentences: Iterable[str]) -> None:
    """Sentences as a list."""
    st.markdown("\n".join(f"- {markdown_text(sentence)}" for sentence in sentences))
