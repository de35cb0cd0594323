"""Analysts who have signed in: settings of sign-in, and the cookie that a sign-in leaves, signed as Streamlit does.

No identity provider takes part, as it would once a sign-in and never while a page is used.
"""

import json
import secrets
import time
from pathlib import Path

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

_SECRET = secrets.token_hex(32)
_ISSUER = "https://identity.example.gov.uk"
_SETTINGS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{secret}"
client_id = "carezones"
client_secret = "never sent"
server_metadata_url = "{issuer}/.well-known/openid-configuration"

[access]
groups_claim = "groups"
analyst = ["analysts"]
commissioner = ["commissioners"]
scrutiny = ["members"]
"""


def settings_of(folder: Path, address: str) -> Path:
    """The settings as docs/deploy.md has them, which only their owner may read."""
    file = folder / "sign-in.toml"
    file.touch(mode=0o600)
    file.write_text(_SETTINGS.format(address=address, secret=_SECRET, issuer=_ISSUER), encoding="utf-8")
    return file


def cookie_of(address: str, person: str) -> str:
    """The cookie of an analyst who has just signed in, for an hour."""
    now = int(time.time())
    claims = {
        "origin": address,
        "is_logged_in": True,
        "provider": "default",
        "iss": _ISSUER,
        "sub": person,
        "iat": now,
        "exp": now + 3600,
        "nonce": secrets.token_hex(8),
        "groups": ["analysts"],
        "preferred_username": person,
    }
    return f"_streamlit_user={create_signed_value(_SECRET, '_streamlit_user', json.dumps(claims)).decode()}"
