"""The reads of the API: status, shape, number of queries, and nothing that is not the caller's."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from courses.models import Refusal
from tests import factories
from tests.api.test_events import is_problem
from tests.courses.teaching import Item, Phone, edition, publish

pytestmark = pytest.mark.django_db
API = "/api/v1/"


@pytest.fixture
def lan():
    return factories.lan()


@pytest.fixture
def hers(client, lan):
    client.force_login(lan)
    return client


def test_session_answers_everybody(client, lan):
    nobody = client.get(f"{API}session").json()
    assert (nobody["signed_in"], nobody["person"]) == (False, None)
    assert nobody["csrf"]
    client.force_login(lan)
    signed_in = client.get(f"{API}session")
    assert signed_in.json()["person"] == {"id": str(lan.uuid), "name": lan.name}
    assert "no-store" in signed_in["Cache-Control"]


def test_me_says_where_i_live_and_what_i_may(client):
    minh = factories.minh()
    client.force_login(minh)
    assert client.get(f"{API}me").json() == {
        "id": str(minh.uuid),
        "name": minh.name,
        "commune": {"code": factories.HOME, "name": "Thành Đông", "full_name": "phường Thành Đông"},
        "roles": [{"role": "trainer", "commune": factories.HOME}],
    }


@pytest.mark.parametrize("path", ["me", "me/progress", "cohorts"])
def test_what_is_personal_needs_a_sign_in(client, path):
    assert is_problem(client.get(API + path), 401, "signed_out")


def test_my_progress_is_counted_against_my_edition(hers):
    phone, one, two = Phone(), publish(), publish(Item("single"), Item("single"))
    first = edition(one, two)
    events = [*phone.complete(one), phone.answer(two, two.items[0])]
    events.append(phone.report("lesson.position", two, answer=two.steps[1]))
    hers.post(f"{API}progress/events", phone.body(*events), content_type="application/json")
    later = publish()
    edition(one, two, later, course=first.course, number=2)
    [course] = hers.get(f"{API}me/progress").json()["courses"]
    assert (course["id"], course["edition"]) == (str(first.course), str(first.uuid))
    assert (course["lessons_done"], course["lessons_total"], course["percent"]) == (1, 2, 50)
    assert course["completed_at"] is None
    assert [lesson["state"] for lesson in course["lessons"]] == ["done", "started", "new"]
    assert [lesson["required"] for lesson in course["lessons"]] == [True, True, False]
    assert course["lessons"][1] == {
        "id": str(two.uuid),
        "required": True,
        "state": "started",
        "best_score": 50,
        "position": two.steps[1],
        "news": [],
    }


def test_progress_costs_the_same_queries_for_one_course_and_for_three(
    hers, lan, django_assert_num_queries
):
    phone = Phone()
    lessons = [publish() for _ in range(3)]
    for lesson in lessons:
        edition(lesson)
    for lesson in lessons:
        body = phone.body(phone.report("lesson.opened", lesson))
        hers.post(f"{API}progress/events", body, content_type="application/json")
        hers.get(f"{API}me/progress")
        with django_assert_num_queries(4):
            hers.get(f"{API}me/progress")


@pytest.mark.parametrize("use", ["practice", "check"])
def test_a_lesson_carries_its_items_and_no_key_of_any_kind(client, use):
    items = [Item("single"), Item("multiple", right=2), Item("true_false"), Item("spot", right=2)]
    lesson = publish(*items, use=use)
    shown = client.get(f"{API}lessons/{lesson.uuid}").json()
    assert (shown["id"], shown["version"]) == (str(lesson.uuid), str(lesson.version))
    assert [set(item) for item in shown["items"]] == [
        {"id", "kind", "use", "text", "choices"},
        {"id", "kind", "use", "text", "choices"},
        {"id", "kind", "use", "text"},
        {"id", "kind", "use", "text", "channel", "parts"},
    ]
    text = json.dumps(shown)
    for secret in ("correct", "feedback", "answer", "is_clue", "why", "verdict", "Nhớ nhé"):
        assert secret not in text


@pytest.mark.parametrize("path", ["lessons", "courses"])
def test_an_unknown_id_is_not_found(client, path):
    assert is_problem(client.get(f"{API}{path}/{uuid4()}"), 404, "not_found")
    assert is_problem(client.get(f"{API}{path}/1"), 404, "not_found")


def test_an_unknown_address_is_a_problem_too(client):
    assert is_problem(client.get("/api/v1/nothing"), 404, "not_found")
    assert is_problem(client.get("/api/"), 404, "not_found")


def test_a_wrong_method_names_the_right_one(client):
    response = client.delete(f"{API}session")
    assert is_problem(response, 405, "wrong_method")
    assert response["Allow"] == "GET"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=0", "bad_fields"),
        ("limit=201", "bad_fields"),
        ("limit=x", "bad_fields"),
        ("cursor=AAAA", "bad_cursor"),
        ("cursor=%F0%9F%98%80", "bad_cursor"),
    ],
)
def test_a_wrong_page_is_a_problem_that_names_the_field(client, query, code):
    response = client.get(f"{API}courses?{query}")
    assert is_problem(response, 400, code)
    if code == "bad_fields":
        assert [field["name"] for field in response.json()["fields"]] == ["limit"]


def test_the_search_of_communes_obeys_limit_and_cursor(client, register):
    whole = client.get(f"{API}communes?q=an&limit=200").json()
    assert len(whole) > 3
    page, read = f"{API}communes?q=an&limit=2", []
    while page:
        answer = client.get(page)
        read += answer.json()
        link = answer.headers.get("Link")
        page = link.split(">")[0].removeprefix("<") if link else None
    assert read == whole
    assert {"code", "name", "full_name"} < set(whole[0])
    assert whole[0]["full_name"].lower() == f"{whole[0]['type']} {whole[0]['name']}".lower()


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "cursor=AAAA"])
def test_the_search_of_communes_refuses_a_wrong_page(client, query):
    assert client.get(f"{API}communes?q=an&{query}").status_code == 400


def test_a_breakdown_is_a_problem_without_a_trace(lan, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(lan)
    monkeypatch.setattr("courses.progress.queries.standing", lambda *_a, **_k: 1 / 0)
    response = client.get(f"{API}me/progress")
    assert is_problem(response, 500, "broken")
    assert "ZeroDivision" not in response.content.decode()


def test_refused_events_are_kept_for_her(hers, lan):
    hers.post(f"{API}progress/events", Phone().body("?"), content_type="application/json")
    assert Refusal.objects.get().person == lan
