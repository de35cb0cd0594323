"""The deployed nginx, run as it is before two processes that guard nothing themselves."""

import base64
import hashlib
import json
import re
import shutil
import socket
import ssl
import subprocess
import time
import tomllib
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from proxied import IN, NAME, Proxy, deployed, proxied
from talking import ROOT, page_of, session_of
from websockets.exceptions import InvalidStatus

pytestmark = pytest.mark.slow

GUARDED = [
    "/",
    "/waiting",
    "/nothing/here",
    "/static/js/none.js",
    "/media/0123456789abcdef.csv",
    "/component/leaflet/leaflet.js",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/bidi-components/x/y.js",
    "/which",
    "/favicon.png",
]
CLOSED = [
    "/_stcore/metrics",
    "/_stcore/metrics/",
    "/_stcore/metrics?families=x",
    "/%5fstcore/metrics",
    "/x/../_stcore/metrics",
    "/_stcore//metrics",
    "//_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/script-health-check",
    "/_stcore/",
    "/carezones/allowed",
]
HEADERS = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with proxied(tmp_path_factory.mktemp("proxy"), ROOT / "tests/deploy/probe_page.py") as found:
        yield found


@pytest.mark.parametrize("path", GUARDED)
def test_no_route_answers_without_a_sign_in(proxy: Proxy, path: str) -> None:
    said = proxy.ask(path)
    assert said.status == 401
    assert b"Streamlit" not in said.body


def test_a_page_without_a_sign_in_says_how_to_sign_in(proxy: Proxy) -> None:
    for asked in ({"Sec-Fetch-Mode": "navigate"}, {"Accept": "text/html,*/*"}):
        for path in ("/", "/waiting?zone=E07", "/media/x.csv"):
            said = proxy.ask(path, headers=asked)
            assert (said.status, said.body) == (401, b"how to sign in")


def test_somebody_without_a_role_gets_words_and_nothing_else(proxy: Proxy) -> None:
    nobody = {"Cookie": "_streamlit_user=without-a-role"}
    for path in GUARDED:
        assert proxy.ask(path, headers=nobody).status == 403
        said = proxy.ask(path, headers=nobody | {"Accept": "text/html"})
        assert (said.status, said.body) == (403, b"no group of yours")


@pytest.mark.parametrize("path", CLOSED)
def test_what_no_page_needs_is_closed_even_after_signing_in(proxy: Proxy, path: str) -> None:
    said = proxy.ask(path, headers=IN)
    assert said.status in {400, 404}
    assert b"families" not in said.body
    assert b"# TYPE" not in said.body


@pytest.mark.parametrize("path", ["/", "/sign-in", "/_stcore/health", "/_stcore/metrics", "/media/none", "/no"])
@pytest.mark.parametrize("cookie", [{}, IN])
def test_every_answer_has_each_header_once(proxy: Proxy, path: str, cookie: dict[str, str]) -> None:
    said = proxy.ask(path, headers=cookie)
    assert {name: said.one(name) for name in HEADERS} == HEADERS
    assert "default-src 'none'" in (said.one("Content-Security-Policy") or "")
    assert "camera=()" in (said.one("Permissions-Policy") or "")
    assert said.one("Server") == "nginx"


def test_the_proxy_does_not_tell_its_version_in_its_own_answers(proxy: Proxy) -> None:
    for said in (proxy.ask("/media/x"), proxy.ask("/_stcore/metrics", headers=IN), proxy.ask_plain("/")):
        assert re.search(rb"nginx/\d", said.body) is None
        assert said.one("Server") == "nginx"


def test_only_files_that_never_change_are_kept(proxy: Proxy) -> None:
    script = re.search(rb'src="\.(/static/js/index\.[^"]+)"', proxy.ask("/", headers=IN).body)
    assert script is not None
    assert "immutable" in (proxy.ask(script[1].decode(), headers=IN).one("Cache-Control") or "")
    assert proxy.ask("/static/js/none.js", headers=IN).one("Cache-Control") == "no-cache"


def test_a_downloaded_file_is_refused_without_a_sign_in_and_kept_nowhere(proxy: Proxy) -> None:
    with proxy.stream(headers=IN) as talk:
        heard = page_of(talk)
        link = next(m.delta.new_element.download_button.url for m in heard if _is_download(m))
        assert proxy.ask(link).status == 401
        said = proxy.ask(link, headers=IN)
    assert said.body == b"a row about somebody"
    assert said.one("Cache-Control") == "no-store"


def test_plain_http_is_only_led_to_tls(proxy: Proxy) -> None:
    said = proxy.ask_plain("/waiting?zone=E07")
    assert (said.status, said.one("Location")) == (301, f"https://{NAME}/waiting?zone=E07")
    assert proxy.ask_plain("/", name="evil.example").one("Location") == f"https://{NAME}/"


@pytest.mark.parametrize("name", [NAME, "evil.example"])
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_old_protocols_are_refused(proxy: Proxy, version: ssl.TLSVersion, name: str) -> None:
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        old = _client(version, "ALL:@SECLEVEL=0")
    with pytest.raises(ssl.SSLError, match=r"(?i)protocol.version"):
        _shake(proxy, old, name)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_present_protocols_are_spoken(proxy: Proxy, version: ssl.TLSVersion) -> None:
    assert _shake(proxy, _client(version, "DEFAULT"), NAME) == version.name.replace("_", ".", 1)


def test_ciphers_that_lose_past_talks_with_the_key_are_refused(proxy: Proxy) -> None:
    for weak in ("AES128-SHA", "AES256-GCM-SHA384", "ECDHE-RSA-AES128-SHA"):
        with pytest.raises(ssl.SSLError):
            _shake(proxy, _client(ssl.TLSVersion.TLSv1_2, f"{weak}:@SECLEVEL=0"), NAME)


def test_another_name_gets_no_certificate(proxy: Proxy) -> None:
    with pytest.raises(ssl.SSLError):
        _shake(proxy, _client(ssl.TLSVersion.TLSv1_3, "DEFAULT"), "evil.example")


def test_a_page_is_shown_over_the_connection(proxy: Proxy) -> None:
    with proxy.stream(headers=IN) as talk:
        shown = [m.delta.new_element.code.code_text for m in page_of(talk) if m.delta.new_element.HasField("code")]
    assert json.loads(shown[0])["server.allowedHosts"] == [NAME, "127.0.0.1"]


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:8501", f"http://{NAME}", ""])
def test_a_connection_from_another_site_or_from_none_is_refused(proxy: Proxy, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused, proxy.stream(origin=origin, headers=IN):
        pass
    assert refused.value.response.status_code == 403


def test_a_connection_without_a_sign_in_is_refused(proxy: Proxy) -> None:
    with pytest.raises(InvalidStatus) as refused, proxy.stream():
        pass
    assert refused.value.response.status_code == 401


def test_a_request_that_another_site_started_is_refused(proxy: Proxy) -> None:
    for path in ("/", "/media/x", "/_stcore/health", "/sign-in"):
        assert proxy.ask(path, headers=IN | {"Origin": "https://evil.example"}).status == 403
        assert proxy.ask(path, headers=IN | {"Origin": "https://evil.example", "Accept": "text/html"}).status == 403
    assert proxy.ask("/", headers=IN | {"Origin": proxy.address}).status == 200


def test_only_uploads_change_anything(proxy: Proxy) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"):
        for path in ("/", "/media/x", "/_stcore/health", "/auth/login"):
            assert proxy.ask(path, method=method, headers=IN).status == 405, (method, path)


def test_an_upload_passes_and_one_above_the_limit_is_refused_before_it_is_sent(proxy: Proxy) -> None:
    cookies = IN["Cookie"] + "; " + (proxy.ask("/_stcore/health", headers=IN).one("Set-Cookie") or "").partition(";")[0]
    headers = {
        "Cookie": cookies,
        "Content-Type": "multipart/form-data; boundary=b",
        "X-Xsrftoken": cookies.partition("_streamlit_xsrf=")[2],
        "Origin": proxy.address,
    }
    with proxy.stream(headers={"Cookie": cookies}) as talk:
        path = f"/_stcore/upload_file/{session_of(page_of(talk))}/{uuid.uuid4()}"
        rows = b"x" * 3_000_000
        body = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n' + rows + b"\r\n--b--\r\n"
        assert proxy.ask(path, method="PUT", headers=headers, body=body).status == 204
        assert proxy.ask(path, method="PUT", headers=headers, size=62 * 1024 * 1024).status == 413
        assert proxy.ask(path, method="DELETE", headers=headers).status == 204


def test_an_upload_under_way_lies_on_no_disk(proxy: Proxy) -> None:
    head = f"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: {NAME}:{proxy.port}\r\nCookie: {IN['Cookie']}\r\n"
    with (
        socket.create_connection(("127.0.0.1", proxy.port), timeout=10) as wire,
        proxy.trust.wrap_socket(wire, server_hostname=NAME) as talk,
    ):
        talk.sendall(f"{head}Content-Length: 4000000\r\n\r\n".encode() + b"x" * 1_000_000)
        time.sleep(0.5)
        assert [name for name in _open_files(proxy) if str(proxy.folder / "client_body") in name] == []


def test_the_limit_of_uploads_is_that_of_the_app_and_what_surrounds_the_file() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert f"client_max_body_size {settings['server']['maxUploadSize'] + 1}m;" in deployed()


def test_cookies_go_over_tls_only(proxy: Proxy) -> None:
    cookies = proxy.ask("/_stcore/health", headers=IN).all("Set-Cookie") + proxy.ask("/sign-in").all("Set-Cookie")
    assert len(cookies) == 5
    assert [cookie for cookie in cookies if "secure" not in cookie.lower()] == []


def test_somebody_in_many_groups_can_sign_in_and_stay_in(proxy: Proxy) -> None:
    said = proxy.ask("/sign-in")
    assert said.status == 200
    cookies = "; ".join([IN["Cookie"], *(cookie.partition(";")[0] for cookie in said.all("Set-Cookie"))])
    assert len(cookies) > 14_000
    assert proxy.ask("/", headers={"Cookie": cookies}).status == 200
    with proxy.stream(headers={"Cookie": cookies}) as talk:
        assert page_of(talk)


def test_the_app_is_told_who_calls_and_not_what_the_caller_claims(proxy: Proxy) -> None:
    claimed = {"X-Forwarded-For": "10.9.8.7", "X-Forwarded-Proto": "http", "Forwarded": "for=10.9.8.7"}
    said = proxy.ask("/which", headers=IN | claimed).body.decode()
    assert said.split()[1:] == [f"{NAME}:{proxy.port}", "127.0.0.1", "https"]


def test_one_sign_in_stays_with_one_process_and_many_use_both(proxy: Proxy) -> None:
    found = {person: {_process(proxy, person) for _ in range(2)} for person in range(10)}
    assert {len(processes) for processes in found.values()} == {1}
    assert len(set.union(*found.values())) == 2


def test_the_log_has_no_query_no_address_and_no_file(proxy: Proxy) -> None:
    secret = uuid.uuid4().hex
    proxy.ask(f"/waiting?name={secret}", headers=IN | {"Referer": f"https://x/{secret}", "User-Agent": secret})
    proxy.ask(f"/media/{secret}.csv", headers=IN)
    proxy.ask(f"/{secret}/x", headers=IN)
    proxy.ask(f"/oauth2callback?code={secret}&state={secret}")
    proxy.ask_plain(f"/?{secret}")
    lines = _lines_after(proxy, '"place":"/oauth2callback"')
    assert secret not in proxy.log()
    assert {"/waiting", "/media/...", "/..."} <= {line["place"] for line in lines}
    assert {tuple(line) for line in lines} == {
        ("at", "method", "place", "status", "bytes", "seconds", "process", "tls"),
    }


def test_the_one_script_in_the_page_is_the_one_that_is_allowed() -> None:
    page = (Path(streamlit.__file__).parent / "static/index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    allowed = {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts}
    assert set(re.findall(r"'sha256-[^']+'", deployed())) == allowed


def test_the_check_after_installing_finds_all_shut_and_says_where_nothing_answers(proxy: Proxy) -> None:
    if shutil.which("curl") is None:
        pytest.skip("there is no curl on this machine")
    command = [str(ROOT / "deploy/check-site"), f"{NAME}:{proxy.port}"]
    given = ["--cacert", str(proxy.folder / "certificate.pem"), "--resolve", f"{NAME}:{proxy.port}:127.0.0.1"]
    shut = subprocess.run([*command, *given], capture_output=True, text=True, check=False)
    assert [line for line in shut.stdout.splitlines() if not line.startswith("ok ")] == []
    assert (shut.returncode, len(shut.stdout.splitlines())) == (0, 22)
    bare = ["--connect-to", f"::127.0.0.1:{proxy.process_ports[0]}"]
    bare_said = subprocess.run([*command, *bare], capture_output=True, text=True, check=False)
    assert bare_said.returncode == 1
    assert "WRONG   the site answers over TLS" in bare_said.stdout


def test_whoever_tries_to_sign_in_again_and_again_has_to_wait(proxy: Proxy) -> None:
    secret = uuid.uuid4().hex
    tried = Counter(proxy.ask(f"/auth/login?provider={secret}").status for _ in range(45))
    assert tried[429] >= 5
    assert proxy.ask("/", headers=IN).status == 200
    assert secret not in proxy.log()


def test_z_if_one_process_ends_the_other_serves(proxy: Proxy) -> None:
    secret = uuid.uuid4().hex
    before = {person: _process(proxy, person) for person in range(8)}
    ended = proxy.processes[0]
    ended.kill()
    ended.wait(timeout=20)
    after = {person: _process(proxy, person, secret) for person in range(8)}
    assert set(after.values()) == {proxy.processes[1].pid}
    assert {person for person, process in before.items() if process == proxy.processes[1].pid} <= set(after)
    with proxy.stream(headers=IN) as talk:
        assert page_of(talk)
    assert secret not in proxy.log()


def _open_files(proxy: Proxy) -> list[str]:
    """Files that nginx holds open, also those that have no name any more."""
    main = int((proxy.folder / "nginx.pid").read_text(encoding="ascii"))
    workers = Path(f"/proc/{main}/task/{main}/children").read_text(encoding="ascii").split()
    found = [handle for worker in workers for handle in Path(f"/proc/{worker}/fd").iterdir()]
    return [str(handle.readlink()) for handle in found if handle.is_symlink()]


def _process(proxy: Proxy, person: int, query: str = "") -> int:
    """The process that answers one person."""
    said = proxy.ask(f"/which?{query}", headers={"Cookie": f"_streamlit_user=somebody{person}"})
    assert said.status == 200
    return int(said.body.split()[0])


def _client(version: ssl.TLSVersion, ciphers: str) -> ssl.SSLContext:
    """A client that speaks one version only and believes any certificate."""
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    client.set_ciphers(ciphers)
    client.minimum_version = client.maximum_version = version
    return client


def _shake(proxy: Proxy, client: ssl.SSLContext, name: str) -> str | None:
    """Agree on a protocol and say which."""
    with (
        socket.create_connection(("127.0.0.1", proxy.port), timeout=10) as wire,
        client.wrap_socket(wire, server_hostname=name) as talk,
    ):
        return talk.version()


def _lines_after(proxy: Proxy, last: str) -> list[dict[str, object]]:
    """Lines of the log once the last request stands in it."""
    path = proxy.folder / "carezones.log"
    end = time.monotonic() + 5
    while last not in path.read_text(encoding="utf-8"):
        assert time.monotonic() < end, "the request is not in the log"
        time.sleep(0.05)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _is_download(message: object) -> bool:
    return bool(message.delta.new_element.HasField("download_button"))  # type: ignore[attr-defined]
