"""Commands that read a workspace and print what they find; nothing is written."""

import json
from typing import Annotated, Final

import typer

from geo.cli.parts import AsAt, Folder, Format, Zones, date_of, leave

_SHOWN_ROWS: Final = 20
"""Rows of one table that the terminal lists one by one; --json has them all."""


def check(
    folder: Folder,
    as_at: AsAt = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
) -> None:
    """Read everything, write nothing, and account for every row.

    Exit code 0: good. 1: loaded, with rows set aside. 10: refused.

    Example: carezones check my-county --as-at 2022-09-05
    """
    from geo.check import check_workspace  # noqa: PLC0415
    from geo.model import load_model  # noqa: PLC0415
    from geo.report import as_dict, lines  # noqa: PLC0415
    from geo.settings import load_settings  # noqa: PLC0415

    settings = load_settings(folder)
    model = load_model(settings.model, folder)
    report = check_workspace(settings, date_of(as_at), model.travel).report
    if as_json:
        typer.echo(json.dumps(as_dict(report), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(lines(report, _SHOWN_ROWS)))
    for refusal in report.refusals:
        typer.echo(refusal.sentence(), err=True)
    raise typer.Exit(report.exit_code)


def metrics(
    folder: Folder,
    as_at: Annotated[str, typer.Option("--as-at", metavar="DATE", help="Date the figures speak of, YYYY-MM-DD.")],
    form: Annotated[Format, typer.Option("--format", help="csv or json.")] = Format.csv,
    zones: Zones = None,
) -> None:
    """Print the zone table; nothing is written.

    Counts are whole; other figures have up to 6 decimals, exact for any use. Exit code as of `check`. What
    was set aside is summed up on standard error.

    Example: carezones metrics my-county --as-at 2022-09-05 --format csv
    """
    from geo.tables import figures_csv, figures_json  # noqa: PLC0415
    from geo.week import load_week  # noqa: PLC0415

    week = load_week(folder, date_of(as_at), zones)
    typer.echo(figures_csv(week) if form is Format.csv else figures_json(week), nl=False)
    leave(week.report, folder, week.as_at)


def rules(
    folder: Folder,
    as_at: Annotated[str, typer.Option("--as-at", metavar="DATE", help="Date the rules are held at, YYYY-MM-DD.")],
    form: Annotated[Format, typer.Option("--format", help="csv or json.")] = Format.csv,
    zones: Zones = None,
) -> None:
    """Hold every rule of the model against every zone and provider; nothing is written.

    Each row gives rule, subject, outcome (pass, fail or no_data), value, limit and reason; the last column, result,
    says the outcome in words (Met, Not met or No data). Exit code as of `check`: a rule that fails is a finding, not
    an error.

    Example: carezones rules my-county --as-at 2022-09-05 --format csv
    """
    from geo.tables import rules_csv, rules_json  # noqa: PLC0415
    from geo.week import load_week  # noqa: PLC0415

    week = load_week(folder, date_of(as_at), zones)
    typer.echo(rules_csv(week) if form is Format.csv else rules_json(week), nl=False)
    leave(week.report, folder, week.as_at)
