"""Commands as an operator runs them, in this process: exit code, what is printed and what is complained of."""

from dataclasses import dataclass

from typer.testing import CliRunner

from geo.cli import app
from geo.errors import GeoError


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    code: int
    out: str
    err: str


def run(*arguments: object) -> Ran:
    """Run a command; an error of the input ends as `geo.cli.main` ends it, any other is raised."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(result.exception, GeoError):
        return Ran(result.exception.exit_code, result.stdout, result.stderr + str(result.exception))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)
