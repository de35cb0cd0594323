"""How long a sign-in counts, and which role its claims give; instants by hand."""

from pathlib import Path
from typing import Any

import pytest
from test_sign_in_settings import GOOD, file_with

from geo.access import (
    Actor,
    DetailAccess,
    ReleaseAccess,
    Role,
    SignIn,
    SignIns,
    SignInSettings,
    Standing,
    access_of,
    read_sign_in,
    sign_in_of,
)

START = 1_000_000.0
CLAIMS: dict[str, Any] = {
    "is_logged_in": True,
    "iss": "https://login.example.gov.uk",
    "sub": "7",
    "iat": START,
    "exp": START + 3600,
    "nonce": "n",
    "preferred_username": "carol",
    "groups": ["Commissioners"],
}


@pytest.fixture
def settings(tmp_path: Path) -> SignInSettings:
    return read_sign_in(file_with(tmp_path, GOOD))


@pytest.fixture
def sign_ins() -> SignIns:
    return SignIns(idle_seconds=600, absolute_seconds=7200, started=START)


def a_sign_in(**other: Any) -> SignIn:
    return SignIn(
        **{"key": "k", "name": "carol", "issued": START, "expires": START + 9000, "role": Role.ANALYST} | other
    )


def test_a_sign_in_that_is_used_counts_until_the_provider_stands_for_it_no_more(sign_ins: SignIns) -> None:
    found = a_sign_in(expires=START + 1000)
    for instant in (START, START + 500, START + 999):
        assert sign_ins.act(found, instant)[0] is Standing.OPEN
    assert sign_ins.standing(found, START + 1000) is Standing.EXPIRED


def test_a_sign_in_that_is_not_used_ends_after_the_idle_time(sign_ins: SignIns) -> None:
    found = a_sign_in()
    sign_ins.act(found, START + 100)
    assert sign_ins.standing(found, START + 699) is Standing.OPEN
    assert sign_ins.act(found, START + 700)[0] is Standing.IDLE
    assert sign_ins.act(found, START + 701)[0] is Standing.IDLE


def test_a_sign_in_that_was_never_used_is_idle_from_when_it_was_made(sign_ins: SignIns) -> None:
    assert sign_ins.standing(a_sign_in(), START + 600) is Standing.IDLE


def test_a_sign_in_that_is_used_all_the_time_ends_after_the_longest_time(sign_ins: SignIns) -> None:
    found = a_sign_in()
    for instant in range(0, 7200, 500):
        assert sign_ins.act(found, START + instant)[0] is Standing.OPEN
    assert sign_ins.act(found, START + 7200)[0] is Standing.LONG


def test_a_sign_in_that_was_ended_never_counts_again(sign_ins: SignIns) -> None:
    found = a_sign_in()
    sign_ins.act(found, START)
    sign_ins.end(found, START + 1)
    for instant in (1, 599, 7100, 7600, 20_000):
        assert sign_ins.act(found, START + instant)[0] is not Standing.OPEN


def test_a_sign_in_from_before_the_start_does_not_count(sign_ins: SignIns) -> None:
    assert sign_ins.standing(a_sign_in(issued=START - 1), START) is Standing.BEFORE


def test_a_sign_in_from_the_future_does_not_count(sign_ins: SignIns) -> None:
    assert sign_ins.standing(a_sign_in(issued=START + 301), START) is Standing.EARLY
    assert sign_ins.standing(a_sign_in(issued=START + 299), START) is Standing.OPEN


def test_only_the_first_action_of_a_sign_in_is_the_first(sign_ins: SignIns) -> None:
    assert [sign_ins.act(a_sign_in(), START + second)[1] for second in (0, 1, 2)] == [True, False, False]


@pytest.mark.parametrize(
    "other",
    [
        {"is_logged_in": False},
        {"is_logged_in": "true"},
        {"iss": ""},
        {"sub": None},
        {"iat": None},
        {"exp": "soon"},
        {"exp": True},
        {"exp": float("nan")},
    ],
)
def test_claims_that_lack_something_are_nobody(settings: SignInSettings, other: dict[str, Any]) -> None:
    assert sign_in_of(CLAIMS | other, settings) is None
    assert sign_in_of({}, settings) is None


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["Commissioners"], Role.COMMISSIONER),
        ("Members", Role.SCRUTINY),
        (["Members", "Commissioners"], Role.SCRUTINY),
        (["commissioners"], None),
        (["Commissioners "], None),
        ([["Commissioners"]], None),
        ({"Commissioners": True}, None),
        ([], None),
        (None, None),
    ],
)
def test_groups_give_the_role_that_sees_least_and_unknown_ones_give_none(
    settings: SignInSettings, groups: Any, role: Role | None
) -> None:
    found = sign_in_of(CLAIMS | {"groups": groups}, settings)
    assert found is not None
    assert found.role is role


def test_each_sign_in_has_a_key_of_its_own_without_a_name_in_it(settings: SignInSettings) -> None:
    others = [{}, {"iat": START + 1}, {"sub": "8"}, {"iss": "https://other"}, {"nonce": "m"}]
    keys = {sign_in_of(CLAIMS | other, settings).key for other in others}  # type: ignore[union-attr]
    assert len(keys) == len(others)
    assert all(len(key) == 64 for key in keys)


def test_somebody_without_a_name_for_the_keyboard_is_named_by_the_reference_of_the_provider(
    settings: SignInSettings,
) -> None:
    found = sign_in_of(CLAIMS | {"preferred_username": " "}, settings)
    assert found is not None
    assert found.name == "7"


def test_only_commissioners_and_analysts_get_detail() -> None:
    kinds = {role: type(access_of(Actor("x", role))) for role in (*Role, None)}
    detail = {role for role, kind in kinds.items() if kind is DetailAccess}
    assert detail == {Role.COMMISSIONER, Role.ANALYST}
    assert kinds[None] is ReleaseAccess
    assert access_of(Actor("x", Role.ANALYST)).may_load  # type: ignore[union-attr]
    assert not access_of(Actor("x", Role.COMMISSIONER)).may_load  # type: ignore[union-attr]
