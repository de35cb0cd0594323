"""Codes of official areas (GSS): what they are codes of, and of which year, for hints where two lists do not meet."""

import re
from collections.abc import Collection, Iterable
from typing import Final

GSS_CODE: Final = re.compile(r"[EWSN]\d{8}")
"""A nine-character code of the Government Statistical Service."""
_WHAT: Final = {
    "E00": "output areas",
    "E01": "LSOAs",
    "E02": "MSOAs",
    "E05": "wards",
    "E06": "unitary authorities",
    "E07": "districts",
    "E08": "metropolitan districts",
    "E09": "London boroughs",
    "E10": "counties",
    "W01": "Welsh LSOAs",
    "W02": "Welsh MSOAs",
    "W05": "Welsh wards",
    "W06": "Welsh unitary authorities",
}
"""First three characters of a code -> what it is a code of (ONS, Register of Geographic Codes)."""
_YEAR: Final = re.compile(r"(?:OA|LSOA|MSOA|WD|LAD|UTLA|CTY|CED|RUC)_?(\d{2})(?:CD|NM|_?CODE|_?NAME)?(?![0-9])", re.I)


def year_of(names: Iterable[str]) -> int | None:
    """The year that column names such as WD25CD or lsoa21_code tell; None where they tell none or several."""
    years = {2000 + int(said[1]) for name in names if (said := _YEAR.match(name.strip()))}
    return years.pop() if len(years) == 1 else None


def vintage_hint(strange: Collection[str], known: Collection[str]) -> str:
    """Why codes may not be among those known: of another kind of area, or of another year.

    Args:
        strange: Codes that are not known.
        known: The codes they were looked for in.

    Returns:
        A sentence with a space before it; '' where the codes are not official ones.
    """
    if not strange or not known or not all(GSS_CODE.fullmatch(code.strip()) for code in strange):
        return ""
    theirs, ours = _kinds(strange), _kinds(code for code in known if GSS_CODE.fullmatch(code.strip()))
    if not ours:
        return ""
    if theirs & ours:
        return f" They are codes of {_said(theirs & ours)}, perhaps of another year: codes change when boundaries do."
    return f" They are codes of {_said(theirs)}, where codes of {_said(ours)} are needed."


def _kinds(codes: Iterable[str]) -> set[str]:
    """First three characters of each."""
    return {code.strip()[:3] for code in codes}


def _said(kinds: Iterable[str]) -> str:
    """`wards (E05)`."""
    return " and ".join(f"{_WHAT.get(kind, 'areas')} ({kind})" for kind in sorted(kinds))
