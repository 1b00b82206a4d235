"""Who gets which answer: a sitting is the business of its class and of the trainers of its commune."""

from uuid import uuid4

import pytest

from courses.models import Sitting, Turn
from courses.sittings.rules import BEFORE
from identity.roles.actions import end_grant
from identity.roles.models import Grant
from tests import factories
from tests.courses.school import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


@pytest.fixture
def lan(hall):
    return hall.join(factories.lan())


def of_a_trainer(hall, lan):
    desk = f"/lop/{hall.cohort.uuid}/do-tien-bo/"
    sitting = hall.open(BEFORE)
    hall.sit(sitting, lan)
    yield "get", desk
    yield "post", f"{desk}mo/after/"
    yield "get", f"{desk}{sitting.uuid}/dem/"
    yield from ((way, f"{desk}{sitting.uuid}/dong/") for way in ("get", "post"))
    yield from ((way, f"{desk}{sitting.uuid}/{lan.uuid}/") for way in ("get", "post"))
    yield "get", f"{desk}{sitting.uuid}/{lan.uuid}/cau/1/"
    yield "get", f"{desk}{sitting.uuid}/{lan.uuid}/xong/"
    hall.close(sitting)
    check = hall.open_check()
    paper, _place = hall.seated(check, lan)
    hall_page = f"/lop/{hall.cohort.uuid}/kiem-tra/{check.uuid}/"
    yield from ((way, f"/lop/{hall.cohort.uuid}/kiem-tra/mo/") for way in ("get", "post"))
    yield "get", hall_page
    yield "post", f"{hall_page}nguoi/{paper.person.uuid}/"
    yield "post", f"{hall_page}cau/"
    yield "post", f"{hall_page}{lan.uuid}/bat-dau/"
    yield from ((way, f"{hall_page}{lan.uuid}/may/cau/1/") for way in ("get", "post"))
    yield from ((way, f"{hall_page}{lan.uuid}/may/nop/") for way in ("get", "post"))
    yield "post", f"{hall_page}{lan.uuid}/may/cau/1/loi/"


def of_a_learner(hall):
    sitting = hall.open(BEFORE)
    hall.close(sitting)
    check = hall.open_check()
    for found in (f"do-tien-bo/{sitting.uuid}/", f"kiem-tra/{check.uuid}/"):
        yield "get", f"/toi/{found}"
        yield "post", f"/toi/{found}"
    yield "get", f"/toi/do-tien-bo/{sitting.uuid}/cau/1/"
    yield "get", f"/toi/do-tien-bo/{sitting.uuid}/xong/"
    for act in ("bat-dau/", "xin-lam-tiep/", "x/nop/", "x/cau/1/loi/", "x/cau/1/"):
        yield "post", f"/toi/kiem-tra/{check.uuid}/{act}"


@pytest.mark.parametrize("who", ["hoa", "quang2", "nam", "thu", "learner"])
def test_nobody_else_finds_anything_of_a_classs_sittings(hall, lan, now, who):
    person = {"quang2": lambda: hall.manager, "learner": lambda: lan}.get(
        who, getattr(factories, who, None)
    )()
    browser = browser_of(person, second_factor=who != "learner", now=now)
    for method, address in of_a_trainer(hall, lan):
        turns = Turn.objects.count()
        answer = getattr(browser, method)(address)
        assert answer.status_code == 404, address
        assert Turn.objects.count() == turns
        if who != "learner":
            assert lan.name not in answer.content.decode()


def test_somebody_of_no_class_finds_no_sitting(hall, lan, now):
    browser = browser_of(factories.person("Người lạ"), now=now)
    for method, address in of_a_learner(hall):
        assert getattr(browser, method)(address).status_code == 404, address


def test_a_stranger_is_asked_to_sign_in_first(client, hall):
    for method, address in of_a_learner(hall):
        answer = getattr(client, method)(address)
        assert answer["Location"].startswith("/dang-nhap/"), address


def test_a_trainer_whose_grant_ended_finds_nothing_any_more(hall, lan, now):
    factories.granted(hall.trainer, "trainer", factories.ELSEWHERE)
    grant = Grant.objects.get(person=hall.trainer, commune__code=factories.HOME)
    addresses = list(of_a_trainer(hall, lan))
    end_grant(by=hall.manager, grant=grant, now=now)
    hall.trainer.refresh_from_db()
    browser = browser_of(hall.trainer, second_factor=True, now=now)
    for method, address in addresses:
        assert getattr(browser, method)(address).status_code == 404, address


def test_a_sitting_is_not_found_under_another_class_of_the_same_trainer(hall, lan, now):
    sitting = hall.open(BEFORE)
    other = hall.another_class("Lớp sáng")
    browser = browser_of(hall.trainer, second_factor=True, now=now)
    desk = f"/lop/{other.uuid}/do-tien-bo/{sitting.uuid}"
    assert browser.post(f"{desk}/dong/").status_code == 404
    assert browser.get(f"{desk}/{lan.uuid}/").status_code == 404
    assert browser.get(f"/lop/{other.uuid}/kiem-tra/{sitting.uuid}/").status_code == 404
    assert browser.get(f"/lop/{hall.cohort.uuid}/kiem-tra/{sitting.uuid}/").status_code == 404
    assert browser.get(f"/lop/{hall.cohort.uuid}/kiem-tra/{uuid4()}/").status_code == 404


def test_the_cookie_alone_opens_nothing(hall, lan, now):
    browser = browser_of(hall.trainer, second_factor=True, now=now)
    browser.handler.enforce_csrf_checks = True
    assert browser.post(f"/lop/{hall.cohort.uuid}/do-tien-bo/mo/before/").status_code == 403
    assert not Sitting.objects.exists()


@pytest.mark.parametrize("who", ["minh", "quang", "thu", "lan"])
def test_only_officials_read_what_communes_gained(db, now, who):
    browser = browser_of(getattr(factories, who)(), second_factor=who != "lan", now=now)
    assert browser.get("/thanh-pho/tien-bo/").status_code == 404
    assert browser.get("/thanh-pho/tien-bo.csv").status_code == 404
