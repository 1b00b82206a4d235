"""Who has earned a certificate, how a result is called, and what may become of a certificate."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum

NAMES_KEPT_FOR = timedelta(days=3653)
"""Ten years, as the register of personal data says."""
RUN_STEP = 50
"""People a run looks at in one transaction."""


class Status(StrEnum):
    """What a certificate is."""

    ISSUED = "issued"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


class Reason(StrEnum):
    """Why; a closed list, so that nothing about a person is ever written on a public page."""

    EARNED = "earned"
    NAME = "name"
    MISTAKE = "mistake"
    WRONG_PERSON = "wrong_person"
    ASKED = "asked"
    UNDONE = "undone"


class Band(StrEnum):
    """A result in a word; `finished` where a course has no check."""

    FINISHED = "finished"
    PASSED = "passed"
    GOOD = "good"
    EXCELLENT = "excellent"


ALLOWED_NEXT: Mapping[Status, frozenset[Status]] = {
    Status.ISSUED: frozenset({Status.SUPERSEDED, Status.REVOKED}),
    Status.SUPERSEDED: frozenset(),
    Status.REVOKED: frozenset(),
}
REVOKING: tuple[Reason, ...] = (Reason.MISTAKE, Reason.WRONG_PERSON)
"""What staff may choose from when they revoke; `asked` is the bearer's own."""
BANDS: tuple[tuple[int, Band], ...] = ((95, Band.EXCELLENT), (85, Band.GOOD), (0, Band.PASSED))
"""From which mean of the checks a result has which name."""


def is_earned(*, is_finished: bool, checks_passed: Collection[bool]) -> bool:
    """A course is certified when it is finished and every check it requires is passed."""
    return is_finished and all(checks_passed)


def band_of(scores: Collection[int]) -> Band:
    """The word for the best scores (0..100) of the required checks."""
    if not scores:
        return Band.FINISHED
    mean = sum(scores) / len(scores)
    return next(band for least, band in BANDS if mean >= least)


def may_become(status: str, following: Status) -> bool:
    """Whether a certificate of this status may become that one."""
    return following in ALLOWED_NEXT[Status(status)]
