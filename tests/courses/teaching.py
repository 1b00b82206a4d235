"""Lessons and courses for tests, frozen as publishing freezes them, and a phone that reports on them."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import Edition
from courses.models import AnswerKey, CourseEdition, CurrentVersion, EditionLesson, LessonVersion

MORNING = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    """A question with four choices, or a true/false, or a spot with three parts; the first ones are right."""

    kind: str
    right: int = 1
    answer: bool = True
    id: str = field(default_factory=lambda: str(uuid4()))
    ids: tuple[str, ...] = field(default_factory=lambda: tuple(str(uuid4()) for _ in range(4)))

    @property
    def good(self) -> Any:
        """The right answer."""
        return {
            "single": self.ids[0],
            "multiple": list(self.ids[: self.right]),
            "true_false": self.answer,
            "spot": {"clues": list(self.ids[: self.right]), "verdict": "distrust"},
        }[self.kind]

    @property
    def bad(self) -> Any:
        """An answer that scores nothing."""
        return {
            "single": self.ids[-1],
            "multiple": list(self.ids[self.right :]),
            "true_false": not self.answer,
            "spot": {"clues": list(self.ids[self.right :]), "verdict": "trust"},
        }[self.kind]

    def public(self, use: str) -> dict[str, Any]:
        shown = {"id": self.id, "kind": self.kind, "use": use, "text": f"Câu {self.id[:4]}"}
        named = [{"id": each, "text": each[:4]} for each in self.ids]
        if self.kind == "spot":
            return shown | {"channel": "sms", "parts": named}
        return shown if self.kind == "true_false" else shown | {"choices": named}

    def secret(self) -> tuple[dict[str, Any], dict[str, Any]]:
        said = {each: f"Về {each[:4]}." for each in self.ids}
        said |= {
            "true": "Đúng vậy.",
            "false": "Không phải.",
            "right": "Giỏi lắm.",
            "wrong": "Xem lại.",
        }
        key: dict[str, Any] = {"kind": self.kind}
        if self.kind == "true_false":
            key["answer"] = self.answer
        else:
            key["correct"] = list(self.ids[: self.right])
        if self.kind == "spot":
            key["verdict"] = "distrust"
            said["trusted"] = "Bác mất tiền."
        return key, {"said": said, "explanation": "Nhớ nhé."}


@dataclass(frozen=True)
class Lesson:
    """One version of one lesson."""

    uuid: UUID
    version: UUID
    items: tuple[Item, ...]
    steps: tuple[str, ...]


def publish(
    *items: Item,
    use: str = "practice",
    lesson: UUID | None = None,
    number: int = 1,
    pass_mark: int = 80,
) -> Lesson:
    """Freeze a version with these items (one single-choice question unless told)."""
    items = items or (Item("single"),)
    steps = (str(uuid4()), *(item.id for item in items))
    row = LessonVersion.objects.create(
        lesson=lesson or uuid4(),
        language="vi",
        number=number,
        title="Bài thử",
        use=use,
        pass_mark=pass_mark,
        minutes=5,
        framework=[],
        body=[],
        items=[item.public(use) for item in items],
        steps=list(steps),
        digest="",
        frozen_at=MORNING - timedelta(days=30),
    )
    for item in items:
        key, feedback = item.secret()
        AnswerKey.objects.create(version=row, item=item.id, key=key, feedback=feedback)
    CurrentVersion.objects.update_or_create(
        lesson=row.lesson, language="vi", defaults={"version": row}
    )
    return Lesson(row.lesson, row.uuid, items, steps)


def edition(*lessons: Lesson, course: UUID | None = None, number: int = 1) -> Edition:
    """The next edition of a course (a new course unless told)."""
    row = CourseEdition.objects.create(
        course=course or uuid4(), number=number, title="Khóa thử", made_at=MORNING
    )
    for position, lesson in enumerate(lessons):
        EditionLesson.objects.create(
            edition=row,
            lesson=lesson.uuid,
            position=position,
            required=True,
            module=row.course,
            module_title="Phần một",
            title=f"Bài {position + 1}",
        )
    found = catalogue.edition(row.uuid)
    assert found
    return found


class Phone:
    """A device that numbers what it reports."""

    def __init__(self, begins: datetime = MORNING - timedelta(days=1)) -> None:
        self.device = str(uuid4())
        self.seq = 0
        self.at = begins

    def report(self, kind: str, lesson: Lesson, /, **rest: Any) -> dict[str, Any]:
        """One event, a second after the one before."""
        self.seq += 1
        self.at += timedelta(seconds=1)
        event = {
            "id": str(uuid4()),
            "seq": self.seq,
            "kind": kind,
            "learner": None,
            "lesson": str(lesson.uuid),
            "version": str(lesson.version),
            "item": None,
            "attempt": None,
            "answer": None,
            "at": self.at.isoformat(),
        }
        return event | rest

    def answer(
        self, lesson: Lesson, item: Item, /, *, good: bool = True, **rest: Any
    ) -> dict[str, Any]:
        """The answer to one item."""
        kind = "practice.done" if item.kind == "spot" else "question.answered"
        given = item.good if good else item.bad
        return self.report(kind, lesson, **({"item": item.id, "answer": given} | rest))

    def complete(self, lesson: Lesson, *, good: bool = True, **rest: Any) -> list[dict[str, Any]]:
        """Every item answered, then "Xong"."""
        answers = [self.answer(lesson, item, good=good, **rest) for item in lesson.items]
        return [*answers, self.report("lesson.done", lesson, **rest)]

    def body(self, *events: Any) -> bytes:
        """The body of one request."""
        return json.dumps({"device": self.device, "events": events}).encode()
