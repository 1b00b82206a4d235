"""How the screens of an app are taken apart, marked and read from a form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import QueryDict

from courses.practice import envelope
from courses.practice.app_screen.marking import mark_app_screen
from courses.practice.app_screen.steps import Known
from courses.practice.app_screen.walking import Button, Screen, Switch, right_way
from courses.practice.entries import FREE, Wanted
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

LINES = ("line", "amount")
TAP, TYPED = "tap-", "typed-"
"""Begin the names of the fields of each screen and of each field in the form."""


def halves(value: Json) -> Halves:
    """The envelope and `{skin, app, screens: [{id, title, elements: [{kind, ...}]}]}`; the first begins."""
    screens = values(value["screens"])
    named = {screen["key"]: screen["uid"] for screen in screens}
    elements = [each for screen in screens for each in screen["elements"]]
    return Halves(
        shown=envelope.shown_of(value)
        | {
            "skin": value["skin"],
            "app": value["app_name"],
            "screens": [_shown_screen(screen, named) for screen in screens],
        },
        key={
            "right": _ids(elements, "button", "expected"),
            "critical": [
                *_ids(elements, "button", "critical"),
                *_ids(elements, "toggle", "critical"),
            ],
            "checks": [each for kind in LINES for each in _ids(elements, kind, "must_check")],
            "fields": {
                each["uid"]: {"wanted": each["wanted"], "rule": each["rule"]}
                for each in _of(elements, "field")
            },
            "switches": {each["uid"]: each["expected"] == "on" for each in _of(elements, "toggle")},
        },
        said=envelope.said_of(value) | dict(_reasons(elements)),
    )


def _of(elements: Sequence[Json], kind: str) -> list[Json]:
    return [each["value"] for each in elements if each["type"] == kind]


def _ids(elements: Sequence[Json], kind: str, flag: str) -> list[str]:
    return [each["uid"] for each in _of(elements, kind) if each[flag]]


def _reasons(elements: Sequence[Json]) -> list[tuple[str, str]]:
    """What is said to each thing done wrong."""
    found = [each["value"] for each in elements if each["type"] not in ("notice", "qr")]
    reasons = [(each["uid"], each.get("why") or each.get("error", "")) for each in found]
    return [(uid, reason) for uid, reason in reasons if reason]


def _shown_screen(screen: Json, named: dict[str, str]) -> Json:
    elements = [_shown_element(each["type"], each["value"], named) for each in screen["elements"]]
    return {"id": screen["uid"], "title": screen["title"], "elements": elements}


def _shown_element(kind: str, value: Json, named: dict[str, str]) -> Json:
    if kind in ("notice", "qr"):
        return {"kind": kind, "text": value["text"]}
    shown = {"kind": kind, "id": value["uid"], "label": value["label"]}
    if kind in LINES:
        return shown | {"text": value["text"]}
    if kind == "field":
        return shown | {"entry": value["entry"]}
    if kind == "toggle":
        return shown | {"starts": value["starts"]}
    return shown | {"goto": named.get(value["goto"])}


def marker(shown: Shown, key: Secret) -> Marker:
    """The screens with all that counts on them."""
    screens = {screen["id"]: _screen(screen["elements"], key) for screen in shown["screens"]}
    elements = [each for screen in shown["screens"] for each in screen["elements"]]
    known = Known(
        taps=frozenset(_shown_ids(elements, "button")),
        fields=frozenset(_shown_ids(elements, "field")),
        switches=frozenset(_shown_ids(elements, "toggle")),
        lines=frozenset(_shown_ids(elements, *LINES)),
    )
    start = shown["screens"][0]["id"]
    return partial(mark_app_screen, start=start, screens=screens, known=known)


def _shown_ids(elements: Sequence[Json], *kinds: str) -> list[str]:
    return [each["id"] for each in elements if each["kind"] in kinds]


def _screen(elements: Sequence[Json], key: Secret) -> Screen:
    critical, right = frozenset(key["critical"]), frozenset(key["right"])
    return Screen(
        buttons={
            each["id"]: Button(each["goto"], each["id"] in right, each["id"] in critical)
            for each in elements
            if each["kind"] == "button"
        },
        fields={name: Wanted(**key["fields"][name]) for name in _shown_ids(elements, "field")},
        switches={
            name: Switch(key["switches"][name], name in critical)
            for name in _shown_ids(elements, "toggle")
        },
        checks=tuple(each for each in _shown_ids(elements, *LINES) if each in key["checks"]),
    )


def solution(shown: Shown, key: Secret) -> Json:
    """Right taps from the first screen to the end, with all filled in, set and looked at."""
    screens = {screen["id"]: _screen(screen["elements"], key) for screen in shown["screens"]}
    steps: list[Json] = [
        {"tap": screens[at].right} for at in right_way(shown["screens"][0]["id"], screens)
    ]
    fields = key["fields"].items()
    steps[0] |= {
        "typed": {name: each["wanted"] for name, each in fields if each["rule"] != FREE},
        "on": dict(key["switches"]),
        "seen": list(key["checks"]),
    }
    return {"steps": steps}


def spoken(_answer: Any, mark: Mark) -> Sequence[str]:
    """How it went, then each critical mistake, then what else is to be mended."""
    return ["right" if mark.correct else "wrong", *mark.critical, *mark.mistakes]


def titles(shown: Shown) -> dict[str, str]:
    """The label of each thing one can look at, fill in, switch or tap."""
    elements = [each for screen in shown["screens"] for each in screen["elements"]]
    return titles_of((each for each in elements if "id" in each), "label")


def read_form(sent: QueryDict) -> Json:
    """The taps in the order of the screens; all that was typed, set and looked at came before the first."""
    taps = [sent[name] for name in sent if name.startswith(TAP)]
    if not taps:
        return {}
    state = {
        "typed": {name.removeprefix(TYPED): sent[name] for name in sent if name.startswith(TYPED)},
        "on": {each: each in sent.getlist("on") for each in sent.getlist("switch")},
        "seen": sent.getlist("seen"),
    }
    return {"steps": [{"tap": taps[0], **state}, *({"tap": tap} for tap in taps[1:])]}


APP_SCREEN = ItemKind(
    name="app_screen",
    halves=halves,
    secrets=envelope.SECRETS
    | frozenset(
        ["key", "goto", "expected", "critical", "must_check", "why", "wanted", "rule", "error"]
    ),
    marker=marker,
    spoken=spoken,
    solution=solution,
    read_form=read_form,
    titles=titles,
    event=PRACTISED,
)
