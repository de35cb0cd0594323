"""Order and spelling of codes, the same everywhere."""

import re
from collections.abc import Iterable


def natural_key(code: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key by which lot 2 stands before lot 18, whatever the case."""
    parts = re.split(r"(\d+)", code.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def natural_order(codes: Iterable[str]) -> list[str]:
    """Codes in natural order."""
    return sorted(codes, key=lambda code: (natural_key(code), code))
