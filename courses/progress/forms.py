"""Reads the answer form of a lesson, as a browser without scripts sends it, into a reported event."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.http import QueryDict

from courses.catalogue.kinds import KINDS
from courses.progress.models import Kind
from courses.progress.reading import Reported, Unreadable, read_event
from courses.questions.kinds import DONT_KNOW

NOBODY = UUID(int=0)


def read_form(
    sent: QueryDict, *, learner: UUID | None, attempt: UUID | None, now: datetime
) -> Reported | Unreadable:
    """The event a form stands for; the browser of a learner counts as one device of hers.

    Fields: lesson, version, item, kind, done or dont_know, and those of the kind (`read_form`).
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
    kind = KINDS.get(sent.get("kind", ""))
    return kind.event if kind else Kind.ANSWERED.value


def answer(sent: QueryDict) -> Any:
    """The answer in the shape of its kind; what was left empty is judged like any other answer."""
    if "dont_know" in sent:
        return dict(DONT_KNOW)
    kind = KINDS.get(sent.get("kind", ""))
    return kind.read_form(sent) if kind else None
