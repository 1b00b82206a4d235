"""Bác Lan has done a module of two lessons, and the clock can be moved."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import yaml
from django.conf import settings

from courses.catalogue import queries as catalogue
from courses.review import actions as review
from courses.review.models import Review, ReviewRound
from identity.accounts.models import Person
from identity.consent.actions import Wording, load_text
from tests import factories
from tests.courses.school import learns
from tests.courses.teaching import MORNING, Item, Lesson, Phone, edition, publish

DONE = MORNING - timedelta(days=1)


@dataclass
class Learned:
    """A person, her lessons, and the answers she can give."""

    person: Person
    lessons: tuple[Lesson, ...]
    now: datetime

    @property
    def review(self) -> Review:
        return Review.objects.get(person=self.person)

    def later(self, **span: int) -> datetime:
        return self.now + timedelta(**span)

    def round(self, *, at: datetime) -> ReviewRound:
        return review.begin_round(review=self.review, by=self.person, now=at)

    def answer(self, *, at: datetime, right: int = 3) -> ReviewRound:
        """A whole round, the first `right` answers right."""
        begun = self.round(at=at)
        known = {item.id: item for lesson in self.lessons for item in lesson.items}
        for number, each in enumerate(begun.items):
            item = known[each["item"]]
            review.record_answer(
                round=begun,
                item=UUID(each["item"]),
                answer=item.good if number < right else item.bad,
                by=self.person,
                now=at,
            )
        begun.refresh_from_db()
        return begun


@pytest.fixture
def learned(db) -> Learned:
    catalogue.forget()
    items = [Item("single") for _ in range(5)] + [Item("true_false"), Item("spot")]
    lessons = (publish(*items[:4]), publish(*items[4:]))
    edition(*lessons)
    lan = factories.lan()
    learns(lan, *lessons, now=MORNING, phone=Phone(begins=DONE))
    review.sweep(now=MORNING)
    return Learned(lan, lessons, MORNING)


@pytest.fixture
def consent_text(db):
    file = settings.BASE_DIR / "content" / "consent" / "reminders-1.vi.yaml"
    return load_text(wording=Wording(**yaml.safe_load(file.read_text())), now=factories.LONG_AGO)[0]
