"""How an application is taken apart, marked and read from a form."""

from __future__ import annotations

from functools import partial

from django.http import QueryDict

from courses.practice import envelope
from courses.practice.app_screen.kind import TYPED, spoken
from courses.practice.entries import Wanted
from courses.practice.form_sim.marking import mark_form_sim
from courses.questions.kinds import (
    PRACTISED,
    Halves,
    ItemKind,
    Json,
    Marker,
    Secret,
    Shown,
    ids,
    values,
)


def halves(value: Json) -> Halves:
    """The envelope and `{app, procedure, sections: [{title, fields}], asks, attachments, receipt}`."""
    sections, papers = values(value["sections"]), values(value["attachments"])
    fields = [field for section in sections for field in values(section["fields"])]
    return Halves(
        shown=envelope.shown_of(value)
        | {
            "app": value["app_name"],
            "procedure": value["procedure"],
            "sections": [_shown_section(section) for section in sections],
            "asks": value["asks"],
            "attachments": [{"id": each["uid"], "name": each["name"]} for each in papers],
            "receipt": value["receipt"],
        },
        key={
            "fields": {
                each["uid"]: {"wanted": each["wanted"], "rule": each["rule"]} for each in fields
            },
            "right": [each["uid"] for each in papers if each["quality"] == "right"],
            "critical": [each["uid"] for each in papers if each["critical"]],
        },
        said=envelope.said_of(value)
        | {each["uid"]: each["error"] for each in fields}
        | {each["uid"]: each["why"] for each in papers},
    )


def _shown_section(section: Json) -> Json:
    fields = [
        {
            "id": each["uid"],
            "label": each["label"],
            "entry": each["entry"],
            "options": values(each["options"]),
        }
        for each in values(section["fields"])
    ]
    return {"title": section["title"], "fields": fields}


def marker(shown: Shown, key: Secret) -> Marker:
    """What each field is to hold, and which papers belong to it."""
    return partial(
        mark_form_sim,
        fields={name: Wanted(**each) for name, each in key["fields"].items()},
        papers=ids(shown["attachments"]),
        right=frozenset(key["right"]),
        critical=frozenset(key["critical"]),
    )


def solution(_shown: Shown, key: Secret) -> Json:
    """All filled in and attached in one sending."""
    typed = {name: each["wanted"] for name, each in key["fields"].items()}
    return {"steps": [{"typed": typed, "attached": sorted(key["right"])}]}


def read_form(sent: QueryDict) -> Json:
    """One sending."""
    typed = {name.removeprefix(TYPED): sent[name] for name in sent if name.startswith(TYPED)}
    return {"steps": [{"typed": typed, "attached": sent.getlist("attached")}]}


FORM_SIM = ItemKind(
    name="form_sim",
    halves=halves,
    secrets=envelope.SECRETS | frozenset(["wanted", "rule", "error", "quality", "critical", "why"]),
    marker=marker,
    spoken=spoken,
    solution=solution,
    read_form=read_form,
    event=PRACTISED,
)
