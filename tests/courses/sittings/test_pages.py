"""The pages of sittings over HTTP, as a browser without scripts uses them."""

import re

import pytest

from courses.models import AnswerKey, ClassGain, Sitting, SittingAnswer, SupervisedResult
from courses.sittings import supervising
from courses.sittings.figures import city_gain
from courses.sittings.items import questions_of
from courses.sittings.papers import paper_of
from courses.sittings.rules import AFTER, BEFORE
from identity.audit.models import Entry
from identity.factors import pins
from tests import factories
from tests.courses.school import browser_of
from tests.courses.sittings.hall import choice_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


@pytest.fixture
def trainer(hall, now):
    return browser_of(hall.trainer, second_factor=True, now=now)


@pytest.fixture
def lan(hall):
    return hall.join(factories.lan())


def text_of(answer) -> str:
    return answer.content.decode()


def onward(browser, answer) -> str:
    assert answer.status_code == 302, text_of(answer)
    return answer["Location"]


def answered(browser, address: str, person, *, good=True) -> str:
    """Answer the question at an address; returns where it leads."""
    sitting = Sitting.objects.get(uuid=re.search(r"/([0-9a-f-]{36})/", address)[1])
    number = int(re.search(r"cau/(\d+)/", address)[1])
    question = questions_of(paper_of(sitting, person))[number - 1]
    sent = {"item": str(question.item), "choice": choice_of(question, good=good)}
    return onward(browser, browser.post(address, sent))


def test_a_learner_finds_the_test_on_her_page_and_does_it_to_the_end(hall, lan, trainer, now):
    desk = f"/lop/{hall.cohort.uuid}/do-tien-bo/"
    trainer.post(f"{desk}mo/before/")
    sitting = Sitting.objects.get()
    browser = browser_of(lan, now=now)
    start = f"/toi/do-tien-bo/{sitting.uuid}/"
    assert start in text_of(browser.get("/toi/"))
    assert browser.get(start).status_code == 200
    address = onward(browser, browser.post(start))
    assert "Vào làm bài" in text_of(browser.get("/toi/"))
    empty = browser.post(address, {"item": "x"})
    assert empty.status_code == 422
    assert 'role="alert"' in text_of(empty)
    while "cau/" in address:
        page = text_of(browser.get(address))
        assert not any(str(key.version.uuid) in page for key in AnswerKey.objects.all())
        assert "Bác xem lại nhé." not in page
        address = answered(browser, address, lan)
        # begun, she is called back to it; done, to her lessons
        assert ("Làm tiếp" in text_of(browser.get("/toi/"))) == ("cau/" in address)
    assert address == f"{start}xong/"
    assert start not in text_of(browser.get("/toi/"))
    assert browser.get(address).status_code == 200
    assert onward(browser, browser.get(start)) == address
    assert SittingAnswer.objects.filter(score=100).count() == 6
    shown = text_of(trainer.get(desk))
    assert lan.name in shown
    assert Entry.objects.filter(act="sitting.gain.seen", subjects__person=lan).exists()
    counted = trainer.get(f"{desk}{sitting.uuid}/dem/").json()
    assert counted["said"].startswith("1")


def test_nobody_is_called_missing_from_a_test_that_was_not_held(hall, lan, trainer):
    desk = f"/lop/{hall.cohort.uuid}/do-tien-bo/"

    def scores():
        return re.findall(r'<td class="num"[^>]*>(\D+?)\s*</td>', text_of(trainer.get(desk)))

    assert scores() == ["Chưa mở", "Chưa mở"]
    assert "Thiếu bài" not in text_of(trainer.get(desk))
    before = hall.open(BEFORE)
    assert scores() == ["Chưa làm", "Chưa mở"]
    hall.close(before)
    assert scores() == ["Thiếu", "Chưa mở"]
    assert "Thiếu bài trước: 1 người" in text_of(trainer.get(desk))
    assert "Thiếu bài sau" not in text_of(trainer.get(desk))


def test_after_the_end_the_page_says_so_kindly(hall, lan, trainer, now):
    sitting = hall.open(BEFORE)
    browser = browser_of(lan, now=now)
    address = onward(browser, browser.post(f"/toi/do-tien-bo/{sitting.uuid}/"))
    asked = trainer.get(f"/lop/{hall.cohort.uuid}/do-tien-bo/{sitting.uuid}/dong/")
    assert asked.status_code == 200
    trainer.post(f"/lop/{hall.cohort.uuid}/do-tien-bo/{sitting.uuid}/dong/")
    assert browser.get(address).status_code == 409
    assert str(sitting.uuid) not in text_of(browser.get("/toi/"))


def test_somebody_without_a_phone_answers_at_the_trainers(hall, trainer):
    nu = hall.join(factories.nu())
    sitting = hall.open(BEFORE)
    start = f"/lop/{hall.cohort.uuid}/do-tien-bo/{sitting.uuid}/{nu.uuid}/"
    assert nu.name in text_of(trainer.get(start))
    address = onward(trainer, trainer.post(start))
    number = int(re.search(r"cau/(\d+)/", address)[1])
    question = questions_of(paper_of(sitting, nu))[number - 1]
    trainer.post(address, {"item": str(question.item), "dont_know": "1"})
    row = SittingAnswer.objects.get()
    assert (row.help, row.score, row.answer) == ("operated", 0, {"dont_know": True})


def test_the_gain_stands_on_the_board_and_the_city_sees_no_small_group(hall, trainer, now):
    people = hall.learners(4)
    before = hall.open(BEFORE)
    for person in people:
        hall.sit(before, person, right=2)
    hall.close(before)
    after = hall.open(AFTER)
    for person in people:
        hall.sit(after, person, right=5)
    hall.close(after)
    desk = text_of(trainer.get(f"/lop/{hall.cohort.uuid}/do-tien-bo/"))
    assert re.findall(r'stat-value">(\d+)<', desk) == ["4", "33", "83"]
    board = trainer.get(f"/lop/{hall.cohort.uuid}/")
    assert board.context["gain"].higher == 4
    nam = browser_of(factories.nam(), second_factor=True, now=now)
    (line,) = city_gain().lines
    assert line.is_hidden
    page, file = text_of(nam.get("/thanh-pho/tien-bo/")), text_of(nam.get("/thanh-pho/tien-bo.csv"))
    assert "83" not in page + file
    assert city_gain().pairs == 0
    ClassGain.objects.update(pairs=5, before=165, after=415)
    page, file = text_of(nam.get("/thanh-pho/tien-bo/")), text_of(nam.get("/thanh-pho/tien-bo.csv"))
    assert "33 % → 83 %" in page
    assert ",5,33,83,50" in file


def test_a_check_from_the_pin_to_the_result(hall, lan, trainer, now):
    home = f"/lop/{hall.cohort.uuid}/kiem-tra/"
    assert "/toi/tai-khoan/ma-pin/" in text_of(trainer.get(f"{home}mo/"))
    pins.set_pin(person=hall.trainer, pin="730915", by=hall.trainer, now=now)
    assert trainer.post(f"{home}mo/", {"pin": "730916"}).status_code == 422
    assert not Sitting.objects.exists()
    address = onward(trainer, trainer.post(f"{home}mo/", {"pin": "730915"}))
    sitting = Sitting.objects.get()
    code = sitting.code
    assert f"{code[:3]} {code[3:]}" in text_of(trainer.get(address))

    browser = browser_of(lan, now=now)
    door = f"/toi/kiem-tra/{sitting.uuid}/"
    assert door in text_of(browser.get("/toi/"))
    assert browser.post(door, {"code": "AAA AAA"}).status_code == 422
    assert onward(browser, browser.post(door, {"code": code})) == door
    assert onward(browser, browser.post(f"{door}bat-dau/")) == door
    seat = f"{home}{sitting.uuid}/nguoi/{lan.uuid}/"
    assert seat in text_of(trainer.get(address))
    trainer.post(seat, {"act": "acquainted"})
    question = onward(browser, browser.post(f"{door}bat-dau/"))
    question = answered(browser, question, lan)

    elsewhere = browser_of(lan, now=now)
    assert onward(elsewhere, elsewhere.get(question)) == door
    assert onward(elsewhere, elsewhere.post(f"{door}xin-lam-tiep/")) == door
    trainer.post(seat, {"act": "resume"})
    again = onward(elsewhere, elsewhere.post(f"{door}bat-dau/"))
    assert onward(browser, browser.get(question)) == door
    assert hall.trainer.name in text_of(trainer.get(address))

    elsewhere.post(f"{again}loi/", {"reason": "unclear"})
    item = str(questions_of(paper_of(sitting, lan))[1].item)
    assert item in text_of(trainer.get(address))
    trainer.post(f"{home}{sitting.uuid}/cau/", {"item": item, "act": "withdraw"})
    while "cau/" in again:
        again = answered(elsewhere, again, lan)
    assert elsewhere.get(again).status_code == 200
    assert onward(elsewhere, elsewhere.post(again)) == door
    assert "100" in text_of(elsewhere.get(door))
    assert SupervisedResult.objects.get().has_passed
    assert "100" in text_of(elsewhere.get("/toi/"))
    trainer.post(f"/lop/{hall.cohort.uuid}/do-tien-bo/{sitting.uuid}/dong/")
    assert trainer.get(address).status_code == 200


def test_a_check_not_passed_stays_on_her_page_until_another_one_is(hall, lan, now):
    browser, sitting = browser_of(lan, now=now), hall.open_check()
    for right, said in ((3, "37 điểm"), (8, "100 điểm")):
        paper, place = hall.seated(sitting, lan)
        hall.answers(paper, place, right=right)
        supervising.hand_in(paper=paper, place=place, by=lan, now=hall.now)
        shown = text_of(browser.get("/toi/"))
        assert said in shown
        assert ("hẹn hướng dẫn viên hôm khác" in shown) == (right == 3)
        hall.close(sitting)
        sitting = hall.open_check()
    assert "37 điểm" not in shown


def test_whoever_has_answered_everything_may_hand_in_after_the_end(hall, lan, now):
    sitting = hall.open_check()
    browser, door = browser_of(lan, now=now), f"/toi/kiem-tra/{sitting.uuid}/"
    browser.post(door, {"code": sitting.code})
    paper = paper_of(sitting, lan)
    supervising.identify(paper=paper, known_by="card", by=hall.trainer, now=hall.now)
    first = again = onward(browser, browser.post(f"{door}bat-dau/"))
    while "cau/" in again:
        again = answered(browser, again, lan)
    hall.close(sitting)
    assert onward(browser, browser.get(first)) == again
    assert onward(browser, browser.post(again)) == door
    assert "100" in text_of(browser.get(door))


def test_a_replaced_question_takes_no_answer_meant_for_the_one_before(hall, lan, now):
    sitting = hall.open_check()
    paper, _place = hall.seated(sitting, lan)
    browser = browser_of(lan, now=now)
    address = f"/toi/kiem-tra/{sitting.uuid}/x/cau/1/"
    assert onward(browser, browser.get(address)) == f"/toi/kiem-tra/{sitting.uuid}/"
    assert not SittingAnswer.objects.filter(paper=paper).exists()


@pytest.mark.parametrize("learners", [1, 12])
def test_pages_cost_the_same_however_many_sit(
    hall, trainer, now, learners, django_assert_max_num_queries
):
    people = hall.learners(learners)
    before = hall.open(BEFORE)
    for person in people:
        hall.sit(before, person, right=3)
    desk = f"/lop/{hall.cohort.uuid}/do-tien-bo/"
    with django_assert_max_num_queries(45):
        trainer.get(desk)
    hall.close(before)
    check = hall.open_check()
    for person in people:
        hall.seated(check, person)
    with django_assert_max_num_queries(45):
        trainer.get(f"/lop/{hall.cohort.uuid}/kiem-tra/{check.uuid}/")
