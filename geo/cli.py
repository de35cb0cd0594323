"""carezones ...: each command checks, calls one function and prints."""

import datetime as dt
import gc
import json
import os
import socket
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from geo.errors import GeoError, InputError

app = typer.Typer(
    name="carezones",
    help="Shows a council where home care is hard to source, zone by zone, and why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_ROOT: Final = Path(__file__).resolve().parent.parent
_SHOWN_ROWS: Final = 20
"""Rows of one table that the terminal lists one by one; --json has them all."""


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


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder.")],
    demo: Annotated[str | None, typer.Option(metavar="NAME", help="A ready demo; see `carezones demos`.")] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="An empty workspace under this model.")] = None,
) -> None:
    """Make a workspace: a ready demo, or an empty one with a commented carezones.toml.

    Example: carezones init my-county --demo leicestershire-2022
    """
    from geo import workspace  # noqa: PLC0415 - each command loads only what it needs

    if (demo is None) == (model is None):
        raise InputError("Say either --demo NAME for a ready demo, or --model NAME for an empty workspace.")
    if demo is not None:
        workspace.make_demo(demo, folder)
        typer.echo(f"Made {folder} from the demo {demo}. Look at it: {_called()} serve {folder}")
    elif model is not None:
        workspace.make_empty(model, folder)
        typer.echo(
            f"Made {folder}. Put your files into it, correct {folder}/carezones.toml, then: {_called()} check {folder}"
        )


@app.command()
def demos() -> None:
    """List the demos.

    Example: carezones demos
    """
    from geo import workspace  # noqa: PLC0415

    for demo in workspace.demos():
        typer.echo(f"{demo.name}  ({demo.authority}, as at {demo.as_at})\n    {demo.description}")


@app.command()
def columns(
    table: Annotated[str | None, typer.Argument(help="One table; otherwise all of them.")] = None,
) -> None:
    """List what each table may hold: column, whether it is needed, unit, meaning and allowed values.

    Example: carezones columns awaiting
    """
    from geo.schemas import TABLES, columns_of  # noqa: PLC0415
    from geo.settings import nearest  # noqa: PLC0415

    if table is not None and table not in TABLES:
        raise InputError(f"There is no table {table!r}.{nearest(table, TABLES)} Tables: {', '.join(TABLES)}.")
    for name in [table] if table else TABLES:
        typer.echo(f"{name}: {(TABLES[name].__doc__ or '').strip()}")
        for column in columns_of(TABLES[name]).values():
            needed = "needed" if column.is_required else "optional"
            unit = f" ({column.unit})" if column.unit else ""
            allowed = f" One of: {', '.join(column.allowed)}." if column.allowed else ""
            typer.echo(f"  {column.name:<22} {needed:<9} {column.description}{unit}{allowed}")


@app.command()
def check(
    folder: Folder,
    as_at: AsAt = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
) -> None:
    """Read everything, write nothing, and account for every row.

    Exit code 0: good. 1: loaded, with rows set aside. 10: refused.

    Example: carezones check my-county --as-at 2022-09-05
    """
    from geo.model import load_model  # noqa: PLC0415
    from geo.settings import load_settings  # noqa: PLC0415
    from geo.week import read_workspace  # noqa: PLC0415

    try:
        settings = load_settings(folder)
        load_model(settings.model, folder)
    except GeoError as error:
        if as_json:
            typer.echo(json.dumps({"verdict": f"Refused: {error}", "exit_code": error.exit_code}, ensure_ascii=False))
        raise
    report = read_workspace(settings, _date(as_at) or settings.as_at).report
    if as_json:
        typer.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(report.lines(_SHOWN_ROWS)))
    for refusal in report.refusals:
        typer.echo(refusal.sentence(), err=True)
    raise typer.Exit(report.exit_code)


@app.command()
def metrics(
    folder: Folder,
    as_at: Annotated[str, typer.Option("--as-at", metavar="DATE", help="Date the figures speak of, YYYY-MM-DD.")],
    form: Annotated[Format, typer.Option("--format", help="csv or json.")] = Format.csv,
) -> None:
    """Print the zone table; nothing is written.

    Exit code as of `check`. What was set aside is summed up on standard error.

    Example: carezones metrics my-county --as-at 2022-09-05 --format csv
    """
    from geo.tables import figures_csv, figures_json  # noqa: PLC0415
    from geo.week import load_week  # noqa: PLC0415

    week = load_week(folder, _date(as_at))
    typer.echo(figures_csv(week) if form is Format.csv else figures_json(week), nl=False)
    if week.report.exit_code:
        typer.echo(f"{week.report.verdict} `{_called()} check {folder}` lists them.", err=True)
    raise typer.Exit(week.report.exit_code)


@app.command()
def serve(
    folder: Folder,
    as_at: AsAt = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 8501,
) -> None:
    """Open the dashboard on http://localhost:8501 (this machine only).

    Example: carezones serve my-county --port 8600
    """
    from geo.settings import load_settings  # noqa: PLC0415

    load_settings(folder)
    date = _date(as_at)
    _refuse_taken(port)
    environment = os.environ | {"CAREZONES_WORKSPACE": str(folder.resolve())}
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


def _called() -> str:
    """How the reader called this program, for the commands that a message gives."""
    return sys.argv[0] if sys.argv[0].endswith("carezones") else "carezones"


def _date(text: str | None) -> dt.date | None:
    """A date of the command line."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--as-at {text}: this is not a date. Write it as YYYY-MM-DD, such as 2022-09-05.") from None


def main() -> None:
    """Run the command line; an error of the input is one plain message and its exit code."""
    # A command ends within seconds: looking for cyclic garbage while a million objects load only costs time.
    gc.disable()
    # The table library loads hypothesis where it is installed, to make test data, which no command does.
    sys.modules.setdefault("hypothesis", None)  # type: ignore[arg-type]
    try:
        app()
    except GeoError as error:
        typer.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
