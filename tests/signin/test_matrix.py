"""Every role on every path, judged by the bytes that were sent: what scrutiny is sent holds nothing of detail."""

import csv
import re
from collections.abc import Callable

import pytest
from conftest import WEEK, House
from signin_doors import Person
from signin_talk import Page, opened
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import InvalidStatus

from geo.access.audit_log import lines_of, verify
from geo.week import load_week

Known = Callable[[str], Person]
PAGES = [
    "",
    "hard_to_source",
    "providers",
    "rules",
    "waiting",
    "rural",
    "trends",
    "compare",
    "data",
    "help",
    "released",
    "released_help",
    "scrutiny_pack",
]
OUTSIDE = ("nobody", "una", "nil", "odd")
"""Nobody, and people in no group that has a role."""
DETAIL = ("carol", "ana")

ROUTES = (
    "/",
    "/waiting",
    "/static/js/index.js",
    "/component/leaflet/leaflet.js",
    "/media/a.csv",
    "/_stcore/host-config",
    "/favicon.png",
    "/_stcore/bidi-components/a/b.js",
    "/_stcore/upload_file/a/b",
)


@pytest.fixture(scope="module")
def personal(house: House) -> list[bytes]:
    """What of the detail world no member may ever be sent: references and postcodes of people, names of providers."""
    found: set[str] = set()
    columns = {"packages.csv": ("package_id", "person_id", "postcode"), "awaiting.csv": ("case_id", "postcode")}
    for name, wanted in columns.items():
        text = (house.workspace / "incoming" / name).read_text(encoding="utf-8")
        for row in csv.DictReader(text.splitlines()):
            found |= {row[column] for column in wanted if row.get(column)}
    assert len(found) > 500
    return [value.encode() for value in sorted(found)]


@pytest.fixture(scope="module")
def exact(house: House) -> list[re.Pattern[bytes]]:
    """Exact counts of people as the tables of the dashboard say them, small ones among them."""
    week = load_week(house.workspace)
    waiting = week.figures.loc[week.zones.index].set_index("zone_name")["people_awaiting"]
    told = waiting[waiting % 5 != 0]  # a released count is a multiple of 5
    assert (told < 8).any()
    cells = [rb">%s</th><td[^>]*>%d<" % (re.escape(name).encode(), count) for name, count in told.items()]
    return [re.compile(cell) for cell in [*cells, rb"\b%d people are still waiting" % waiting.sum()]]


def personal_in(sent: bytes, values: list[bytes]) -> list[bytes]:
    return [value for value in values if value in sent]


def exact_in(sent: bytes, patterns: list[re.Pattern[bytes]]) -> list[bytes]:
    return [pattern.pattern for pattern in patterns if pattern.search(sent)]


def drawn(person: Person, page: str, **asked: object) -> Page:
    with opened(person) as found:
        found.run(page, **asked)  # type: ignore[arg-type]
        return found


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("path", ROUTES)
def test_whoever_is_not_signed_in_for_a_role_is_served_no_route(known: Known, name: str, path: str) -> None:
    answer = known(name).get(path)
    assert answer.status_code == (401 if name == "nobody" else 403)
    assert answer.text in ("Not signed in", "No access")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", OUTSIDE)
def test_whoever_is_not_signed_in_for_a_role_opens_no_connection(known: Known, name: str) -> None:
    with pytest.raises(InvalidStatus) as refused, opened(known(name)):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json",
                                  "/_stcore/script-health-check"])  # fmt: skip
@pytest.mark.parametrize("name", ["nobody", "ana"])
def test_routes_that_nobody_needs_are_closed_to_everybody(known: Known, name: str, path: str) -> None:
    assert known(name).get(path).status_code == 404


def test_health_says_nothing_but_that_the_server_answers(known: Known) -> None:
    answer = known("nobody").get("/_stcore/health")
    assert (answer.status_code, answer.content) == (204, b"")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("name", DETAIL)
def test_commissioners_and_analysts_are_sent_detail(known: Known, exact: list[re.Pattern[bytes]], name: str) -> None:
    found = drawn(known(name), "waiting")
    assert exact_in(found.sent, exact), "the control fails, so that the tests of scrutiny would show nothing"


def test_scrutiny_is_sent_nothing_of_detail_by_any_page(
    known: Known, personal: list[bytes], exact: list[re.Pattern[bytes]]
) -> None:
    seen: set[bytes] = set()
    for page in PAGES:
        with opened(known("carol")) as theirs, opened(known("sam")) as ours:
            theirs.run(page)  # what a commissioner has seen lies in the caches
            assert WEEK.encode() in ours.run(page), "the page failed, so that it shows nothing anyway"
            seen |= set(ours.frames)
    seen |= set(drawn(known("both"), "waiting").frames)
    assert not personal_in(b"".join(seen), personal)
    assert not exact_in(b"".join(seen), exact)


def test_scrutiny_gets_no_detail_by_the_hash_of_a_page_or_the_widgets_of_somebody_else(
    known: Known, personal: list[bytes], exact: list[re.Pattern[bytes]]
) -> None:
    theirs = drawn(known("carol"), "waiting")
    hashes = {one.new_session.page_script_hash for one in theirs.messages if one.WhichOneof("type") == "new_session"}
    hashes |= {page.page_script_hash for one in theirs.messages for page in one.navigation.app_pages}
    widgets = re.findall(rb"\$\$ID-[0-9a-f]{32}-[\w-]+", theirs.sent)
    assert len(hashes) > 5
    assert widgets
    states = tuple(WidgetState(id=widget.decode(), string_value="HC11") for widget in widgets)
    with opened(known("sam")) as page:
        for page_hash in hashes:
            page.run("waiting", page_hash=page_hash, query="zone=HC11&as_at=2022-08-29", states=states)
    assert not personal_in(page.sent, personal)
    assert not exact_in(page.sent, exact)


def test_scrutiny_cannot_take_over_the_open_page_of_somebody_else(known: Known, exact: list[re.Pattern[bytes]]) -> None:
    with opened(known("carol")) as theirs:
        theirs.run("waiting")
        with opened(known("sam"), session=theirs.session_id) as page:
            page.run("waiting")
            assert page.session_id != theirs.session_id
            assert not exact_in(page.sent, exact)


def test_the_menu_of_scrutiny_names_no_page_of_detail(known: Known) -> None:
    titles = {page.page_name for one in drawn(known("sam"), "").messages for page in one.navigation.app_pages}
    assert titles == {"Released maps", "Scrutiny pack", "Help"}


def test_a_commissioner_is_offered_neither_loading_nor_recording(known: Known) -> None:
    assert b"Load new files" in drawn(known("ana"), "data").sent
    sent = drawn(known("carol"), "data").sent
    assert b"Load new files" not in sent
    assert b"Record the week" not in sent


def test_a_download_goes_to_its_owner_and_to_nobody_else(house: House, known: Known) -> None:
    with opened(known("carol")) as page:
        page.run("waiting")
        assert page.files
        for path in page.files:
            mine = known("carol").get(path)
            assert mine.status_code == 200
            assert mine.headers["cache-control"] == "no-store"
            assert mine.headers["x-content-type-options"] == "nosniff"
            assert known("nobody").get(path).status_code == 401
            for name in ("sam", "colin", "una"):
                answer = known(name).get(path)
                assert (answer.status_code, answer.text) == (403, "No access")
            assert known("sam").get(path.rsplit(".", 1)[0] + ".txt").status_code == 403


def test_a_download_link_in_the_address_of_scrutiny_gives_no_right_to_it(known: Known) -> None:
    with opened(known("carol")) as page:
        page.run("waiting")
        path = page.files[0]
        drawn(known("sam"), "", query=f"zone={path}")
        assert known("sam").get(path).status_code == 403


def test_a_file_is_uploaded_only_into_a_page_of_ones_own(known: Known) -> None:
    with opened(known("ana")) as page:
        page.run("data")
        path = f"/_stcore/upload_file/{page.session_id}/file"
        url = known("sam").dashboard + path
        assert known("sam").http.put(url, files={"file": b"x"}).text == "No access"
        assert known("nobody").http.put(url, files={"file": b"x"}).status_code == 401
        mark = known("ana").http.cookies["_streamlit_xsrf"]
        mine = known("ana").http.put(url, files={"file": b"x"}, headers={"X-Xsrftoken": mark})
        assert mine.status_code == 204


def test_a_connection_from_another_page_of_the_web_is_refused(known: Known) -> None:
    for origin in (
        "https://evil.example",
        "http://localhost:1",
        known("carol").dashboard.replace("localhost", "127.0.0.1"),
    ):
        with pytest.raises(InvalidStatus), opened(known("carol"), origin=origin):
            pass


def test_another_host_is_answered_with_nothing(known: Known) -> None:
    for host in ("evil.example", "localhost", "127.0.0.1"):
        assert known("carol").get("/", host=host).status_code == 403


def test_what_is_looked_at_stands_in_the_audit_log_once_for_a_page(house: House, known: Known) -> None:
    with opened(known("carol")) as page:
        before = len(lines_of(house.workspace))
        for _ in range(3):
            page.run("rules", query="zone=HC11")
        added = lines_of(house.workspace)[before:]
    assert [(line["who"], line["role"], line["did"]) for line in added] == [("carol", "commissioner", "viewed")]
    assert added[0]["of"] == {"page": "Rules", "as_at": "2022-09-05", "zone": "HC11"}
    drawn(known("sam"), "")
    assert verify(house.workspace) == []


def test_refusals_and_sign_ins_stand_in_the_audit_log(house: House, known: Known) -> None:
    known("odd").get("/")
    with opened(known("carol")):
        pass
    lines = lines_of(house.workspace)
    assert ("carol", "signed in") in {(line["who"], line["did"]) for line in lines}
    odd = [line for line in lines if "odd" in line["who"]]
    assert odd
    assert odd[0]["role"] == "none"
    assert all(letter.isprintable() for letter in odd[0]["who"])


def test_no_log_holds_a_secret_a_token_or_a_person(house: House, known: Known, personal: list[bytes]) -> None:
    drawn(known("sam"), "waiting", query="zone=%00&as_at=" + "9" * 50)
    written = house.log.read_bytes() + b"".join(
        file.read_bytes() for file in (house.workspace / "audit").glob("*.jsonl")
    )
    secrets = [b"known-to-the-tests-alone", b"of-the-tests-and-long-enough-for-a-cookie"]
    secrets += [
        cookie.value.encode() for cookie in known("carol").http.cookies.jar if cookie.value and len(cookie.value) > 20
    ]
    assert not personal_in(written, secrets)
    assert not personal_in(written, personal)
    assert b"Traceback" not in written


def test_the_settings_file_is_not_served(house: House, known: Known) -> None:
    for path in ("/sign-in.toml", "/../sign-in.toml", "/app/static/sign-in.toml", "/static/../../sign-in.toml"):
        assert b"cookie_secret" not in known("ana").get(path).content


def test_headers_stand_on_every_answer(known: Known) -> None:
    for name, path in (("nobody", "/"), ("ana", "/"), ("ana", "/_stcore/host-config"), ("ana", "/component/x/y")):
        headers = known(name).get(path, accept="text/html").headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert "geolocation=()" in headers["permissions-policy"]
    policy = known("ana").get("/").headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
