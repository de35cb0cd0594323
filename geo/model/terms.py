"""What a rule may say: each term with its meaning, type and limits, read by the checks and by the documentation."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Final, Literal

from geo.settings import nearest

_MOST: Final = 2**63
"""TOML holds no larger number (its version 1.0.0, integers of 64 bits)."""
_LONGEST: Final = 60
"""So much of a wrong value is shown (characters)."""

TermKind = Literal["text", "word", "words", "codes", "whole", "number", "flag", "date"]
"""`word` and `words` are of the allowed ones; `codes` are free texts in a list."""

_EXPECTED: Final[Mapping[TermKind, str]] = {
    "text": 'a text in quotation marks, such as "One lead in each lot."',
    "word": "one of",
    "words": 'a list in brackets, such as ["lead"], of',
    "codes": 'a list in brackets, such as ["ME", "HA"]',
    "whole": "a whole number",
    "number": "a number",
    "flag": "true or false",
    "date": "a date without quotation marks, such as 2016-11-07",
}


@dataclass(frozen=True)
class Term:
    """One key of a rule."""

    name: str
    meaning: str
    kind: TermKind
    unit: str | None
    allowed: tuple[str, ...]
    lowest: float
    highest: float
    is_needed: bool

    @property
    def expected(self) -> str:
        """What may stand there, in words."""
        said = " ".join([_EXPECTED[self.kind], ", ".join(self.allowed)]).strip()
        if self.kind in ("whole", "number"):
            said += f" from {self.lowest:g}" + ("" if math.isinf(self.highest) else f" to {self.highest:g}")
        return said + (f" ({self.unit})" if self.unit else "")


def term(  # noqa: PLR0913 - one keyword for each thing a term says of itself
    meaning: str,
    kind: TermKind,
    *,
    unit: str | None = None,
    allowed: tuple[str, ...] = (),
    lowest: float = 0,
    highest: float = math.inf,
    default: Any = MISSING,
) -> Any:
    """Declare a term of a rule as a dataclass field.

    Args:
        meaning: What it says, as a sentence.
        kind: How it is written.
        unit: Unit of a quantity.
        allowed: The words it may take.
        lowest: Smallest number.
        highest: Largest number.
        default: Value where the rule leaves it out; without one the rule must say it.
    """
    said = {"meaning": meaning, "kind": kind, "unit": unit, "allowed": allowed, "lowest": lowest, "highest": highest}
    return field(default=default, metadata=said)


def terms_of(rule: type) -> dict[str, Term]:
    """The terms of a kind of rule by name, in order."""
    return {f.name: Term(name=f.name, is_needed=f.default is MISSING, **f.metadata) for f in fields(rule)}


def term_faults(
    said: Mapping[str, Any], terms: Mapping[str, Term], also: tuple[str, ...] = ()
) -> Iterable[tuple[str | None, str]]:
    """What is wrong with the keys of one table of a model file.

    Args:
        said: The table as it stands.
        terms: What it may say.
        also: Further names to suggest for an unknown key.

    Returns:
        Key (None where one is missing) and what is wrong, with what may stand there.
    """
    for name, known in terms.items():
        if known.is_needed and name not in said:
            yield None, f"{name} is missing: {known.meaning} Write {known.expected}."
    for key, value in said.items():
        if key not in terms:
            yield key, f"{key} is not known here.{nearest(key, [*terms, *also])} Known: {', '.join([*terms, *also])}."
        elif strange := _strange(value, terms[key]):
            yield key, f"{key} = {strange} is not possible. Write {terms[key].expected}."


def value_of(value: Any, known: Term) -> Any:
    """A checked value as the rule holds it: a list as a tuple."""
    return tuple(value) if known.kind in ("words", "codes") else value


def _strange(value: Any, known: Term) -> str:
    """What of a value cannot be; nothing where all of it can."""
    if known.kind in ("words", "codes"):
        if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
            return shown(value)
        strange = [word for word in value if known.allowed and word not in known.allowed]
        return "".join(f"{shown(word)}{_hint(word, known)}" for word in strange[:1])
    return "" if _fits(value, known) else shown(value) + _hint(value, known)


def _hint(value: Any, known: Term) -> str:
    """The nearest allowed word in brackets."""
    near = nearest(value, known.allowed).strip() if isinstance(value, str) else ""
    return f" ({near})" if near else ""


def _fits(value: Any, known: Term) -> bool:
    """Whether a single value may stand there."""
    if known.kind == "text":
        return isinstance(value, str) and bool(value.strip())
    if known.kind == "word":
        return isinstance(value, str) and (not known.allowed or value in known.allowed)
    if known.kind == "flag":
        return isinstance(value, bool)
    if known.kind == "date":
        return type(value) is dt.date
    is_right = is_number(value) and (known.kind == "number" or isinstance(value, int))
    return is_right and known.lowest <= value <= known.highest


def is_number(value: Any) -> bool:
    """Whether a value is a number that can be reckoned with: not true or false, not nan, not endless."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST


def shown(value: Any) -> str:
    """A value as a message shows it: nearly as the file writes it, and not at any length."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    try:
        said = repr(value)
    except ValueError:  # a whole number of more digits than Python writes
        return "so large a number"
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "..."
