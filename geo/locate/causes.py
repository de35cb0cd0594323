"""Why a postcode gives no point, and postcodes in which a letter was taken for a digit."""

import re
from itertools import product
from typing import Final

import numpy as np

from geo.locate.postcodes import NO_ROW, Ints, PostcodeDirectory, look_up, postcode_keys

_FULL_POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
_OUTWARD: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9]?")
_ISLANDS: Final = re.compile(r"(JE|GY|IM)[0-9].*")
_NORTHERN_IRELAND: Final = re.compile(r"BT[0-9].*")
_FORCES: Final = re.compile(r"(BFPO[0-9]*|BF1[0-9][A-Z]{2})")
_BOX: Final = re.compile(r"P\.?O\.?BOX.*")
_HOMELESS: Final = re.compile(r"(NFA|NOFIXED(ABODE|ADDRESS).*|HOMELESS|ZZ993VZ)")
"""ZZ99 3VZ is what the NHS writes for no fixed abode."""
_UNKNOWN: Final = re.compile(r"(ZZ99.*|UNKNOWN|NOTKNOWN|NK|N/A|NA|NONE|TBC|-+)")
_CORRECT: Final = "It is counted as unlocated. Correct the postcode, or add it to the directory."
_ADDRESS: Final = "It is counted as unlocated. Give the postcode of the home where care is given."
_NO_PLACE: Final = "It is counted as unlocated, and nothing needs to be done."
_ABROAD: Final = "It is counted as unlocated. See whether this is where care is given."
_KINDS: Final = (
    (_HOMELESS, "there is no fixed abode.", _NO_PLACE),
    (_UNKNOWN, "the postcode is said not to be known.", _ADDRESS),
    (_FORCES, "this is a forces address (BFPO), which is no place.", _ADDRESS),
    (_BOX, "this is a PO box, which is no place where care is given.", _ADDRESS),
    (_ISLANDS, "the postcode is of the Channel Islands or the Isle of Man, which are not in Great Britain.", _ABROAD),
    (_NORTHERN_IRELAND, "the postcode is of Northern Ireland, which is not in Great Britain.", _ABROAD),
)
_LOOK_ALIKE: Final = {"O": "O0", "0": "0O", "I": "I1", "1": "1I", "S": "S5", "5": "5S"}


def why(code: str, postcodes: PostcodeDirectory | None) -> tuple[str, str]:
    """Why a postcode gives no point, and what to do.

    Args:
        code: In capitals, without spaces.
        postcodes: The directory, where the workspace has one.
    """
    if not code:
        return "the row has no location.", _CORRECT
    for form, cause, remedy in _KINDS:
        if form.fullmatch(code):
            return cause, remedy
    if _FULL_POSTCODE.fullmatch(code):
        if postcodes is None:
            return "there is no postcode directory to look it up in.", "Name one below [sources.postcodes]."
        return "the postcode is not in the postcode directory, or has no point there.", _CORRECT
    if _OUTWARD.fullmatch(code):
        return "the postcode is only the first half.", _CORRECT
    return "this is not a postcode.", _CORRECT


def look_alikes(postcodes: PostcodeDirectory | None, keys: Ints) -> Ints:
    """Postcodes that are in the directory once O and 0, I and 1, or S and 5 are changed for each other.

    Args:
        postcodes: The directory.
        keys: Postcodes that are not in it; 0 for what is none.

    Returns:
        Position in the directory where exactly one such postcode is there, else -1.
    """
    found = np.full(len(keys), NO_ROW, dtype=np.int64)
    spelt = {at: spellings for at, key in enumerate(keys.tolist()) if len(spellings := _spellings(key)) > 1}
    if postcodes is None or not spelt:
        return found
    owner = np.repeat(list(spelt), [len(spellings) for spellings in spelt.values()])
    hits = look_up(postcodes, postcode_keys(np.array([s for all_ in spelt.values() for s in all_], dtype=object)))
    owner, hits = owner[hits != NO_ROW], hits[hits != NO_ROW]
    of, first, count = np.unique(owner, return_index=True, return_counts=True)
    found[of[count == 1]] = hits[first[count == 1]]
    return found


def _spellings(key: int) -> list[str]:
    """Every way to read a postcode in which some signs look alike, itself too; none for what is no postcode."""
    code = int(key).to_bytes(8, "big").lstrip(b"\0").decode("ascii")
    return ["".join(signs) for signs in product(*(_LOOK_ALIKE.get(sign, sign) for sign in code))] if code else []
