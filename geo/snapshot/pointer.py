"""Which version of each week counts: one small file, swapped in one step."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from geo.snapshot.manifest import Manifest, sha256


@dataclass(frozen=True)
class Pointer:
    """The version that counts of each week, and all versions there are."""

    weeks: Mapping[str, str]
    """Version by week."""
    versions: Mapping[str, Mapping[str, int]]
    """Number of each version, by week and version."""

    @property
    def next_number(self) -> int:
        """Number of the next version, from 1."""
        return max((number for numbers in self.versions.values() for number in numbers.values()), default=0) + 1

    def versions_of(self, week: str) -> list[str]:
        """Versions of a week, oldest first."""
        numbers = self.versions.get(week, {})
        return sorted(numbers, key=lambda version: numbers[version])

    def with_version(self, manifest: Manifest) -> "Pointer":
        """The same with one more version, which counts for its week."""
        numbers = {**self.versions.get(manifest.week, {}), manifest.version: manifest.number}
        return Pointer({**self.weeks, manifest.week: manifest.version}, {**self.versions, manifest.week: numbers})

    def sealed(self) -> bytes:
        """As a file, with a mark over its content, so that a changed byte is noticed."""
        said = {"weeks": dict(self.weeks), "versions": {week: dict(numbers) for week, numbers in self.versions.items()}}
        body = json.dumps(said, sort_keys=True, indent=1)
        return json.dumps({"sha256": sha256(body.encode()), "pointer": body}, indent=1).encode()


def read_pointer(place: Path) -> Pointer | None:
    """A pointer from its file; None where it is missing or damaged."""
    try:
        outer = json.loads(place.read_bytes())
        body = outer["pointer"]
        if sha256(body.encode()) != outer["sha256"]:
            return None
        said = json.loads(body)
        return Pointer(MappingProxyType(said["weeks"]), MappingProxyType(said["versions"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def pointer_to(manifests: Iterable[Manifest]) -> Pointer:
    """A pointer made from versions alone: of each week the one recorded last counts."""
    pointer = Pointer({}, {})
    for manifest in sorted(manifests, key=lambda manifest: manifest.number):
        pointer = pointer.with_version(manifest)
    return pointer
