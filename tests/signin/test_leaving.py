"""How a sign-in ends on the running dashboard: by signing out, and when the provider's token expires."""

import time

import pytest
from conftest import House
from signin_doors import Person
from signin_talk import Page, opened
from websockets.exceptions import ConnectionClosed, InvalidStatus

from geo.access.audit_log import lines_of

SOON = 8.0


def last_words(page: Page, seconds: float = SOON) -> str:
    """Where an open page is led before its connection is closed."""
    with pytest.raises(ConnectionClosed) as closed:
        page.take_all(seconds)
    assert closed.value.rcvd
    assert closed.value.rcvd.code == 1008
    return page.messages[-1].auth_redirect.url


def test_signing_out_in_one_page_ends_the_others_and_the_replayed_cookie_and_its_downloads(house: House) -> None:
    carol = house.person("carol")
    replayed = house.nobody()
    replayed.http.cookies.update(carol.http.cookies)
    with opened(carol) as page:
        page.run("waiting")
        (path, *_) = page.files
        assert carol.get(path).status_code == 200
        answer = carol.get("/auth/logout")
        assert answer.is_redirect
        assert "/session/end" in answer.headers["location"]
        assert last_words(page) == "/"
    assert not [cookie for cookie in carol.http.cookies.jar if cookie.name.startswith("_streamlit_user")]
    for person in (carol, replayed):
        assert person.get(path).status_code == 401
        assert person.get("/", accept="text/html").status_code == 401
        with pytest.raises(InvalidStatus), opened(person):
            pass
    assert "You have signed out." in replayed.get("/", accept="text/html").text
    assert (lines_of(house.workspace)[-1]["who"], lines_of(house.workspace)[-1]["did"]) == ("carol", "signed out")


def test_somebody_else_stays_signed_in_when_one_signs_out(house: House) -> None:
    first, second = house.person("colin"), house.person("colin")
    first.get("/auth/logout")
    assert first.get("/").status_code == 401
    assert second.get("/").status_code == 200


def test_an_expired_token_ends_the_page_the_download_and_the_cookie(house: House) -> None:
    brief = house.person("brief")  # the provider stands for this one for 12 seconds
    signed_in = time.monotonic()
    with opened(brief) as page:
        page.run("waiting")
        path = page.files[0]
        assert brief.get(path).status_code == 200
        assert last_words(page, seconds=20) == "/"
    assert time.monotonic() - signed_in < 18
    assert brief.get(path).status_code == 401
    expired = brief.get("/", accept="text/html")
    assert expired.status_code == 401
    assert "Your sign-in has expired." in expired.text
    with pytest.raises(InvalidStatus), opened(brief):
        pass


def test_a_stale_or_foreign_answer_of_a_provider_signs_nobody_in(house: House) -> None:
    person: Person = house.nobody()
    for query in ("?code=x&state=y", "?error=access_denied&error_description=%0Aforged", ""):
        answer = person.get(f"/oauth2callback{query}")
        assert answer.is_redirect
        assert answer.headers["location"] == "/"
        assert person.get("/").status_code == 401
