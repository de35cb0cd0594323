"""What the server is really set to, asked of a running one: by a page that prints it, and by trying each door."""

import http.client
import json
import socket
import threading
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from talking import ROOT, Answer, Start, free_port, page_of, running, session_of, stream, streamlit_command
from websockets.exceptions import ConnectionClosedError, InvalidStatus

pytestmark = pytest.mark.slow

SET = {
    "global.developmentMode": False,
    "server.headless": True,
    "server.address": "127.0.0.1",
    "server.allowedHosts": ["localhost", "127.0.0.1"],
    "server.enableCORS": True,
    "server.corsAllowedOrigins": [],
    "server.enableXsrfProtection": True,
    "server.xsrfCookieSameSite": "strict",
    "server.trustedUserHeaders": {},
    "server.unsafeMetricsUserAttributes": [],
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "server.scriptHealthCheckEnabled": False,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.allowRunOnSave": False,
    "server.maxUploadSize": 60,
    "server.maxMessageSize": 50,
    "server.maxWidgetStateSize": 5,
    "server.enableWebsocketCompression": False,
    "server.websocketPingInterval": 30,
    "server.disconnectedSessionTTL": 60,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "viewer",
    "client.disableDataExport": True,
    "client.allowedOrigins": [],
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "logger.level": "info",
    "browser.gatherUsageStats": False,
}


@dataclass(frozen=True)
class Served:
    """A running server, what it writes and who it tries to reach."""

    address: str
    log: Path
    reached: list[bytes]

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        request = urllib.request.Request(self.address + path, data=body, method=method, headers=headers or {})  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own address
                return Answer(answer.status, answer.headers.items(), answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, list(error.headers.items()), error.read())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The project's settings on a page of the tests; every way out ends in a listener that counts."""
    folder, port, reached = tmp_path_factory.mktemp("settings"), free_port(), []
    with socket.create_server(("127.0.0.1", 0)) as outside:
        threading.Thread(target=_note, args=(outside, reached), daemon=True).start()
        way_out = f"http://127.0.0.1:{outside.getsockname()[1]}"
        environment = {
            "HOME": str(folder),
            "HTTP_PROXY": way_out,
            "HTTPS_PROXY": way_out,
            "http_proxy": way_out,
            "https_proxy": way_out,
        }
        command = streamlit_command(ROOT / "tests/deploy/probe_page.py", port)
        address = f"http://127.0.0.1:{port}"
        with running(Start(command, f"{address}/_stcore/health", folder / "log.txt", environment)):
            yield Served(address, folder / "log.txt", reached)


def _note(outside: socket.socket, reached: list[bytes]) -> None:
    while True:
        try:
            caller, _ = outside.accept()
        except OSError:
            return
        with caller:
            reached.append(caller.recv(200))


@pytest.fixture(scope="module")
def effective(server: Served) -> dict[str, Any]:
    with stream(server.address, origin=server.address) as talk:
        heard = page_of(talk)
    shown = [m.delta.new_element.code.code_text for m in heard if m.delta.new_element.HasField("code")]
    return json.loads(shown[0])


@pytest.mark.parametrize(("key", "value"), SET.items())
def test_each_setting_has_its_value_on_the_running_server(effective: dict[str, Any], key: str, value: object) -> None:
    assert effective[key] == value


def test_every_setting_of_the_file_that_is_no_colour_or_font_is_asserted_here() -> None:
    import tomllib  # noqa: PLC0415

    given = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert {f"{part}.{name}" for part, names in given.items() if part != "theme" for name in names} == set(SET)


def test_only_this_machine_is_answered(server: Served) -> None:
    port = int(server.address.rpartition(":")[2])
    with socket.socket(socket.AF_INET6) as other:
        assert other.connect_ex(("::1", port)) != 0
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_a_window_of_another_site_is_refused(server: Served) -> None:
    with pytest.raises(InvalidStatus) as refused, stream(server.address, origin="https://evil.example"):
        pass
    assert refused.value.response.status_code == 403


def test_a_name_that_was_turned_to_this_machine_is_refused(server: Served) -> None:
    with (
        pytest.raises(InvalidStatus) as refused,
        stream(server.address, origin="http://evil.example", host="evil.example"),
    ):
        pass
    assert refused.value.response.status_code == 403


def test_another_site_may_read_no_answer(server: Served) -> None:
    for path in ("/_stcore/health", "/_stcore/host-config", "/"):
        said = server.ask(path, headers={"Origin": "https://evil.example"})
        assert said.one("Access-Control-Allow-Origin") is None


def test_no_other_site_may_steer_the_pages_from_a_frame(server: Served) -> None:
    assert json.loads(server.ask("/_stcore/host-config").body)["allowedOrigins"] == []


def test_an_error_tells_neither_its_kind_nor_its_value_nor_a_path(server: Served) -> None:
    with stream(server.address, origin=server.address) as talk:
        heard = page_of(talk, "break=1")
    sent = b"".join(m.SerializeToString() for m in heard if m.WhichOneof("type") == "delta")
    assert any(m.delta.new_element.HasField("exception") for m in heard)
    assert [
        word for word in (b"value of a broken page", b"ValueError", b"probe_page", b"Traceback") if word in sent
    ] == []
    assert "value of a broken page" in server.log.read_text(encoding="utf-8")


def test_nothing_is_shown_that_a_page_does_not_say(server: Served) -> None:
    with stream(server.address, origin=server.address) as talk:
        heard = page_of(talk)
    assert not any(b"magic would show" in m.delta.SerializeToString() for m in heard)


def test_a_browser_is_told_to_send_nothing_to_anyone(server: Served) -> None:
    with stream(server.address, origin=server.address) as talk:
        first = next(m for m in page_of(talk) if m.WhichOneof("type") == "new_session").new_session
    assert first.config.gather_usage_stats is False
    assert first.config.max_cached_message_age >= 0


def test_an_upload_without_the_token_of_the_page_is_refused(server: Served) -> None:
    assert _upload(server, size=10, token=False) == 403


def test_an_upload_within_the_limit_is_taken_and_a_larger_one_refused(server: Served) -> None:
    assert _upload(server, size=10) == 204
    assert _upload(server, size=60 * 1024 * 1024 + 1) == 413


def test_a_message_larger_than_any_choice_ends_the_connection(server: Served) -> None:
    asked = BackMsg()
    asked.rerun_script.query_string = "x" * (5 * 1000 * 1000 + 1)
    with stream(server.address, origin=server.address) as talk:
        talk.send(asked.SerializeToString())
        with suppress(ConnectionClosedError):
            list(talk)
        assert talk.close_code == 1009


def test_the_token_of_the_page_is_not_sent_along_from_another_site(server: Served) -> None:
    cookie = server.ask("/_stcore/health").one("Set-Cookie")
    assert cookie is not None
    assert "SameSite=Strict" in cookie


def test_no_program_may_drive_the_pages(server: Served) -> None:
    for path in ("/_stcore/agent/interact", "/_stcore/agent/mcp"):
        said = server.ask(path, method="POST", body=b"{}", headers={"Content-Type": "application/json"})
        assert b"not_available" in said.body, path


def test_no_file_beside_the_app_is_served_and_no_script_is_run_for_its_health(server: Served) -> None:
    shell = server.ask("/").body
    for path in ("/app/static/probe_page.py", "/_stcore/script-health-check"):
        assert server.ask(path).body in {shell, b"Not Found"}, path


def test_no_file_is_watched(server: Served) -> None:
    with stream(server.address, origin=server.address) as talk:
        first = next(m for m in page_of(talk) if m.WhichOneof("type") == "new_session").new_session
    assert first.config.allow_run_on_save is False
    assert first.initialize.session_status.run_on_save is False


def test_a_page_and_an_upload_ask_the_internet_for_nothing(server: Served) -> None:
    before = len(server.reached)
    assert _upload(server, size=10) == 204
    assert server.reached[before:] == []


def _upload(server: Served, *, size: int, token: bool = True) -> int:
    """Send a file as the page does and return the status; of a file above the limit only its size is told."""
    cookie = (server.ask("/_stcore/health").one("Set-Cookie") or "").partition(";")[0]
    body = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\nx\r\n--b--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Cookie": cookie, "Content-Length": str(len(body))}
    if size > len(body):
        headers["Content-Length"] = str(size)
    if token:
        headers["X-Xsrftoken"] = cookie.partition("=")[2]
    with stream(server.address, origin=server.address, headers={"Cookie": cookie}) as talk:
        path = f"/_stcore/upload_file/{session_of(page_of(talk))}/{uuid.uuid4()}"
        with closing(http.client.HTTPConnection(server.address.partition("://")[2], timeout=20)) as caller:
            caller.request("PUT", path, body=None if size > len(body) else body, headers=headers)
            with caller.getresponse() as answer:
                return answer.status
