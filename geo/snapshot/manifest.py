"""The account of one recorded version: what it holds, what it was made from, who recorded it and why."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from geo.errors import SnapshotError

FORMAT: Final = 1
"""Rises when a stored version is written in another way; every earlier one can still be read."""

Kind = Literal["figures", "market", "people"]
"""`people` has rows about people and can be forgotten; `figures` and `market` are kept."""


@dataclass(frozen=True)
class StoredFile:
    """One table of a version."""

    kind: Kind
    sha256: str
    size_bytes: int
    rows: int
    columns: Mapping[str, str]
    """Type of each column."""


@dataclass(frozen=True)
class Manifest:
    """One version of one week."""

    authority: str
    week: str
    as_at: dt.date
    version: str
    """Such as v2-3f2a9c1b: counted within the week, with the mark of its inputs."""
    inputs: str
    """Mark of files, settings, model, method and date: the same again changes nothing."""
    series: str
    """Mark of the boundaries: figures of different series are never put on one line."""
    number: int
    """Counts all versions of the store in the order in which they were recorded, from 1."""
    recorded_at: str
    """Instant, UTC."""
    by: str
    code_version: str
    method_version: int
    model: str
    sources: Mapping[str, Mapping[str, str]]
    """SHA-256 of each file by table and file name."""
    rows: Mapping[str, Mapping[str, int]]
    """Rows read, loaded, set aside and not data, by table."""
    controls: Mapping[str, float]
    """Control totals, by which later weeks are judged."""
    files: Mapping[str, StoredFile]
    reason: str | None = None
    """Why a week that was held was accepted."""
    warnings: tuple[str, ...] = ()
    is_backfilled: bool = False
    """A later week was there before it."""
    reconstructed_from: dt.date | None = None
    """As-at date of the newer files this week was worked out from, where it was not recorded at its time."""
    format: int = FORMAT
    extra: Mapping[str, Any] = field(default_factory=dict)


def to_json(manifest: Manifest) -> bytes:
    """A manifest with a mark over its own content."""
    return sealed("manifest", dataclasses.asdict(manifest))


def from_json(content: bytes, place: str) -> Manifest:
    """A manifest read back.

    Args:
        content: What `to_json` gave.
        place: Where it stood, for the message.

    Raises:
        SnapshotError: It is damaged, or a newer program wrote it.
    """
    said = unsealed("manifest", content)
    try:
        if said["format"] > FORMAT:
            raise SnapshotError(f"{place}: a newer version of this program wrote it. Update the program.")
        said["as_at"] = dt.date.fromisoformat(said["as_at"])
        if said.get("reconstructed_from"):
            said["reconstructed_from"] = dt.date.fromisoformat(said["reconstructed_from"])
        said["files"] = {name: StoredFile(**stored) for name, stored in said["files"].items()}
        said["warnings"] = tuple(said["warnings"])
        known = {part.name for part in dataclasses.fields(Manifest)}
        return Manifest(**{name: value for name, value in said.items() if name in known})
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SnapshotError(f"{place}: the manifest is damaged.") from None


def sealed(name: str, said: object) -> bytes:
    """A JSON document with a mark over its content, so that a changed byte is noticed."""
    return _marked(name, json.dumps(said, default=str, ensure_ascii=False, sort_keys=True, indent=1))


def unsealed(name: str, content: bytes) -> Any:
    """What `sealed` was given; None where a byte of it changed."""
    try:
        body = json.loads(content)[name]
        return json.loads(body) if content == _marked(name, body) else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _marked(name: str, body: str) -> bytes:
    """A text with its mark."""
    return json.dumps({"sha256": sha256(body.encode()), name: body}, ensure_ascii=False, indent=1).encode()


def sha256(content: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(content).hexdigest()
