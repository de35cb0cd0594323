"""Ready-made workspaces with invented people, written from a fixed seed: the same bytes every time."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from geo.demo.leicester_2018 import write_leicester_2018
from geo.demo.leicestershire import write_leicestershire_2022
from geo.demo.leicestershire_2015 import write_leicestershire_2015
from geo.demo.leicestershire_2016 import write_leicestershire_2016
from geo.demo.nottinghamshire_2018 import write_nottinghamshire_2018

__all__ = ["WRITERS", "write_demo"]

WRITERS: Final[Mapping[str, Callable[[Path], None]]] = MappingProxyType(
    {
        "leicester-2018": write_leicester_2018,
        "leicestershire-2015": write_leicestershire_2015,
        "leicestershire-2016": write_leicestershire_2016,
        "leicestershire-2022": write_leicestershire_2022,
        "nottinghamshire-2018": write_nottinghamshire_2018,
    }
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
