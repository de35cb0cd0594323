"""A release as JSON and back: the same release is the same bytes."""

import base64
import dataclasses
import datetime as dt
import hashlib
import json
from typing import Any, Final

import shapely

from geo.errors import DisclosureError
from geo.release.released import Area, Marker, Measure, Protection, Release, Split, Value

FORMAT: Final = 1
"""Rises when a release is written in another way; every earlier one can still be read."""


def to_json(release: Release) -> bytes:
    """The canonical bytes of a release."""
    said = {"format": FORMAT, "release": _plain(release)}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def mark_of(content: bytes) -> str:
    """SHA-256 of the bytes, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def from_json(content: bytes) -> Release:
    """A release read back.

    Raises:
        DisclosureError: It is damaged, or a newer program wrote it.
    """
    try:
        said = json.loads(content)
        if said["format"] > FORMAT:
            raise DisclosureError("A newer version of this program wrote this release. Update the program.")
        return _release(said["release"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, shapely.errors.ShapelyError):
        raise DisclosureError("A release is damaged. Release the week again.") from None


def _plain(part: Any) -> Any:
    """Dataclasses as dictionaries in the order of their keys; mappings as pairs, so that their order stays."""
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        return {known.name: _plain(getattr(part, known.name)) for known in dataclasses.fields(part)}
    if isinstance(part, shapely.Geometry):
        return base64.b64encode(shapely.to_wkb(part, byte_order=1)).decode()
    if isinstance(part, dict):
        return [[key, _plain(value)] for key, value in part.items()]
    if isinstance(part, (list, tuple)):
        return [_plain(value) for value in part]
    return part.isoformat() if isinstance(part, dt.date) else part


def _release(said: dict[str, Any]) -> Release:
    """A release from its plain parts."""
    parts = {
        "as_at": dt.date.fromisoformat(said["as_at"]),
        "areas": tuple(_area(area) for area in said["areas"]),
        "measures": {name: _measure(measure) for name, measure in said["measures"]},
        "splits": {name: _split(split) for name, split in said["splits"]},
        "protection": Protection(**said["protection"] | {"sentences": tuple(said["protection"]["sentences"])}),
        "notes": tuple(said["notes"]),
    }
    return Release(**said | parts)


def _area(said: dict[str, Any]) -> Area:
    """An area from its plain parts."""
    return Area(**said | {"boundary": shapely.from_wkb(base64.b64decode(said["boundary"]))})


def _measure(said: dict[str, Any]) -> Measure:
    """A measure from its plain parts."""
    values = {area: _value(value) for area, value in said["values"]}
    return Measure(**said | {"values": values, "tiers": dict(said["tiers"])})


def _split(said: dict[str, Any]) -> Split:
    """A split from its plain parts."""
    values = {area: {band: _value(value) for band, value in row} for area, row in said["values"]}
    return Split(**said | {"values": values, "bands": dict(said["bands"])})


def _value(said: dict[str, Any]) -> Value:
    """A value from its plain parts."""
    return Value(said["number"], said["code"], Marker(said["marker"]) if said["marker"] else None)
