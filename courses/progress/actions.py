"""Every write of learning facts, and of the edition a person is counted against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import Edition
from courses.progress import counting, figures, log, projection
from courses.progress.fold import month_of
from courses.progress.judging import Judged, Learner, judge
from courses.progress.models import Correction, Event, PersonCourse, PersonLesson, Refusal
from courses.progress.reading import Reported, Unreadable
from courses.progress.recording import KnownIds, Recording
from courses.progress.rules import REFUSALS_KEPT_FOR
from courses.progress.statements import Absorbed, lock_learner, upsert_standings
from courses.progress.verdicts import Verdict
from identity.accounts.models import Person
from identity.accounts.queries import kept_ids, names_outside, person_by_id


def record(*, events: Sequence[Reported | Unreadable], by: Person, now: datetime) -> list[Verdict]:
    """Store what a device reports and say, in the order sent, what became of each event.

    Never refuses as a whole: a bad event is rejected by itself, a known one changes nothing. What
    is acknowledged is committed.
    """
    learner = Learner(pk=by.pk, names=_names(events, by))
    judged = [judge(event, learner=learner, now=now) for event in events]
    known: Mapping[UUID, log.Known] | None = None
    while True:
        try:
            return _stored(events, judged, known, person=by.pk, now=now)
        except KnownIds:
            known = log.known(each.event.id for each in judged if isinstance(each, Judged))
        except Absorbed as absorbed:
            return record(events=events, by=person_by_id(absorbed.kept), now=now)


def _names(events: Sequence[Reported | Unreadable], by: Person) -> frozenset[UUID]:
    """Her uuid; those of merged accounts only when an event names another one, which is rare."""
    named = {event.learner for event in events if isinstance(event, Reported)}
    return frozenset({by.uuid}) if named <= {None, by.uuid} else names_outside(by.pk)


@transaction.atomic
def _stored(
    events: Sequence[Reported | Unreadable],
    judged: Sequence[Judged | Verdict],
    known: Mapping[UUID, log.Known] | None,
    *,
    person: int,
    now: datetime,
) -> list[Verdict]:
    recording = Recording(person, [each for each in judged if isinstance(each, Judged)], known)
    found = recording.run()
    recording.store(now=now)
    verdicts = [found[each.event.index] if isinstance(each, Judged) else each for each in judged]
    refused = [
        (event, verdict)
        for event, verdict in zip(events, verdicts, strict=True)
        if verdict.verdict in ("rejected", "conflict")
    ]
    log.keep_refusals(refused, person=person, now=now)
    return verdicts


@transaction.atomic
def follow_edition(
    *, person_ids: Sequence[int], edition: Edition, reason: str, now: datetime
) -> None:
    """Count these people against this edition from now on; what they finished stays finished.

    `reason` is enrolled or moved. The decision never stands before a completion it follows.
    """
    for person in sorted(kept_ids(person_ids)):
        lock_learner(person)
        row = PersonCourse.objects.filter(person=person, course=edition.course).first()
        at = max(now, row.completed_at) if row and row.completed_at else now
        _count_against(person, edition, reason=reason, at=at, now=now)


@transaction.atomic
def follow_edition_if_none(*, person_id: int, edition_id: int, reason: str, now: datetime) -> None:
    """Count her against the edition (a row id) unless another one of that course counts already."""
    edition = catalogue.editions(frozenset({edition_id}))[edition_id]
    for person in kept_ids([person_id]):
        lock_learner(person)
        if edition.course not in counting.followed_courses(person):
            _count_against(person, edition, reason=reason, at=now, now=now)


def _count_against(
    person: int, edition: Edition, *, reason: str, at: datetime, now: datetime
) -> None:
    """Follow the edition, and have the city's figures counted anew if that finishes a course."""
    counting.follow(person, edition, reason=reason, at=at)
    counting.refresh_courses(person, [edition.course])
    row = PersonCourse.objects.get(person=person, course=edition.course)
    if row.completed_at:
        figures.announce(person, [month_of(row.completed_at)], now=now)


def forget_refusals(*, now: datetime) -> int:
    """Remove reports that were refused more than a year ago; how many."""
    return Refusal.objects.filter(received_at__lt=now - REFUSALS_KEPT_FOR).delete()[0]


@transaction.atomic
def rebuild(*, person_id: int) -> None:
    """Throw her projection away and fold it anew from the log, to the same bytes."""
    lock_learner(person_id)
    PersonLesson.objects.filter(person=person_id).delete()
    for lesson, state in projection.rebuilt_states(person_id):
        upsert_standings(projection.projections(person_id, {lesson: state}))
    PersonCourse.objects.filter(person=person_id).delete()
    counting.refresh_courses(person_id, counting.followed_courses(person_id))


@transaction.atomic
def correct(*, person_id: int, lesson: UUID, corrections: Sequence[Correction]) -> PersonLesson:
    """Add these corrections of answers in one lesson, and fold it anew under the person's lock.

    Her answers keep the mark they got when they came. A correction that stands already changes nothing,
    so that it is safe to do twice. Returns where she stands in the lesson then.
    """
    lock_learner(person_id)
    Correction.objects.bulk_create(corrections, ignore_conflicts=True)
    state = projection.rebuilt_state(person_id, lesson)
    row = projection.projected(person_id, lesson, state)
    upsert_standings([row])
    return row


def refold(*, absorbed: int, kept: int, now: datetime) -> None:
    """Two accounts were merged or parted: fold both anew and have their communes counted anew."""
    for person, other in sorted([(absorbed, kept), (kept, absorbed)]):
        with transaction.atomic():
            lock_learner(person)
            if len(kept_ids([person, other])) > 1:
                counting.follow_alone(person, beside=other, now=now)
            rebuild(person_id=person)
    first = Event.objects.filter(person=absorbed).aggregate(first=Min("effective_at"))["first"]
    if first is not None:
        for person in (absorbed, kept):
            figures.announce(person, [month_of(first)], now=now)
