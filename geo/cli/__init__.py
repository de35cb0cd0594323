"""carezones ...: each command checks, calls one function and prints."""

import gc
import os
import sys

import typer

from geo.cli import audit, dashboard, export, figures, record, workspaces
from geo.cli.parts import refused_as_json, wants_json
from geo.errors import GeoError

app = typer.Typer(
    name="carezones",
    help="Shows a council where home care is hard to source, zone by zone, and why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for command in (
    workspaces.init,
    workspaces.demos,
    workspaces.columns,
    figures.check,
    figures.metrics,
    figures.rules,
    record.snapshot,
    record.weeks,
    record.compare,
    record.retain,
    export.export,
    export.releases,
    audit.audit,
    dashboard.serve,
):
    app.command()(command)


def main() -> None:
    """Run the command line; an error of the input is one plain message and its exit code."""
    # A command ends within seconds: looking for cyclic garbage while a million objects load only costs time.
    gc.disable()
    # The table library loads hypothesis where it is installed, to make test data, which no command does.
    sys.modules.setdefault("hypothesis", None)  # type: ignore[arg-type]
    try:
        app()
    except GeoError as error:
        if wants_json(sys.argv):
            typer.echo(refused_as_json(error))
        typer.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
