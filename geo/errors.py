"""What can go wrong in a way the user can mend: each error is one plain message and an exit code.

An exception that is not a `GeoError` is a fault of the program and keeps its traceback.
"""

from typing import ClassVar


class GeoError(Exception):
    """Base of every error whose message is safe and useful to show: place, cause, what to do."""

    exit_code: ClassVar[int] = 10


class InputError(GeoError):
    """A file or a setting cannot be used; nothing was loaded from it."""


class JoinError(GeoError):
    """Points and zones cannot be put together, or would not add up."""

    exit_code: ClassVar[int] = 12


class RuleError(GeoError):
    """A commissioning model is not written as a model must be."""


class SnapshotError(GeoError):
    """A week of the record is held, damaged or already there with other content."""

    exit_code: ClassVar[int] = 11


class DisclosureError(GeoError):
    """A release would let somebody be found, so it was not written."""

    exit_code: ClassVar[int] = 13


class AccessError(GeoError):
    """Somebody may not see or do this, and nothing of it was shown."""

    exit_code: ClassVar[int] = 14
