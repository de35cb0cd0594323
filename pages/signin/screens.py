"""The plain pages before the dashboard: sign in, no access, not served here. Each is whole in itself."""

import html
from typing import Final

SIGN_IN_PATH: Final = "/sign-in"
SIGN_OUT_PATH: Final = "/auth/logout"
_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - Care Zones</title>
<style>
body {{ font: 1.1rem/1.5 system-ui, sans-serif; margin: 0; color: #0B0C0C; background: #FFFFFF; }}
main {{ max-width: 34rem; margin: 12vh auto; padding: 0 1.5rem; }}
a {{ color: #12436D; }}
a.act {{ display: inline-block; background: #12436D; color: #FFFFFF; padding: .6rem 1.2rem; border-radius: 6px;
  text-decoration: none; }}
a:focus-visible {{ outline: 3px solid #F46A25; outline-offset: 2px; }}
@media (prefers-color-scheme: dark) {{
  body {{ color: #F3F6F8; background: #11161C; }} a {{ color: #6BACE6; }}
  a.act {{ background: #6BACE6; color: #11161C; }}
}}
</style>
</head>
<body><main><h1>{title}</h1>{body}</main></body>
</html>
"""


def sign_in_page(reason: str) -> bytes:
    """The page that leads to the identity provider; says why somebody is no longer signed in."""
    said = f"<p>{html.escape(reason)}</p>" if reason else ""
    return _page("Sign in", f"{said}<p>Care Zones is for staff and members of the council.</p>{_act('Sign in')}")


def no_group_page(name: str) -> bytes:
    """The page for somebody who is signed in but in no group that has a role."""
    said = (
        f"<p>You are signed in as {html.escape(name)}, but none of your groups may use Care Zones.</p>"
        "<p>Ask whoever looks after the dashboard to add you to a group.</p>"
    )
    return _page("No access", f'{said}<p><a class="act" href="{SIGN_OUT_PATH}">Sign out</a></p>')


def not_served_page() -> bytes:
    """The page for another computer where no sign-in is set up."""
    return _page(
        "Only for this computer",
        "<p>No sign-in is set up, so Care Zones is served only to the computer it runs on, at "
        "<b>http://localhost</b> with its port.</p>"
        "<p>To serve it to others, start it with <code>carezones serve DIR --sign-in FILE</code> behind a proxy with "
        "TLS, as the deployment guide in <code>docs/deploy.md</code> describes.</p>",
    )


def wrong_host_page() -> bytes:
    """The page for a request that names another host than the one of the settings."""
    return _page(
        "Another address",
        "<p>Care Zones is not served at this address. Use the one that your council gave you.</p>",
    )


def _act(label: str) -> str:
    """The link to the identity provider."""
    return f'<p><a class="act" href="{SIGN_IN_PATH}">{html.escape(label)}</a></p>'


def _page(title: str, body: str) -> bytes:
    """A whole page."""
    return _PAGE.format(title=html.escape(title), body=body).encode()
