"""Ready-made workspaces with invented people, written from a fixed seed: the same bytes every time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from geo.demo.leicestershire import write_leicestershire_2022

__all__ = ["DEMOS", "DemoInfo", "write_demo"]


@dataclass(frozen=True)
class DemoInfo:
    """What a demo is about.

    Attributes:
        name: Name on the command line and of its folder.
        title: Title for people.
        description: One sentence.
        as_at: Day its figures describe.
    """

    name: str
    title: str
    description: str
    as_at: date


DEMOS: Final[Mapping[str, DemoInfo]] = MappingProxyType(
    {
        "leicestershire-2022": DemoInfo(
            "leicestershire-2022",
            "Home Care for Leicestershire, September 2022",
            "Fourteen zones of an open framework, of which five rural ones are hard to source, "
            "while eleven interim suppliers are about to leave.",
            date(2022, 9, 5),
        ),
    }
)
"""Every demo there is, by name."""

_WRITERS: Final[Mapping[str, Callable[[Path], None]]] = MappingProxyType(
    {"leicestershire-2022": write_leicestershire_2022}
)


def write_demo(name: str, folder: Path) -> None:
    """Write the workspace of a demo into a folder, which is made when it is missing.

    Files of the demo are replaced; anything else in the folder stays.

    Raises:
        KeyError: There is no demo of this name.
    """
    if name not in _WRITERS:
        raise KeyError(f"no demo named {name!r}; there is {', '.join(DEMOS)}")
    _WRITERS[name](folder)
