"""What the server says about each event it was sent, and the sentence for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext, gettext_noop

Outcome = Literal["applied", "already", "conflict", "rejected"]

LOOKS_REAL = "looks_real"

DETAILS = {
    "bad_event": gettext_noop("This entry cannot be read. It was not stored."),
    "bad_answer": gettext_noop("This answer does not fit the question. Please answer it again."),
    LOOKS_REAL: gettext_noop(
        "What was typed looks like a real number. Use only the invented ones here; nothing was kept."
    ),
    "not_yours": gettext_noop("This entry belongs to another person. Sign in as that person."),
    "unknown_lesson": gettext_noop("This lesson is not known here. Open it again and repeat."),
    "unknown_item": gettext_noop("This question is not part of the lesson any more."),
    "not_finished": gettext_noop("Some questions are not answered yet. Answer them, then finish."),
    "attempt_closed": gettext_noop("This check was already handed in. Start it again to try anew."),
    "attempt_missing": gettext_noop("This check was not started properly. Open it again."),
    "too_many_attempts": gettext_noop("The check was tried very often. Please go on tomorrow."),
    "signed_out": gettext_noop("A check counts only when you are signed in. Please sign in first."),
    "id_known": gettext_noop("An entry with this number exists already. Nothing was changed."),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One event's outcome; `correct`, `score` and `feedback` only where the learner may know them.

    `field` names what could not be read, for whoever writes the program that sent it.
    """

    id: str | None
    index: int
    verdict: Outcome
    reason: str | None = None
    correct: bool | None = None
    score: int | None = None
    feedback: str | None = None
    field: str | None = None

    @property
    def detail(self) -> str | None:
        """The sentence for people, in their language; None where nothing is wrong."""
        if self.reason is None:
            return None
        return gettext(DETAILS[self.reason])


def rejected(event: str | None, index: int, reason: str, field: str | None = None) -> Verdict:
    """Not acceptable; the same event may be sent again, once what was missing is there."""
    return Verdict(id=event, index=index, verdict="rejected", reason=reason, field=field)


def conflict(event: str, index: int) -> Verdict:
    """The id is known otherwise; the same words whoever's event it is."""
    return Verdict(id=event, index=index, verdict="conflict", reason="id_known")
