"""The command that opens the dashboard."""

import os
import socket
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from geo.access import Role, read_sign_in
from geo.cli.parts import AsAt, date_of
from geo.errors import InputError

_ROOT: Final = Path(__file__).resolve().parents[2]
_LONGEST_HEADER: Final = {"WEBSOCKETS_MAX_LINE_LENGTH": "32768"}
"""Longest header on the connection of a page (bytes): cookies of somebody in many groups pass the usual 8192."""


def serve(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help="One workspace, or several to choose from in the sidebar."),
    ],
    as_at: AsAt = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 8501,
    role: Annotated[
        Role | None, typer.Option(help="See it as this role does, on your own machine; analyst unless given.")
    ] = None,
    sign_in: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Settings of sign-in, kept outside the project; see docs/deploy.md."),
    ] = None,
) -> None:
    """Open the dashboard on http://localhost:8501 (this machine only), or behind a sign-in.

    Example: carezones serve my-county --port 8600

    Example: carezones serve my-county --sign-in /etc/carezones/sign-in.toml
    """
    date = date_of(as_at)
    address = _address(port, role, sign_in)
    _refuse_taken(port)
    environment = (
        _LONGEST_HEADER
        | os.environ
        | {
            "CAREZONES_WORKSPACE": os.pathsep.join(str(folder.resolve()) for folder in folders),
            "CAREZONES_SIGN_IN": str(sign_in.resolve()) if sign_in else "",
            "CAREZONES_ROLE": role.value if role else "",
        }
    )
    if date is not None:
        environment["CAREZONES_AS_AT"] = date.isoformat()
    command = [sys.executable, "-m", "pages.signin", str(port), address]
    os.chdir(_ROOT)
    os.execve(sys.executable, command, environment)  # noqa: S606 - our own interpreter, no shell


def _address(port: int, role: Role | None, sign_in: Path | None) -> str:
    """Where the dashboard is reached.

    Raises:
        InputError: The settings of sign-in cannot be used, or a role is given beside them.
    """
    if sign_in is None:
        return f"http://localhost:{port}"
    if role is not None:
        raise InputError("--role is for your own machine; with --sign-in the groups decide. Leave one of them out.")
    return read_sign_in(sign_in).origin


def _refuse_taken(port: int) -> None:
    """Refuse a port on which something answers already."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise InputError(f"Port {port} is in use. Try --port {port + 1}.")
