"""Who has finished what, and what a certificate of it would state: read for many people at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import Edition
from courses.catalogue.models import LessonVersion
from courses.certificates.citing import competences
from courses.certificates.models import Certificate
from courses.certificates.rules import band_of, is_earned
from courses.certificates.snapshots import Competence, Snapshot
from courses.classes.models import Cohort, Enrolment
from courses.progress.models import PersonCourse, PersonLesson
from courses.sittings.models import SupervisedResult
from courses.sittings.queries import supervised_pass
from identity.accounts import queries as accounts
from identity.accounts.models import Person
from identity.communes.models import Commune
from identity.local_time import VIETNAM

CHECK = "check"


@dataclass(frozen=True, slots=True)
class Finished:
    """One person who has finished one edition: her results in its required checks, and what she learnt."""

    person: Person
    commune: int | None
    edition: Edition
    completed_at: datetime
    minutes: int
    checks_passed: tuple[bool, ...]
    scores: tuple[int, ...]
    is_supervised: bool
    competences: tuple[Competence, ...]

    @property
    def is_earned(self) -> bool:
        """Whether the certificate is hers."""
        return is_earned(is_finished=True, checks_passed=self.checks_passed)

    def snapshot(self, *, code: str, now: datetime) -> Snapshot:
        """What her certificate states, with her name as she writes it now."""
        return Snapshot(
            code=code,
            name=self.person.name,
            course=self.edition.title,
            edition=self.edition.number,
            minutes=self.minutes,
            band=band_of(self.scores),
            is_supervised=self.is_supervised,
            competences=self.competences,
            issuer=settings.CERTIFICATE_ISSUER,
            completed_on=day_of(self.completed_at),
            issued_on=day_of(now),
        )


def waiting() -> QuerySet[PersonCourse]:
    """Courses that were finished and never certified, under none of the person's accounts."""
    hers = Q(person=OuterRef("person")) | Q(person__kept=OuterRef("person"))
    known = Certificate.objects.filter(hers, edition=OuterRef("completed_edition"))
    finished = PersonCourse.objects.exclude(completed_at=None)
    return finished.filter(~Exists(known)).order_by("pk")


def waiting_in_commune(commune: int, *, now: datetime) -> QuerySet[PersonCourse]:
    """Those of people who live there today."""
    return waiting().filter(person__in=accounts.residents(commune, on=day_of(now)))


def waiting_in_class(cohort: Cohort) -> QuerySet[PersonCourse]:
    """Those of people in the class, for the course it learns."""
    live = Enrolment.objects.live().filter(cohort=cohort)
    hers = Q(person__in=live.values("person")) | Q(person__in=live.values("person__kept"))
    return waiting().filter(hers, course=cohort.course)


def finished(rows: Sequence[PersonCourse]) -> list[Finished]:
    """What these rows come to, in their order. Seven queries, however many, and two for each way of learning.

    People who did the same versions of the same lessons learnt the same.
    """
    read = _read(rows)
    return [found for row in rows if (found := _finished(row, read))]


def day_of(at: datetime) -> date:
    """The day of an instant in Vietnam."""
    return at.astimezone(VIETNAM).date()


def month_begins(month: str) -> datetime:
    """When a month such as 2026-03 begins in Vietnam."""
    return datetime.combine(date.fromisoformat(f"{month}-01"), time(), VIETNAM)


@dataclass(frozen=True, slots=True)
class _Read:
    """What stands about these people in the other rooms' tables, by their row ids."""

    people: Mapping[int, Person]
    homes: Mapping[int, Commune]
    editions: Mapping[int, Edition]
    done: Mapping[int, Mapping[UUID, PersonLesson]]
    versions: Mapping[UUID, Mapping[str, Any]]
    supervised: frozenset[tuple[int, UUID]]
    named: dict[frozenset[str], tuple[Competence, ...]]

    def competences(self, citations: frozenset[str]) -> tuple[Competence, ...]:
        """What these citations name, looked up once."""
        if citations not in self.named:
            self.named[citations] = competences(citations)
        return self.named[citations]


def _read(rows: Sequence[PersonCourse]) -> _Read:
    editions = catalogue.editions(frozenset(row.completed_edition_id or 0 for row in rows))
    people = accounts.people_by_id(row.person_id for row in rows)
    lessons = {lesson for edition in editions.values() for lesson in edition.required}
    done = _done(list(people), lessons)
    learnt = {each.done_version for hers in done.values() for each in hers.values()}
    homes = accounts.communes_of(people)
    versions, supervised = _versions(learnt), _supervised(list(people))
    return _Read(people, homes, editions, done, versions, supervised, named={})


def _finished(row: PersonCourse, read: _Read) -> Finished | None:
    if row.completed_at is None or row.completed_edition_id is None:
        return None
    edition, hers = read.editions[row.completed_edition_id], read.done.get(row.person_id, {})
    learnt = [
        (standing, read.versions[standing.done_version])
        for lesson in edition.required
        if (standing := hers.get(lesson)) and standing.done_version
    ]
    checks = [standing for standing, version in learnt if version["use"] == CHECK]
    home = read.homes.get(row.person_id)
    return Finished(
        person=read.people[row.person_id],
        commune=home.pk if home else None,
        edition=edition,
        completed_at=row.completed_at,
        minutes=sum(version["minutes"] for _standing, version in learnt),
        checks_passed=tuple(standing.passed_at is not None for standing in checks),
        scores=tuple(standing.best_score or 0 for standing in checks),
        is_supervised=(row.person_id, row.course) in read.supervised,
        competences=read.competences(
            frozenset(cited for _standing, version in learnt for cited in version["framework"])
        ),
    )


def _done(people: list[int], lessons: set[UUID]) -> dict[int, dict[UUID, PersonLesson]]:
    rows = PersonLesson.objects.defer("state").filter(person__in=people, lesson__in=lessons)
    found: dict[int, dict[UUID, PersonLesson]] = {}
    for row in rows:
        found.setdefault(row.person_id, {})[row.lesson] = row
    return found


def _versions(uuids: set[UUID | None]) -> dict[UUID, Mapping[str, Any]]:
    rows = LessonVersion.objects.filter(uuid__in=[uuid for uuid in uuids if uuid])
    return {row["uuid"]: row for row in rows.values("uuid", "use", "minutes", "framework")}


def _supervised(people: list[int]) -> frozenset[tuple[int, UUID]]:
    """Who of these passed which course's check in a supervised sitting, under any of her accounts.

    Who did not is looked at once more, each by herself: a key corrected since may have lifted her.
    """
    hers = Q(paper__person__in=people) | Q(paper__person__kept__in=people)
    known_as = Coalesce("paper__person__kept", "paper__person")
    rows = SupervisedResult.objects.filter(hers).values_list(
        known_as, "paper__sitting__cohort__course", "has_passed"
    )
    sat: dict[tuple[int, UUID], bool] = {}
    for person, course, has_passed in rows:
        sat[person, course] = sat.get((person, course), False) or has_passed
    return frozenset(each for each, passed in sat.items() if passed or supervised_pass(*each))
