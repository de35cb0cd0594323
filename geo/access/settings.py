"""The settings of sign-in: a file outside the project, since it holds secrets."""

import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from geo.access.faults import problems_of
from geo.access.roles import Role
from geo.errors import InputError

IDLE_MINUTES: Final = 30
"""Longest time without an action unless the file says otherwise (minutes)."""
ABSOLUTE_HOURS: Final = 8
"""Longest time of one sign-in unless the file says otherwise (hours): a working day."""


@dataclass(frozen=True)
class SignInSettings:
    """Who provides identities, and which groups have which role."""

    auth: Mapping[str, Any] = field(repr=False)
    """What Streamlit needs of [auth]; holds secrets, so it is never printed."""
    groups: Mapping[str, Role]
    """Role by group."""
    groups_claim: str
    idle_minutes: int
    absolute_hours: int

    @property
    def origin(self) -> str:
        """Where the dashboard is reached, such as `https://carezones.example.gov.uk`."""
        address = urlsplit(str(self.auth["redirect_uri"]))
        return f"{address.scheme}://{address.netloc}"

    @property
    def host(self) -> str:
        """The host of a request that is meant for the dashboard, with its port where it has one."""
        return urlsplit(str(self.auth["redirect_uri"])).netloc

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers reach the dashboard over TLS."""
        return self.origin.startswith("https://")


def read_sign_in(path: Path) -> SignInSettings:
    """The settings of sign-in from a file.

    Raises:
        InputError: It cannot be read, others on the machine may read it, or something in it is wrong: everything at
            once, with the names of settings and never a value.
    """
    raw = _parsed(path)
    problems = [*_open_to_others(path), *problems_of(raw)]
    if problems:
        raise InputError("\n".join(f"{path.name}: {problem}" for problem in problems))
    access = raw["access"]
    return SignInSettings(
        auth=raw["auth"],
        groups={group: role for role in Role for group in access.get(role.value, [])},
        groups_claim=access.get("groups_claim", "groups"),
        idle_minutes=access.get("idle_minutes", IDLE_MINUTES),
        absolute_hours=access.get("absolute_hours", ABSOLUTE_HOURS),
    )


def _parsed(path: Path) -> dict[str, Any]:
    """The file as TOML; a message about it says the line and quotes nothing."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"{path.name} is not there. Name the file with the settings of sign-in.") from None
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}. Check who may read it.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is not text in UTF-8. Save it as UTF-8.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        where = f"{path.name}, row {place[1]}" if place else f"{path.name}, at its end"
        raise InputError(f"{where}: this is not TOML. Check quotation marks and brackets there.") from None


def _open_to_others(path: Path) -> list[str]:
    """That everybody on the machine may read the secrets."""
    if path.stat().st_mode & stat.S_IROTH:
        return ["everybody on this machine may read its secrets. Run chmod 640 on it."]
    return []
