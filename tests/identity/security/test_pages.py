"""`/khong-phai-toi/` over HTTP: looking changes nothing, wrong and old look alike, nothing is told."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from identity.security import actions as security
from identity.security.models import Freeze
from identity.security.replies import secrets_of
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
PAGE = "/khong-phai-toi/"


@pytest.fixture
def event(lan, now):
    return security.report(person=lan, kind="new_device", browser="Chrome, Android", now=now)


def link(event):
    return f"{PAGE}{secrets_of(event)[0]}/"


def test_opening_the_link_tells_what_happened_and_changes_nothing(client, event, lan):
    for _ in range(3):
        answer = client.get(link(event))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Chrome, Android" in page
    assert "09:00 21/11/2026" in page
    assert lan.name not in page
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert not Freeze.objects.exists()


def test_the_button_stops_it_and_says_so(client, event):
    answer = client.post(link(event), follow=True)
    assert answer.redirect_chain == [(f"{PAGE}xong/", 302)]
    assert "Đã chặn" in answer.content.decode()
    assert Freeze.objects.count() == 1


def test_a_wrong_a_used_and_an_old_link_answer_alike(client, event, lan, now):
    old = security.report(person=lan, kind="new_device", now=now - timedelta(days=11))
    client.post(link(event))
    paths = [f"{PAGE}{'a' * 32}/", f"{PAGE}khong-co/", link(event), link(old)]
    for ask in (client.get, client.post):
        answers = [ask(path) for path in paths]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1


def test_the_digits_of_a_message_stop_it_too(client, event):
    assert client.get(PAGE).status_code == 200
    answer = client.post(PAGE, {"reply": secrets_of(event)[1]})
    assert answer["Location"] == f"{PAGE}xong/"
    assert Freeze.objects.count() == 1


def test_wrong_used_and_old_digits_answer_alike_and_keep_what_was_typed(client, event, lan, now):
    old = security.report(person=lan, kind="new_device", now=now - timedelta(days=11))
    client.post(PAGE, {"reply": secrets_of(event)[1]})
    seen = set()
    for digits in ("0" * 12, secrets_of(event)[1], secrets_of(old)[1]):
        answer = client.post(PAGE, {"reply": digits})
        assert answer.status_code == 200
        page = answer.content.decode()
        assert f'value="{digits}"' in page
        assert 'class="summary" role="alert" tabindex="-1" autofocus' in page
        seen.add(_masked(page, digits))
    assert len(seen) == 1


def test_too_many_guesses_say_when_it_goes_on(client, event):
    for _ in range(10):
        client.post(PAGE, {"reply": "0" * 12})
    answer = client.post(PAGE, {"reply": secrets_of(event)[1]})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "3600"
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert client.post(PAGE, {"reply": secrets_of(event)[1]}).status_code == 302


def test_the_done_page_tells_nothing_to_whoever_opens_it(client):
    assert client.get(f"{PAGE}xong/").status_code == 200
    assert client.post(f"{PAGE}xong/").status_code == 405


def test_a_form_from_another_site_stops_nothing(event):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link(event)).status_code == 403
    assert not Freeze.objects.exists()


def _masked(page: str, digits: str) -> str:
    """The page without what was typed and without the token of its form."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.replace(digits, "…"))
