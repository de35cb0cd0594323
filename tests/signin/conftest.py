"""The demo behind a sign-in: one provider, one dashboard, and people of every role."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from signin_doors import ROOT, SERVE, Person, free_port, guarded, provided, settings_file

DEMO = ROOT / "data" / "demo" / "leicestershire-2022"
WEEK = "2022-W36"


@dataclass(frozen=True)
class House:
    """A dashboard behind its sign-in."""

    address: str
    workspace: Path
    log: Path
    people: list[Person] = field(default_factory=list)

    def person(self, name: str) -> Person:
        """Somebody who has signed in."""
        found = self.nobody()
        found.sign_in(name)
        return found

    def nobody(self) -> Person:
        """Somebody who has not."""
        self.people.append(Person(self.address))
        return self.people[-1]


def released(workspace: Path, packs: Path) -> None:
    """Record the week of the demo and release it, so that scrutiny has something to see."""
    record = ("snapshot", workspace, "--as-at", "2022-09-05")
    commands = (record, ("export", workspace, WEEK, "--to", packs, "--only", "csv"))
    for command in commands:
        said = [sys.executable, "-c", SERVE, *map(str, command), "--by", "the tests"]
        done = subprocess.run(said, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr.decode()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demo behind a sign-in."""
    folder = tmp_path_factory.mktemp("house")
    workspace = shutil.copytree(DEMO, folder / "leicestershire-2022")
    released(workspace, folder / "packs")
    port, log = free_port(), folder / "log.txt"
    dashboard = f"http://localhost:{port}"
    with provided(free_port(), dashboard) as provider:
        file = settings_file(folder, dashboard, provider)
        with guarded([workspace], file, port, log) as address:
            found = House(address, workspace, log)
            yield found
            for person in found.people:
                person.http.close()


@pytest.fixture(scope="session")
def known(house: House) -> Callable[[str], Person]:
    """People who have signed in once and stay so."""
    people: dict[str, Person] = {}

    def of(name: str) -> Person:
        if name not in people:
            people[name] = house.person(name) if name != "nobody" else house.nobody()
        return people[name]

    return of
