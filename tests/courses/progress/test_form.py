"""Answering without scripts: the form is marked, kept for whoever is signed in, and leads back."""

import pytest
from django.utils.translation import gettext

from courses.models import Event, PersonLesson
from tests import factories
from tests.courses.teaching import Item, publish

pytestmark = pytest.mark.django_db
URL = "/hoc/tra-loi/"
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def lan(client):
    person = factories.lan()
    client.force_login(person)
    return person


def send(client, lesson, item=None, /, headers=SAME, **fields):
    sent = {"lesson": str(lesson.uuid), "version": str(lesson.version), "attempt": ""}
    if item:
        sent |= {"item": item.id, "kind": item.kind}
    return client.post(URL, sent | fields, headers=headers)


def right(item):
    return {
        "single": {"choice": item.ids[0]},
        "multiple": {"choice": list(item.ids[: item.right])},
        "true_false": {"truth": "true"},
        "spot": {"clue": list(item.ids[: item.right]), "verdict": "distrust"},
    }[item.kind]


@pytest.mark.parametrize("kind", ["single", "multiple", "true_false", "spot"])
def test_every_kind_of_item_is_marked_and_kept(client, lan, kind):
    item = Item(kind, right=2 if kind in ("multiple", "spot") else 1)
    lesson = publish(item)
    page = send(client, lesson, item, **right(item))
    assert page.status_code == 200
    assert Event.objects.get().score == 100
    assert "#het" in page.content.decode()


def test_a_wrong_answer_teaches(client, lan):
    item = Item("single")
    page = send(client, publish(item), item, choice=item.ids[3])
    assert f"<p>Về {item.ids[3][:4]}.</p>\n\n<p>Nhớ nhé.</p>" in page.content.decode()
    assert Event.objects.get().score == 0


def test_a_critical_mistake_is_said_to_be_one(client, lan):
    item = Item("spot")
    costly = gettext("Outside, this would have cost dearly:")
    page = send(client, publish(item), item, verdict="trust").content.decode()
    assert f"<p>{costly} Bác mất tiền.</p>" in page
    page = send(client, publish(item), item, verdict="distrust").content.decode()
    assert costly not in page


def test_a_stranger_is_taught_and_nothing_is_kept(client):
    item = Item("single")
    page = send(client, publish(item), item, **right(item))
    assert page.status_code == 200
    assert "Nhớ nhé." in page.content.decode()
    assert not Event.objects.exists()


def test_the_end_of_a_lesson_needs_its_answers(client, lan):
    item = Item("single")
    lesson = publish(item)
    assert send(client, lesson, done="1").status_code == 422
    send(client, lesson, item, **right(item))
    assert send(client, lesson, done="1").status_code == 200
    assert PersonLesson.objects.get().done_at


def test_a_check_is_answered_in_one_open_attempt_and_then_in_the_next(client, lan):
    items = [Item("single"), Item("single")]
    check = publish(*items, use="check", pass_mark=50)
    page = send(client, check, items[0], **right(items[0]))
    assert "Nhớ nhé." not in page.content.decode()
    send(client, check, items[1], choice=items[1].ids[3])
    page = send(client, check, done="1").content.decode()
    assert "50" in page
    assert len(set(Event.objects.values_list("attempt", flat=True))) == 1
    send(client, check, items[0], **right(items[0]))
    assert len(set(Event.objects.values_list("attempt", flat=True))) == 2


def test_a_check_asks_a_stranger_to_sign_in(client):
    item = Item("single")
    page = send(client, publish(item, use="check"), item, **right(item))
    assert page.status_code == 422
    assert "/dang-nhap/?next=" in page.content.decode()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_from_elsewhere_is_refused(client, lan, headers):
    item = Item("single")
    page = send(client, publish(item), item, headers=headers, **right(item))
    assert page.status_code == 403
    assert not Event.objects.exists()


def test_an_older_browser_says_where_the_form_came_from_by_origin(client, lan):
    item = Item("single")
    origin = {"Origin": "http://testserver"}
    assert send(client, publish(item), item, headers=origin, **right(item)).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"choice": "\x00"},
        {"choice": "nowhere"},
        {"kind": "multiple"},
        {"lesson": "x"},
        {"version": "00000000-0000-4000-8000-000000000000"},
        {"item": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_a_form_that_cannot_be_read_says_so_and_leads_back(client, lan, fields):
    item = Item("single")
    page = send(client, publish(item), item, **fields)
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    assert "/khoa-hoc/" in page.content.decode()
    assert not Event.objects.exists()


def test_the_address_takes_only_posts_and_is_never_cached(client, lan):
    assert client.get(URL).status_code == 405
    page = send(client, publish(), done="1")
    assert "no-store" in page["Cache-Control"]
