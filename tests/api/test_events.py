"""`POST progress/events` over HTTP: the contract phones rely on."""

import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import Event
from tests import factories
from tests.courses.progress.test_reading import json_values
from tests.courses.teaching import Item, Phone, publish

pytestmark = pytest.mark.django_db
URL = "/api/v1/progress/events"
FIELDS = ["id", "index", "verdict", "reason", "detail", "field", "correct", "score", "feedback"]


@pytest.fixture
def signed_in(client):
    client.force_login(factories.lan())
    return client


def post(client, body):
    return client.post(URL, body, content_type="application/json")


def is_problem(response, status, code):
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert (body["status"], body["code"]) == (status, code)
    assert set(body) == {"type", "title", "status", "code", "detail", "fields"}
    return True


def test_a_form_with_parts_is_no_json(signed_in):
    assert is_problem(signed_in.post(URL, {"events": "[]"}), 400, "not_json")


def test_one_verdict_for_each_event_in_the_order_sent(signed_in):
    phone, item = Phone(), Item("single")
    lesson = publish(item)
    events = [phone.answer(lesson, item, good=False), {}, phone.answer(lesson, item)]
    verdicts = post(signed_in, phone.body(*events)).json()["verdicts"]
    assert [list(each) for each in verdicts] == [FIELDS] * 3
    assert [each["index"] for each in verdicts] == [0, 1, 2]
    assert [each["verdict"] for each in verdicts] == ["applied", "rejected", "applied"]
    assert [each["id"] for each in verdicts] == [events[0]["id"], None, events[2]["id"]]
    assert (verdicts[0]["correct"], verdicts[0]["score"]) == (False, 0)
    assert verdicts[1]["reason"] == "bad_event"
    assert verdicts[1]["detail"]


def test_a_signed_out_phone_is_told_to_sign_in(client):
    assert is_problem(post(client, b"{}"), 401, "signed_out")


def test_a_write_without_the_sessions_token_is_refused(client):
    person = factories.lan()
    client.handler.enforce_csrf_checks = True
    client.force_login(person)
    assert is_problem(post(client, Phone().body()), 403, "csrf")
    token = client.get("/api/v1/session").json()["csrf"]
    sent = client.post(
        URL, Phone().body(), content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert sent.json() == {"verdicts": []}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "not_json"),
        (b'{"events": [Infinity]}', 400, "not_json"),
        (b'{"a": 1, "a": 2}', 400, "duplicate_key"),
        (b"[" * 5000, 400, "too_deep"),
        (b"{}", 400, "no_events"),
        (json.dumps({"events": [{}] * 501}).encode(), 400, "too_many_events"),
        (b" " * (1024 * 1024 + 1), 413, "too_large"),
        (b" " * (5 * 1024 * 1024), 413, "too_large"),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem(signed_in, body, status, code):
    assert is_problem(post(signed_in, body), status, code)


def test_another_persons_event_is_not_yours(signed_in):
    phone = Phone()
    event = phone.report("lesson.opened", publish(), learner=str(factories.person().uuid))
    [verdict] = post(signed_in, phone.body(event)).json()["verdicts"]
    assert (verdict["verdict"], verdict["reason"]) == ("rejected", "not_yours")


names = st.sampled_from(
    ["id", "seq", "kind", "learner", "lesson", "version", "item", "attempt", "answer", "help", "at"]
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(changed=st.dictionaries(names, json_values, max_size=3), device=json_values)
def test_nothing_inside_an_event_ever_breaks_the_endpoint(signed_in, changed, device):
    phone, item = Phone(), Item("spot", right=2)
    lesson = publish(item)
    good, odd = phone.answer(lesson, item), phone.answer(lesson, item) | changed
    odd["id"] = changed.get("id", str(uuid4()))
    response = post(signed_in, phone.body(odd, good))
    if response.status_code == 400:
        assert response.json()["code"] == "too_deep"
        return
    first, second = response.json()["verdicts"]
    assert first["verdict"] in ("applied", "rejected")
    assert second["verdict"] == "applied"
    strange = json.dumps({"device": device, "events": [good]}).encode()
    assert post(signed_in, strange).status_code in (200, 400)


def test_a_large_answer_is_compressed(signed_in):
    phone, item = Phone(), Item("single")
    lesson = publish(item)
    body = phone.body(*(phone.answer(lesson, item) for _ in range(20)))
    response = signed_in.post(
        URL, body, content_type="application/json", headers={"Accept-Encoding": "gzip"}
    )
    assert response["Content-Encoding"] == "gzip"
    assert Event.objects.count() == 20
