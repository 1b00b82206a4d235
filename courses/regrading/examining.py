"""What a regrade would do to the answers of some people: read, marked anew, and compared. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from courses.catalogue import queries as catalogue
from courses.progress import projection
from courses.progress.corrected import AS_IT_CAME, Amendment, Corrected, standing
from courses.progress.corrections import standing_corrections
from courses.progress.grading import Sheet, mark_answer, paper
from courses.progress.models import Correction, Event, PersonLesson
from courses.progress.rules import ANSWERS
from courses.questions.marking import BadAnswer, Mark
from courses.regrading.models import Effect, Regrade
from identity.accounts import queries as accounts


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody stands in the lesson: her best score and whether she has passed."""

    score: int | None
    has_passed: bool


@dataclass(frozen=True, slots=True)
class Examined:
    """One learner under a regrade: the corrections it makes, and her lesson before and after.

    `seen` of her answers were looked at; `kept` of them would have lost marks and keep what they had.
    """

    person: int
    seen: int
    kept: int
    corrections: tuple[Correction, ...] = ()
    before: Stand | None = None
    after: Stand | None = None


def examined(regrade: Regrade, people: Collection[int], *, now: datetime) -> list[Examined]:
    """These people, in the order of their row ids; four queries, however many they are."""
    owners = accounts.owners_of(people)
    corrections = standing_corrections(list(owners), lesson=regrade.lesson)
    stands = stands_of(regrade.lesson, people)
    rule = Rule.of(regrade)
    found = Event.objects.filter(person__in=list(owners), lesson=regrade.lesson)
    rows = sorted(found, key=lambda event: owners[event.person_id])
    return [
        examine(rule, person, list(events), corrections, stands.get(person), now=now)
        for person, events in groupby(rows, key=lambda event: owners[event.person_id])
    ]


def stands_of(lesson: UUID, people: Collection[int]) -> dict[int, Stand]:
    """Where these people stand in the lesson now."""
    rows = PersonLesson.objects.filter(person__in=people, lesson=lesson)
    return {
        person: Stand(score, passed_at is not None)
        for person, score, passed_at in rows.values_list("person_id", "best_score", "passed_at")
    }


@dataclass(frozen=True, slots=True)
class Rule:
    """A regrade as it is applied to one answer after the other."""

    uuid: UUID
    is_withdrawal: bool
    items: frozenset[UUID]
    versions: frozenset[UUID]
    sheets: Mapping[UUID, Sheet]

    @classmethod
    def of(cls, regrade: Regrade) -> Rule:
        """The rule of this row."""
        return cls(
            uuid=regrade.uuid,
            is_withdrawal=regrade.effect == Effect.WITHDRAW,
            items=frozenset(map(UUID, regrade.items)),
            versions=concerned([regrade])[regrade.pk],
            sheets=paper(regrade.to_version).sheets if regrade.to_version else {},
        )

    def concerns(self, event: Event) -> bool:
        """Whether it is an answer to one of the items, given to one of the versions."""
        is_answer = event.kind in ANSWERS and event.score is not None
        return is_answer and event.version in self.versions and event.item in self.items

    def mark(self, event: Event) -> Mark | None:
        """The mark by the corrected key; None where the answer does not fit the item any more."""
        item = event.item
        sheet = self.sheets.get(item) if item else None
        if item is None or sheet is None or paper(event.version).sheets[item].name != sheet.name:
            return None
        try:
            return mark_answer(sheet, event.answer)
        except BadAnswer:
            return None

    def amendment(self, event: Event, now: Corrected) -> Amendment | None:
        """What it makes of an answer that stands at `now`; None where it lifts nothing."""
        score, correct = now.score_of(event.score) or 0, bool(now.correct_of(event.correct))
        if self.is_withdrawal:
            is_hurt = score < FULL and not now.is_out
            return Amendment(self.uuid, score, correct, True, False) if is_hurt else None
        mark = self.mark(event)
        if mark is None or (mark.score <= score and mark.correct <= correct):
            return None
        return Amendment(self.uuid, mark.score, mark.correct, False, False)

    def would_lower(self, event: Event, now: Corrected) -> bool:
        """Whether the corrected key gives less than the answer has, which it keeps."""
        mark = None if self.is_withdrawal else self.mark(event)
        return mark is not None and mark.score < (now.score_of(event.score) or 0)


FULL = 100


def concerned(regrades: Iterable[Regrade]) -> dict[int, frozenset[UUID]]:
    """By row id, the versions each names and those made of them for a sitting in class since. One query."""
    named = {row.pk: [UUID(version) for version in row.from_versions] for row in regrades}
    held = catalogue.held_versions({version for each in named.values() for version in each})
    return {
        pk: frozenset([*each, *(made for base in each for made in held.get(base, ()))])
        for pk, each in named.items()
    }


def examine(
    rule: Rule,
    person: int,
    events: Sequence[Event],
    corrections: Mapping[UUID, Corrected],
    before: Stand | None,
    *,
    now: datetime,
) -> Examined:
    """One learner; her lesson is folded anew only where an answer is lifted."""
    mine = [event for event in events if rule.concerns(event)]
    stood = {event.pk: corrections.get(event.pk, AS_IT_CAME) for event in mine}
    lifted = {e.pk: a for e in mine if (a := rule.amendment(e, stood[e.pk])) is not None}
    kept = sum(rule.would_lower(event, stood[event.pk]) for event in mine)
    if not lifted:
        return Examined(person=person, seen=len(mine), kept=kept)
    after = {pk: together(stood[pk], amendment) for pk, amendment in lifted.items()}
    return Examined(
        person=person,
        seen=len(mine),
        kept=kept,
        corrections=tuple(
            correction(event, lifted[event.pk], now=now) for event in mine if event.pk in lifted
        ),
        before=before,
        after=stand_after(person, events, {**corrections, **after}),
    )


def together(stood: Corrected, amendment: Amendment) -> Corrected:
    """What corrections make of an answer once this one is added."""
    alone = standing([amendment])
    return Corrected(
        score=max(stood.score or 0, alone.score or 0),
        correct=stood.correct or alone.correct,
        is_out=stood.is_out or alone.is_out,
    )


def stand_after(
    person: int, events: Iterable[Event], corrections: Mapping[UUID, Corrected]
) -> Stand:
    """Where she would stand."""
    state = projection.folded(events, corrections)
    row = projection.projected(person, UUID(int=0), state)
    return Stand(row.best_score, row.passed_at is not None)


def correction(event: Event, amendment: Amendment, *, now: datetime) -> Correction:
    """The row of a correction, under the account that answered."""
    return Correction(
        event_id=event.pk,
        person_id=event.person_id,
        lesson=event.lesson,
        regrade=amendment.regrade,
        correct=amendment.correct,
        score=amendment.score,
        is_out=amendment.is_out,
        at=now,
    )
