"""The systemd units say what they should, and systemd itself agrees."""

import datetime as dt
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from packaging.version import Version
from talking import ROOT

from geo.check import REMEMBERED
from geo.loading.draft import OLD_DRAFT_SECONDS

UNITS = ROOT / "deploy/systemd"
SERVICES = ("carezones@.service", "carezones-snapshot@.service")
ANALYZE = shutil.which("systemd-analyze")
NEEDED = {
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "CapabilityBoundingSet=",
    "MemoryDenyWriteExecute=yes",
    "RestrictNamespaces=yes",
    "SystemCallFilter=@system-service",
    "SystemCallFilter=~@privileged",
    "LimitCORE=0",
    "User=carezones",
}
WEAK_BELOW = {"streamlit": "1.54.0", "starlette": "1.1.0"}
"""Oldest versions without a published weakness that we know of: CVE-2026-33682 and CVE-2026-48818."""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units as an administrator installs them, with programs that are there."""
    for path in UNITS.iterdir():
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", text).replace("file:/opt", "file:///opt")
        instance = "8501" if path.name.startswith("carezones@") else "my-council"
        (tmp_path / path.name.replace("@", f"@{instance}")).write_text(text, encoding="utf-8")
    return tmp_path


def needs_systemd() -> str:
    """Where systemd's own check is, or a skip."""
    if ANALYZE is None:
        pytest.skip("there is no systemd on this machine")
    return ANALYZE


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_is_shut_in(name: str) -> None:
    lines = set((UNITS / name).read_text(encoding="utf-8").splitlines())
    assert lines >= NEEDED


def test_systemd_understands_every_line(installed: Path) -> None:
    units = [str(path) for path in sorted(installed.iterdir())]
    said = subprocess.run([needs_systemd(), "verify", *units], check=False, capture_output=True, text=True)
    assert (said.stderr, said.returncode) == ("", 0)


@pytest.mark.parametrize(("name", "worst"), [("carezones@8501", 15), ("carezones-snapshot@my-council", 7)])
def test_systemd_finds_each_service_little_exposed(installed: Path, name: str, worst: int) -> None:
    command = [
        needs_systemd(),
        "security",
        "--offline=true",
        f"--threshold={worst}",
        str(installed / f"{name}.service"),
    ]
    said = subprocess.run(command, check=False, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout[-200:]


def test_the_secrets_of_sign_in_are_no_argument_and_no_variable() -> None:
    text = (UNITS / "carezones@.service").read_text(encoding="utf-8")
    assert "LoadCredential=sign-in.toml:/etc/carezones/sign-in.toml" in text
    assert "--sign-in ${CREDENTIALS_DIRECTORY}/sign-in.toml" in text


def test_the_proxy_asks_ports_that_the_service_may_listen_on() -> None:
    allowed = re.search(r"SocketBindAllow=ipv4:tcp:(\d+)-(\d+)", (UNITS / SERVICES[0]).read_text(encoding="utf-8"))
    assert allowed is not None
    ports = re.findall(r"server 127\.0\.0\.1:(\d+)", (ROOT / "deploy/nginx/carezones.conf").read_text(encoding="utf-8"))
    assert len(ports) == 2
    assert all(int(allowed[1]) <= int(port) <= int(allowed[2]) for port in ports)


def test_the_script_records_the_monday_of_this_week(tmp_path: Path) -> None:
    program, script, there = tmp_path / "carezones", tmp_path / "record-week", "/opt/care-zones/.venv/bin/carezones"
    text = (ROOT / "deploy/record-week").read_text(encoding="utf-8")
    assert there in text
    program.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script.write_text(text.replace(there, str(program)), encoding="utf-8")
    said = subprocess.run(["/bin/sh", str(script), "/srv/x"], capture_output=True, text=True, check=True)
    today = dt.datetime.now().astimezone().date()
    monday = today - dt.timedelta(days=today.weekday())
    assert said.stdout == f"snapshot /srv/x --as-at {monday} --json\n"


def test_uploads_that_nobody_took_over_are_removed_and_nothing_else(tmp_path: Path) -> None:
    needs_systemd()
    draft = tmp_path / "my-council/.carezones/drafts/0123/providers.csv"
    kept = tmp_path / "my-council/incoming/providers.csv"
    for path in (draft, kept):
        path.parent.mkdir(parents=True)
        path.write_text("provider_id\n", encoding="utf-8")
    text = (ROOT / "deploy/tmpfiles/carezones.conf").read_text(encoding="utf-8")
    assert text.endswith(f"/srv/care-zones/*/{REMEMBERED}/drafts - - - {OLD_DRAFT_SECONDS // 86_400}d\n")
    now = text.replace("/srv/care-zones", str(tmp_path)).replace("1d\n", "0\n")
    (tmp_path / "carezones.conf").write_text(now, encoding="utf-8")
    command = ["systemd-tmpfiles", "--clean", str(tmp_path / "carezones.conf")]
    said = subprocess.run(command, check=False, capture_output=True, text=True)
    assert said.stderr == ""
    assert [path for path in tmp_path.rglob("*.csv") if path.is_file()] == [kept]


@pytest.mark.parametrize(("package", "oldest"), WEAK_BELOW.items())
def test_no_package_with_a_weakness_that_we_know_is_installed(package: str, oldest: str) -> None:
    found = re.search(rf"^{package}==([\w.]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    assert Version(found[1]) >= Version(oldest)
