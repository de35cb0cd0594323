"""What several commands share: the program itself, its options, and how it speaks of itself."""

import datetime as dt
import getpass
import json
import shlex
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import GeoError, InputError

if TYPE_CHECKING:
    from geo.report import Report


class Format(StrEnum):
    """Form of a table on standard output."""

    csv = "csv"
    json = "json"


Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The workspace: the folder with carezones.toml.")]
AsAt = Annotated[
    str | None,
    typer.Option(
        "--as-at",
        metavar="DATE",
        help="Date the figures speak of, YYYY-MM-DD; otherwise as_at of carezones.toml, or the last day a wait began.",
    ),
]

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]

Zones = Annotated[
    str | None,
    typer.Option("--zones", metavar="KEY", help="Other zones to count on: a key below other_zones in carezones.toml."),
]


def leave(report: "Report", folder: Path, as_at: dt.date) -> None:
    """End a command that printed figures with the exit code of what was read, and say so where it is not 0."""
    tell_set_aside(report, folder, as_at)
    raise typer.Exit(report.exit_code)


def tell_set_aside(report: "Report", folder: Path, as_at: dt.date) -> None:
    """Say that rows were set aside, and the command that lists the same rows: on another date others would be."""
    if report.exit_code:
        typer.echo(f"{report.verdict} `{command_line('check', folder, '--as-at', as_at)}` lists them.", err=True)


def command_line(*parts: object) -> str:
    """A command that can be copied as it stands, whatever signs the name of a folder has."""
    return f"{called()} {shlex.join(map(str, parts))}"


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether the reader asked for JSON on standard output: `--json`, or `--format json`."""
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    return any(
        option in ("--json", "--format=json") or (option, value) == ("--format", "json") for option, value in pairs
    )


def refused_as_json(error: GeoError) -> str:
    """What stands in the way as one JSON document: verdict, exit code, and each problem as a sentence."""
    problems = str(error).splitlines()
    said = {"verdict": f"Refused: {error}", "exit_code": error.exit_code, "problems": problems}
    return json.dumps(said, ensure_ascii=False, indent=2)


def called() -> str:
    """How the reader called this program, for the commands that a message gives."""
    return sys.argv[0] if sys.argv[0].endswith("carezones") else "carezones"


def date_of(text: str | None) -> dt.date | None:
    """A date of the command line."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--as-at {text}: this is not a date. Write it as YYYY-MM-DD, such as 2022-09-05.") from None


def name_of(by: str | None) -> str:
    """Who does something that is written down: whom --by names, otherwise the user of the system."""
    try:
        return (by or "").strip() or getpass.getuser()
    except (KeyError, OSError):
        raise InputError("Nobody knows who does this: this user has no name. Say it with --by NAME.") from None
