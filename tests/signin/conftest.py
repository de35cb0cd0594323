"""The demo behind a sign-in: one provider, one dashboard, and people of every role."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from made_once import recorded_demo
from signin_doors import Person, free_port, guarded, provided, settings_file

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


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demo with its weeks recorded and two of them released, behind a sign-in."""
    folder = tmp_path_factory.mktemp("house")
    workspace = shutil.copytree(recorded_demo(tmp_path_factory), folder / "leicestershire-2022")
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
