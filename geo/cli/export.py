"""Commands of what leaves the program: release a week and write its scrutiny pack, list what was released."""

import dataclasses
import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from geo.cli.parts import AsJson, Folder, called, name_of
from geo.errors import DisclosureError, InputError, SnapshotError
from geo.text import counted, plain

if TYPE_CHECKING:
    from geo.access import Actor
    from geo.exports.pack import PackResult
    from geo.release.ledger import Entry, Ledger, Released
    from geo.settings import Settings

_BAR: Final = 24
"""Length of the bar on a terminal (characters)."""
_WEEK_LENGTH: Final = len("2022-W36")
"""A release is named by its week, with or without its mark behind it (characters)."""

Week = Annotated[str, typer.Argument(metavar="WEEK", help="A recorded week, such as 2022-W36.")]


def export(  # noqa: PLR0913, PLR0917 - one option for each thing the operator may say
    folder: Folder,
    week: Week,
    to: Annotated[str, typer.Option("--to", metavar="OUT", help="Folder in which the pack gets a folder of its own.")],
    only: Annotated[
        str | None,
        typer.Option(metavar="KINDS", help="Some of pdf,png,svg,html,csv,xlsx,gpkg,geojson; otherwise all."),
    ] = None,
    compare: Annotated[
        str | None, typer.Option(metavar="WEEK", help="An earlier released week, for the map of what changed.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who releases; otherwise the user of the system.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Release a recorded week and write its scrutiny pack: atlas, maps, tables and data without anybody in them.

    A week that was released before is exported as it was released. Exit code 0: written, or the same pack is there
    already. 10: an option is wrong, such as a week to compare with that is not released. 11: the week is not
    recorded or damaged. 13: somebody could be found, or the ledger of releases cannot be read or written, so nothing
    was written.

    Example: carezones export my-county 2022-W36 --to packs --compare 2022-W32
    """
    from geo.access import Actor, Role  # noqa: PLC0415 - each command loads only what it needs
    from geo.access.audit_log import note  # noqa: PLC0415
    from geo.disclosure import ledger_of  # noqa: PLC0415
    from geo.exports.pack import kinds_of, write_pack  # noqa: PLC0415
    from geo.settings import load_settings  # noqa: PLC0415

    if only is not None and not only.strip():
        raise InputError("--only is empty. Name kinds such as pdf,csv, or leave it out for all.")
    if not to.strip():
        raise InputError("--to is empty. Name the folder for packs, such as --to packs; a dot is the one you are in.")
    kinds = kinds_of(only)
    settings = load_settings(folder)
    ledger = ledger_of(settings.folder)
    actor = Actor(name_of(by), Role.ANALYST)
    before = None if compare is None else _earlier(folder, ledger, compare, week)
    released = _released(settings, ledger, week.upper(), actor)
    said = {"release": released.entry.label, "kinds": ",".join(kinds), "compared": before and before.entry.label}
    note(settings.folder, actor, "exported", said)
    result = write_pack(
        released,
        Path(to),
        only=kinds,
        before=before,
        contact=settings.contact,
        progress=_progress if sys.stderr.isatty() else None,
    )
    if as_json:
        typer.echo(json.dumps(_as_dict(released, result), ensure_ascii=False, indent=2))
    elif result.is_new:
        typer.echo(
            f"Wrote {counted(len(result.files), 'file')} to {result.folder}. Open {result.folder / 'index.html'}"
        )
    else:
        typer.echo(f"The same pack is in {result.folder} already; nothing was changed.")


def releases(folder: Folder, as_json: AsJson = False) -> None:
    """List what was released: week, when, by whom, under which rules, and what the attack on it found.

    Exit code 0: all of it can be read. 13: the ledger is damaged.

    Example: carezones releases my-county
    """
    from geo.disclosure import ledger_of  # noqa: PLC0415
    from geo.settings import load_settings  # noqa: PLC0415

    entries = ledger_of(load_settings(folder).folder).entries()
    if as_json:
        typer.echo(json.dumps({"releases": [_summary(entry) for entry in entries]}, ensure_ascii=False, indent=2))
    elif entries:
        typer.echo("\n".join(_line(entry) for entry in entries))
    else:
        typer.echo(f"Nothing is released yet. Release a week: {called()} export {folder} 2022-W36 --to packs")


def _earlier(folder: Path, ledger: "Ledger", compare: str, week: str) -> "Released":
    """The release to compare with.

    Raises:
        InputError: It is no week that any calendar has, not an earlier one, or not released.
        DisclosureError: The ledger is damaged.
    """
    from geo.snapshot import monday_of  # noqa: PLC0415

    try:
        monday = monday_of(compare[:_WEEK_LENGTH])
    except SnapshotError:
        raise InputError(
            f"--compare {plain(compare)[:20] or 'is empty'}: there is no such week. "
            "Name an earlier released week, such as 2022-W32."
        ) from None
    if monday >= monday_of(week):
        raise InputError(f"--compare {compare[:20]}: this is not before {week[:20]}. Name an earlier released week.")
    if ledger.find(compare) is None:
        raise InputError(
            f"--compare {plain(compare)[:40]}: nothing of it has been released. Release that week first: "
            f"{called()} export {folder} {compare[:_WEEK_LENGTH].upper()} --to packs"
        )
    return ledger.read(compare)


def _released(settings: "Settings", ledger: "Ledger", week: str, actor: "Actor") -> "Released":
    """The release of a week as it is recorded now: the one in the ledger, or a new one that passes its audit."""
    from geo.access.audit_log import note  # noqa: PLC0415
    from geo.disclosure import detail_of, release_week, rules_of  # noqa: PLC0415
    from geo.snapshot import open_store  # noqa: PLC0415

    store = open_store(settings)
    # Read whole before anything else: a damaged week is never exported, released before or not.
    detail = detail_of(settings, week, store)
    rules = rules_of(settings)
    there = [entry for entry in ledger.entries() if (entry.week, entry.version) == (week, detail.manifest.version)]
    if there and (there[-1].rules, dict(there[-1].terms)) == (rules.label, dataclasses.asdict(rules)):
        return ledger.read(there[-1].label)
    if sys.stderr.isatty():
        typer.echo("Checking that nobody can be found ...", err=True)
    try:
        released = release_week(detail, rules, ledger, by=actor.name, now=dt.datetime.now(dt.UTC))
    except DisclosureError:
        note(settings.folder, actor, "refused", {"act": "release", "week": week})
        raise
    note(settings.folder, actor, "released", {"release": released.entry.label, "rules": released.entry.rules})
    return released


def _progress(done: int, total: int, name: str) -> None:
    """A bar on the terminal that fills file by file."""
    full = round(_BAR * done / total) if total else _BAR
    end = "" if name else "\n"
    typer.echo(f"\r[{'#' * full:<{_BAR}}] {done}/{total} {name:<36.36}{end}", err=True, nl=False)


def _as_dict(released: "Released", result: "PackResult") -> dict[str, object]:
    """What was written, for a program."""
    return {
        "week": released.entry.week,
        "release": released.entry.label,
        "rules": released.entry.rules,
        "folder": str(result.folder),
        "is_new": result.is_new,
        "files": [{"name": file.name, "bytes": file.size, "sha256": file.sha256} for file in result.files],
    }


def _summary(entry: "Entry") -> dict[str, object]:
    """A line of the ledger, for a program."""
    return {
        "release": entry.label, "week": entry.week, "version": entry.version, "at": entry.at, "by": entry.by,
        "rules": entry.rules, "audit": dict(entry.audit),
    }  # fmt: skip


def _line(entry: "Entry") -> str:
    """A line of the ledger on the terminal."""
    audit = ", ".join(f"{name} {'none' if count is None else count}" for name, count in entry.audit.items())
    return f"{entry.label}  {entry.at}  by {entry.by}  {entry.rules}  audit: {audit}"
