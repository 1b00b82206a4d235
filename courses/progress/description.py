"""The OpenAPI description of `POST progress/events`, whose body no framework reads for us."""

from __future__ import annotations

from typing import Any

from courses.progress.models import Help, Kind
from courses.progress.reading import LARGEST, MOST_EVENTS
from courses.progress.verdicts import DETAILS

ID = {"type": "string", "format": "uuid"}
ID_OR_NULL = {"type": ["string", "null"], "format": "uuid"}

EVENT: dict[str, Any] = {
    "type": "object",
    "required": ["id", "seq", "kind", "lesson", "version", "at"],
    "properties": {
        "id": {**ID, "description": "Made by the device; the same id is never stored twice."},
        "seq": {"type": "integer", "minimum": 0, "maximum": LARGEST},
        "kind": {"type": "string", "enum": list(Kind.values)},
        "learner": {**ID_OR_NULL, "description": "Null is the signed-in person."},
        "lesson": ID,
        "version": {**ID, "description": "The lesson version that was on the screen."},
        "item": {**ID_OR_NULL, "description": "The question or practice answered."},
        "attempt": {
            **ID_OR_NULL,
            "description": "Groups one try; required for answers to a check.",
        },
        "answer": {
            "description": "single: a choice id; multiple: a list of them; true_false: a boolean; "
            'spot: {"clues": [part ids], "verdict": "trust" or "distrust"}, with the verdicts taken '
            'back before in "before"; '
            "lesson.position: a step id; otherwise null."
        },
        "help": {"type": ["string", "null"], "enum": [*Help.values, None]},
        "at": {"type": "string", "format": "date-time"},
    },
}

REPORT: dict[str, Any] = {
    "type": "object",
    "required": ["device", "events"],
    "properties": {
        "device": ID,
        "events": {"type": "array", "maxItems": MOST_EVENTS, "items": EVENT},
    },
}

VERDICT: dict[str, Any] = {
    "type": "object",
    "required": [
        "id",
        "index",
        "verdict",
        "reason",
        "detail",
        "field",
        "correct",
        "score",
        "feedback",
    ],
    "properties": {
        "id": ID_OR_NULL,
        "index": {"type": "integer", "description": "The place in the list sent, from 0."},
        "verdict": {"type": "string", "enum": ["applied", "already", "conflict", "rejected"]},
        "reason": {"type": ["string", "null"], "enum": [*DETAILS, None]},
        "detail": {"type": ["string", "null"], "description": "A sentence for people."},
        "field": {"type": ["string", "null"], "description": "What could not be read."},
        "correct": {"type": ["boolean", "null"]},
        "score": {"type": ["integer", "null"], "minimum": 0, "maximum": 100},
        "feedback": {"type": ["string", "null"]},
    },
}

VERDICTS: dict[str, Any] = {
    "type": "object",
    "required": ["verdicts"],
    "properties": {"verdicts": {"type": "array", "items": VERDICT}},
}

EVENTS_OPERATION: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": REPORT}}},
    "responses": {
        200: {
            "description": "One verdict for each event, in the order sent.",
            "content": {"application/json": {"schema": VERDICTS}},
        }
    },
}
