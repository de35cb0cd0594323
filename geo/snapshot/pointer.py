"""Which version of each week counts: one small file, swapped in one step."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from geo.snapshot.manifest import Manifest, sealed, unsealed


@dataclass(frozen=True)
class Pointer:
    """The version that counts of each week, and all versions there are."""

    weeks: Mapping[str, str]
    """Version by week."""
    versions: Mapping[str, Mapping[str, int]]
    """Number of each version, by week and version."""

    @property
    def next_number(self) -> int:
        """Number of the next version, from 1; no version has it, not even one whose own number cannot be read."""
        numbers = [number for numbers in self.versions.values() for number in numbers.values()]
        return max(*numbers, len(numbers), 0) + 1

    def versions_of(self, week: str) -> list[str]:
        """Versions of a week, oldest first."""
        numbers = self.versions.get(week, {})
        return sorted(numbers, key=lambda version: numbers[version])

    def with_version(self, manifest: Manifest) -> "Pointer":
        """The same with one more version; the one recorded last counts for its week."""
        return self._with(manifest.week, manifest.version, manifest.number)

    def with_damaged(self, week: str, version: str) -> "Pointer":
        """The same with a version of which nothing can be read, so that it is not forgotten."""
        return self._with(week, version, 0)

    def _with(self, week: str, version: str, number: int) -> "Pointer":
        """The same with one more version."""
        numbers = {**self.versions.get(week, {}), version: number}
        last = max(numbers, key=lambda name: numbers[name])
        return Pointer({**self.weeks, week: last}, {**self.versions, week: numbers})

    def as_file(self) -> bytes:
        """As a file."""
        versions = {week: dict(numbers) for week, numbers in self.versions.items()}
        return sealed("pointer", {"weeks": dict(self.weeks), "versions": versions})


def read_pointer(place: Path) -> Pointer | None:
    """A pointer from its file; None where it is missing or damaged."""
    try:
        said = unsealed("pointer", place.read_bytes())
    except OSError:
        return None
    return None if said is None else Pointer(MappingProxyType(said["weeks"]), MappingProxyType(said["versions"]))
