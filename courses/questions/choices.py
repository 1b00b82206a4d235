"""The kinds of question that are answered by choosing: one, several, or true or false."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courses.questions.kinds import (
    Halves,
    ItemKind,
    Json,
    Marker,
    Secret,
    Shown,
    ids,
    titles_of,
    values,
)
from courses.questions.marking import Mark, mark_multiple, mark_single, mark_true_false

SECRETS = frozenset(
    ["correct", "feedback", "answer", "feedback_true", "feedback_false", "explanation"]
)


def choice_halves(value: Json) -> Halves:
    """`{text, choices: [{id, text}]}`, and which of them are right."""
    choices = values(value["choices"])
    return Halves(
        shown={
            "text": value["text"],
            "choices": [{"id": each["uid"], "text": each["text"]} for each in choices],
        },
        key={"correct": [each["uid"] for each in choices if each["correct"]]},
        said={each["uid"]: each["feedback"] for each in choices},
        explanation=value["explanation"],
    )


def true_false_halves(value: Json) -> Halves:
    """`{text}`, and whether it is so."""
    return Halves(
        shown={"text": value["text"]},
        key={"answer": value["answer"] == "true"},
        said={"true": value["feedback_true"], "false": value["feedback_false"]},
        explanation=value["explanation"],
    )


def single_marker(shown: Shown, key: Secret) -> Marker:
    """The one right choice."""
    right = frozenset(key["correct"])
    return partial(mark_single, choices=ids(shown["choices"]), right=right)


def multiple_marker(shown: Shown, key: Secret) -> Marker:
    """The set of right choices."""
    right = frozenset(key["correct"])
    return partial(mark_multiple, choices=ids(shown["choices"]), right=right)


def true_false_marker(shown: Shown, key: Secret) -> Marker:
    """The truth."""
    return partial(mark_true_false, right=bool(key["answer"]))


def to_each(answer: list[str], mark: Mark) -> Sequence[str]:
    """A word to each choice, once."""
    return list(dict.fromkeys(answer))


def right_choices(shown: Shown, key: Secret) -> str:
    """The words of each right choice."""
    return "; ".join(each["text"] for each in shown["choices"] if each["id"] in key["correct"])


def read_truth(sent: QueryDict) -> Any:
    """A JSON boolean; anything else is judged like any other answer."""
    return {"true": True, "false": False}.get(sent.get("truth", ""))


SINGLE = ItemKind(
    name="single",
    halves=choice_halves,
    secrets=SECRETS,
    marker=single_marker,
    spoken=lambda answer, mark: [answer],
    solved=right_choices,
    solution=lambda shown, key: key["correct"][0],
    read_form=lambda sent: sent.get("choice"),
)
MULTIPLE = ItemKind(
    name="multiple",
    halves=choice_halves,
    secrets=SECRETS,
    marker=multiple_marker,
    spoken=to_each,
    solved=right_choices,
    solution=lambda shown, key: sorted(key["correct"]),
    read_form=lambda sent: sent.getlist("choice"),
    titles=lambda shown: titles_of(shown["choices"]),
)
TRUE_FALSE = ItemKind(
    name="true_false",
    halves=true_false_halves,
    secrets=SECRETS,
    marker=true_false_marker,
    spoken=lambda answer, mark: ["true" if answer else "false"],
    solved=lambda shown, key: _("True") if key["answer"] else _("False"),
    solution=lambda shown, key: key["answer"],
    read_form=read_truth,
)
