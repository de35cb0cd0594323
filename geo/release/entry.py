"""One line of the ledger of releases."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass

from geo.errors import DisclosureError
from geo.release.released import Release
from geo.release.written import mark_of


@dataclass(frozen=True)
class Entry:
    """One line of the ledger."""

    number: int
    """Counts the releases from 1."""
    at: str
    """Instant, UTC."""
    by: str
    week: str
    version: str
    """Version of the record that the release was made from."""
    mark: str
    """SHA-256 of the release."""
    rules: str
    """Name and version of the rules it was made under."""
    terms: Mapping[str, int]
    """The numbers of those rules, by which later releases know what its values stand for."""
    audit: Mapping[str, int | None]
    """What the attack found, in numbers."""
    previous: str
    """SHA-256 of the line before; empty in the first."""

    @property
    def label(self) -> str:
        """Such as `2022-W36-3f2a9c1b`."""
        return f"{self.week}-{self.mark[:8]}"

    @property
    def line(self) -> bytes:
        """The line without its end, sealed with a mark over its own content."""
        said = _written(dataclasses.asdict(self))
        return _written({"entry": dataclasses.asdict(self), "seal": mark_of(said)})


@dataclass(frozen=True)
class Released:
    """A release that passed its audit and stands in a ledger: what every export is made from."""

    entry: Entry
    release: Release


def entry_of(line: bytes) -> Entry:
    """A line read back; its bytes must be those that its content gives.

    Raises:
        DisclosureError: It is damaged.
    """
    try:
        entry = Entry(**json.loads(line)["entry"])
        if entry.line == line:
            return entry
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise DisclosureError(
        "The ledger of releases is damaged: a line of it cannot be read. Put the folder back from a copy before "
        "anything is released."
    )


def _written(said: object) -> bytes:
    """The canonical bytes of a line or a part of it."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
