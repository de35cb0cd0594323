"""Headers that keep a browser from doing more with an answer than the dashboard needs."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Final

import streamlit as st

_INLINE: Final = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_SAME: Final = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""The same on every answer."""
KEPT: Final = "private, max-age=31536000, immutable"
"""What a browser keeps for a year without asking again: a file whose address says its content."""
FRAMES: Final = "/component/"
"""Where the frames of maps and what they fetch lie; their headers need the settings of the workspaces."""
_MARKED: Final = re.compile(r"/component/[^/]+/.+[.-][0-9a-f]{8,64}\.(js|css)")
_MARK: Final = re.compile(rb"[0-9a-f]{16}")
PRIVATE: Final = "no-store"
"""What a browser may keep of files made for one reader, and of pages about sign-in: nothing."""


def headers_of(path: str, host: str) -> dict[str, str]:
    """The headers of an answer.

    Args:
        path: The path that was asked for.
        host: The host it was asked of, checked already; empty for an answer that opens no connection.
    """
    found = _SAME | {"content-security-policy": _policy(path, host)}
    return found | {"cache-control": PRIVATE} if path.startswith("/media/") else found


def is_kept(path: str, query: bytes) -> bool:
    """Whether the address of a map's file says its content, in its name or behind the question mark."""
    return bool(_MARKED.fullmatch(path)) or (path.startswith(FRAMES) and bool(_MARK.fullmatch(query)))


def _policy(path: str, host: str) -> str:
    """The content security policy: nothing from elsewhere, and no script in the page but Streamlit's own.

    The frame of a map runs what it is sent as code, which its own document must allow; the page
    around it does not. Only there, and only where a council has tiles of its own, may pictures come from them.
    """
    in_frame = path.startswith(FRAMES)
    scripts = "'self' 'unsafe-inline' 'unsafe-eval'" if in_frame else " ".join(["'self'", *_STREAMLIT_SCRIPTS])
    parts = {
        "default-src": "'self'",
        "script-src": scripts,
        "style-src": "'self' 'unsafe-inline'",
        "img-src": " ".join(["'self' data: blob:", *(_tiles() if in_frame else ())]),
        "font-src": "'self' data:",
        "connect-src": f"'self' ws://{host} wss://{host}" if host else "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def _tiles() -> list[str]:
    """Where pictures of a map may come from; settings stand on the table library, which a page need not wait for."""
    from pages.signin.tiles import tile_origins  # noqa: PLC0415

    return tile_origins()


def _hashes() -> list[str]:
    """The few lines of script within Streamlit's page, by their hash."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_bytes()
    found = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE.findall(page))
    return [f"'sha256-{mark}'" for mark in found]


_STREAMLIT_SCRIPTS: Final = _hashes()
