"""The projection: stored states of the fold and the columns read off them, for one person at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from uuid import UUID

from courses.progress import statements
from courses.progress.corrected import AS_IT_CAME, Corrected
from courses.progress.corrections import standing_corrections
from courses.progress.facts import fact
from courses.progress.fold import State, fold, load, standing
from courses.progress.grading import paper
from courses.progress.models import Event, PersonLesson
from courses.progress.rules import Outline
from identity.accounts.queries import accounts_of


def stored_states(
    person: int, lessons: Collection[UUID], *, and_lock: bool = False
) -> dict[UUID, State]:
    """The states of a person's lessons; a lesson she has not touched is left out."""
    stored = statements.stored_states(person, lessons, and_lock=and_lock)
    return {lesson: load(state) for lesson, state in stored.items()}


def projections(person: int, states: Mapping[UUID, State]) -> list[PersonLesson]:
    """The rows of these states."""
    return [projected(person, lesson, state) for lesson, state in states.items()]


def projected(person: int, lesson: UUID, state: State) -> PersonLesson:
    """The row of a state."""
    read = standing(state, outlines_of(state))
    return PersonLesson(
        person_id=person,
        lesson=lesson,
        state=state.dump(),
        started_at=read.started_at,
        last_seen_at=read.last_seen_at,
        done_at=read.done_at,
        done_version=read.done_version,
        passed_at=read.passed_at,
        best_score=read.best_score,
        position=read.position,
        is_stuck=read.is_stuck,
    )


def outlines_of(state: State) -> dict[str, Outline]:
    """What each version the state names asks for."""
    return {version: paper(UUID(version)).outline for version in state.versions}


def rebuilt_states(person: int) -> Iterator[tuple[UUID, State]]:
    """The states of all her lessons, folded anew from the log, one lesson in memory at a time.

    The log of each of her accounts counts; an account that was merged into another has none.
    """
    accounts = accounts_of(person)
    corrections = standing_corrections(accounts)
    rows = Event.objects.filter(person__in=accounts).order_by("lesson").iterator(chunk_size=500)
    for lesson, events in groupby(rows, key=lambda event: event.lesson):
        yield lesson, folded(events, corrections)


def rebuilt_state(person: int, lesson: UUID) -> State:
    """The state of one lesson, folded anew from the log."""
    accounts = accounts_of(person)
    corrections = standing_corrections(accounts, lesson=lesson)
    events = Event.objects.filter(person__in=accounts, lesson=lesson)
    return folded(events.iterator(chunk_size=500), corrections)


def folded(events: Iterable[Event], corrections: Mapping[UUID, Corrected]) -> State:
    """What these events come to with these corrections."""
    return fold(
        fact(event, paper(event.version), corrections.get(event.pk, AS_IT_CAME)) for event in events
    )
