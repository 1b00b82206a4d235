"""How a conversation is taken apart, marked and read from a form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import QueryDict

from courses.practice import envelope
from courses.practice.branch.marking import mark_branch
from courses.practice.branch.paths import shortest_way, ways_of
from courses.questions.kinds import (
    PRACTISED,
    Halves,
    ItemKind,
    Json,
    Marker,
    Secret,
    Shown,
    titles_of,
    values,
)
from courses.questions.marking import Mark

FIELD = "reply-"
"""Begins the name of the field of each step in the form."""


def halves(value: Json) -> Halves:
    """The envelope, `channel` and `steps: [{id, who, say, choices: [{id, text, goto}]}]`, first to begin."""
    steps = values(value["steps"])
    named = {step["key"]: step["uid"] for step in steps}
    choices = [choice for step in steps for choice in values(step["choices"])]
    return Halves(
        shown=envelope.shown_of(value)
        | {"channel": value["channel"], "steps": [_shown_step(step, named) for step in steps]},
        key={
            "quality": {choice["uid"]: choice["quality"] for choice in choices},
            "critical": [choice["uid"] for choice in choices if choice["critical"]],
            "ends": {step["uid"]: step["ending"] for step in steps if step["ending"]},
        },
        said=envelope.said_of(value) | {each["uid"]: each["feedback"] for each in choices},
    )


def _shown_step(step: Json, named: dict[str, str]) -> Json:
    choices = [
        {"id": choice["uid"], "text": choice["label"], "goto": named[choice["goto"]]}
        for choice in values(step["choices"])
    ]
    return {"id": step["uid"], "who": step["who"], "say": step["say"], "choices": choices}


def marker(shown: Shown, key: Secret) -> Marker:
    """The ways of the conversation, and what each is worth."""
    return partial(
        mark_branch,
        start=shown["steps"][0]["id"],
        ways=ways_of(shown),
        quality=key["quality"],
        ends=key["ends"],
        critical=frozenset(key["critical"]),
    )


def solution(shown: Shown, key: Secret) -> Json:
    """The shortest way to a good ending by good answers alone."""
    good = {
        step: {choice: to for choice, to in ways.items() if key["quality"][choice] == "good"}
        for step, ways in ways_of(shown).items()
    }
    ends = [step for step, ending in key["ends"].items() if ending == "good"]
    return {"steps": shortest_way(shown["steps"][0]["id"], good, ends) or []}


def spoken(answer: Any, mark: Mark) -> Sequence[str]:
    """How it went, then what each critical mistake would have cost."""
    return ["right" if mark.correct else "wrong", *mark.critical]


def titles(shown: Shown) -> dict[str, str]:
    """The words of each choice."""
    return titles_of(choice for step in shown["steps"] for choice in step["choices"])


def read_form(sent: QueryDict) -> Json:
    """All that was ticked, whichever steps it belongs to: marking follows the way from the start."""
    return {
        "steps": [text for name in sent if name.startswith(FIELD) for text in sent.getlist(name)]
    }


BRANCH = ItemKind(
    name="branch",
    halves=halves,
    secrets=envelope.SECRETS
    | frozenset(["key", "goto", "quality", "critical", "feedback", "ending"]),
    marker=marker,
    spoken=spoken,
    solution=solution,
    read_form=read_form,
    titles=titles,
    event=PRACTISED,
)
