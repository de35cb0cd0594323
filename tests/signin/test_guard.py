"""The guard by itself: which requests reach the application behind it, told by the application."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from test_sign_in_settings import GOOD, file_with

from geo.access import SignIn, SignIns, read_sign_in
from pages.signin import ahead, connection
from pages.signin.connection import Connection
from pages.signin.gate import GUARD_HEADER, Gate
from pages.signin.guard import Guard

HERE = ("127.0.0.1", 50_000)
FORWARDED = (b"x-forwarded-for", b"forwarded", b"via", b"x-real-ip", b"x-forwarded-host", b"x-forwarded-proto")
Headers = list[tuple[bytes, bytes]]


def asked(
    own: Gate, path: str = "/", *, said: int = 200, **scope: Any
) -> tuple[int, dict[str, str], dict[str, Any] | None]:
    """Status and headers of the answer, and what reached the application, which says `said`; None where nothing did."""
    reached: list[dict[str, Any]] = []
    sent: list[dict[str, Any]] = []

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        reached.append(scope)
        if scope["type"] == "http":
            cookie = (b"set-cookie", b"_streamlit_user=x; HttpOnly; Max-Age=2592000; Path=/")
            await send({"type": "http.response.start", "status": said, "headers": [cookie]})
            await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    plain = {"type": "http", "method": "GET", "path": path, "server": ("127.0.0.1", 8501), "client": HERE}
    plain |= {"headers": [(b"host", b"localhost:8501")], "query_string": b"", "scheme": "http"}
    asyncio.run(Guard(behind, own)(plain | scope, receive, send))
    first = sent[0] if sent else {}
    headers = {name.decode(): value.decode() for name, value in first.get("headers", [])}
    return (
        int(first.get("status", 403 if first.get("type") == "websocket.close" else 200)),
        headers,
        next(iter(reached), None),
    )


@pytest.fixture
def alone() -> Iterator[Gate]:
    """No sign-in, bound to this machine."""
    before = config.get_option("server.address")
    config.set_option("server.address", "127.0.0.1")
    yield Gate(None, SignIns(0, 0, time.time()))
    config.set_option("server.address", before)


@pytest.fixture
def own(tmp_path: Path) -> Gate:
    """Sign-in of a council."""
    return Gate(read_sign_in(file_with(tmp_path, GOOD)), SignIns(600, 7200, time.time() - 100))


def cookie(own: Gate, *, secret: str | None = None, **other: Any) -> str:
    """The signed cookie that Streamlit would set."""
    now = time.time()
    claims = {
        "is_logged_in": True,
        "origin": "https://carezones.example.gov.uk",
        "iss": "https://login.example.gov.uk",
        "sub": "7",
        "iat": int(now - 10),
        "exp": int(now + 600),
        "groups": ["Commissioners"],
    } | other
    assert own.settings
    signed = create_signed_value(secret or own.settings.auth["cookie_secret"], "_streamlit_user", json.dumps(claims))
    return f"_streamlit_user={signed.decode()}"


def council(*more: tuple[bytes, bytes], said: str = "", host: bytes = b"carezones.example.gov.uk") -> Headers:
    return [(b"host", host), *([(b"cookie", said.encode())] if said else []), *more]


@pytest.mark.parametrize("host", [b"localhost:8501", b"127.0.0.1:8501", b"[::1]:8501", b"localhost"])
def test_without_sign_in_this_machine_is_served(alone: Gate, host: bytes) -> None:
    assert asked(alone, headers=[(b"host", host)])[2] is not None


@pytest.mark.parametrize(
    "scope",
    [
        {"headers": [(b"host", b"evil.example:8501")]},
        {"headers": [(b"host", b"localhost.evil.example")]},
        {"headers": [(b"host", b"evil@localhost")]},
        {"headers": [(b"host", b"localhost/x")]},
        {"headers": [(b"host", b"localhost"), (b"host", b"evil.example")]},
        {"headers": []},
        {"client": ("192.0.2.7", 1)},
        {"client": None},
        {"server": ("192.0.2.7", 8501)},
        {"server": None},
        *({"headers": [(b"host", b"localhost"), (name, b"x")]} for name in FORWARDED),
        {"type": "websocket", "headers": [(b"host", b"localhost:8501"), (b"origin", b"http://localhost:3000")]},
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/stream", "/media/x.csv"])
def test_without_sign_in_nobody_else_reaches_anything(alone: Gate, path: str, scope: dict[str, Any]) -> None:
    status, _, reached = asked(alone, path, **scope)
    assert (status, reached) == (403, None)


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.7", "::", ""])  # noqa: S104 - what must be refused
def test_without_sign_in_nothing_is_served_when_the_program_listens_to_others(alone: Gate, address: str) -> None:
    config.set_option("server.address", address)
    assert asked(alone)[2] is None


def test_a_map_s_file_that_says_its_content_is_kept_for_a_year_and_an_answer_that_it_is_not_there_is_not(
    alone: Gate,
) -> None:
    path, year = "/component/x/zones-0123456789abcdef.js", "private, max-age=31536000, immutable"
    assert asked(alone, path)[1]["cache-control"] == year
    assert "cache-control" not in asked(alone, path, said=404)[1]
    assert "cache-control" not in asked(alone, "/component/x/index.html")[1]


def test_a_signed_cookie_lets_through_and_the_mark_of_the_guard_is_the_guards_own(own: Gate) -> None:
    forged = (GUARD_HEADER.encode(), b"forged")
    headers = council(forged, (b"origin", b"https://carezones.example.gov.uk"), said=cookie(own))
    reached = asked(own, "/_stcore/stream", type="websocket", headers=headers)[2]
    assert reached is not None
    marks = [value for name, value in reached["headers"] if name == GUARD_HEADER.encode()]
    assert marks == [own.mark.encode()]


@pytest.mark.parametrize(
    "other",
    [
        {"secret": "another-secret-that-is-long-enough-for-it"},
        {"origin": "https://other.example.gov.uk"},
        {"origin": None},
        {"is_logged_in": False},
        {"exp": 1},
        {"exp": 10**400},
        {"iat": 1},
        {"iat": None},
        {"groups": ["commissioners"]},
        {"groups": None},
    ],
)
def test_a_cookie_that_is_forged_or_over_or_of_no_role_lets_nothing_through(own: Gate, other: dict[str, Any]) -> None:
    said = cookie(own, **other)
    for path in ("/", "/media/x.csv", "/_stcore/host-config", "/component/a/b"):
        status, headers, reached = asked(own, path, headers=council(said=said))
        assert status in (401, 403)
        assert reached is None
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "said", ["_streamlit_user=", "_streamlit_user=x.y.z", "_streamlit_user=\u00e9", "_streamlit_user=chunks-9"]
)
def test_a_cookie_that_is_no_cookie_of_ours_is_nobody(own: Gate, said: str) -> None:
    assert asked(own, headers=council(said=said))[0] == 401


def test_a_signed_cookie_whose_letter_was_changed_is_nobody(own: Gate) -> None:
    said = cookie(own)
    place = len("_streamlit_user=") + 20
    changed = said[:place] + ("A" if said[place] != "A" else "B") + said[place + 1 :]
    assert asked(own, headers=council(said=changed))[0] == 401


@pytest.mark.parametrize("host", [b"evil.example", b"carezones.example.gov.uk:8501", b"127.0.0.1"])
def test_another_host_reaches_nothing(own: Gate, host: bytes) -> None:
    assert asked(own, headers=council(said=cookie(own), host=host))[2] is None


@pytest.mark.parametrize("path", ["*", "", "http:x", "//media/x", "//_stcore/metrics", "/media//x"])
def test_a_path_that_no_page_has_is_not_found_whoever_asks(own: Gate, path: str) -> None:
    assert asked(own, path, headers=council(said=cookie(own)))[0] == 404


def test_a_file_is_given_to_the_sign_in_it_was_made_for_and_to_no_other(own: Gate) -> None:
    mine, theirs = cookie(own), cookie(own, sub="8")
    found = asked(own, headers=council(said=mine))[2]
    assert found is not None
    claims = {"is_logged_in": True, "iss": "https://login.example.gov.uk", "sub": "7"}
    own.owners.give("abc", own.sign_in_of(claims | _times(mine)).key)  # type: ignore[union-attr]
    assert asked(own, "/media/abc.csv", headers=council(said=mine))[2] is not None
    for path, said in (
        ("/media/abc.csv", theirs),
        ("/media/abd.csv", mine),
        ("/media/x/abc.csv", mine),
        ("/media/", mine),
    ):
        assert asked(own, path, headers=council(said=said))[2] is None


def _times(said: str) -> dict[str, Any]:
    """When the sign-in of a cookie was made and until when it lasts."""
    plain = URLSafeTimedSerializer("canary-cookie-0123456789abcdef0123456789", salt="_streamlit_user")
    claims = json.loads(plain.loads(said.split("=", 1)[1]))
    return {"iat": claims["iat"], "exp": claims["exp"]}


def test_cookies_live_no_longer_than_a_sign_in_and_travel_encrypted(own: Gate) -> None:
    _, headers, _ = asked(own, headers=council(said=cookie(own)))
    assert headers["set-cookie"] == "_streamlit_user=x; HttpOnly; Max-Age=28800; Path=/; Secure"


def test_the_way_to_the_provider_is_open_and_only_for_reading(own: Gate) -> None:
    for path in ("/auth/login", "/oauth2callback", "/auth/logout"):
        assert asked(own, path, headers=council())[2] is not None
        assert asked(own, path, headers=council(), method="POST")[2] is None
        assert asked(own, path + "/x", headers=council())[2] is None


def test_signing_out_ends_the_sign_in_for_every_holder_of_its_cookie(
    own: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAREZONES_WORKSPACE", raising=False)
    said = cookie(own)
    assert asked(own, headers=council(said=said))[2] is not None
    asked(own, "/auth/logout", headers=council(said=said))
    assert asked(own, headers=council(said=said))[0] == 401


Frames = list[dict[str, Any]]


def talk(
    own: Gate, found: SignIn | None, given: Frames, during: Callable[[], None] = lambda: None
) -> tuple[Frames, Frames]:
    """What of a browser's messages reaches Streamlit, and what the browser is sent."""
    waiting, sent, reached = list(given), [], []

    async def receive() -> Any:
        if waiting:
            return waiting.pop(0)
        await asyncio.sleep(60)
        return None

    async def send(message: Any) -> None:
        sent.append(message)

    async def through() -> None:
        line = Connection(own, found, receive, send)
        for _ in range(len(given) + 1):
            try:
                message = await asyncio.wait_for(line.receive(), 1)
            except TimeoutError:
                break
            reached.append(message)
            if message["type"] == "websocket.disconnect":
                break
            during()
            await line.send({"type": "websocket.send", "bytes": b"detail"})
        line.close()

    asyncio.run(through())
    return reached, sent


def frame(**said: Any) -> dict[str, Any]:
    return {"type": "websocket.receive", "bytes": BackMsg(**said).SerializeToString()}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "LOOK_SECONDS", 0.05)


def a_sign_in(seconds: float = 600) -> SignIn:
    now = time.time()
    return SignIn("k", "carol", now - 1, now + seconds, None)


def test_a_page_whose_sign_in_ends_gets_no_further_frame_and_is_led_away(own: Gate, quick: None) -> None:
    found = a_sign_in()
    rerun = frame(rerun_script={})
    reached, sent = talk(own, found, [rerun, rerun], during=lambda: own.end(found))
    assert [message["type"] for message in reached] == ["websocket.receive", "websocket.disconnect"]
    assert [message["type"] for message in sent] == ["websocket.send", "websocket.close"]
    assert ForwardMsg.FromString(sent[0]["bytes"]).auth_redirect.url == "/"


def test_an_open_page_is_left_when_its_token_expires_though_nothing_is_done(own: Gate, quick: None) -> None:
    reached, sent = talk(own, a_sign_in(0.3), [])
    assert [message["type"] for message in reached] == ["websocket.disconnect"]
    assert b"detail" not in b"".join(message.get("bytes", b"") for message in sent)


def test_messages_that_the_dashboard_has_no_need_of_go_no_further(own: Gate, quick: None) -> None:
    unwanted = [frame(clear_cache=True), frame(debug_shutdown_runtime=True), frame(set_run_on_save=True)]
    work = BackMsg()
    work.backend_operation_request.install_skills.SetInParent()
    unwanted.append({"type": "websocket.receive", "bytes": work.SerializeToString()})
    for found in (None, a_sign_in()):
        reached, _ = talk(own, found, [*unwanted, frame(rerun_script={})])
        assert reached == [frame(rerun_script={})]


def test_a_page_is_not_drawn_before_its_libraries_are_there(alone: Gate) -> None:
    ahead._there.clear()
    try:
        with ThreadPoolExecutor(1) as reader:
            page = reader.submit(asked, alone, "/_stcore/stream", type="websocket")
            assert wait([page], timeout=0.2).not_done
            ahead._there.set()
            assert page.result(timeout=30)[2] is not None
    finally:
        ahead._there.set()
