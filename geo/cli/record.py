"""Commands of the weekly record: record a week, list and compare weeks, forget people's rows."""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from geo.cli.parts import AsJson, Folder, Format, called, command_line, date_of, name_of, tell_set_aside
from geo.errors import GeoError, InputError, SnapshotError

if TYPE_CHECKING:
    from geo.settings import Settings
    from geo.snapshot import Act, Manifest, Result, Store
    from geo.week import Week

_FIRST_WEEK: Final = "2000-W01"
"""No record is older than this week."""

By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who records; otherwise the user of the system.")]


def snapshot(  # noqa: PLR0913, PLR0917 - one option for each thing the operator may say
    folder: Folder,
    as_at: Annotated[str, typer.Option("--as-at", metavar="DATE", help="Date the files speak of, YYYY-MM-DD.")],
    accept: Annotated[str | None, typer.Option(metavar="REASON", help="Why a held week is right all the same.")] = None,
    by: By = None,
    back_to: Annotated[
        str | None,
        typer.Option("--back-to", metavar="DATE", help="Also work out the earlier weeks from the same files."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check, join, measure and record the week, as a version that is never altered.

    Exit code 0: recorded, or the same was recorded before. 1: recorded, with rows set aside. 10: a file was refused.
    11: the week is held; look, and record it with --accept "reason".

    Example: carezones snapshot my-county --as-at 2022-09-05
    """
    from geo.settings import load_settings  # noqa: PLC0415 - each command loads only what it needs
    from geo.snapshot import Act, line_of, line_of_refusal, open_store, record_folder  # noqa: PLC0415

    day, first = date_of(as_at), date_of(back_to)
    if day is None or (first is not None and first > day):
        raise InputError(f"--back-to {back_to}: this is after --as-at {as_at}.")
    settings = load_settings(folder)
    store = open_store(settings)
    act = Act(name_of(by), dt.datetime.now(dt.UTC).astimezone(), accept)
    try:
        week, result = record_folder(folder, day, store, act)
        _note(settings, line_of(result, act.now))
        # Files that were held are not trusted with the weeks before either.
        earlier = _earlier(week, store, act, first, result) if first and result.outcome != "held" else []
    except GeoError as error:
        _note(settings, line_of_refusal(error, day, act.by, act.now))
        raise
    for done in earlier:
        _note(settings, line_of(done, act.now))
    results = [*earlier, result]
    if as_json:
        typer.echo(json.dumps(_as_dict(results, week), ensure_ascii=False, indent=2, default=str))
    else:
        _say(results, week, folder, first)
    raise typer.Exit(result.exit_code or week.report.exit_code)


def weeks(
    folder: Folder,
    as_json: AsJson = False,
    unlock: Annotated[bool, typer.Option("--unlock", help="Break a lock that a lost process left behind.")] = False,
) -> None:
    """List the recorded weeks, with what is missing or damaged.

    Exit code 0: all can be read. 11: some of the record is damaged.

    Example: carezones weeks my-county
    """
    from geo.settings import load_settings  # noqa: PLC0415
    from geo.snapshot import open_store, weeks_between  # noqa: PLC0415

    store = open_store(load_settings(folder))
    if unlock:
        typer.echo(f"The lock of {store.unlock()} is broken.")
        return
    found, damage = store.weeks(), store.damage()
    if as_json:
        rows = [{"week": week, **_summary(store, manifest)} for week, manifest in found.items()]
        typer.echo(json.dumps({"weeks": rows, "damage": damage}, ensure_ascii=False, indent=2, default=str))
    elif not found and not damage:
        typer.echo(f"No week is recorded yet. Record one: {called()} snapshot {folder} --as-at 2022-09-05")
    else:
        for week in weeks_between(min(found), max(found)) if found else []:
            typer.echo(_line(store, found[week]) if week in found else f"{week}  not recorded")
    for sentence in damage:
        typer.echo(sentence, err=True)
    raise typer.Exit(SnapshotError.exit_code if damage else 0)


def compare(
    folder: Folder,
    before: Annotated[str, typer.Argument(metavar="WEEK", help="The earlier week, such as 2022-W35.")],
    after: Annotated[str, typer.Argument(metavar="WEEK", help="The later week.")],
    form: Annotated[Format, typer.Option("--format", help="csv or json.")] = Format.csv,
) -> None:
    """Print what changed between two recorded weeks, zone by zone.

    Counts are whole; other figures have 2 decimals in the CSV and up to 6 in the JSON, for programs. Exit code 11: a
    week is not recorded, or damaged.

    Example: carezones compare my-county 2022-W35 2022-W36
    """
    from geo.settings import load_settings  # noqa: PLC0415
    from geo.snapshot import compare as compared  # noqa: PLC0415
    from geo.snapshot import open_store  # noqa: PLC0415
    from geo.tables import comparison_csv, comparison_json  # noqa: PLC0415

    found = compared(open_store(load_settings(folder)), before.upper(), after.upper())
    typer.echo(comparison_csv(found) if form is Format.csv else comparison_json(found), nl=False)
    if not found.is_one_series:
        typer.echo(
            "The boundaries changed between the two weeks: zones of the same code may be other places.", err=True
        )


def retain(
    folder: Folder,
    weeks: Annotated[int, typer.Option(min=1, max=5200, help="Weeks whose rows about people stay, from today.")],
    by: By = None,
) -> None:
    """Remove rows about people that are older than so many weeks; zone figures and the account of each week stay.

    Example: carezones retain my-county --weeks 104
    """
    from geo.settings import load_settings  # noqa: PLC0415
    from geo.snapshot import day_of, monday_of, open_store, week_of, weeks_between  # noqa: PLC0415

    settings = load_settings(folder)
    store = open_store(settings)
    now = dt.datetime.now(dt.UTC)
    today = day_of(now)
    oldest = monday_of(week_of(today)) - dt.timedelta(weeks=weeks)
    who = name_of(by)
    with store.lock():
        # Every week there may be: one whose account is damaged is in no list, and has rows about people all the same.
        gone = [week for week in weeks_between(_FIRST_WEEK, week_of(oldest))[:-1] if store.forget(week, today, who)]
    kept = f"older than {weeks} weeks (before {oldest})"
    said = f"Removed the rows about people of {len(gone)} weeks {kept}; their zone figures stay."
    _note(settings, f"{now.isoformat(timespec='seconds')}; forgotten; {said}; by {who}")
    typer.echo(said)


def _note(settings: "Settings", line: str) -> None:
    """Add a line to the log; that it cannot be written changes nothing of what was recorded."""
    from geo.snapshot import note  # noqa: PLC0415

    try:
        note(settings, line)
    except OSError as error:
        typer.echo(f"The log of the record cannot be written ({error.strerror}).", err=True)


def _earlier(week: "Week", store: "Store", act: "Act", first: dt.date, result: "Result") -> list["Result"]:
    """The weeks before, worked out from the same files, oldest first; those recorded already stay as they are."""
    from dataclasses import replace  # noqa: PLC0415

    from geo.snapshot import inputs_of, record, week_of  # noqa: PLC0415
    from geo.week import at_date  # noqa: PLC0415

    count = (week.as_at - first).days // 7
    days = [week.as_at - dt.timedelta(weeks=back) for back in range(count, 0, -1)]
    there = store.weeks()
    reason = f"worked out from the files as at {week.as_at}"
    past = replace(act, accept=reason, reconstructed_from=week.as_at)
    weeks = [at_date(week, day) for day in days if week_of(day) not in there]
    return [record(each, store, past, inputs_of(each, result.manifest.sources)) for each in weeks]


def _say(results: list["Result"], week: "Week", folder: Path, first: dt.date | None) -> None:
    """What became of each week, in words."""
    words = {"recorded": "recorded", "unchanged": "recorded before, nothing changed", "held": "HELD, not recorded"}
    for result in results:
        manifest = result.manifest
        typer.echo(f"{manifest.week} ({manifest.version}): {words[result.outcome]}.")
        for warning in manifest.warnings if result.outcome != "unchanged" else ():
            typer.echo(f"  look at: {warning}")
        for hold in result.holds if result.outcome == "held" else ():
            typer.echo(f"  held: {hold}", err=True)
    if results[-1].outcome == "held":
        again = command_line("snapshot", folder, "--as-at", week.as_at, *(("--back-to", first) if first else ()))
        typer.echo(f'Look, and record it if it is right: {again} --accept "reason"', err=True)
    tell_set_aside(week.report, folder, week.as_at)


def _as_dict(results: list["Result"], week: "Week") -> dict[str, object]:
    """The run for a scheduler."""
    runs = [
        {"outcome": r.outcome, "week": r.manifest.week, "as_at": r.manifest.as_at, "version": r.manifest.version,
         "holds": list(r.holds) if r.outcome == "held" else [], "warnings": list(r.manifest.warnings)}
        for r in results
    ]  # fmt: skip
    return {"verdict": week.report.verdict, "exit_code": results[-1].exit_code or week.report.exit_code, "weeks": runs}


def _summary(store: "Store", manifest: "Manifest") -> dict[str, object]:
    """One week for --json."""
    forgotten = store.forgotten(manifest.week)
    return {
        "as_at": manifest.as_at,
        "version": manifest.version,
        "versions": len(store.versions(manifest.week)),
        "series": manifest.series,
        "recorded_at": manifest.recorded_at,
        "by": manifest.by,
        "reason": manifest.reason,
        "is_backfilled": manifest.is_backfilled,
        "reconstructed_from": manifest.reconstructed_from,
        "people_forgotten_on": forgotten.on if forgotten else None,
        "controls": dict(manifest.controls),
        "warnings": list(manifest.warnings),
    }


def _line(store: "Store", manifest: "Manifest") -> str:
    """One week on the terminal."""
    people, waiting = (int(manifest.controls[name]) for name in ("people_receiving", "people_awaiting"))
    notes = [f"{manifest.version}, by {manifest.by}"]
    if manifest.is_backfilled:
        notes.append("recorded after a later week")
    if manifest.reconstructed_from:
        notes.append(f"worked out from the files as at {manifest.reconstructed_from}")
    if manifest.warnings:
        notes.append(f"{len(manifest.warnings)} to look at")
    if store.forgotten(manifest.week):
        notes.append("people's rows removed")
    return f"{manifest.week}  as at {manifest.as_at}  {people:>6,} people  {waiting:>4,} waiting  {'; '.join(notes)}"
