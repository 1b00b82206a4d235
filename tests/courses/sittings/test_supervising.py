"""The supervised check: nobody sits unseen, nobody goes on without the trainer, nothing broken counts."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.models import (
    Correction,
    CurrentVersion,
    Event,
    ItemAct,
    LessonVersion,
    PersonLesson,
    SeatAct,
    SupervisedResult,
    WithdrawnItem,
)
from courses.progress import actions as progress
from courses.progress import queries as standings
from courses.sittings import mending, supervising
from courses.sittings.invitations import invitations
from courses.sittings.items import asked_in, questions_of
from courses.sittings.overviews import read_hall
from courses.sittings.papers import progress_of
from courses.sittings.queries import supervised_pass
from courses.sittings.rules import WINDOW, WRONG_CODES
from courses.sittings.supervising import Place
from identity.audit.models import Entry
from tests import factories
from tests.courses.sittings.hall import PHONE
from tests.courses.sittings.test_answering import refusal

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def lan(hall):
    return hall.join(factories.lan())


@pytest.fixture
def check(hall):
    return hall.open_check()


def lesson_of(hall, person):
    (course,) = standings.standing(person.pk, now=hall.now)
    return course.lessons[0]


def hand_in(hall, paper, place, **rest):
    told = {"by": paper.person, "now": hall.now} | rest
    return supervising.hand_in(paper=paper, place=place, **told)


def test_a_check_passed_under_supervision_passes_the_course(hall, lan, check):
    paper, place = hall.seated(check, lan)
    hall.answers(paper, place, right=7)
    result = hand_in(hall, paper, place)
    assert (result.score, result.has_passed) == (87, True)
    assert lesson_of(hall, lan).passed_at is not None
    found = supervised_pass(lan.pk, hall.course)
    assert (found.score, found.sitting, found.supervised_by) == (87, check.uuid, hall.trainer.uuid)
    assert found.version == check.check_version.uuid
    before = PersonLesson.objects.get(person=lan).state
    progress.rebuild(person_id=lan.pk)
    assert PersonLesson.objects.get(person=lan).state == before


def test_a_check_not_passed_is_recorded_too_and_gives_no_pass(hall, lan, check):
    paper, place = hall.seated(check, lan)
    hall.answers(paper, place, right=3)
    assert hand_in(hall, paper, place).has_passed is False
    assert supervised_pass(lan.pk, hall.course) is None
    assert (lesson_of(hall, lan).state, lesson_of(hall, lan).passed_at) == ("done", None)


def test_a_key_corrected_later_lifts_the_supervised_result_too(hall, lan, check):
    paper, place = hall.seated(check, lan)
    hall.answers(paper, place, right=6)
    assert hand_in(hall, paper, place).score == 75
    event = Event.objects.filter(person=lan, correct=False, kind="question.answered").first()
    Correction.objects.create(
        event=event,
        person=lan,
        lesson=event.lesson,
        regrade=uuid4(),
        correct=True,
        score=100,
        at=hall.now,
    )
    progress.rebuild(person_id=lan.pk)
    assert supervised_pass(lan.pk, hall.course).score == 87


def test_nobody_gets_questions_before_the_trainer_has_seen_her(hall, lan, check):
    paper = supervising.take_seat(sitting=check, code=check.code, by=lan, now=hall.now)
    begin = {"paper": paper, "session": "x", "by": lan, "now": hall.now}
    assert refusal(supervising.begin, **begin) == "not_identified"
    assert refusal(supervising.check_place, paper, PHONE, by=lan) == "not_identified"
    identify = {"paper": paper, "known_by": "card", "now": hall.now}
    assert refusal(supervising.identify, by=lan, **identify) == "not_yours"
    supervising.identify(by=hall.trainer, **identify)
    assert refusal(supervising.identify, by=hall.trainer, **identify) == "seen_already"
    assert supervising.begin(**begin)
    assert Entry.objects.filter(act="check.identified", by=hall.trainer).count() == 1


def test_the_code_is_forgiving_to_eyes_and_unforgiving_to_guessing(hall, lan, check):
    seat = {"sitting": check, "by": lan, "now": hall.now}
    for _try in range(WRONG_CODES - 1):
        assert refusal(supervising.take_seat, code="AAAAAA", **seat) == "wrong_code"
    typed = f" {check.code[:3].lower()}-{check.code[3:].lower()} "
    assert supervising.take_seat(code=typed, **seat) == supervising.take_seat(
        code=check.code, **seat
    )
    hong = hall.join(factories.person("Trần Thị Hồng"))
    for _try in range(WRONG_CODES):
        refusal(supervising.take_seat, sitting=check, code="AAAAAA", by=hong, now=hall.now)
    told = {"sitting": check, "code": check.code, "by": hong, "now": hall.now}
    assert refusal(supervising.take_seat, **told) == "codes_used_up"
    seated = {"sitting": check, "person": hong, "by": hall.trainer, "now": hall.now}
    assert supervising.seat_candidate(**seated).person == hong


def test_somebody_of_another_class_sits_nowhere(hall, check):
    stranger = factories.person("Người lạ")
    told = {"sitting": check, "code": check.code, "by": stranger, "now": hall.now}
    assert refusal(supervising.take_seat, **told) == "not_in_class"


def test_a_phone_that_stopped_goes_on_only_by_the_trainers_word_and_twice_at_most(hall, lan, check):
    paper, place = hall.seated(check, lan)
    first, second, *_ = questions_of(paper)
    hall.check_answer(paper, place, first)
    for other in (Place(place.ticket, "máy khác"), Place("khác", place.session)):
        assert refusal(hall.check_answer, paper, other, second) == "elsewhere"
    begin = {"paper": paper, "session": "máy mới", "by": lan, "now": hall.now}
    assert refusal(supervising.begin, **begin) == "elsewhere"
    for _time in range(2):
        supervising.ask_to_resume(paper=paper, by=lan, now=hall.now)
        supervising.ask_to_resume(paper=paper, by=lan, now=hall.now)
        allow = {"paper": paper, "now": hall.now}
        assert refusal(supervising.allow_resume, by=factories.hoa(), **allow) == "not_yours"
        supervising.allow_resume(by=hall.trainer, **allow)
        place = Place(supervising.begin(**begin), "máy mới")
        hall.check_answer(paper, place, second, good=False)
        hall.check_answer(paper, place, second)
    told = {"paper": paper, "by": lan, "now": hall.now}
    assert refusal(supervising.ask_to_resume, **told) == "no_more_resumes"
    told["by"] = hall.trainer
    assert refusal(supervising.allow_resume, **told) == "no_more_resumes"
    (row,) = read_hall(check, by=hall.trainer, now=hall.now).rows
    assert [each.by for each in row.allowances] == [hall.trainer.name] * 2
    assert progress_of(paper).answered == 2


@pytest.mark.parametrize("ends", ["closed", "window"])
def test_nobody_goes_on_after_the_end(hall, lan, check, ends):
    paper, place = hall.seated(check, lan)
    later = hall.now + MINUTE
    if ends == "closed":
        hall.close(check, at=later)
    else:
        later = hall.now + WINDOW
    told = {"paper": paper, "by": lan, "now": later}
    assert refusal(supervising.ask_to_resume, **told) == "closed"
    assert refusal(supervising.allow_resume, **(told | {"by": hall.trainer})) == "closed"
    assert refusal(supervising.begin, session="x", **told) == "closed"
    first = questions_of(paper)[0]
    late = {"now": later + 2 * MINUTE}
    assert refusal(hall.check_answer, paper, place, first, **late) == "too_late"
    hall.check_answer(paper, place, first, waited=3 * MINUTE, **late)


def test_after_the_end_an_answer_fills_an_empty_place_and_changes_none(hall, lan, check):
    """Whoever hears the answers at the door cannot send them with a stopwatch that lies."""
    paper, place = hall.seated(check, lan)
    first, second, *rest = questions_of(paper)
    hall.check_answer(paper, place, first, good=False)
    hall.close(check, at=hall.now + MINUTE)
    at_once = {"now": hall.now + 2 * MINUTE, "waited": 2 * MINUTE}
    assert refusal(hall.check_answer, paper, place, first, **at_once) == "too_late"
    for question in (second, *rest[:-1]):
        hall.check_answer(paper, place, question, **at_once)
    believed = {"now": hall.now + 4 * MINUTE, "waited": 14 * MINUTE}
    assert refusal(hall.check_answer, paper, place, rest[-1], **believed) == "too_late"
    assert paper.answers.count() == len(rest) + 1


def test_a_whole_paper_may_still_be_handed_in_after_the_end(hall, lan, check):
    paper, place = hall.seated(check, lan)
    hall.answers(paper, place)
    hall.close(check, at=hall.now)
    assert hand_in(hall, paper, place, now=hall.now + 10 * MINUTE).score == 100


def test_a_paper_is_handed_in_once_and_whole(hall, lan, check):
    paper, place = hall.seated(check, lan)
    assert refusal(hand_in, hall, paper, place) == "not_all_answered"
    hall.answers(paper, place)
    assert hand_in(hall, paper, place).score == 100
    assert refusal(hand_in, hall, paper, place) == "handed_in"
    first = questions_of(paper)[0]
    assert refusal(hall.check_answer, paper, place, first, good=False) == "handed_in"
    assert refusal(supervising.ask_to_resume, paper=paper, by=lan, now=hall.now) == "seen_already"
    assert SupervisedResult.objects.count() == 1


def test_a_broken_question_is_replaced_by_one_of_the_same_objective(hall, lan, check):
    paper, place = hall.seated(check, lan)
    first, second, third, *_ = asked_in(check)
    hall.answers(paper, place, right=8)
    hall.check_answer(paper, place, first, good=False)
    told = {"sitting": check, "item": first.item, "now": hall.now}
    mending.report_item(reason="unclear", by=lan, **told)
    mending.report_item(reason="no_right", by=lan, **told)
    assert ItemAct.objects.count() == 1
    (broken,) = read_hall(check, by=hall.trainer, now=hall.now).broken
    assert broken.question.item == first.item
    assert refusal(mending.withdraw_item, by=lan, **told) == "not_yours"
    spare = mending.withdraw_item(by=hall.trainer, **told)
    asked = asked_in(check)
    assert [question.item for question in asked][:2] == [spare, second.item]
    assert refusal(hand_in, hall, paper, place) == "not_all_answered"
    hall.check_answer(paper, place, asked[0])
    result = hand_in(hall, paper, place)
    assert (result.score, result.version.lesson) == (100, check.check_version.lesson)
    assert result.version != check.check_version
    assert not CurrentVersion.objects.filter(version=result.version).exists()
    assert lesson_of(hall, lan).passed_at is not None
    assert LessonVersion.objects.filter(lesson=result.version.lesson, language="vi").count() == 1
    assert third.item in {question.item for question in asked}


def test_without_a_reserve_the_score_goes_without_the_question(hall, lan, check):
    paper, place = hall.seated(check, lan)
    third = asked_in(check)[2]
    told = {"sitting": check, "item": third.item, "by": hall.trainer, "now": hall.now}
    assert mending.withdraw_item(**told) is None
    assert refusal(mending.withdraw_item, **told) == "not_asked"
    hall.answers(paper, place, right=6)
    assert hand_in(hall, paper, place).score == 85


def test_whoever_has_handed_in_is_marked_anew_without_it_and_keeps_what_she_had(hall, check, lan):
    hong = hall.join(factories.person("Trần Thị Hồng"))
    for person, right in ((lan, 6), (hong, 8)):
        paper, place = hall.seated(check, person)
        hall.answers(paper, place, right=right)
        hand_in(hall, paper, place)
    assert supervised_pass(lan.pk, hall.course) is None
    last = asked_in(check)[-1]
    told = {"sitting": check, "item": last.item, "by": hall.trainer, "now": hall.now}
    mending.withdraw_item(**told)
    assert supervised_pass(lan.pk, hall.course).score == 85
    assert lesson_of(hall, lan).passed_at is not None
    assert supervised_pass(hong.pk, hall.course).score == 100
    held = LessonVersion.objects.filter(lesson=check.check_version.lesson, language="vi-x-held")
    assert held.count() == 1


def test_a_question_editors_took_back_is_left_out_from_the_start(hall, now):
    check = hall.open_check()
    first = asked_in(check)[0]
    hall.close(check)
    WithdrawnItem.objects.create(
        item=first.item,
        lesson=check.check_version.lesson,
        reason="Sai",
        withdrawn_by=factories.thu(),
        withdrawn_at=now,
    )
    asked = {question.item for question in asked_in(hall.open_check())}
    assert first.item not in asked
    assert len(asked) == 8


def test_somebody_without_a_phone_sits_at_the_trainers(hall, check):
    nu = hall.join(factories.nu())
    told = {"by": hall.trainer, "now": hall.now}
    paper = supervising.seat_candidate(sitting=check, person=nu, **told)
    supervising.identify(paper=paper, known_by="acquainted", **told)
    supervising.begin(paper=paper, session="", **told)
    for question in questions_of(paper):
        hall.check_answer(paper, Place("may", ""), question, by=hall.trainer)
    result = hand_in(hall, paper, Place("may", ""), by=hall.trainer)
    assert result.has_passed
    assert set(paper.answers.values_list("help", flat=True)) == {"operated"}
    assert refusal(hand_in, hall, paper, Place("", ""), by=factories.hoa()) == "not_yours"
    assert Entry.objects.filter(act="check.handed_in").count() == 1


def test_the_trainers_hand_does_not_slip_into_a_check_that_runs_on_a_phone(hall, lan, check):
    paper, _place = hall.seated(check, lan)
    first = questions_of(paper)[0]
    by_hand = {"by": hall.trainer}
    assert refusal(hall.check_answer, paper, Place("may", ""), first, **by_hand) == "elsewhere"
    assert SeatAct.objects.filter(paper=paper).count() == 3


def test_closing_after_the_window_gives_nobody_more_time(hall, lan, check):
    paper, place = hall.seated(check, lan)
    hall.close(check, at=hall.now + WINDOW + 20 * MINUTE)
    late = {"now": hall.now + WINDOW + 21 * MINUTE, "waited": 2 * MINUTE}
    told = refusal(hall.check_answer, paper, place, questions_of(paper)[0], **late)
    assert told == "too_late"


def test_a_check_is_not_opened_again(hall, check):
    hall.close(check)
    assert refusal(hall.close, check) == "already_closed"
    assert hall.open_check().code != check.code


def test_a_merged_person_keeps_her_supervised_pass(hall, lan, check):
    paper, place = hall.seated(check, lan)
    hall.answers(paper, place)
    hand_in(hall, paper, place)
    kept = factories.person("Nguyễn Thị Lan", birth_year=1959)
    lan.kept = kept
    lan.save(update_fields=["kept"])
    assert supervised_pass(kept.pk, hall.course).score == 100


def test_a_check_that_was_handed_in_is_offered_to_her_no_more(hall):
    lan = hall.learners(1)[0]
    sitting = hall.open_check()
    assert [each.sitting for each in invitations(lan, now=hall.now)] == [sitting]
    paper, place = hall.seated(sitting, lan)
    assert [each.is_begun for each in invitations(lan, now=hall.now)] == [True]
    hall.answers(paper, place)
    supervising.hand_in(paper=paper, place=place, by=lan, now=hall.now)
    assert invitations(lan, now=hall.now) == []
