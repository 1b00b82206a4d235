"""Broken questions of a supervised check: reported, left in, or replaced; never counted as wrong."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from courses.catalogue.models import WithdrawnItem
from courses.classes.permissions import can_run
from courses.questions.asking import ASKABLE
from courses.sittings.items import asked_in, check_version, form_questions, withdrawn_in
from courses.sittings.marking import mark_paper
from courses.sittings.models import ItemAct, SeatAct, Sitting, SittingPaper
from courses.sittings.papers import RELATED
from courses.sittings.refusals import SittingRefused
from courses.sittings.rules import HANDED_IN, KEPT, REPORTED, WITHDRAWN, replacement_for
from courses.sittings.standing import standing
from identity.audit import actions as audit

if TYPE_CHECKING:
    from identity.accounts.models import Person


def report_item(*, sitting: Sitting, item: UUID, reason: str, by: Person, now: dt.datetime) -> None:
    """A candidate or trainer says that a question is broken; it goes on until the trainer decides.

    The caller has found that `by` sits or runs this check. A second report of the same changes nothing.
    Refusals (SittingRefused): closed, not_asked.
    """
    with transaction.atomic():
        sitting = _locked(sitting)
        _refuse_unless_open_and_asked(sitting, item, now=now)
        newest = ItemAct.objects.filter(sitting=sitting, item=item).order_by("-pk").first()
        if newest is None or newest.kind != REPORTED:
            ItemAct.objects.create(
                sitting=sitting, item=item, kind=REPORTED, reason=reason, at=now, by=by
            )


def keep_item(*, sitting: Sitting, item: UUID, by: Person, now: dt.datetime) -> None:
    """The trainer has looked: the question stays. Refusals: not_yours, closed, not_asked."""
    with transaction.atomic():
        sitting = _run_by(by, sitting, now=now)
        _refuse_unless_open_and_asked(sitting, item, now=now)
        ItemAct.objects.create(sitting=sitting, item=item, kind=KEPT, at=now, by=by)
        _record("check.item_kept", sitting, item, by=by, now=now)


def withdraw_item(*, sitting: Sitting, item: UUID, by: Person, now: dt.datetime) -> UUID | None:
    """Take a broken question out: a reserve question of the same objective stands in, or the score
    goes without it. Whoever has handed in already is marked anew without it, and loses nothing; who
    cannot be, for too many tries that day, keeps what she had and holds nobody up.

    Returns the question that stands in. Refusals (SittingRefused): not_yours, closed, not_asked.
    """
    with transaction.atomic():
        sitting = _run_by(by, sitting, now=now)
        _refuse_unless_open_and_asked(sitting, item, now=now)
        found = _withdraw(sitting, item, by=by, now=now)
        _record("check.item_withdrawn", sitting, item, by=by, now=now)
        handed_in = SeatAct.objects.filter(paper__sitting=sitting, kind=HANDED_IN)
        papers = SittingPaper.objects.filter(pk__in=handed_in.values("paper"))
        for paper in papers.select_related(*RELATED):
            with suppress(SittingRefused), transaction.atomic():
                mark_paper(paper=paper, by=by, now=now)
    return found


def withdraw_known(sitting: Sitting, *, by: Person, now: dt.datetime) -> None:
    """Leave out from the start what editors have taken back since; part of the opening."""
    lesson = check_version(sitting).lesson
    known = WithdrawnItem.objects.filter(lesson=lesson, restored_at=None)
    asked = {question.item for question in asked_in(sitting)}
    for item in known.values_list("item", flat=True):
        if item in asked:
            _withdraw(sitting, item, by=by, now=now)


def _withdraw(sitting: Sitting, item: UUID, *, by: Person, now: dt.datetime) -> UUID | None:
    withdrawn = withdrawn_in(sitting)
    asked = [question.item for question in asked_in(sitting)]
    found = replacement_for(
        item,
        aims=_uuids(sitting.reserve.stands_for) if sitting.reserve else {},
        reserve=_spare(sitting),
        used={*asked, *withdrawn},
    )
    if found is None and len(asked) == 1:
        raise SittingRefused("not_asked")
    ItemAct.objects.create(
        sitting=sitting, item=item, kind=WITHDRAWN, replacement=found, at=now, by=by
    )
    return found


def _spare(sitting: Sitting) -> dict[UUID, UUID]:
    """The reserve in the editor's order, each question with its objective."""
    if sitting.reserve is None:
        return {}
    aims = _uuids(sitting.reserve.aims)
    spare = form_questions(sitting.reserve)
    return {each.item: aims[each.item] for each in spare if each.kind in ASKABLE}


def _refuse_unless_open_and_asked(sitting: Sitting, item: UUID, *, now: dt.datetime) -> None:
    if not standing(sitting, now=now).is_open:
        raise SittingRefused("closed")
    if item not in {question.item for question in asked_in(sitting)}:
        raise SittingRefused("not_asked")


def _run_by(person: Person, sitting: Sitting, *, now: dt.datetime) -> Sitting:
    sitting = _locked(sitting)
    if not can_run(person, sitting.cohort, now=now):
        raise SittingRefused("not_yours")
    return sitting


def _locked(sitting: Sitting) -> Sitting:
    found = Sitting.objects.select_for_update(of=("self",)).select_related(
        "cohort__programme__commune", "check_version", "reserve__version"
    )
    return found.get(pk=sitting.pk)


def _uuids(named: dict[str, str]) -> dict[UUID, UUID]:
    return {UUID(item): UUID(aim) for item, aim in named.items()}


def _record(act: str, sitting: Sitting, item: UUID, *, by: Person, now: dt.datetime) -> None:
    audit.record(
        act=act,
        by=by,
        commune=sitting.cohort.programme.commune.code,
        detail={"sitting": str(sitting.uuid), "item": str(item)},
        now=now,
    )
