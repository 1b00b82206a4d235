"""Our own pages for what went wrong."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.test import Client, RequestFactory

from identity.sessions.store import SessionStore
from skills import errors

pytestmark = pytest.mark.django_db


def test_an_address_that_does_not_exist_gets_our_page(client):
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert b'lang="vi"' in answer.content


def test_a_form_without_its_token_says_so_kindly():
    answer = Client(enforce_csrf_checks=True).post("/dang-nhap/", {"contact": "0912345678"})
    assert answer.status_code == 403
    assert b"0912345678" not in answer.content
    assert b'lang="vi"' in answer.content


@pytest.mark.parametrize(
    ("path", "status"), [("/dang-nhap/", 302), ("/api/v1/progress/events", 400)]
)
def test_who_was_overtaken_by_her_own_second_tap_is_led_to_her_page(path, status):
    asked, overtaken = RequestFactory().post(path), SessionInterrupted()
    answer = errors.bad_request(asked, overtaken)
    assert answer.status_code == status
    assert answer.headers.get("Location") == ("/toi/" if status == 302 else None)


def test_a_session_that_ended_while_a_page_was_made_is_no_bad_address(client, monkeypatch):
    def ended(self, must_create=False):
        raise UpdateError

    monkeypatch.setattr(SessionStore, "save", ended)
    answer = client.post("/dang-nhap/", {"contact": "0912 345 678"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/toi/")


@pytest.mark.parametrize(
    ("view", "status"),
    [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404)],
)
def test_each_refusal_has_a_page(view, status):
    assert view(RequestFactory().get("/")).status_code == status


def test_the_page_for_our_own_faults_reads_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert errors.broken(RequestFactory().get("/")).status_code == 500
