"""What a reader of released figures must know: the words, the marks, the figures, and what to say when one is wrong.

Nothing here knows a record: it is made of the glossary and of a release.
"""

from importlib.metadata import version
from typing import Final

import pandas as pd

from geo.release import Marker, Measure, Release, Split
from geo.release.ledger import Released
from geo.text import long_date
from geo.words.glossary import TERMS
from geo.words.text import clean_text

FIRST_STEPS: Final = (
    "**Released maps** says which {area} is hardest to source, why, and whether it is getting better.",
    "**Each map** has its key beside it and a table with the same values below it.",
    "**Scrutiny pack** gives all of it as one file: an atlas to print, pictures, tables and a workbook.",
    "**A week appears here** once the council has released it; what is released is never altered.",
)
"""How to find the way, step by step."""

WORDS: Final = (
    "As-at date", "Awaiting care", "Framework", "Hand-back", "Hard to source", "LSOA", "Median", "Mobilisation",
    "Package of care", "Recorded week", "Release", "RUC", "Self-funder", "Zone or lot",
)  # fmt: skip
"""The words of the glossary that released figures use."""

MARKS: Final = (
    *(f"{marker.value} means {marker.meaning}." for marker in Marker),
    "0 means none. It never stands for a value that is hidden or not known.",
    "On maps, lines across an area mean that its value is hidden, and dots that there is none.",
)
"""What stands where no number can."""


def words() -> dict[str, str]:
    """What the words mean, in alphabetical order."""
    return {word: TERMS[word] for word in WORDS}


def figures(release: Release) -> pd.DataFrame:
    """What each released figure means and how people are protected in it.

    Returns:
        Text, indexed by `Figure`, in the order of the release; a dash where a figure has no unit.
    """
    parts: list[Measure | Split] = [*release.measures.values(), *release.splits.values()]
    rows = [
        [clean_text(said, most=None) for said in (part.meaning, part.unit or "-", part.protection)] for part in parts
    ]
    index = pd.Index([clean_text(part.title, most=None) for part in parts], name="Figure")
    return pd.DataFrame(rows, index=index, columns=["What it is", "Unit", "How people are protected"])


def feedback(released: Released | None, page: str = "") -> str:
    """Version, council, release and page, one line each, for whoever looks after the dashboard; nothing of a person.

    Args:
        released: The newest release; None where nothing is released.
        page: Title of the page the reader came from; empty where there is none.
    """
    lines = {"Care Zones": version("carezones")}
    if released is not None:
        lines |= {
            "Council": clean_text(released.release.authority),
            "Release": released.entry.label,
            "As at": long_date(released.release.as_at),
            "Method": str(released.release.method_version),
            "Rules": released.release.protection.label,
        }
    return "\n".join(f"{name}: {said}" for name, said in (lines | {"Page": page or "Help"}).items())
