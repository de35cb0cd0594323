"""The command that verifies the log of who looked at what."""

import json

import typer

from geo.cli.parts import AsJson, Folder
from geo.errors import SnapshotError


def audit(folder: Folder, as_json: AsJson = False) -> None:
    """Verify the audit log: every line is as it was written, and none was taken out or put in.

    Lines that were cut off the end leave no trace in it: hold the newest line against the copy kept elsewhere.

    Exit code 0: all of it is as it was written. 11: some of it is damaged; each place is named.

    Example: carezones audit my-county
    """
    from geo.access.audit_log import lines_of, verify  # noqa: PLC0415 - each command loads only what it needs
    from geo.settings import load_settings  # noqa: PLC0415
    from geo.text import counted  # noqa: PLC0415

    workspace = load_settings(folder).folder
    lines, faults = lines_of(workspace), verify(workspace)
    newest = str(lines[-1].get("at", "")) if lines else None
    if as_json:
        said = {"lines": len(lines), "newest": newest, "faults": faults}
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
    elif faults:
        places = counted(len(faults), "place")
        typer.echo(f"The audit log is damaged in {places}. Keep it, and hold it against its copy.")
    elif newest is None:
        typer.echo("The audit log is empty.")
    else:
        typer.echo(f"The audit log is as it was written: {counted(len(lines), 'line')}, the newest of {newest}.")
    for fault in faults:
        typer.echo(fault, err=True)
    raise typer.Exit(SnapshotError.exit_code if faults else 0)
