"""The settings of sign-in: every fault at once, and no secret in any message."""

from pathlib import Path

import pytest

from geo.access import Role, read_sign_in
from geo.errors import InputError

GOOD = """
[auth]
redirect_uri = "https://carezones.example.gov.uk/oauth2callback"
cookie_secret = "canary-cookie-0123456789abcdef0123456789"
client_id = "canary-client"
client_secret = "canary-secret"
server_metadata_url = "https://login.example.gov.uk/.well-known/openid-configuration"

[access]
commissioner = ["Commissioners", "Heads of service"]
scrutiny = ["Members"]
"""


def file_with(folder: Path, text: str, mode: int = 0o640) -> Path:
    file = folder / "sign-in.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def refused(folder: Path, text: str) -> str:
    with pytest.raises(InputError) as error:
        read_sign_in(file_with(folder, text))
    assert "canary" not in str(error.value)
    return str(error.value)


def test_settings_that_leave_limits_out_get_a_working_day_and_half_an_hour(tmp_path: Path) -> None:
    found = read_sign_in(file_with(tmp_path, GOOD))
    assert (found.idle_minutes, found.absolute_hours, found.groups_claim) == (30, 8, "groups")
    assert found.groups == {
        "Commissioners": Role.COMMISSIONER,
        "Heads of service": Role.COMMISSIONER,
        "Members": Role.SCRUTINY,
    }
    assert found.origin == "https://carezones.example.gov.uk"
    assert found.host == "carezones.example.gov.uk"
    assert found.is_encrypted


def test_settings_shown_in_a_traceback_show_no_secret(tmp_path: Path) -> None:
    assert "canary" not in repr(read_sign_in(file_with(tmp_path, GOOD)))


def test_every_fault_is_told_at_once_and_no_value_is_quoted(tmp_path: Path) -> None:
    said = refused(
        tmp_path,
        """
[auth]
redirect_uri = "http://canary.gov.uk/callback"
cookie_secret = "canary"
client_idd = "canary-client"
server_metadata_url = "canary"
client_kwargs = "canary"
[access]
analyst = "canary-group"
idle_minutes = 0
absolute_hours = 8.5
groups_claim = ""
[more]
""",
    )
    told = said.splitlines()
    wanted = (
        "more is not a part",
        "client_idd, which is not known. Did you mean client_id?",
        "lacks client_id.",
        "lacks client_secret.",
        "client_kwargs is not a table",
        "cookie_secret is shorter than 32",
        "redirect_uri is not encrypted",
        "redirect_uri does not end with /oauth2callback",
        "server_metadata_url is not a plain address",
        "groups_claim is not a name",
        "analyst is not a list of groups",
        "gives no group a role",
        "idle_minutes is not a whole number from 1 to 240",
        "absolute_hours is not a whole number from 1 to 24",
    )
    assert len(told) == len(wanted)
    for part in wanted:
        assert sum(part in line for line in told) == 1, part


def test_a_group_with_two_roles_is_refused_without_naming_it(tmp_path: Path) -> None:
    said = refused(
        tmp_path, GOOD.replace('"Members"', '"canary-group", "Commissioners"') + 'analyst = ["canary-group"]\n'
    )
    assert said.count("lists a group 2 times") == 2


def test_a_file_that_is_not_toml_is_told_by_its_row_alone(tmp_path: Path) -> None:
    assert "row 3" in refused(tmp_path, '[auth]\nclient_id = "x"\ncanary canary\n')
    assert "at its end" in refused(tmp_path, '[auth]\nclient_id = """canary')


def test_a_file_that_everybody_may_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="everybody on this machine"):
        read_sign_in(file_with(tmp_path, GOOD, 0o644))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not there"):
        read_sign_in(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "address",
    [
        "https://a.gov.uk/oauth2callback?x=1",
        "https://u@a.gov.uk/oauth2callback",
        "ftp://a/oauth2callback",
        "https://[/oauth2callback",
        "https://a.gov.uk/sub/oauth2callback",
    ],
)
def test_an_address_that_is_more_than_a_host_is_refused(tmp_path: Path, address: str) -> None:
    assert "redirect_uri" in refused(tmp_path, GOOD.replace("https://carezones.example.gov.uk/oauth2callback", address))


def test_an_address_of_this_machine_may_go_without_encryption(tmp_path: Path) -> None:
    text = GOOD.replace("https://carezones.example.gov.uk", "http://localhost:8501")
    assert read_sign_in(file_with(tmp_path, text)).host == "localhost:8501"
