"""Where a reader's words lie: a postcode, the first half of one, or the name of a zone, town or hospital.

A postcode that somebody searches for may be a person's, so nothing here is kept, written or logged.
"""

import difflib
import re
from typing import Final

import numpy as np
import pandas as pd

from geo.locate import Ints, PostcodeDirectory, look_up, postcode_keys
from geo.locate.causes import look_alikes
from geo.locate.postcodes import NO_ROW, canonical
from geo.maps.gazetteer import Found, Gazetteer, Lost, box_of, lies, zones_at
from geo.text import counted, joined, plural
from geo.words.text import clean_text

LONGEST_WORDS: Final = 80
"""More is no name of a place (characters)."""
_FULL: Final = re.compile(r"(?=.*[0-9])[A-Z]{1,2}[0-9OIS][A-Z0-9]?[0-9OIS][A-Z0-9]{2}")
"""A postcode, also one in which a letter was taken for a digit."""
_PART: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9]?")
_SECTOR: Final = re.compile(r"[A-Za-z]{1,2}[0-9][A-Za-z0-9]?\s+[0-9]")
_INWARD: Final = 3
"""Characters of a postcode behind its first half."""


def search(places: Gazetteer, words: str) -> Found | Lost | None:
    """Find a place by a reader's words, in any case and spacing.

    Args:
        places: From `Gazetteer.of`.
        words: A full postcode or its first half, or the code or name of a zone, or the name of a town or hospital; the
            beginning of a name is enough where only one begins so.

    Returns:
        The place; why there is none, with what to try; or None for no words.
    """
    text = clean_text(words, most=LONGEST_WORDS)
    if not text:
        return None
    code = canonical(pd.Series([text])).iloc[0]
    if found := _named(places, text, exactly=True):
        return found
    is_code = _FULL.fullmatch(code) or _PART.fullmatch(code)
    return _postcode(places, text, code) if is_code else _by_name(places, text)


def _named(places: Gazetteer, text: str, *, exactly: bool) -> Found | None:
    """The zone or landmark of this name, or of the only name that begins so; of a zone and a town the zone."""
    wanted = text.casefold()
    fits = [(name, at) for name, at in _names(places) if name == wanted or (not exactly and name.startswith(wanted))]
    if len({name for name, _ in fits}) != 1:
        return None
    is_zone, at = fits[0][1]
    return _zone(places, str(at)) if is_zone else _landmark(places, int(at))


def _names(places: Gazetteer) -> list[tuple[str, tuple[bool, str | int]]]:
    """Each name in small letters with what it names: a zone by its code, or a landmark by its place in the table."""
    zones = places.zones["zone_name"]
    found: list[tuple[str, tuple[bool, str | int]]] = [(str(code).casefold(), (True, code)) for code in zones.index]
    found += [(clean_text(name).casefold(), (True, code)) for code, name in zones.items()]
    listed = sorted(enumerate(places.landmarks.itertuples()), key=lambda each: each[1].kind != "town")
    return found + [(clean_text(place.name).casefold(), (False, at)) for at, place in listed]


def _zone(places: Gazetteer, code: str) -> Found:
    """A zone, all of which is shown."""
    west, south, east, north = places.zones.geometry.loc[[code]].total_bounds
    name = places.zone_name(code)
    box = box_of(np.array([west, east]), np.array([south, north]))
    return Found(name, f"{name} ({clean_text(code)}) is one of the {plural(places.area)}.", box, (code,))


def _landmark(places: Gazetteer, at: int) -> Found:
    """A town or a hospital."""
    place = places.landmarks.iloc[at]
    name, zone = clean_text(place["name"]), str(place["zone_code"])
    zones = (zone,) if zone in places.zones.index else ()
    box = box_of(np.array([place["easting"]]), np.array([place["northing"]]))
    return Found(name, f"{name} ({place['kind']}) {lies(places, zones)}", box, zones)


def _postcode(places: Gazetteer, text: str, code: str) -> Found | Lost:
    """A postcode, or those that begin so."""
    known = places.postcodes
    if known is None or not len(known):
        return Lost(
            "Postcodes cannot be found here, because this workspace has no postcode directory. "
            f"Try the name of one of the {plural(places.area)} or of a town."
        )
    if not _FULL.fullmatch(code):
        return _first_half(places, known, text, code)
    key = postcode_keys(pd.Series([code]))
    at = look_up(known, key)
    if at[0] == NO_ROW:
        at = look_alikes(known, key)
    if at[0] == NO_ROW or np.isnan(known.easting[at[0]]):
        return Lost(
            f"{_spaced(code)} is not in the postcode directory, or has no point there. See whether it is written "
            f"right, or try its first half, {code[:-_INWARD]}."
        )
    return _point(places, known, at, code)


def _point(places: Gazetteer, known: PostcodeDirectory, at: Ints, code: str) -> Found:
    """The postcode at one position of the directory, which may be spelt a little otherwise."""
    found = _text_of(int(known.keys[at[0]]))
    east, north = known.easting[at], known.northing[at]
    zones = zones_at(places, east, north)
    name = _spaced(found)
    said = name if found == code else f"{_spaced(code)} was read as {name}, which"
    over = " It is no longer in use." if known.is_terminated[at[0]] else ""
    return Found(name, f"{said} {lies(places, tuple(zones))}{over}", box_of(east, north), tuple(zones))


def _first_half(places: Gazetteer, known: PostcodeDirectory, text: str, code: str) -> Found | Lost:
    """All postcodes that begin so: of a district such as LE13, or of a sector such as LE13 1."""
    name = f"{code[:-1]} {code[-1]}" if _SECTOR.fullmatch(text) else code
    at = _beginning(known, code, _INWARD - 1 if " " in name else _INWARD)
    if not len(at):
        name, at = f"{code[:-1]} {code[-1]}", _beginning(known, code, _INWARD - 1)
    if not len(at):
        return Lost(f"No postcode of the directory begins with {clean_text(text)}. {_try(places)}")
    east, north = known.easting[at], known.northing[at]
    zones = zones_at(places, east, north)
    outside = len(at) - sum(zones.values())
    if len(zones) == 1 and not outside:
        said = f"All postcodes of {name} lie in {places.zone_name(next(iter(zones)))}."
    else:
        parts = [f"{places.zone_name(zone)} ({counted(count, 'postcode')})" for zone, count in zones.items()]
        parts += [f"outside every {places.area} ({counted(outside, 'postcode')})"] if outside else []
        said = f"{name} lies in {joined(parts, most=5)}." if zones else f"{name} lies outside every {places.area}."
    return Found(name, said, box_of(east, north), tuple(zones))


def _beginning(known: PostcodeDirectory, start: str, more: int) -> Ints:
    """Positions of the located postcodes of the directory that are `start` and so many signs more."""
    low = int.from_bytes(start.encode("ascii"), "big") << (8 * more)
    first, last = np.searchsorted(known.keys, [low, low + (1 << (8 * more))])
    at = np.arange(first, last, dtype=np.int64)
    return at[~np.isnan(known.easting[at])]


def _by_name(places: Gazetteer, text: str) -> Found | Lost:
    """What begins with these words, or what was perhaps meant."""
    if found := _named(places, text, exactly=False):
        return found
    wanted = text.casefold()
    shown = {clean_text(name).casefold(): clean_text(name) for name in [*places.zones["zone_name"], *_own(places)]}
    several = [name for small, name in shown.items() if small.startswith(wanted)]
    if several:
        return Lost(f"Several places begin so: {joined(several, most=5)}. Write the whole name.")
    near = difflib.get_close_matches(wanted, list(shown), n=1, cutoff=0.6)
    hint = f"Did you mean {shown[near[0]]}? " if near else ""
    return Lost(f"No place here is called {text}. {hint}{_try(places)}")


def _own(places: Gazetteer) -> list[str]:
    """Names of the landmarks."""
    return [str(name) for name in places.landmarks["name"]]


def _try(places: Gazetteer) -> str:
    """What can be searched for, with an example of this directory."""
    known, example = places.postcodes, ""
    if known is not None and len(known):
        example = f"a full postcode, its first half such as {_text_of(int(known.keys[0]))[:-_INWARD]}, or "
    towns = ", a town or a hospital" if len(places.landmarks) else ""
    return f"Try {example}the name of one of the {plural(places.area)}{towns}."


def _text_of(key: int) -> str:
    """A postcode of the directory in capitals, without its space."""
    return key.to_bytes(8, "big").lstrip(b"\0").decode("ascii")


def _spaced(code: str) -> str:
    """`LE13 1AB`."""
    return f"{code[:-_INWARD]} {code[-_INWARD:]}"
