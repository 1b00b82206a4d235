"""Reads the answer form of a lesson, as a browser without scripts sends it, into a reported event."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.http import QueryDict

from courses.progress.models import Kind
from courses.progress.reading import Reported, Unreadable, read_event

NOBODY = UUID(int=0)


def read_form(
    sent: QueryDict, *, learner: UUID | None, attempt: UUID | None, now: datetime
) -> Reported | Unreadable:
    """The event a form stands for; the browser of a learner counts as one device of hers.

    Fields: lesson, version, item, kind, choice (repeated), truth, clue (repeated), verdict, done.
    """
    device = uuid5(learner or NOBODY, "form")
    raw = {
        "id": str(uuid4()),
        "seq": int(now.timestamp() * 1_000_000),
        "kind": event_kind(sent),
        "lesson": sent.get("lesson"),
        "version": sent.get("version"),
        "item": sent.get("item") or None,
        "attempt": str(attempt) if attempt else None,
        "answer": None if "done" in sent else answer(sent),
        "at": now.isoformat(),
    }
    return read_event(raw, 0, str(device))


def event_kind(sent: QueryDict) -> str:
    """What the form reports."""
    if "done" in sent:
        return Kind.DONE.value
    return Kind.PRACTISED.value if sent.get("kind") == "spot" else Kind.ANSWERED.value


def answer(sent: QueryDict) -> Any:
    """The answer in the shape of its kind; what was left empty is judged like any other answer."""
    kind = sent.get("kind")
    if kind == "multiple":
        return sent.getlist("choice")
    if kind == "true_false":
        return {"true": True, "false": False}.get(sent.get("truth", ""))
    if kind == "spot":
        return {"clues": sent.getlist("clue"), "verdict": sent.get("verdict")}
    return sent.get("choice")
