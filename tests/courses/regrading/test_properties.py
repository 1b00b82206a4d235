"""Whatever is published, marked anew and taken back, in whatever order the facts arrive: nobody loses."""

import random
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.catalogue import queries as catalogue
from courses.models import PersonCourse, PersonLesson
from courses.progress import actions as progress
from courses.progress import grading
from courses.progress.corrected import Amendment, standing
from courses.progress.rules import share
from courses.regrading import actions as regrading
from courses.regrading import sweeping
from courses.regrading.refusals import RegradeRefused
from tests import factories
from tests.courses.progress.test_record import projection, send
from tests.courses.regrading.test_late_phones import changed
from tests.courses.teaching import MORNING, Item, Phone, edition, publish
from tests.courses.versions import carried_out, run, tried_out, undone

marks = st.lists(st.integers(0, 100), max_size=12)


@given(marks, marks)
def test_taking_marks_out_never_lowers_a_share_and_never_leaves_0_to_100(counted, out):
    assert 0 <= share(counted) <= share(counted, out) + (100 if not counted else 0) <= 200
    assert share([*counted, *out]) <= share(counted, out) <= 100


amendments = st.lists(
    st.builds(
        Amendment,
        regrade=st.sampled_from([uuid4() for _ in range(3)]),
        score=st.integers(0, 100),
        correct=st.booleans(),
        is_out=st.booleans(),
        is_taken_back=st.booleans(),
    ),
    max_size=8,
)


@given(amendments, st.randoms(), st.integers(0, 100), st.booleans())
def test_corrections_come_to_the_same_in_any_order_and_lower_nothing(found, dice, score, correct):
    shuffled = [*found, *found]
    dice.shuffle(shuffled)
    assert standing(shuffled) == standing(found)
    assert standing(found).score_of(score) >= score
    assert standing(found).correct_of(correct) >= correct


steps = st.lists(
    st.sampled_from(["wording", "adds", "meaning", "key", "regrade", "withdraw", "undo", "answer"]),
    min_size=1,
    max_size=7,
)


class Undone(Exception):
    """Rolls back what one example wrote."""


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=steps, seed=st.integers(0, 999), use=st.sampled_from(["practice", "check"]))
def test_no_story_of_changes_takes_anything_from_anybody(story, seed, use):
    try:
        with transaction.atomic():
            Story(seed, use).tell(story)
            raise Undone
    except Undone:
        grading.paper.cache_clear()
        catalogue.forget()


class Story:
    """One lesson that is changed while one person learns; her twin gets the same facts in another order."""

    def __init__(self, seed: int, use: str) -> None:
        self.dice, self.use = random.Random(seed), use
        self.lan, self.phone = factories.people(1)[0], Phone()
        self.thu = factories.people(1)[0]
        self.lesson = publish(Item("single"), Item("multiple", right=2), use=use)
        edition(self.lesson)
        self.versions, self.done_regrades = [self.lesson], []
        self.best = 0

    def tell(self, story: list[str]) -> None:
        self.answer()
        for step in story:
            act = getattr(self, step, None)
            act() if act else self.publish(step)
            self.check(may_fall=step == "undo")
        sweeping.sweep(now=MORNING)
        self.check(may_fall=False)
        before = projection(self.lan)
        progress.rebuild(person_id=self.lan.pk)
        assert projection(self.lan) == before

    def answer(self) -> None:
        """A version done, some answers right; the version may be an old one."""
        lesson = self.dice.choice(self.versions)
        attempt = {"attempt": str(uuid4())} if self.use == "check" else {}
        answers = [
            self.phone.answer(lesson, item, good=self.dice.random() < 0.5, **attempt)
            for item in lesson.items
        ]
        events = [*answers, self.phone.report("lesson.done", lesson, **attempt)]
        self.dice.shuffle(events)
        send(self.lan, self.phone, *events)

    def publish(self, kind: str) -> None:
        self.lesson = changed(self.lesson, kind)
        self.versions.append(self.lesson)

    def regrade(self) -> None:
        try:
            self.carry(tried_out(self.lesson, by=self.thu))
        except RegradeRefused:
            return

    def withdraw(self) -> None:
        item = self.dice.choice(self.lesson.items)
        named = [each.version for each in self.versions]
        self.carry(
            run(regrading.neutralise_item(item=item.id, versions=named, by=self.thu, now=MORNING))
        )

    def carry(self, regrade) -> None:
        if regrade.state == "ready":
            self.done_regrades.append(carried_out(regrade, by=self.thu))

    def undo(self) -> None:
        if self.done_regrades:
            undone(self.done_regrades.pop(), by=self.thu)

    def check(self, *, may_fall: bool) -> None:
        row = PersonLesson.objects.get(person=self.lan)
        course = PersonCourse.objects.get(person=self.lan)
        assert 0 <= row.best_score <= 100
        assert 0 <= course.percent <= 100
        assert row.done_at is not None
        assert course.completed_at is not None
        if not may_fall:
            assert row.best_score >= self.best
        self.best = row.best_score
