"""What a reader must know beside the figures: the same sentences in every document."""

from geo.exports.rows import markers_in
from geo.release import Release
from geo.text import long_date, plain, week_words


def title_of(release: Release) -> str:
    """Such as `Home care by zone, Mercia County Council, week of 5 September 2022`."""
    return f"Home care by {release.area_term}, {release.authority}, {week_words(release.week)}"


def dated(release: Release) -> str:
    """Such as `Figures as at 5 September 2022`."""
    return f"Figures as at {long_date(release.as_at)}"


def whom_to_ask(contact: str) -> str:
    """Such as `Who to ask: Home care team, 0116 000 0000`; empty where the council names nobody."""
    return f"Who to ask: {plain(contact)}" if contact else ""


def marker_notes(release: Release) -> list[str]:
    """The shorthand that the tables hold, explained."""
    return [f"{marker.value} means {marker.meaning}." for marker in markers_in(release)]


def measure_notes(release: Release) -> list[str]:
    """What was done to each measure, and why one is not given by area."""
    notes = [f"{measure.title}: {measure.protection}" for measure in release.measures.values()]
    notes += [f"{split.title}: {split.protection}" for split in release.splits.values()]
    return notes + left_out(release)


def left_out(release: Release) -> list[str]:
    """Why a measure or a split is given in less detail than asked for."""
    measures = [f"{part.title}: {part.coarsened}" for part in release.measures.values() if part.coarsened]
    return measures + [f"{part.title}: {part.coarsened}" for part in release.splits.values() if part.coarsened]


def method(release: Release) -> str:
    """Model, method, boundaries and rules, as sentences."""
    return (
        f"Commissioning model: {release.model}. Protected by: {release.protection.label}. "
        f"For checking: method version {release.method_version}, boundaries {release.series}."
    )
