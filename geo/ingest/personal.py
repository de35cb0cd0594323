"""Columns that say who a person is: found by name and by content, never kept, and refused as a reference."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import pandas as pd

from geo.errors import InputError

PSEUDONYMS: Final = ("package_id", "person_id", "case_id", "transition_id")
"""Columns of ours that hold a reference the council alone can follow to a person."""
_MOST: Final = 0.5
"""From this part of its distinct values on, a column holds what they are (share)."""
_LOOKED_AT: Final = 2_000
"""Distinct values of a column that are looked at (count)."""
_WORDS_OF_A_NOTE: Final = 6
"""A cell of so many words is a note and no code (words)."""

_BY_NAME: Final = {
    "names": r"\b(first|last|fore|sur|middle|given|family|maiden|known|preferred|full|client|person|user|patient|"
    r"customer|citizen|carer|kin|contact|worker|gp|practice|manager) ?names?\b|^names?$|forename|surname|^initials$",
    "dates of birth or death": r"\b(birth|dob|born|death|dod)\b",
    "NHS or insurance numbers": r"\bnhs\b|\bnino\b|national insurance|\bni (number|no)\b",
    "addresses": r"\baddress|\bstreet\b|\bhouse (number|no|name)\b|\bflat\b",
    "telephone numbers": r"\b(tele)?phone\b|\btel\b|\bmobile\b|\bfax\b",
    "e-mail addresses": r"\be ?mail\b",
    "notes": r"\b(notes?|comments?|narrative|free ?text|remarks?|descriptions?|observations?|diagnos[ie]s)\b",
}
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_PHONE: Final = re.compile(r"(\+44|0)[0-9]{9,10}")
_NAME_PART: Final = "[^\\W\\d_]+(?:[.'\u2019-][^\\W\\d_]+)*[.,]?"
_NAME: Final = re.compile(f"{_NAME_PART}(?: {_NAME_PART})+")


def is_nhs_number(text: str) -> bool:
    """Whether text is an NHS number: ten digits, the last of which checks the others (modulus 11; NHS Data Dictionary).

    Spaces and hyphens between the digits do not count.
    """
    digits = re.sub(r"[\s-]+", "", text).removesuffix(".0")
    if not (len(digits) == 10 and digits.isascii() and digits.isdecimal()):
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == int(digits[9])


def _is_phone(text: str) -> bool:
    """Whether text is a telephone number of the United Kingdom."""
    return _PHONE.fullmatch(re.sub(r"[\s()-]+", "", text)) is not None


def _is_note(text: str) -> bool:
    """Whether text is so long that it was written by hand."""
    return len(text.split()) >= _WORDS_OF_A_NOTE


_BY_CONTENT: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("NHS or insurance numbers", is_nhs_number),
    ("telephone numbers", _is_phone),
    ("notes", _is_note),
)


def personal_columns(names: Mapping[int, str], data: pd.DataFrame) -> dict[int, str]:
    """Columns that hold personal data, and of what kind.

    Args:
        names: Place of each column that is not ours -> its name in the file.
        data: Rows of data as text.

    Returns:
        Place -> kind, such as `notes`; a column without a value counts by its name.
    """
    found = {place: _by_name(name) or _by_content(data[place]) for place, name in names.items()}
    return {place: kind for place, kind in found.items() if kind}


def _by_name(name: str) -> str | None:
    """What the name of a column says it holds."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z0-9]+", " ", name).strip().casefold()
    return next((kind for kind, pattern in _BY_NAME.items() if re.search(pattern, words)), None)


def _by_content(cells: pd.Series) -> str | None:
    """What the cells of a column are."""
    texts = _distinct(cells)
    if any(_EMAIL.search(text) for text in texts):
        return "e-mail addresses"
    return next((kind for kind, test in _BY_CONTENT if _is_mostly(texts, test)), None)


def _distinct(cells: pd.Series) -> list[str]:
    """The first distinct values of a column."""
    return [text.strip() for text in pd.unique(cells)[:_LOOKED_AT] if text.strip()]


def _is_mostly(texts: list[str], test: Callable[[str], bool]) -> bool:
    """Whether most texts pass a test; of a single one nothing can be said."""
    return len(texts) > 1 and sum(map(test, texts)) > _MOST * len(texts)


def refuse_identified(rows: pd.DataFrame, names: Mapping[str, str], where: str) -> None:
    """Refuse a reference of persons that is in truth their NHS number or their name.

    Args:
        rows: Text under our names.
        names: Our column -> the name in the file.
        where: File and sheet for messages.

    Raises:
        InputError: With every such column; never a value.
    """
    wrong = [
        f"{where}, column {names[ours]}: most of its cells are {what}, and {ours} must be a reference that says "
        "nothing of the person to others. Map the case system's own reference, or put a number of your own in place "
        "of each, and export again."
        for ours in PSEUDONYMS
        if ours in rows
        for what in _identities(_distinct(rows[ours]))
    ]
    if wrong:
        raise InputError("\n".join(wrong))


def _identities(texts: list[str]) -> Iterable[str]:
    """What most of the references are, where they are no references."""
    if _is_mostly(texts, is_nhs_number):
        yield "NHS numbers (the check digit is right)"
    if _is_mostly(texts, lambda text: _NAME.fullmatch(text) is not None):
        yield "names of people"
