"""What a learner's own page asks her to do in class now; never what she has done already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from courses.sittings.models import Sitting, SittingPaper
from courses.sittings.papers import RELATED, progress_of
from courses.sittings.rules import HANDED_IN
from courses.sittings.standing import open_for
from courses.sittings.supervising import candidate
from identity.accounts.queries import accounts_of

if TYPE_CHECKING:
    from identity.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open sitting that waits for her; `is_begun` when she has answered something of it."""

    sitting: Sitting
    is_begun: bool


def invitations(person: Person, *, now: datetime) -> list[Invitation]:
    """The open sittings of her classes that she has not ended.

    One query where none is open, a few more for each one that is.
    """
    found = [each.sitting for each in open_for(person, now=now)]
    if not found:
        return []
    hers = SittingPaper.objects.filter(sitting__in=found, person__in=accounts_of(person.pk))
    papers = {row.sitting_id: row for row in hers.select_related(*RELATED).order_by("-pk")}
    read = (_invitation(sitting, papers.get(sitting.pk)) for sitting in found)
    return [each for each in read if each is not None]


def _invitation(sitting: Sitting, paper: SittingPaper | None) -> Invitation | None:
    if paper is None:
        return Invitation(sitting, is_begun=False)
    if sitting.is_check:
        state = candidate(paper).state
        return None if state == HANDED_IN else Invitation(sitting, is_begun=True)
    progress = progress_of(paper)
    return None if progress.is_finished else Invitation(sitting, is_begun=progress.answered > 0)
