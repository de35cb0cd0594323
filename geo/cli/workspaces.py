"""Commands that make a workspace and say what may stand in it."""

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.parts import called
from geo.errors import InputError


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
        typer.echo(f"Made {folder} from the demo {demo}. Look at it: {called()} serve {folder}")
    elif model is not None:
        workspace.make_empty(model, folder)
        typer.echo(
            f"Made {folder}. Put your files into it, correct {folder}/carezones.toml, then: {called()} check {folder}"
        )


def demos() -> None:
    """List the demos.

    Example: carezones demos
    """
    from geo import workspace  # noqa: PLC0415

    for demo in workspace.demos():
        typer.echo(f"{demo.name}  ({demo.authority}, as at {demo.as_at})\n    {demo.description}")


def columns(
    table: Annotated[str | None, typer.Argument(help="One table; otherwise all of them.")] = None,
) -> None:
    """List what each table may hold: column, whether it is needed, unit, meaning and allowed values.

    Columns marked "place" say where a row is: one of the ways that are named below the table is needed.

    Example: carezones columns awaiting
    """
    from geo.ingest.header_faults import LOCATION_COLUMNS  # noqa: PLC0415
    from geo.schemas import TABLES, columns_of  # noqa: PLC0415
    from geo.settings import nearest  # noqa: PLC0415

    if table is not None and table not in TABLES:
        raise InputError(f"There is no table {table!r}.{nearest(table, TABLES)} Tables: {', '.join(TABLES)}.")
    for name in [table] if table else TABLES:
        typer.echo(f"{name}: {(TABLES[name].__doc__ or '').strip()}")
        found = columns_of(TABLES[name])
        free = {column.name for column in found.values() if not column.is_required}
        ways = [way for way in LOCATION_COLUMNS if free.issuperset(way)]
        places = {part for way in ways for part in way} | ({"geometry"} if ways else set())
        for column in found.values():
            needed = "needed" if column.is_required else "place" if column.name in places else "optional"
            unit = f" ({column.unit})" if column.unit else ""
            allowed = f" One of: {', '.join(column.allowed)}." if column.allowed else ""
            typer.echo(f"  {column.name:<22} {needed:<9} {column.description}{unit}{allowed}")
        if ways:
            said = [" and ".join(way) for way in ways] + (["geometry"] if "geometry" in found else [])
            typer.echo(f"  A place is needed: {', '.join(said[:-1])}, or {said[-1]}.")
