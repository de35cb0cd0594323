"""The parts of a release put together, with their words."""

from collections.abc import Mapping
from typing import Final

from geo.disclosure.counts import hidden_share
from geo.disclosure.figures import CONFIDENTIAL, NOT_AVAILABLE, people_values
from geo.disclosure.making import Making
from geo.disclosure.published import SPLIT
from geo.disclosure.rules import MOST_HIDDEN
from geo.disclosure.splits import TWO_BANDS
from geo.disclosure.wording import (
    MEASURES,
    SPLIT_MEANING,
    SPLIT_TITLE,
    Said,
    coarser_split,
    notes_of,
    protection_of,
    protection_sentence,
    source_of,
    whole_only,
)
from geo.release import BANDS, Area, Measure, Release, Split, Value
from geo.release.released import WHOLE

LICENCE: Final = (
    "Boundaries as the council publishes them. Where they are made from those of Ordnance Survey or the Office for "
    "National Statistics: contains public sector information licensed under the Open Government Licence v3.0."
)
MOST_SHARES_HIDDEN: Final = 0.5
"""Share of hidden values above which shares and medians are given for the whole council only (ratio)."""


def assembled(made: Making) -> Release:
    """The release."""
    manifest, model = made.detail.manifest, made.detail.model
    values = {**made.values, "status": made.status}
    return Release(
        authority=manifest.authority,
        week=manifest.week,
        as_at=manifest.as_at,
        area_term=model.area_term,
        areas=tuple(_area(made, code) for code in made.areas),
        measures={said.name: _measure(made, said, values[said.name]) for said in MEASURES},
        splits={SPLIT: _split(made)},
        protection=protection_of(made.rules, is_quiet=made.before.is_quiet),
        model=manifest.model,
        method_version=manifest.method_version,
        series=manifest.series,
        source=source_of(manifest.authority, manifest.as_at, model.area_term),
        licence=LICENCE,
        notes=notes_of(made.detail.rows, model.area_term),
    )


def _area(made: Making, code: str) -> Area:
    """One zone."""
    rural = made.values["rural_population_pct"][code].number
    zone = made.detail.zones.loc[code]
    return Area(code, str(zone["zone_name"]), None if rural is None else rural >= 50.0, zone.geometry)


def _measure(made: Making, said: Said, values: Mapping[str, Value]) -> Measure:
    """One measure; for the whole council only where too much of it would be hidden."""
    term, why = made.detail.model.area_term, ""
    areas = {area: value for area, value in values.items() if area != WHOLE}
    hidden = {area: None if value == CONFIDENTIAL else 0 for area, value in areas.items()}
    if said.name in made.plan.whole_only:
        why = whole_only(term, is_found=True)
    elif hidden_share(hidden) > {"people": MOST_HIDDEN, "hours": MOST_HIDDEN, "share": MOST_SHARES_HIDDEN,
                                 "days": MOST_SHARES_HIDDEN}.get(said.kind, 1.0):  # fmt: skip
        why = whole_only(term, is_found=False)
    shown = {area: value for area, value in values.items() if area == WHOLE} if why else dict(values)
    tiers = {tier.code: tier.name for tier in made.detail.model.tiers} if said.kind == "tier" else {}
    return Measure(
        said.name, said.title, said.kind, said.unit, said.meaning,
        protection_sentence(said.kind, said.name, made.rules), shown, tiers, why,
    )  # fmt: skip


def _split(made: Making) -> Split:
    """The split, or why there is none."""
    table, term = made.split, made.detail.model.area_term
    sentence = protection_sentence("people", SPLIT, made.rules)
    if table is not None:
        values = {area: people_values(row) for area, row in table.seen.items()}
        why = coarser_split(term, is_by_area=table.is_by_area, has_all=len(table.bands) == len(BANDS))
        return Split(SPLIT, SPLIT_TITLE, "people", SPLIT_MEANING, sentence, dict(table.bands), values, why)
    is_kept = "awaiting" in made.detail.rows
    value = CONFIDENTIAL if is_kept else NOT_AVAILABLE
    why = coarser_split(term, is_by_area=False, has_all=False) if is_kept else ""
    row = dict.fromkeys(TWO_BANDS, value)
    return Split(SPLIT, SPLIT_TITLE, "people", SPLIT_MEANING, sentence, TWO_BANDS, {WHOLE: row}, why)
