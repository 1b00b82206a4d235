"""One batch being recorded: what is known, what it changes, and the verdict on each event.

Takes the learner's lock. Events are taken in key order, "done" last, so that a batch comes to
the same whatever order the device sent it in; an id sent twice is taken once, as first sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from uuid import UUID

from courses.progress import counting, figures, projection, statements
from courses.progress.facts import Row
from courses.progress.fold import Attempt, State, has_passed
from courses.progress.judging import Judged, spoken
from courses.progress.log import Known
from courses.progress.models import Kind
from courses.progress.rules import CROWD, MOST_ATTEMPTS
from courses.progress.verdicts import Verdict, conflict, rejected
from identity.accounts.queries import accounts_of


class KnownIds(Exception):
    """Some ids may stand in the log already: look, before anything of this batch is committed."""


class Recording:
    """The events of one person in one transaction; `run` decides, `store` writes.

    `known` is what the log holds of them, or None before it was asked. Almost every event is new,
    so it is asked only when an id is refused by the log, or an event as things stand: then KnownIds
    ends the transaction and the batch is judged again with what is known.
    """

    def __init__(
        self, person: int, judged: Sequence[Judged], known: Mapping[UUID, Known] | None
    ) -> None:
        self.person = person
        self.judged = judged
        self.has_asked = known is not None
        self.known = dict(known or {})
        lessons = {each.event.lesson for each in judged}
        self.states = projection.stored_states(person, lessons, and_lock=True)
        self.before = {lesson: figures.seen(state) for lesson, state in self.states.items()}
        self.touched: dict[UUID, State] = {}
        self.rows: list[Row] = []

    def run(self) -> dict[int, Verdict]:
        """The verdict on each event, by its index."""
        return {each.event.index: self._take(each) for each in self._in_order()}

    def store(self, *, now: datetime) -> None:
        """Append the events, then bring every cache of the fold up to date; raises KnownIds.

        In the order of their ids, so that two people who claim the same ids never wait in a circle.
        """
        if not self.rows:
            return
        rows = sorted(self.rows, key=lambda row: row.id)
        standings = projection.projections(self.person, self.touched)
        if statements.append_events(rows, standings) < len(rows):
            raise KnownIds
        self._count(now=now)

    def _in_order(self) -> list[Judged]:
        sent: Counter[UUID] = Counter()
        places = []
        for each in self.judged:
            places.append((sent[each.event.id], each.event.kind == Kind.DONE, each.fact.key))
            sent[each.event.id] += 1
        order = sorted(range(len(places)), key=places.__getitem__)
        return [self.judged[place] for place in order]

    def _take(self, each: Judged) -> Verdict:
        event = each.event
        found = self.known.get(event.id)
        if found is not None:
            return self._repeated(each, found)
        state = self.states.get(event.lesson) or State()
        reason = refusal(each, state)
        if reason is not None and not self.has_asked:
            raise KnownIds
        if reason is not None:
            return rejected(event.sent_id, event.index, reason)
        return self._applied(each, state)

    def _repeated(self, each: Judged, found: Known) -> Verdict:
        if found.digest != each.event.digest or not self._is_hers(found):
            return conflict(each.event.sent_id, each.event.index)
        return spoken(each, "already", correct=found.correct, score=found.score)

    def _is_hers(self, found: Known) -> bool:
        """Whether it stands in the log as hers, or as that of an account merged into hers."""
        return found.person == self.person or found.person in self._accounts

    @cached_property
    def _accounts(self) -> frozenset[int]:
        return frozenset(accounts_of(self.person).values_list("pk", flat=True))

    def _applied(self, each: Judged, state: State) -> Verdict:
        state.add(each.fact)
        self.states[each.event.lesson] = self.touched[each.event.lesson] = state
        if each.event.kind == Kind.DONE and each.fact.attempt:
            handed_in(each, state.attempts[each.fact.attempt])
        self.rows.append(each.row)
        correct, score = each.row.correct, each.row.score
        self.known[each.event.id] = Known(self.person, each.event.digest, correct, score)
        return spoken(each, "applied", correct=correct, score=score)

    def _count(self, *, now: datetime) -> None:
        """Courses and figures move only with a first fact, a first in a month, or a first "done"."""
        before = {lesson: self.before.get(lesson, figures.NOTHING) for lesson in self.touched}
        after = {lesson: figures.seen(state) for lesson, state in self.touched.items()}
        begun = [lesson for lesson in self.touched if lesson not in self.before]
        done = [lesson for lesson in self.touched if before[lesson].done != after[lesson].done]
        counting.recount(self.person, begun=begun, done=done, now=now)
        months = [figures.changed_months(before[lesson], after[lesson]) for lesson in self.touched]
        figures.announce(self.person, frozenset().union(*months), now=now)


def refusal(each: Judged, state: State) -> str | None:
    """Why the event cannot be taken as things stand, or None."""
    attempt = state.attempts.get(each.fact.attempt or "")
    if attempt is not None and attempt.closed:
        return "attempt_closed"
    if each.event.kind == Kind.DONE:
        return None if is_answered(each, state, attempt) else "not_finished"
    is_begun = each.fact.attempt is not None and attempt is None
    return "too_many_attempts" if is_begun and is_crowded(state, each.fact.at) else None


def is_crowded(state: State, at: datetime) -> bool:
    """Whether the day around `at` is full of attempts; nobody is shut out for longer than that."""
    if len(state.attempts) < MOST_ATTEMPTS:
        return False
    near = [each for each in state.attempts.values() if abs(each.last - at) < CROWD]
    return len(near) >= MOST_ATTEMPTS


def is_answered(each: Judged, state: State, attempt: Attempt | None) -> bool:
    """Every practice item was tried, and every check item answered in this attempt."""
    outline = each.paper.outline
    answered = attempt.answers.keys() if attempt else frozenset()
    return outline.practice <= state.tries.keys() and outline.checks <= answered


def handed_in(each: Judged, attempt: Attempt) -> None:
    """Write the score of the check on the fact that hands it in."""
    outline = each.paper.outline
    each.row.score = attempt.score(outline.checks)
    each.row.correct = has_passed(attempt, outline)
