"""Question blocks from content files, as the raw JSON of a StreamField."""

from __future__ import annotations

from cms.blocks.files import Drawings, Raw, item
from cms.publishing.files import Source


def read_question(entry: Source, _drawings: Drawings) -> Raw:
    """`question: {id, kind, text, choices}`; a true_false has `answer` and two feedbacks instead."""
    kind = entry.text("kind")
    value = {
        "uid": entry.uuid(),
        "kind": kind,
        "text": entry.text("text"),
        "choices": [],
        "answer": "",
        "feedback_true": "",
        "feedback_false": "",
        "explanation": entry.text("explanation", ""),
    }
    if kind == "true_false":
        return value | _true_false(entry)
    entry.allow("id", "kind", "text", "choices", "explanation")
    return value | {"choices": [_choice(choice) for choice in entry.maps("choices")]}


def _true_false(entry: Source) -> Raw:
    entry.allow("id", "kind", "text", "answer", "feedback_true", "feedback_false", "explanation")
    return {
        "answer": "true" if entry.flag("answer") else "false",
        "feedback_true": entry.text("feedback_true"),
        "feedback_false": entry.text("feedback_false"),
    }


def _choice(entry: Source) -> Raw:
    entry.allow("id", "text", "correct", "feedback")
    value: Raw = {
        "uid": entry.uuid(),
        "text": entry.text("text"),
        "correct": entry.flag("correct", default=False),
        "feedback": entry.text("feedback"),
    }
    return item(value, value["uid"])
