"""What the guides for administrators name is there, and their example of sign-in is one that the program takes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from talking import ROOT

from geo.access import Role, read_sign_in

GUIDES = ("SECURITY.md", "docs/deploy.md", "docs/dpia.md")


def words_of(guide: str) -> str:
    return (ROOT / guide).read_text(encoding="utf-8")


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_that_a_guide_names_is_there(guide: str) -> None:
    named = set(re.findall(r"`((?:tests|deploy|docs)/[\w./@-]+)`", words_of(guide)))
    linked = {link for link in re.findall(r"\]\(([^)#]+)", words_of(guide)) if not link.startswith("http")}
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert [link for link in linked if not ((ROOT / guide).parent / link).exists()] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_heading_that_a_guide_leads_to_is_there(guide: str) -> None:
    for target, anchor in re.findall(r"\]\(([^)#]*)#([\w-]+)\)", words_of(guide)):
        text = ((ROOT / guide).parent / target).read_text(encoding="utf-8") if target else words_of(guide)
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        assert anchor in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_the_example_of_sign_in_is_one_that_the_program_takes(tmp_path: Path) -> None:
    example = next(block for block in re.findall(r"```toml\n(.*?)```", words_of("docs/deploy.md"), re.DOTALL))
    path = tmp_path / "sign-in.toml"
    path.write_text(example.replace('"..."', f'"{"0" * 64}"'), encoding="utf-8")
    path.chmod(0o600)
    found = read_sign_in(path)
    assert (found.origin, found.idle_minutes, found.absolute_hours) == ("https://carezones.my-council.gov.uk", 30, 8)
    assert found.groups == {role.value: role for role in Role}


def test_every_command_of_the_guides_is_one_of_the_program() -> None:
    code = "from geo.cli import main; main()"
    said = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)
    known = set(re.findall(r"^│ (\w+) ", said.stdout, re.MULTILINE))
    text = "\n".join(map(words_of, GUIDES))
    named = set(re.findall(r"(?:bin/|`)carezones (\w+)", text))
    assert named
    assert named <= known
