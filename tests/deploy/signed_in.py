"""The real dashboard with sign-in, two processes behind the deployed nginx, and cookies of people who signed in."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from proxied import NAME, Proxy, needs_nginx, nginx_before
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from talking import Start, free_port, running

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of the tests
SERVE = "from geo.cli import main; main()"
ISSUER = "https://identity.example.gov.uk"


@contextmanager
def deployed_dashboard(folder: Path, workspace: Path) -> Iterator[Proxy]:
    """Two processes of `carezones serve --sign-in` behind nginx."""
    needs_nginx()
    ports, port, plain_port = (free_port(), free_port()), free_port(), free_port()
    settings = folder / "sign-in.toml"
    settings.write_text(_settings(port), encoding="utf-8")
    settings.chmod(0o600)
    starts = [
        Start(
            [sys.executable, "-c", SERVE, "serve", str(workspace), "--sign-in", str(settings), "--port", str(own)],
            f"http://127.0.0.1:{own}/_stcore/health",
            folder / f"process{own}.txt",
        )
        for own in ports
    ]
    with running(*starts) as processes, nginx_before(folder, ports, (port, plain_port)):
        yield Proxy(folder, port, plain_port, tuple(processes), ports)


def cookie_of(proxy: Proxy, group: str, person: str = "somebody") -> str:
    """The value of the cookie that a sign-in leaves."""
    now = int(time.time())
    claims = {
        "origin": proxy.address,
        "is_logged_in": True,
        "provider": "default",
        "iss": ISSUER,
        "sub": person,
        "iat": now,
        "exp": now + 3600,
        "nonce": person,
        "groups": [group],
        "preferred_username": person,
    }
    return create_signed_value(SECRET, "_streamlit_user", json.dumps(claims)).decode()


def _settings(port: int) -> str:
    """Settings of sign-in as docs/deploy.md has them, with an identity provider that is never asked."""
    return f"""
[auth]
redirect_uri = "https://{NAME}:{port}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "carezones"
client_secret = "never sent"
server_metadata_url = "{ISSUER}/.well-known/openid-configuration"

[access]
groups_claim = "groups"
analyst = ["analysts"]
commissioner = ["commissioners"]
scrutiny = ["members"]
"""
