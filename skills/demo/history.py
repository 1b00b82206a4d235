"""What the demo learners did: events as a phone would report them, sent through the same reader."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import FrozenItem, FrozenLesson, Key
from courses.catalogue.kinds import KINDS
from courses.progress import actions as progress
from courses.progress.reading import read_body
from courses.questions.kinds import ANSWERED, DONT_KNOW
from identity.accounts.models import Person
from skills.demo.people import Story

STEP = timedelta(seconds=40)
LESSONS = {Story.FINISHED: 99, Story.HALFWAY: 3, Story.STUCK: 1, Story.SILENT: 1, Story.JOINED: 0}
DAYS_AGO = {Story.SILENT: 17}


@dataclass(frozen=True)
class Lesson:
    """One published lesson with its keys, ready to be answered."""

    frozen: FrozenLesson
    keys: dict[UUID, Key]


class Phone:
    """One person's phone: numbers its reports and stamps them with invented times."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.device = uuid5(NAMESPACE_URL, f"demo:{person.uuid}")
        self.seq = 0

    def report(self, kind: str, lesson: FrozenLesson, at: datetime, **rest: Any) -> dict[str, Any]:
        """One event; its id follows from device and number, so a second seeding repeats it."""
        self.seq += 1
        return {
            "id": str(uuid5(self.device, str(self.seq))),
            "seq": self.seq,
            "kind": kind,
            "learner": str(self.person.uuid),
            "lesson": str(lesson.lesson),
            "version": str(lesson.version),
            "at": at.isoformat(),
            **rest,
        }

    def send(self, events: Sequence[dict[str, Any]], *, now: datetime) -> None:
        """Send one batch and insist that the server took all of it."""
        body = json.dumps({"device": str(self.device), "events": events}).encode()
        verdicts = progress.record(events=read_body(body), by=self.person, now=now)
        refused = [verdict for verdict in verdicts if verdict.verdict not in ("applied", "already")]
        if refused:
            raise RuntimeError(f"the demo history was refused: {refused[0]}")


def live_through(story: Story, *, person: Person, course: UUID, now: datetime) -> None:
    """Give a person the history of her story, ending a few days before `now`."""
    phone = Phone(person)
    last_day = now - timedelta(days=DAYS_AGO.get(story, 2))
    lessons = lessons_of(course)[: LESSONS[story]]
    for index, lesson in enumerate(lessons):
        started = last_day - timedelta(days=len(lessons) - 1 - index)
        is_last = index == len(lessons) - 1
        if story is Story.STUCK or (story is Story.SILENT and is_last):
            events = list(give_up(phone, lesson, at=started))
        else:
            events = list(complete(phone, lesson, at=started))
        phone.send(events, now=started + STEP * (len(events) + 1))


def lessons_of(course: UUID) -> list[Lesson]:
    """The lessons of the course's newest edition, in order."""
    edition = catalogue.current_edition(course)
    versions = [catalogue.current_version(uuid) for uuid in edition.required] if edition else []
    frozen = [catalogue.frozen_version(version) for version in versions if version]
    return [Lesson(each, dict(catalogue.answer_keys(each.version))) for each in frozen if each]


def complete(phone: Phone, lesson: Lesson, *, at: datetime) -> Iterator[dict[str, Any]]:
    """Open a lesson, answer everything right and press "Xong"; a check is one attempt."""
    attempt = None
    if lesson.frozen.use == "check":
        attempt = str(uuid5(phone.device, str(lesson.frozen.version)))
    yield phone.report("lesson.opened", lesson.frozen, at)
    for item in lesson.frozen.items:
        at += STEP
        yield answered(phone, lesson, item, at=at, is_right=True, attempt=attempt)
    yield phone.report("lesson.done", lesson.frozen, at + STEP, attempt=attempt)


def give_up(phone: Phone, lesson: Lesson, *, at: datetime) -> Iterator[dict[str, Any]]:
    """Open a lesson, miss the first question three times and leave it there."""
    yield phone.report("lesson.opened", lesson.frozen, at)
    for _try in range(3):
        at += STEP
        yield answered(phone, lesson, first_question(lesson), at=at, is_right=False)
    if lesson.frozen.steps:
        step = lesson.frozen.steps[min(2, len(lesson.frozen.steps) - 1)]
        yield phone.report("lesson.position", lesson.frozen, at, answer=step)


def first_question(lesson: Lesson) -> FrozenItem:
    """The first item that may be left with "I don't know"."""
    return next(item for item in lesson.frozen.items if KINDS[item.kind].event == ANSWERED)


def answered(
    phone: Phone,
    lesson: Lesson,
    item: FrozenItem,
    *,
    at: datetime,
    is_right: bool,
    attempt: str | None = None,
) -> dict[str, Any]:
    """The event of one answer; whoever has it wrong says that she does not know."""
    kind = KINDS[item.kind]
    answer = right_answer(item, lesson.keys[item.id]) if is_right else dict(DONT_KNOW)
    return phone.report(
        kind.event, lesson.frozen, at, item=str(item.id), answer=answer, attempt=attempt
    )


def right_answer(item: FrozenItem, key: Key) -> Any:
    """The answer the key calls right, in the shape of the API."""
    return KINDS[item.kind].solution(item.shown, key.key)
