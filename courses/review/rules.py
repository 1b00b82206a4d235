"""The rule of spaced review: when, how many, what follows an answer, when it stops. Pure.

One rule for the server and, as data, for a phone: `RULE` is what `GET review/rule` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from uuid import UUID

from identity.local_time import VIETNAM

MESSAGES_FROM, MESSAGES_UNTIL = time(8), time(20)
"""No message goes out outside these hours."""
REMEMBERED, ENOUGH, IGNORED = "remembered", "enough", "ignored"


@dataclass(frozen=True, slots=True)
class Rule:
    """The figures of the rule.

    `days` after a module is done, one for each step. A round of `items` questions is right when at
    least `right_items` are. After `reminders` of them, `reminder_days` apart and none answered, it
    stops; after `rounds` too.
    """

    version: int
    days: tuple[int, ...]
    items: int
    right_items: int
    rounds: int
    reminders: int
    reminder_days: int

    @property
    def last_step(self) -> int:
        """The step whose first answers say what is remembered."""
        return len(self.days) - 1

    def gap(self, step: int) -> timedelta:
        """From the answer before to this step."""
        return timedelta(days=self.days[step] - (self.days[step - 1] if step else 0))


RULE = Rule(
    version=1, days=(2, 7, 30), items=3, right_items=2, rounds=8, reminders=3, reminder_days=3
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a module stands: its step, and when it is due; `ending` says why it is over."""

    step: int
    due_at: datetime | None
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Reminding:
    """After a reminder: how many there have been, and when to look again; None when it is over."""

    reminders: int
    remind_at: datetime | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be asked again: its lesson, that lesson's version now, and its own id."""

    lesson: UUID
    version: UUID
    item: UUID


def first_standing(done_at: datetime, *, rule: Rule = RULE) -> Standing:
    """When a module has just been done."""
    return Standing(step=0, due_at=done_at + rule.gap(0))


def after_round(
    step: int, *, right: int, of: int, rounds: int, at: datetime, rule: Rule = RULE
) -> Standing:
    """One step forward when the round was right, one back when not; `rounds` counts this one too.

    Right is `right_items` of them, or all where a short module holds fewer (`of`). Over when the last
    step was right, or when there have been enough rounds.
    """
    is_right = right >= min(rule.right_items, of)
    if is_right and step == rule.last_step:
        return Standing(step, None, REMEMBERED)
    following = step + 1 if is_right else max(step - 1, 0)
    if rounds >= rule.rounds:
        return Standing(following, None, ENOUGH)
    return Standing(following, at + rule.gap(following))


def after_reminder(reminders: int, *, at: datetime, rule: Rule = RULE) -> Reminding:
    """The reminder that is due now, or the end once all of them were left unanswered."""
    if reminders >= rule.reminders:
        return Reminding(reminders, None)
    return Reminding(reminders + 1, at + timedelta(days=rule.reminder_days))


def choose(
    candidates: Iterable[Candidate],
    *,
    asked: Mapping[UUID, int],
    seed: UUID,
    number: int,
    rule: Rule = RULE,
) -> list[Candidate]:
    """The questions of round `number`: those asked least often (`asked`), lessons in turn.

    Equals stand in the order of SHA-256 over the seed, the round and the question, so that any device
    chooses the same.
    """
    ranked = sorted(
        candidates,
        key=lambda each: (asked.get(each.item, 0), _rank(seed, number, each.item)),
    )
    turns: Counter[UUID] = Counter()
    order: dict[UUID, tuple[int, int]] = {}
    for each in ranked:
        order[each.item] = (asked.get(each.item, 0), turns[each.lesson])
        turns[each.lesson] += 1
    return sorted(ranked, key=lambda each: order[each.item])[: rule.items]


def is_quiet(now: datetime) -> bool:
    """Whether people are left in peace at this hour of Hải Phòng."""
    return not MESSAGES_FROM <= now.astimezone(VIETNAM).time() < MESSAGES_UNTIL


def quiet_from(now: datetime) -> datetime:
    """When today's messages must be out."""
    local = now.astimezone(VIETNAM)
    return datetime.combine(local.date(), MESSAGES_UNTIL, VIETNAM)


def _rank(seed: UUID, number: int, item: UUID) -> str:
    return sha256(f"{seed}:{number}:{item}".encode()).hexdigest()
