"""Tests before and after a course: opened by the trainer, answered in time, never shown as right or wrong."""

from datetime import timedelta

import pytest

from courses.catalogue import queries as catalogue
from courses.classes import actions as classes
from courses.models import (
    ClassGain,
    CurrentVersion,
    FormRelease,
    SittingAnswer,
    SittingPaper,
    Turn,
)
from courses.sittings import answering, opening
from courses.sittings.gains import read_gain
from courses.sittings.items import questions_of
from courses.sittings.papers import progress_of
from courses.sittings.refusals import SittingRefused
from courses.sittings.rules import AFTER, BEFORE, LATEST
from courses.sittings.standing import open_for
from identity.audit.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(SittingRefused) as refused:
        act(*args, **kwargs)
    assert str(refused.value.message)
    return refused.value.code


def test_a_form_is_frozen_and_stands_on_no_page(hall):
    assert FormRelease.objects.count() == 3
    for release in FormRelease.objects.all():
        assert release.version.use == "form"
        assert not CurrentVersion.objects.filter(version=release.version).exists()
        assert catalogue.current_version(release.version.lesson) is None
        assert "correct" not in str(release.version.items) + str(release.version.body)


def test_publishing_the_same_words_again_releases_nothing_new(hall):
    hall.test.save_revision().publish()
    assert FormRelease.objects.count() == 3


def test_half_of_a_class_gets_the_other_form(hall):
    people = hall.learners(7)
    before = hall.open(BEFORE)
    letters = [hall.sit(before, person).letter for person in people]
    assert letters == ["A", "B", "A", "B", "A", "B", "A"]
    hall.close(before)
    after = hall.open(AFTER)
    assert [hall.sit(after, person).letter for person in people] == list("BABABAB")


def test_the_form_stays_hers_when_others_leave(hall):
    first, second = hall.learners(2)
    classes.leave_class(cohort=hall.cohort, by=first, now=hall.now)
    assert hall.sit(hall.open(BEFORE), second).letter == "B"


def test_one_test_at_a_time_is_open(hall):
    before = hall.open(BEFORE)
    assert refusal(hall.open, BEFORE) == "already_open"
    assert refusal(hall.open, AFTER) == "other_open"
    assert refusal(hall.open_check) == "other_open"
    hall.close(before)
    assert refusal(hall.close, before) == "already_closed"
    assert hall.open(AFTER)


def test_opening_again_leaves_a_trace(hall):
    before = hall.open(BEFORE)
    hall.close(before)
    assert hall.open(BEFORE) == before
    assert list(Turn.objects.values_list("state", flat=True)) == ["open", "closed", "open"]
    acts = Entry.objects.filter(act__startswith="sitting.").values_list("act", flat=True)
    assert list(acts) == ["sitting.opened", "sitting.closed", "sitting.reopened"]


def test_a_trainer_of_another_commune_opens_nothing(hall):
    hoa = factories.hoa()
    before = hall.open(BEFORE)
    assert (
        refusal(opening.open_paired, cohort=hall.cohort, moment=AFTER, by=hoa, now=hall.now)
        == "not_yours"
    )
    assert refusal(opening.close, sitting=before, by=hoa, now=hall.now) == "not_yours"


def test_a_course_without_forms_says_so(hall):
    hall.test.live = False
    hall.test.save(update_fields=["live"])
    assert refusal(hall.open, BEFORE) == "no_forms"


def test_she_goes_on_where_she_stopped_and_may_change_until_the_last_answer(hall):
    (lan,) = hall.learners(1)
    paper = hall.sit(hall.open(BEFORE), lan, answers=3)
    assert progress_of(paper).next_one == 4
    first, *_, last = questions_of(paper)
    hall.answer(paper, first, good=False)
    hall.answer(paper, first, good=False)
    assert SittingAnswer.objects.count() == 4
    for question in questions_of(paper)[3:]:
        hall.answer(paper, question)
    assert progress_of(paper).is_finished
    assert refusal(hall.answer, paper, last, good=False) == "handed_in"


def test_i_do_not_know_is_an_answer_and_nonsense_is_none(hall):
    (lan,) = hall.learners(1)
    paper = answering.begin(sitting=hall.open(BEFORE), person=lan, by=lan, now=hall.now)
    question = questions_of(paper)[0]
    told = {
        "paper": paper,
        "item": question.item,
        "waited": LATEST[BEFORE],
        "by": lan,
        "now": hall.now,
    }
    answering.answer(given={"dont_know": True}, **told)
    assert SittingAnswer.objects.get().score == 0
    assert refusal(answering.answer, given="không có", **told) == "no_answer"
    told["item"] = lan.uuid
    assert refusal(answering.answer, given="x", **told) == "not_asked"


def test_whoever_comes_after_the_end_is_told_kindly(hall):
    lan, hong = hall.learners(2)
    before = hall.open(BEFORE)
    paper = hall.sit(before, lan, answers=2)
    hall.close(before, at=hall.now + MINUTE)
    late = hall.now + 2 * MINUTE
    begin = {"sitting": before, "person": hong, "by": hong, "now": late}
    assert refusal(answering.begin, **begin) == "closed"
    third = questions_of(paper)[2]
    assert refusal(hall.answer, paper, third, now=late) == "too_late"


@pytest.mark.parametrize(
    ("arrives", "waited", "counts"),
    [(5, 5, True), (5, 3, False), (15, 15, True), (17, 16, False), (5, 600, True)],
)
def test_an_answer_given_before_the_end_counts_when_it_arrives_soon(hall, arrives, waited, counts):
    (lan,) = hall.learners(1)
    before = hall.open(BEFORE)
    paper = hall.sit(before, lan, answers=2)
    hall.close(before, at=hall.now + MINUTE)
    arrived = hall.now + arrives * MINUTE
    third = questions_of(paper)[2]
    if counts:
        hall.answer(paper, third, now=arrived, waited=waited * MINUTE)
        assert SittingAnswer.objects.filter(item=third.item).exists()
    else:
        told = {"now": arrived, "waited": waited * MINUTE}
        assert refusal(hall.answer, paper, third, **told) == "too_late"


def test_the_trainers_hand_is_written_down(hall):
    (nu,) = [hall.join(factories.nu())]
    before = hall.open(BEFORE)
    paper = answering.begin(sitting=before, person=nu, by=hall.trainer, now=hall.now)
    hall.answer(paper, questions_of(paper)[0], by=hall.trainer)
    row = SittingAnswer.objects.get()
    assert (row.help, row.by) == ("operated", hall.trainer)
    assert Entry.objects.filter(act="sitting.answer_operated", by=hall.trainer).count() == 1
    assert refusal(hall.answer, paper, questions_of(paper)[1], by=factories.hoa()) == "not_yours"


def test_only_people_of_the_class_begin(hall):
    before = hall.open(BEFORE)
    stranger = factories.lan()
    begin = {"sitting": before, "person": stranger, "by": stranger, "now": hall.now}
    assert refusal(answering.begin, **begin) == "not_in_class"
    assert open_for(stranger, now=hall.now) == []
    assert [each.sitting for each in open_for(hall.join(stranger), now=hall.now)] == [before]
    assert answering.begin(**begin) == answering.begin(**begin)
    assert SittingPaper.objects.count() == 1


def test_who_missed_a_test_is_missing_and_not_zero(hall):
    one, two, three, four = hall.learners(4)
    before = hall.open(BEFORE)
    hall.sit(before, one, right=2)
    hall.sit(before, two, right=5)
    hall.sit(before, three, answers=3)
    hall.close(before)
    after = hall.open(AFTER)
    hall.sit(after, one, right=5)
    hall.sit(after, three)
    hall.close(after)
    gain = read_gain(hall.cohort)
    shown = {row.learner: (row.before, row.after, row.band) for row in gain.people}
    assert shown == {
        one: (33, 83, "higher"),
        two: (83, None, None),
        three: (None, 100, None),
        four: (None, None, None),
    }
    assert (gain.pairs, gain.before, gain.after, gain.is_small) == (1, 33, 83, True)
    assert (gain.missed_before, gain.missed_after) == (2, 2)
    assert [row.title for row in gain.objectives] == ["Mật khẩu", "Mã OTP", "Kẻ giả"]
    assert [(row.before, row.after) for row in gain.objectives] == [(100, 100), (0, 100), (0, 50)]


def test_closing_the_test_after_counts_the_class_and_a_late_answer_counts_it_anew(hall):
    one, two = hall.learners(2)
    before = hall.open(BEFORE)
    for person in (one, two):
        hall.sit(before, person, right=3)
    hall.close(before)
    after = hall.open(AFTER)
    hall.sit(after, one, right=6)
    paper = hall.sit(after, two, right=2, answers=5)
    hall.close(after, at=hall.now + MINUTE)
    row = ClassGain.objects.get()
    assert (row.pairs, row.before, row.after, row.higher) == (1, 50, 100, 1)
    last = questions_of(paper)[5]
    hall.answer(paper, last, good=False, now=hall.now + 2 * MINUTE, waited=2 * MINUTE)
    row.refresh_from_db()
    assert (row.pairs, row.before, row.after) == (2, 100, 133)
    assert (row.higher, row.same, row.lower) == (1, 0, 1)
