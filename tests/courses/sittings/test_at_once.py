"""Several taps, phones and trainers at once, on real threads."""

from uuid import UUID

import pytest

from courses.models import (
    CodeTries,
    Event,
    SeatAct,
    Sitting,
    SittingAnswer,
    SittingPaper,
    SupervisedResult,
    Turn,
)
from courses.sittings import answering, mending, opening, supervising
from courses.sittings.items import asked_in, questions_of
from courses.sittings.refusals import SittingRefused
from courses.sittings.rules import AFTER, BEFORE, IDENTIFIED, WRONG_CODES
from tests import factories
from tests.courses.progress.test_parallel import at_once
from tests.courses.sittings.hall import Hall

pytestmark = pytest.mark.django_db(transaction=True)
TAPS = range(6)


@pytest.fixture
def hall(now):
    furnished = Hall.furnished(now=now)
    assert furnished.cohort
    return furnished


def outcome(act, **told) -> str:
    try:
        act(**told)
    except SittingRefused as refused:
        return refused.code
    return "done"


def test_two_trainers_open_one_test(hall):
    other = factories.granted(factories.person("Lý Thị Hà"), "trainer", factories.HOME)
    people, moments = [hall.trainer, other] * 3, [BEFORE, AFTER, AFTER] * 2
    told = at_once(
        lambda tap: outcome(
            opening.open_paired,
            cohort=hall.cohort,
            moment=moments[tap],
            by=people[tap],
            now=hall.now,
        ),
        TAPS,
    )
    assert told.count("done") == 1
    assert set(told) <= {"done", "already_open", "other_open"}
    assert (Sitting.objects.count(), Turn.objects.count()) == (1, 1)


def test_two_taps_begin_one_paper_and_keep_one_answer(hall):
    lan = hall.join(factories.lan())
    sitting = hall.open(BEFORE)
    papers = at_once(
        lambda _tap: answering.begin(sitting=sitting, person=lan, by=lan, now=hall.now), TAPS
    )
    assert len({paper.pk for paper in papers}) == 1
    question = questions_of(papers[0])[0]
    at_once(lambda _tap: hall.answer(papers[0], question), TAPS)
    assert SittingAnswer.objects.count() == 1


def test_guesses_at_once_do_not_pass_the_limit(hall):
    lan = hall.join(factories.lan())
    check = hall.open_check()
    seat = {"sitting": check, "code": "AAAAAA", "by": lan, "now": hall.now}
    told = at_once(lambda _tap: outcome(supervising.take_seat, **seat), range(10))
    assert told.count("wrong_code") == WRONG_CODES
    assert CodeTries.objects.get().wrong_tries == WRONG_CODES
    assert not SittingPaper.objects.exists()


def test_two_trainers_identify_once_and_two_taps_hand_in_once(hall):
    lan = hall.join(factories.lan())
    check = hall.open_check()
    paper = supervising.take_seat(sitting=check, code=check.code, by=lan, now=hall.now)
    identify = {"paper": paper, "known_by": "card", "by": hall.trainer, "now": hall.now}
    told = at_once(lambda _tap: outcome(supervising.identify, **identify), TAPS)
    assert sorted(set(told)) == ["done", "seen_already"]
    assert SeatAct.objects.filter(kind=IDENTIFIED).count() == 1
    ticket = supervising.begin(paper=paper, session="máy", by=lan, now=hall.now)
    place = supervising.Place(ticket, "máy")
    hall.answers(paper, place)
    hand_in = {"paper": paper, "place": place, "by": lan, "now": hall.now}
    told = at_once(lambda _tap: outcome(supervising.hand_in, **hand_in), TAPS)
    assert (told.count("done"), told.count("handed_in")) == (1, len(TAPS) - 1)
    assert SupervisedResult.objects.count() == 1
    assert Event.objects.count() == 9


def test_a_question_taken_out_while_papers_are_handed_in_costs_nobody_anything(hall):
    people = hall.learners(4)
    check = hall.open_check()
    broken = asked_in(check)[-1]
    seats = [hall.seated(check, person) for person in people]
    for paper, place in seats:
        for question in questions_of(paper):
            hall.check_answer(paper, place, question, good=question != broken)

    def act(number):
        if number == len(seats):
            told = {"sitting": check, "item": broken.item, "by": hall.trainer, "now": hall.now}
            return outcome(mending.withdraw_item, **told)
        paper, place = seats[number]
        told = {"paper": paper, "place": place, "by": paper.person, "now": hall.now}
        return outcome(supervising.hand_in, **told)

    assert set(at_once(act, range(len(seats) + 1))) == {"done"}
    for paper, _place in seats:
        newest = paper.results.order_by("-pk").first()
        assert (newest.score, newest.has_passed) == (100, True)
        assert newest.version.uuid != check.check_version.uuid


def test_two_candidates_of_one_version_compose_it_once(hall):
    people = hall.learners(3)
    check = hall.open_check()
    told = {"sitting": check, "item": asked_in(check)[-1].item, "by": hall.trainer}
    mending.withdraw_item(now=hall.now, **told)
    seats = [hall.seated(check, person) for person in people]
    for paper, place in seats:
        hall.answers(paper, place)

    def hand_in(number) -> UUID:
        paper, place = seats[number]
        result = supervising.hand_in(paper=paper, place=place, by=paper.person, now=hall.now)
        return result.version.uuid

    assert len(set(at_once(hand_in, range(3)))) == 1
