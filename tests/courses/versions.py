"""A lesson published again and again for tests as one kind of change, and regrades run to their end."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from courses.catalogue import contents
from courses.catalogue.differences import (
    ChangeKind,
    correctable_items,
    difference,
    renewed_items,
    safest_kind,
)
from courses.models import LessonVersion, Regrade, VersionChange
from courses.regrading import actions as regrading
from courses.regrading import working
from identity.accounts.models import Person
from tests.courses.teaching import MORNING, Item, Lesson, publish


def republish(lesson: Lesson, *items: Item, kind: ChangeKind | None = None, **more) -> Lesson:
    """The next version of a lesson, with the change it is written down as."""
    before = LessonVersion.objects.get(uuid=lesson.version)
    number = LessonVersion.objects.filter(lesson=lesson.uuid).count() + 1
    more = {"use": before.use, "pass_mark": before.pass_mark} | more
    following = publish(*items, lesson=lesson.uuid, number=number, **more)
    after = LessonVersion.objects.get(uuid=following.version)
    found = difference(contents.said_in(before), contents.said_in(after))
    kind = kind or safest_kind(found)
    VersionChange.objects.create(
        version=after,
        previous=before,
        kind=kind,
        is_chosen=True,
        renewed=list(renewed_items(found, kind)),
        rekeyed=list(correctable_items(found, kind)),
        added=list(found.screens_added),
        at=MORNING,
    )
    return following


def with_other_key(item: Item) -> Item:
    """The same question, whose last choice is right now."""
    if item.kind == "true_false":
        return replace(item, answer=not item.answer)
    other = Item if isinstance(item, Turned) else Turned
    return other(kind=item.kind, right=item.right, id=item.id, ids=item.ids)


def with_other_sense(item: Item) -> Item:
    """The same question with other choices."""
    return replace(item, ids=tuple(str(uuid4()) for _ in item.ids))


class Turned(Item):
    """An item of which the last choices are right, in the order in which they always stood."""

    def secret(self):
        key, feedback = super().secret()
        return key | {"correct": list(self.ids[-self.right :])}, feedback

    @property
    def good(self):
        return {
            "single": self.ids[-1],
            "multiple": list(self.ids[-self.right :]),
            "spot": {"clues": list(self.ids[-self.right :]), "verdict": "distrust"},
        }[self.kind]

    @property
    def bad(self):
        return {
            "single": self.ids[0],
            "multiple": list(self.ids[: -self.right]),
            "spot": {"clues": list(self.ids[: -self.right]), "verdict": "trust"},
        }[self.kind]


def run(regrade: Regrade, *, now: datetime = MORNING) -> Regrade:
    """Work until its run has looked at everybody."""
    while working.work(regrade=regrade.uuid, now=now):
        pass
    regrade.refresh_from_db()
    return regrade


def tried_out(lesson: Lesson, *, by: Person, now: datetime = MORNING) -> Regrade:
    """A corrected key after its trial run."""
    return run(regrading.correct_key(version=lesson.version, by=by, now=now), now=now)


def carried_out(regrade: Regrade, *, by: Person, now: datetime = MORNING) -> Regrade:
    """Confirmed, and done for everybody."""
    return run(regrading.confirm(regrade=regrade.uuid, by=by, now=now), now=now)


def undone(regrade: Regrade, *, by: Person, now: datetime = MORNING) -> Regrade:
    """Undone for everybody."""
    return run(regrading.undo(regrade=regrade.uuid, by=by, now=now), now=now)
