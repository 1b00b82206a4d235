"""A course with a check at its end, people who have finished it, and their certificates."""

from dataclasses import dataclass
from datetime import datetime

from courses.catalogue.frozen import Edition
from courses.certificates import actions as certificates
from courses.certificates.models import Certificate
from courses.progress import actions as progress
from identity.accounts.models import Person
from tests import factories
from tests.courses.school import report
from tests.courses.teaching import Item, Lesson, Phone, edition, publish


@dataclass(frozen=True)
class Course:
    """Two lessons and a check."""

    lessons: tuple[Lesson, ...]
    check: Lesson
    edition: Edition

    def finish(self, person: Person, *, now: datetime, passes: bool = True) -> Person:
        """She does the lessons and hands the check in."""
        phone = Phone()
        events = [event for lesson in self.lessons for event in phone.complete(lesson)]
        report(person, phone, *events, now=now)
        self.sit(person, phone, now=now, passes=passes)
        return person

    def sit(self, person: Person, phone: Phone, *, now: datetime, passes: bool = True) -> None:
        """She hands the check in, right or wrong."""
        attempt = str(self.check.uuid) if passes else str(self.lessons[0].uuid)
        events = phone.complete(self.check, good=passes, attempt=attempt)
        report(person, phone, *events, now=now)


def course(**checked: object) -> Course:
    """Frozen as publishing freezes it."""
    lessons = (publish(), publish())
    check = publish(Item("single"), Item("true_false"), use="check")
    return Course(lessons, check, edition(*lessons, check))


def start(person: Person, taught: Course, *, now: datetime) -> Person:
    """She is counted against the edition."""
    progress.follow_edition(
        person_ids=[person.pk], edition=taught.edition, reason="enrolled", now=now
    )
    return person


def certified(person: Person, taught: Course, *, now: datetime) -> Certificate:
    """She finishes and asks for her certificate."""
    taught.finish(person, now=now)
    return certificates.issue(course=taught.edition.course, by=person, now=now)


def lan_certified(now: datetime) -> Certificate:
    """Bác Lan's."""
    return certified(factories.lan(), course(), now=now)
