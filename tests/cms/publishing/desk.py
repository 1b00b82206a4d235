"""An editor or moderator at her desk: a signed-in client with the second factor shown."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.models import LessonPage
from identity.accounts.models import Person
from identity.sessions import staff


def at_desk(person: Person) -> Client:
    """A client that stands where signing in with the second factor leaves it."""
    client = Client()
    client.force_login(person)
    session = client.session
    staff.open_staff_session(session, is_admin=False, now=timezone.now())
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def form_of(
    page: LessonPage, *, question: str = "Ai hỏi mã?", choices: int = 2, **more: Any
) -> dict[str, Any]:
    """The editor's form of a lesson with one text and one question."""
    shown = [
        {
            "uid": "",
            "text": f"Chọn {number}",
            "correct": "on" if number == 0 else "",
            "feedback": "Nhé.",
        }
        for number in range(choices)
    ]
    fields = {
        "title": page.title,
        "slug": page.slug,
        "summary": "",
        "use": "practice",
        "pass_mark": "80",
        "minutes": "6",
        "is_required": "on",
        "search_description": "",
        "body": streamfield(
            [
                ("text", {"uid": "", "heading": "Bến", "body": rich_text("<p>Chào bác.</p>")}),
                ("question", _question(question, shown)),
            ]
        ),
        "comments": _no_forms(),
    }
    return nested_form_data(fields | more)


def _question(text: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
    listed: dict[str, Any] = {"count": str(len(choices))}
    for number, value in enumerate(choices):
        item = {"value": value, "order": str(number), "deleted": "", "id": "", "type": "item"}
        listed[str(number)] = item
    return {
        "uid": "",
        "kind": "single",
        "text": text,
        "choices": listed,
        "answer": "",
        "feedback_true": "",
        "feedback_false": "",
        "explanation": "",
    }


def _no_forms() -> dict[str, str]:
    return {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}
