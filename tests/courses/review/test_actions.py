"""From a module done to what is remembered after 30 days; nothing that was done is ever touched."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from courses.catalogue.models import WithdrawnItem
from courses.models import Event, PersonCourse, PersonLesson
from courses.review import actions as review
from courses.review import queries
from courses.review.finding import candidates
from courses.review.models import Review, ReviewAnswer, ReviewRound
from courses.review.refusals import AnsweredBefore, NotDue, NothingLeft
from identity.accounts.models import Alias
from tests import factories
from tests.courses.review.conftest import DONE
from tests.courses.school import learns
from tests.courses.teaching import MORNING, Item, Phone, edition, publish


def standing():
    return (
        list(PersonLesson.objects.order_by("pk").values()),
        list(PersonCourse.objects.order_by("pk").values()),
        Event.objects.count(),
    )


def test_a_module_that_was_done_is_due_two_days_later(learned):
    row = learned.review
    assert row.step == 0 and row.due_at - row.done_at == timedelta(days=2)
    assert abs(row.done_at - DONE) < timedelta(minutes=1)


def test_the_sweep_twice_is_once(learned):
    assert review.sweep(now=learned.now) == 0
    assert Review.objects.count() == 1


def test_a_module_with_a_lesson_left_is_not_due(db):
    lessons = (publish(), publish())
    edition(*lessons)
    learns(factories.lan(), lessons[0], now=MORNING)
    assert review.sweep(now=MORNING) == 0


def test_the_sweep_costs_the_same_however_many_people_there_are(
    learned, django_assert_max_num_queries
):
    for person in factories.people(12):
        learns(person, *learned.lessons, now=MORNING, phone=Phone(begins=DONE))
    with django_assert_max_num_queries(12):
        assert review.sweep(now=learned.now) == 12


def test_a_round_asks_three_questions_that_need_only_choosing(learned):
    begun = learned.round(at=learned.later(days=2))
    spots = {item.id for lesson in learned.lessons for item in lesson.items if item.kind == "spot"}
    assert len(begun.items) == 3
    assert not {each["item"] for each in begun.items} & spots


def test_before_its_day_nothing_is_asked(learned):
    with pytest.raises(NotDue):
        learned.round(at=learned.now)


def test_a_round_begun_twice_is_the_same_round(learned):
    at = learned.later(days=2)
    assert learned.round(at=at) == learned.round(at=at + timedelta(days=1))


def test_right_answers_lead_to_the_end_in_thirty_days(learned):
    for _ in range(3):
        learned.answer(at=learned.review.due_at)
    row = learned.review
    assert row.ending == "remembered" and row.due_at is None and row.remind_at is None
    assert ReviewRound.objects.filter(is_first=True).count() == 3


def test_wrong_answers_go_a_step_back_and_only_the_first_time_counts(learned):
    learned.answer(at=learned.review.due_at)
    learned.answer(at=learned.review.due_at, right=1)
    assert learned.review.step == 0
    again = learned.answer(at=learned.review.due_at)
    assert again.step == 0 and not again.is_first
    assert learned.review.step == 1


def test_other_questions_come_the_next_time(learned):
    first = learned.answer(at=learned.review.due_at)
    second = learned.answer(at=learned.review.due_at)
    assert not {e["item"] for e in first.items} & {e["item"] for e in second.items}


def test_nothing_that_was_done_is_touched_by_a_wrong_answer(learned):
    before = standing()
    learned.answer(at=learned.review.due_at, right=0)
    assert standing() == before


def test_only_the_first_answer_to_a_question_counts(learned):
    at = learned.review.due_at
    begun = learned.round(at=at)
    asked = queries.asked_now(begun)
    item = next(i for ls in learned.lessons for i in ls.items if i.id == asked.item["id"])
    given = {"round": begun, "by": learned.person, "now": at}
    review.record_answer(item=UUID(item.id), answer={"dont_know": True}, **given)
    with pytest.raises(AnsweredBefore):
        review.record_answer(item=UUID(item.id), answer=item.good, **given)
    with pytest.raises(AnsweredBefore):
        review.record_answer(item=uuid4(), answer=item.good, **given)
    row = ReviewAnswer.objects.get()
    assert (row.correct, row.score, row.step) == (False, 0, 0)


def test_an_answer_cannot_be_changed_in_the_database(learned):
    learned.answer(at=learned.review.due_at)
    for change in (
        lambda: ReviewAnswer.objects.update(correct=False),
        lambda: ReviewAnswer.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_nobody_answers_for_somebody_else(learned):
    with pytest.raises(NotDue):
        review.begin_round(review=learned.review, by=factories.person(), now=learned.review.due_at)


def test_a_lesson_that_changed_is_asked_as_it_is_now(learned):
    first = learned.lessons[0]
    publish(Item("single"), lesson=first.uuid, number=2)
    versions = {each.version for each in candidates(learned.review.course, learned.review.module)}
    assert first.version not in versions


def test_a_module_without_a_question_left_says_so(learned):
    for lesson in learned.lessons:
        publish(Item("spot"), lesson=lesson.uuid, number=2)
    with pytest.raises(NothingLeft):
        learned.round(at=learned.review.due_at)


def test_a_round_that_was_begun_keeps_its_questions_when_the_lesson_changes(learned):
    begun = learned.round(at=learned.review.due_at)
    for lesson in learned.lessons:
        publish(Item("single"), lesson=lesson.uuid, number=2)
    assert queries.asked_now(begun).item["id"] == begun.items[0]["item"]


def withdraw(learned, *named):
    editor = factories.thu()
    for each in named:
        WithdrawnItem.objects.create(
            item=each["item"],
            lesson=each["lesson"],
            reason="Đáp án sai",
            withdrawn_by=editor,
            withdrawn_at=learned.now,
        )


def test_a_question_withdrawn_meanwhile_is_asked_no_more_and_costs_nothing(learned):
    at = learned.review.due_at
    begun = learned.round(at=at)
    known = {item.id: item for lesson in learned.lessons for item in lesson.items}
    first, *rest = begun.items
    given = {"round": begun, "by": learned.person, "now": at}
    review.record_answer(item=UUID(first["item"]), answer=known[first["item"]].good, **given)
    withdraw(learned, *rest)
    assert queries.asked_now(begun) is None
    learned.round(at=at)
    assert ReviewRound.objects.get().finished_at == at
    assert learned.review.step == 1


def test_where_every_question_is_withdrawn_others_stand_in_their_place(learned):
    begun = learned.round(at=learned.review.due_at)
    withdraw(learned, *begun.items)
    gone = {each["item"] for each in begun.items}
    left = {str(each.item) for each in candidates(learned.review.course, learned.review.module)}
    assert left and not left & gone
    again = learned.round(at=learned.review.due_at)
    assert again.pk == begun.pk
    assert queries.asked_now(again).item["id"] in left


def test_what_an_absorbed_account_reviews_is_reviewed_once(learned):
    kept = factories.person()
    learned.person.kept = kept
    learned.person.save(update_fields=["kept"])
    Alias.objects.create(absorbed=learned.person, kept=kept, since=learned.now, by=kept)
    assert [row.pk for row in queries.reviews_of(kept)] == [learned.review.pk]
    begun = review.begin_round(review=learned.review, by=kept, now=learned.review.due_at)
    assert queries.round_of(kept, begun.uuid) == begun
