"""Choices of pictures from content files, as the raw JSON of a StreamField."""

from __future__ import annotations

from cms.blocks.files import Drawings, Raw, drawing, item
from cms.publishing.files import Source


def read_picture_choice(entry: Source, drawings: Drawings) -> Raw:
    """`picture_choice: {id, text, choices: [{id, drawing, text, correct, feedback}], explanation}`."""
    entry.allow("id", "text", "choices", "explanation")
    choices = [_choice(choice, drawings) for choice in entry.maps("choices")]
    return {
        "uid": entry.uuid(),
        "text": entry.text("text"),
        "choices": [item(choice, choice["uid"]) for choice in choices],
        "explanation": entry.text("explanation", ""),
    }


def _choice(entry: Source, drawings: Drawings) -> Raw:
    entry.allow("id", "drawing", "text", "correct", "feedback")
    return {
        "uid": entry.uuid(),
        "image": drawing(entry, drawings),
        "text": entry.text("text"),
        "correct": entry.flag("correct", default=False),
        "feedback": entry.text("feedback"),
    }
