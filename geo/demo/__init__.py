"""Ready-made workspaces with invented people, written from a fixed seed: the same bytes every time."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from geo.demo.leicestershire import write_leicestershire_2022

__all__ = ["WRITERS", "write_demo"]

WRITERS: Final[Mapping[str, Callable[[Path], None]]] = MappingProxyType(
    {"leicestershire-2022": write_leicestershire_2022}
)
"""What writes each demo, by its name."""


def write_demo(name: str, folder: Path) -> None:
    """Write the workspace of a demo into a folder, which is made when it is missing.

    Files of the demo are replaced; anything else in the folder stays.

    Args:
        name: A key of `WRITERS`.
        folder: Where to write.
    """
    WRITERS[name](folder)
