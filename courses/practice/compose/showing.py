"""What the template of a letter is given: one screen for each thing to decide, and what is checked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.practice.compose.kind import FIELD, FREE
from courses.practice.compose.marking import ASKED, LONGEST, SUBJECT
from courses.practice.envelope import PracticeView, envelope_of


@dataclass(frozen=True, slots=True)
class ScreenView:
    """One thing to decide. `many` picks may be taken; no `picks` means that one types.

    `head` is what stands before it in the letter itself, as before a subject; sentences have none.
    """

    number: int
    name: str
    title: str
    picks: Sequence[Any]
    many: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True)
class CheckView:
    """What is looked at afterwards: the field it concerns, or (typed) its words as JSON.

    Without what is `needed` no letter is right, however much else it holds.
    """

    title: str
    name: str
    words: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView(PracticeView):
    """A letter to write as shown."""

    channel: str
    screens: tuple[ScreenView, ...]
    checks: tuple[CheckView, ...]
    secrets: str
    model: str
    has_subject: bool
    longest_subject: int = LONGEST["subject"]
    longest_text: int = LONGEST["text"]


def letter_view(value: Any, *, use: str) -> LetterView:
    """Screens in the order one writes: to whom, its parts, what goes with it."""
    secrets = [{"text": each["text"], "why": each["why"]} for each in value["secrets"]]
    return LetterView(
        **envelope_of(value),
        channel=value["channel"],
        screens=tuple(_screens(value)),
        checks=tuple(_checks(value)),
        secrets=json.dumps(secrets, ensure_ascii=False),
        model=value["model"],
        has_subject=any(part["purpose"] == SUBJECT for part in value["parts"]),
    )


def _screens(value: Any) -> Iterator[ScreenView]:
    yield ScreenView(1, f"{FIELD}to", _("To whom?"), value["recipients"], head=_("Goes to"))
    number = 2
    for at, part in enumerate(_parts_to_pick(value)):
        head = part["label"] if part["purpose"] == SUBJECT else ""
        yield ScreenView(number, f"{FIELD}{at}", part["label"], part["options"], head=head)
        number += 1
    if value["writing"] == FREE:
        yield ScreenView(number, "text", _("Your letter"), ())
        number += 1
    if len(value["attachments"]):
        title, head, picks = _("What do you attach?"), _("Goes with it"), value["attachments"]
        yield ScreenView(number, f"{FIELD}with", title, picks, many=True, head=head)


def _checks(value: Any) -> Iterator[CheckView]:
    yield CheckView(_("To the right person"), f"{FIELD}to", needed=True)
    for at, part in enumerate(_parts_to_pick(value)):
        yield CheckView(part["label"], f"{FIELD}{at}", needed=part["purpose"] == ASKED)
    if value["writing"] == FREE:
        for part in value["parts"]:
            name = "subject" if part["purpose"] == SUBJECT else "text"
            words = json.dumps(list(part["words"]), ensure_ascii=False)
            yield CheckView(part["label"], name, words, needed=part["purpose"] == ASKED)
    if len(value["attachments"]):
        yield CheckView(_("What is attached"), f"{FIELD}with")
    yield CheckView(_("Nothing secret given away"), "")


def _parts_to_pick(value: Any) -> Sequence[Any]:
    return () if value["writing"] == FREE else tuple(value["parts"])
