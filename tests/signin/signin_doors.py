"""The dashboard behind a sign-in, its provider, and people who come with a browser's cookies but no browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
PROVIDER = Path(__file__).parent / "provider"
START_SECONDS = 90
SERVE = "from geo.cli import main; main()"
SECRET = "of-the-tests-and-long-enough-for-a-cookie"  # noqa: S105
SETTINGS = """
[auth]
redirect_uri = "{dashboard}/oauth2callback"
cookie_secret = "{secret}"
client_id = "carezones"
client_secret = "known-to-the-tests-alone"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ prompt = "login" }}

[access]
analyst = ["Care analysts"]
commissioner = ["Care commissioners"]
scrutiny = ["Scrutiny committee"]
{limits}
"""


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def provided(port: int, dashboard: str) -> Iterator[str]:
    """The identity provider; skipped only where there is no Node to run it."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("there is no Node on this machine for the identity provider")
    if not (PROVIDER / "node_modules").is_dir():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=PROVIDER, check=True, timeout=300)
    command = ["node", "provider.mjs", str(port), dashboard]
    with subprocess.Popen(command, cwd=PROVIDER, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"http://localhost:{port}/.well-known/openid-configuration", process)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()


@contextmanager
def guarded(workspaces: list[Path], sign_in: Path, port: int, log: Path) -> Iterator[str]:
    """The dashboard behind its sign-in, as `carezones serve` starts it."""
    command = [sys.executable, "-c", SERVE, "serve", *map(str, workspaces), "--port", str(port)]
    command += ["--sign-in", str(sign_in)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env=dict(os.environ))
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def settings_file(folder: Path, dashboard: str, provider: str, limits: str = "") -> Path:
    """The settings of sign-in, which only their owner may read."""
    file = folder / "sign-in.toml"
    file.write_text(SETTINGS.format(dashboard=dashboard, provider=provider, secret=SECRET, limits=limits))
    file.chmod(0o600)
    return file


@dataclass
class Person:
    """Somebody with cookies."""

    dashboard: str
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))

    def sign_in(self, name: str) -> httpx.Response:
        """Go the way to the provider and back, as a browser would; the last answer is the dashboard's."""
        answer = self._followed(self.http.get(f"{self.dashboard}/sign-in"))
        form = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
        assert form, answer.text
        given = {"prompt": "login", "login": name, "password": "x"}
        return self._followed(self.http.post(urljoin(str(answer.url), unescape(form[1])), data=given))

    def get(self, path: str, **headers: str) -> httpx.Response:
        """A page or a file, without following where it leads."""
        return self.http.get(self.dashboard + path, headers=headers)

    @property
    def cookies(self) -> str:
        """The cookies as a header."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.http.cookies.jar)

    def _followed(self, answer: httpx.Response) -> httpx.Response:
        while answer.is_redirect:
            answer = self.http.get(
                urljoin(str(answer.url), answer.headers["location"]), headers={"accept": "text/html"}
            )
        return answer


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until something answers; a process that ends first is a failure."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "it ended before it answered"
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"{address} did not answer within {START_SECONDS} s")
