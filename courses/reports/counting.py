"""The figures of one commune and month, counted from the log and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, QuerySet
from django.db.models.functions import Coalesce

from courses.catalogue import queries as catalogue
from courses.progress.models import Event, Kind, LearnerEdition
from courses.progress.rules import ACTIVITY, Following, completion
from courses.reports.rules import Month
from identity.accounts import queries as accounts
from identity.local_time import VIETNAM


@dataclass(frozen=True, slots=True)
class Figures:
    """As at the end of the month (or now); `active` inside it."""

    learners: int
    active: int
    lessons_done: int
    finished: int


def figures(commune_id: int, month: Month, *, now: datetime) -> Figures:
    """What the log says about the people who live in the commune at the end of the month."""
    day = month.residence_day(now.astimezone(VIETNAM).date())
    residents = accounts.residents(commune_id, on=day)
    facts = hers(Event.objects.filter(person__in=residents, effective_at__lt=month.ends_at))
    inside = facts.filter(effective_at__gte=month.begins_at, kind__in=ACTIVITY)
    done = done_times(facts)
    return Figures(
        learners=facts.values("owner").distinct().count(),
        active=inside.values("owner").distinct().count(),
        lessons_done=sum(len(lessons) for lessons in done.values()),
        finished=finished_people(residents, done, until=month.ends_at),
    )


def hers(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows with their `owner`: the person whose accounts, where two were merged, count as one."""
    return rows.annotate(owner=Coalesce("person__kept_id", "person_id"))


def done_times(facts: QuerySet[Any]) -> dict[int, dict[UUID, datetime]]:
    """When each of these people finished each lesson, first time counted."""
    rows = facts.filter(kind=Kind.DONE).values_list("owner", "lesson").annotate(Min("effective_at"))
    times: dict[int, dict[UUID, datetime]] = {}
    for person, lesson, at in rows.order_by():
        times.setdefault(person, {})[lesson] = at
    return times


def finished_people(
    residents: Any, done: dict[int, dict[UUID, datetime]], *, until: datetime
) -> int:
    """How many of them had finished at least one course by then."""
    lines = followed_lines(residents, until=until)
    return sum(
        any(completion(line, done[person]) for line in lines.get(person, {}).values())
        for person in done
    )


def followed_lines(residents: Any, *, until: datetime) -> dict[int, dict[UUID, list[Following]]]:
    """The editions each of these people was counted against by then, by course, oldest first.

    Moving somebody later than that must not finish a course in a month that is over. The first edition
    of a course counts from the beginning: facts that waited on a phone are older than the decision.
    """
    rows = hers(LearnerEdition.objects.filter(person__in=residents)).order_by("pk")
    chosen = list(rows.values_list("owner", "course", "edition", "at", "person"))
    editions = catalogue.editions(frozenset(edition for _, _, edition, _, _ in chosen))
    lines: dict[int, dict[UUID, list[Following]]] = {}
    for person, course, edition, at, account in chosen:
        line = lines.setdefault(person, {}).setdefault(course, [])
        if at < until or not any(each.account == account for each in line):
            line.append(Following(edition, editions[edition].required, at, account))
    return lines
