"""The workspaces that the program was started for; nothing of what is in them."""

import os
from pathlib import Path
from typing import Final

from geo.errors import InputError

WORKSPACE_VARIABLE: Final = "CAREZONES_WORKSPACE"


def workspaces() -> dict[str, Path]:
    """The workspaces the program was started for, by the name of their folder, in the order given.

    Raises:
        InputError: None was named.
    """
    named = [Path(folder) for folder in os.environ.get(WORKSPACE_VARIABLE, "").split(os.pathsep) if folder]
    if not named:
        raise InputError("No workspace was named. Start the dashboard with `carezones serve FOLDER`.")
    names = [folder.name for folder in named]
    return {folder.name if names.count(folder.name) == 1 else str(folder): folder for folder in named}
