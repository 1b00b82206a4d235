"""What a flag means, in a sentence an editor can act on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.analysis import rules


@dataclass(frozen=True, slots=True)
class Flag:
    """A short name for lists, and what it says and asks for."""

    name: Promise
    sentence: Promise


FLAGS: Mapping[str, Flag] = {
    rules.TEMPTING: Flag(
        _("A wrong choice wins"),
        _(
            "Those who do the rest of the lesson better choose a wrong answer more often than the right"
            " one. The key may be wrong, or the right choice is worded badly. Look at the key first."
        ),
    ),
    rules.FLAT: Flag(
        _("Tells nobody apart"),
        _(
            "Who does the rest of the lesson well does not do better here. The question may ask for"
            " something else, or be answered by guessing."
        ),
    ),
    rules.HARD: Flag(
        _("Too hard"),
        _(
            "Hardly anybody gets it right at the first try. Is what it asks said in the lesson, and"
            " said before the question?"
        ),
    ),
    rules.EASY: Flag(
        _("Too easy"),
        _(
            "Nearly everybody gets it right at once, so a point for it says little. A check needs"
            " questions that some still miss."
        ),
    ),
    rules.SKIPPED: Flag(
        _("Often skipped"),
        _(
            "Many say that they do not know, or go on without an answer. It may be hard to understand,"
            " or not shown well on a small phone."
        ),
    ),
    rules.REPORTED: Flag(
        _("Often reported"),
        _(
            "Several people reported a fault. Read what they wrote, answer, or correct the question."
        ),
    ),
}


def flags_of(codes: Iterable[str]) -> list[Flag]:
    """The flags of these codes, in their order; one that is no longer known is left out."""
    return [FLAGS[code] for code in codes if code in FLAGS]
