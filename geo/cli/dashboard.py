"""The command that opens the dashboard."""

import os
import socket
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from geo.cli.parts import AsAt, date_of
from geo.errors import InputError

_ROOT: Final = Path(__file__).resolve().parents[2]


def serve(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help="One workspace, or several to choose from in the sidebar."),
    ],
    as_at: AsAt = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 8501,
) -> None:
    """Open the dashboard on http://localhost:8501 (this machine only).

    Example: carezones serve my-county --port 8600
    """
    from geo.settings import load_settings  # noqa: PLC0415

    for folder in folders:
        load_settings(folder)
    date = date_of(as_at)
    _refuse_taken(port)
    environment = os.environ | {"CAREZONES_WORKSPACE": os.pathsep.join(str(folder.resolve()) for folder in folders)}
    if date is not None:
        environment["CAREZONES_AS_AT"] = date.isoformat()
    command = [sys.executable, "-m", "streamlit", "run", str(_ROOT / "app.py"), f"--server.port={port}"]
    typer.echo(f"Care Zones: open http://localhost:{port} in a browser. Ctrl+C ends it.")
    sys.stdout.flush()
    os.chdir(_ROOT)
    os.execve(sys.executable, command, environment)  # noqa: S606 - our own interpreter, no shell


def _refuse_taken(port: int) -> None:
    """Refuse a port on which something answers already."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise InputError(f"Port {port} is in use. Try --port {port + 1}.")
