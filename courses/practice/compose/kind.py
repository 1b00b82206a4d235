"""How a letter to write is taken apart, marked and read from a form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courses.practice import envelope
from courses.practice.compose.marking import SUBJECT, Letter, Part, mark_compose, squeezed
from courses.questions.kinds import (
    PRACTISED,
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
from courses.questions.marking import Mark
from identity.communes.folding import fold

FIELD = "pick-"
"""Begins the name of every field in which something is picked."""
FREE = "free"
PICKS = ("recipients", "attachments")


def halves(value: Json) -> Halves:
    """The envelope, how it is written, and all that can be picked as lists of `{id, text}`."""
    parts = values(value["parts"])
    picks = [each for name in PICKS for each in values(value[name])]
    picks += [each for part in parts for each in values(part["options"])]
    secrets = values(value["secrets"])
    return Halves(
        shown=envelope.shown_of(value)
        | {name: value[name] for name in ("channel", "writing")}
        | {name: _shown(values(value[name])) for name in PICKS}
        | {"parts": [_shown_part(part) for part in parts]},
        key={
            "fits": [each["uid"] for each in picks if each["fits"]],
            "critical": [each["uid"] for each in picks if each["critical"]],
            "words": {part["uid"]: _folded(part["words"]) for part in parts},
            "secrets": {each["uid"]: squeezed(each["text"]) for each in secrets},
        },
        said=envelope.said_of(value) | {each["uid"]: each["why"] for each in [*picks, *secrets]},
        explanation=value["model"],
    )


def _folded(words: list[Json]) -> list[str]:
    return [fold(str(word)) for word in values(words)]


def _shown(picks: Iterable[Json]) -> list[Json]:
    return [{"id": each["uid"], "text": each["label"]} for each in picks]


def _shown_part(part: Json) -> Json:
    options = _shown(values(part["options"]))
    return {"id": part["uid"], "text": part["label"], "purpose": part["purpose"]} | {
        "options": options
    }


def letter_of(shown: Shown, key: Secret) -> Letter:
    """What marking needs of both halves."""
    return Letter(
        is_free=shown["writing"] == FREE,
        recipients=ids(shown["recipients"]),
        parts=tuple(
            Part(each["purpose"], ids(each["options"]), tuple(key["words"][each["id"]]))
            for each in shown["parts"]
        ),
        attachments=ids(shown["attachments"]),
        fits=frozenset(key["fits"]),
        critical=frozenset(key["critical"]),
        secrets=key["secrets"],
    )


def marker(shown: Shown, key: Secret) -> Marker:
    """The letter, made ready once."""
    return partial(mark_compose, letter=letter_of(shown, key))


def solution(shown: Shown, key: Secret) -> Json:
    """The first recipient and options that fit, all attachments that do; words where one types."""
    fits = frozenset(key["fits"])
    lists = [shown["recipients"], *(part["options"] for part in shown["parts"])]
    firsts = [next((each["id"] for each in one if each["id"] in fits), None) for one in lists]
    attached = [each["id"] for each in shown["attachments"] if each["id"] in fits]
    picked = [each for each in (*firsts, *attached) if each]
    if shown["writing"] != FREE:
        return {"steps": picked}
    subject, text = (
        ", ".join(
            next(iter(key["words"][part["id"]]), "thư")
            for part in shown["parts"]
            if (part["purpose"] == SUBJECT) is is_subject
        )
        for is_subject in (True, False)
    )
    return {"steps": picked, "subject": subject, "text": text}


def spoken(answer: Any, mark: Mark) -> Sequence[str]:
    """How it went, then a word to everything picked and to every secret given away."""
    picked = dict.fromkeys([*answer["steps"], *mark.critical])
    return ["right" if mark.correct else "wrong", *picked]


def titles(shown: Shown) -> dict[str, str]:
    """The words of all that can be picked."""
    lists = [*(shown[name] for name in PICKS), *(part["options"] for part in shown["parts"])]
    return titles_of(pick for picks in lists for pick in picks)


def read_form(sent: QueryDict) -> Json:
    """All that was picked, and what was typed; blanks around it are no part of it."""
    picked = [text for name in sent if name.startswith(FIELD) for text in sent.getlist(name)]
    typed = {name: sent.get(name, "").strip() for name in ("subject", "text") if name in sent}
    return {"steps": [each for each in picked if each], **typed}


COMPOSE = ItemKind(
    name="compose",
    halves=halves,
    secrets=envelope.SECRETS | frozenset(["fits", "critical", "why", "words", "secrets", "model"]),
    marker=marker,
    spoken=spoken,
    solution=solution,
    read_form=read_form,
    titles=titles,
    explains=_("A model letter"),
    event=PRACTISED,
)
