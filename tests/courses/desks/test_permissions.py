"""Who gets which answer: a trainer sees her own communes, as granted at this moment, and nothing else."""

import pytest

from identity.roles.actions import end_grant
from identity.roles.models import Grant
from tests import factories
from tests.courses.school import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]

LOOKS = ("", "ma/", "dong/", "chuyen/")
ACTS = ("dong/", "mo-lai/", "buoi-hoc/", "chuyen/")


@pytest.fixture
def lan(school):
    return school.join(factories.lan())


def addresses(school, lan):
    board = f"/lop/{school.cohort.uuid}/"
    yield from (("get", board + look) for look in LOOKS)
    yield from (("post", board + act) for act in ACTS)
    for act in ("dua-ra", "dua-vao"):
        yield "post", f"{board}hoc-vien/{lan.uuid}/{act}/"
    yield "get", f"/api/v1/cohorts/{school.cohort.uuid}/board"


@pytest.mark.parametrize("who", ["hoa", "quang2", "nam", "thu", "learner"])
def test_nobody_else_finds_anything_of_a_class(school, lan, now, who):
    person = {"quang2": lambda: school.manager, "learner": lambda: lan}.get(
        who, getattr(factories, who, None)
    )()
    browser = browser_of(person, second_factor=who != "learner", now=now)
    for method, address in addresses(school, lan):
        answer = getattr(browser, method)(address)
        assert answer.status_code == 404, address
        assert school.cohort.name not in answer.content.decode()
        assert lan.name not in answer.content.decode()


def test_the_trainer_finds_the_class_until_her_grant_ends(school, lan, now):
    browser = browser_of(school.trainer, second_factor=True, now=now)
    board = f"/lop/{school.cohort.uuid}/"
    assert browser.get(board).status_code == 200
    factories.granted(school.trainer, "trainer", factories.ELSEWHERE)
    end_grant(
        by=school.manager,
        grant=Grant.objects.get(person=school.trainer, commune__code=factories.HOME),
        now=now,
    )
    assert browser.get(board).status_code == 302, "every change of a role ends her sessions"
    school.trainer.refresh_from_db()
    browser = browser_of(school.trainer, second_factor=True, now=now)
    for method, address in addresses(school, lan):
        assert getattr(browser, method)(address).status_code == 404, address
    assert school.cohort.name not in browser.get("/lop/").content.decode()
    assert browser.get("/api/v1/cohorts").json() == []


def test_a_trainer_of_two_communes_sees_the_classes_of_both(school, now):
    hoa = factories.hoa()
    factories.granted(hoa, "trainer", factories.HOME)
    browser = browser_of(hoa, second_factor=True, now=now)
    assert school.cohort.name in browser.get("/lop/").content.decode()
    assert browser.get(f"/lop/{school.cohort.uuid}/").status_code == 200


def test_a_trainer_without_the_second_factor_is_sent_to_the_door(school, now):
    browser = browser_of(school.trainer, now=now)
    answer = browser.get(f"/lop/{school.cohort.uuid}/")
    assert (answer.status_code, answer["Location"][:11]) == (302, "/dang-nhap/")
    assert browser.get("/api/v1/cohorts").status_code == 401


@pytest.mark.parametrize(
    "address", ["/toi/", "/lop/", "/lop/tham-gia/", "/xa-phuong/", "/thanh-pho/"]
)
def test_a_stranger_is_asked_to_sign_in_first(client, db, address):
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/?next=")


def test_a_manager_finds_no_other_commune(school, now):
    factories.commune(factories.ELSEWHERE)
    browser = browser_of(school.manager, second_factor=True, now=now)
    for code, status in ((factories.HOME, 200), (factories.ELSEWHERE, 404), ("99999", 404)):
        assert browser.get(f"/xa-phuong/{code}/").status_code == status
        assert browser.get(f"/xa-phuong/{code}/chuong-trinh/").status_code == status
        assert browser.get(f"/xa-phuong/{code}/huong-dan-vien/").status_code == status


def test_a_manager_cannot_end_the_trainer_of_another_commune(school, now):
    elsewhere = Grant.objects.get(person=factories.hoa(), role="trainer")
    browser = browser_of(school.manager, second_factor=True, now=now)
    answer = browser.post(f"/xa-phuong/{factories.HOME}/huong-dan-vien/{elsewhere.uuid}/ket-thuc/")
    assert answer.status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.until_at is None


@pytest.mark.parametrize("who", ["minh", "quang", "thu", "lan"])
def test_only_officials_read_the_city(db, now, who):
    browser = browser_of(getattr(factories, who)(), second_factor=who != "lan", now=now)
    assert browser.get("/thanh-pho/").status_code == 404
    assert browser.get("/thanh-pho/so-lieu.csv").status_code == 404


def test_the_cookie_alone_changes_nothing(school, lan, now):
    browser = browser_of(school.trainer, second_factor=True, now=now)
    browser.handler.enforce_csrf_checks = True
    assert browser.post(f"/lop/{school.cohort.uuid}/dong/").status_code == 403
