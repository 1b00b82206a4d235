"""Where a sitting meets other rooms: no way round leads to its keys, its pass or its people."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.certificates import actions as certificates
from courses.models import (
    AnswerKey,
    Event,
    ItemAct,
    LessonVersion,
    PersonLesson,
    Regrade,
    VersionChange,
)
from courses.progress import actions as progress
from courses.progress.reading import read_body
from courses.regrading import actions as regrading
from courses.regrading import sweeping
from courses.sittings import mending, supervising
from courses.sittings.items import asked_in, questions_of
from courses.sittings.marking import mark_paper
from courses.sittings.queries import supervised_pass
from courses.sittings.refusals import SittingRefused
from courses.sittings.rules import BEFORE
from courses.sittings.supervising import Place
from identity.audit.models import Entry
from tests import factories
from tests.courses.school import browser_of
from tests.courses.sittings.hall import choice_of
from tests.courses.sittings.test_answering import refusal
from tests.courses.teaching import Lesson, Phone
from tests.courses.versions import carried_out, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(hall):
    return hall.join(factories.lan())


def test_a_form_cannot_be_tried_out_past_its_sitting(hall, lan):
    """Handing it in as a lesson would say how much of it was right, fifty times a day."""
    paper = hall.sit(hall.open(BEFORE), lan, answers=0)
    form = paper.sitting.form_a.version
    lesson, phone = Lesson(form.lesson, form.uuid, (), ()), Phone()
    told = {"attempt": str(paper.uuid)}
    events = [
        phone.report(
            "question.answered",
            lesson,
            item=str(question.item),
            answer=choice_of(question, good=True),
            **told,
        )
        for question in questions_of(paper)
    ]
    events.append(phone.report("lesson.done", lesson, **told))
    verdicts = progress.record(events=read_body(phone.body(*events)), by=lan, now=hall.now)
    assert {(each.reason, each.score) for each in verdicts} == {("unknown_lesson", None)}
    assert not Event.objects.exists()
    assert not PersonLesson.objects.exists()


def test_a_trainer_does_not_vouch_for_herself(hall):
    hall.join(hall.trainer)
    check = hall.open_check()
    told = {"by": hall.trainer, "now": hall.now}
    paper = supervising.take_seat(sitting=check, code=check.code, **told)
    see = {"paper": paper, "known_by": "card", "now": hall.now}
    assert refusal(supervising.identify, by=hall.trainer, **see) == "own_seat"
    other = factories.person("Vũ Thị Hường")
    factories.granted(other, "trainer", factories.HOME)
    supervising.identify(by=other, **see)
    place = Place(supervising.begin(paper=paper, session="x", **told), "x")
    hall.answers(paper, place)
    assert supervising.hand_in(paper=paper, place=place, **told).by == other


def test_a_trainer_does_not_let_herself_go_on(hall):
    hall.join(hall.trainer)
    check = hall.open_check()
    told = {"by": hall.trainer, "now": hall.now}
    paper = supervising.take_seat(sitting=check, code=check.code, **told)
    assert refusal(supervising.allow_resume, paper=paper, **told) == "own_seat"


def test_somebody_who_tried_too_often_holds_no_broken_question_in(hall, lan, monkeypatch):
    check = hall.open_check()
    others = [lan, hall.join(factories.person("Trần Thị Hồng"))]
    for person in others:
        paper, place = hall.seated(check, person)
        hall.answers(paper, place, right=7)
        supervising.hand_in(paper=paper, place=place, by=person, now=hall.now)

    def crowded(*, paper, **told):
        if paper.person == lan:
            raise SittingRefused("too_many_attempts")
        return mark_paper(paper=paper, **told)

    monkeypatch.setattr(mending, "mark_paper", crowded)
    *_, last = asked_in(check)
    mending.withdraw_item(sitting=check, item=last.item, by=hall.trainer, now=hall.now)
    assert ItemAct.objects.filter(sitting=check, item=last.item).exists()
    newest = {p.person: p.results.order_by("pk").last().score for p in check.papers.all()}
    assert newest == {others[0]: 87, others[1]: 100}


@pytest.mark.usefixtures("standing_clock")
def test_a_learners_name_on_the_trainers_phone_is_written_down_first(hall, lan):
    sitting = hall.open(BEFORE)
    browser = browser_of(hall.trainer, second_factor=True, now=hall.now)
    address = f"/lop/{hall.cohort.uuid}/do-tien-bo/{sitting.uuid}/{lan.uuid}/"
    assert lan.name in browser.get(address).content.decode()
    look = Entry.objects.get(act="sitting.seen")
    assert [row.person_id for row in look.subjects.all()] == [lan.pk]
    assert (look.by, look.reason) == (hall.trainer, "teaches_class")


@pytest.mark.usefixtures("standing_clock")
def test_a_form_without_an_act_takes_no_question_out(hall):
    check = hall.open_check()
    browser = browser_of(hall.trainer, second_factor=True, now=hall.now)
    first, *_ = asked_in(check)
    page = f"/lop/{hall.cohort.uuid}/kiem-tra/{check.uuid}/cau/"
    for act in ({}, {"act": ""}, {"act": "something"}):
        assert browser.post(page, {"item": str(first.item)} | act).status_code == 302
    assert not ItemAct.objects.exists()
    browser.post(page, {"item": str(first.item), "act": "withdraw"})
    assert ItemAct.objects.get().kind == "withdrawn"


def with_corrected_key(version: LessonVersion, item: str, right: str, *, now) -> LessonVersion:
    """The next version of a check, in which another choice of one question is right."""
    keys = list(AnswerKey.objects.filter(version=version))
    following = LessonVersion.objects.get(pk=version.pk)
    following.pk, following.uuid, following.number = None, uuid4(), version.number + 1
    following.frozen_at = now
    following.save(force_insert=True)
    for key in keys:
        corrected = key.key | {"correct": [right]} if str(key.item) == item else key.key
        AnswerKey.objects.create(
            version=following, item=key.item, key=corrected, feedback=key.feedback
        )
    told = {"kind": "key", "is_chosen": True, "rekeyed": [item], "at": now}
    VersionChange.objects.create(version=following, previous=version, **told)
    return following


def test_a_corrected_key_lifts_whoever_sat_the_check_with_a_question_taken_out(hall, lan):
    """What was held in class is a version of its own; whoever sat it gains as everybody does."""
    check = hall.open_check()
    paper, place = hall.seated(check, lan)
    third = asked_in(check)[2]
    mending.withdraw_item(sitting=check, item=third.item, by=hall.trainer, now=hall.now)
    hall.answers(paper, place, right=5)
    result = supervising.hand_in(paper=paper, place=place, by=lan, now=hall.now)
    assert (result.score, supervised_pass(lan.pk, hall.course)) == (71, None)
    last = asked_in(check)[-1]
    later = hall.now + timedelta(days=1)
    right = choice_of(last, good=False)
    newer = with_corrected_key(check.check_version, str(last.item), right, now=later)
    asked = regrading.correct_key(version=newer.uuid, by=hall.manager, now=later)
    carried_out(run(Regrade.objects.get(pk=asked.pk), now=later), by=hall.manager, now=later)
    assert supervised_pass(lan.pk, hall.course).score == 85
    certificate = certificates.issue(course=hall.course, by=lan, now=later)
    assert certificate.snapshot.is_supervised


def test_a_check_held_past_a_corrected_key_is_lifted_by_it_and_by_the_next_one(hall, lan):
    """The class began with the old key; what it was asked was put together after the new one stood."""
    check = hall.open_check()
    paper, place = hall.seated(check, lan)
    *_, seventh, last = asked_in(check)
    told = {"by": hall.manager, "now": hall.now}
    newer = with_corrected_key(
        check.check_version, str(last.item), choice_of(last, good=False), now=hall.now
    )
    first = regrading.correct_key(version=newer.uuid, **told)
    carried_out(run(Regrade.objects.get(pk=first.pk), now=hall.now), **told)
    third = asked_in(check)[2]
    mending.withdraw_item(sitting=check, item=third.item, by=hall.trainer, now=hall.now)
    hall.answers(paper, place, right=5)
    result = supervising.hand_in(paper=paper, place=place, by=lan, now=hall.now)
    assert (result.score, sweeping.sweep(now=hall.now)) == (71, 1)
    assert supervised_pass(lan.pk, hall.course).score == 85
    newest = with_corrected_key(
        newer, str(seventh.item), choice_of(seventh, good=False), now=hall.now
    )
    second = regrading.correct_key(version=newest.uuid, **told)
    carried_out(run(Regrade.objects.get(pk=second.pk), now=hall.now), **told)
    assert supervised_pass(lan.pk, hall.course).score == 100
