"""The story of a commune that begins with nothing: manager, trainer, learner, by the pages alone."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from courses.classes.models import Cohort
from courses.programmes.models import Programme
from identity.accounts.queries import contact_of
from identity.audit.models import Entry
from identity.roles.models import Grant
from tests import factories
from tests.courses.catalogue.tree import plant
from tests.courses.school import School, browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]

DESK = f"/xa-phuong/{factories.HOME}/"
PLAN = {"from_on": "01/12/2026", "until_on": "30/06/2027", "target_learners": "40"}


@pytest.fixture
def tree():
    planted = plant()
    planted.published()
    return planted


@pytest.fixture
def manager(now):
    return browser_of(factories.quang(), second_factor=True, now=now)


def shown(answer):
    return answer.content.decode()


def test_the_classes_of_many_years_are_shown_page_by_page(now):
    school = School.founded(now=now)
    first, manager = school.cohort, browser_of(school.manager, second_factor=True, now=now)
    Cohort.objects.bulk_create(
        Cohort(
            programme=first.programme,
            course=first.course,
            edition=first.edition,
            name=f"Lớp số {number}",
            join_code=f"{number:08}",
            opened_at=now,
            opened_by=first.opened_by,
        )
        for number in range(30)
    )
    pages = [shown(manager.get(DESK, {"trang": number})) for number in (1, 2)]
    assert "?trang=2" in pages[0]
    found = [set(re.findall(r"/lop/([0-9a-f-]{36})/the/", page)) for page in pages]
    assert list(map(len, found)) == [30, 1]
    assert not found[0] & found[1]


def test_trainers_are_shown_page_by_page_and_only_those_shown_count_as_seen(
    now, django_assert_max_num_queries
):
    manager = browser_of(factories.quang(), second_factor=True, now=now)
    for number in range(32):
        factories.granted(factories.person(f"Người dạy số {number}"), "trainer", factories.HOME)
        if number == 0:
            shown(manager.get(DESK))
    with django_assert_max_num_queries(17):
        first = shown(manager.get(DESK))
    second = shown(manager.get(DESK, {"huong-dan-vien": 2}))
    assert "?huong-dan-vien=2" in first
    assert "Người dạy số 29<" in first
    assert "Người dạy số 30<" not in first
    assert "Người dạy số 31<" in second
    assert Entry.objects.filter(act="commune.desk.seen").latest("pk").subjects.count() == 2


def test_manager_and_trainer_set_up_a_class_from_nothing_and_a_learner_joins(tree, manager, now):
    trainer, lan = factories.person("Trần Văn Minh", birth_year=1990), factories.lan()
    course = tree.course.translation_key

    assert "Chưa mở chương trình" in shown(manager.get("/xa-phuong/"))
    manager.post(f"{DESK}chuong-trinh/", PLAN | {"courses": [str(course)]})
    manager.post(f"{DESK}huong-dan-vien/", {"contact": contact_of(trainer).value})
    assert "Trần Văn Minh" in shown(manager.get("/xa-phuong/"))

    trainer.refresh_from_db()
    teaching = browser_of(trainer, second_factor=True, now=now)
    assert "Mở lớp đầu tiên" in shown(teaching.get("/lop/"))
    programme = Programme.objects.get()
    offer = {"offer": f"{programme.uuid}.{course}", "name": "  Lớp   sáng "}
    board = teaching.post("/lop/mo/", offer, follow=True)
    assert "Lớp chưa có ai" in shown(board)
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", shown(board)).group()
    assert "<svg" in shown(teaching.get(f"/lop/{Cohort.objects.get().uuid}/ma/"))

    browser_of(lan, now=now).post("/lop/tham-gia/", {"join_code": code})
    assert lan.name in shown(teaching.get(f"/lop/{Cohort.objects.get().uuid}/"))
    assert Cohort.objects.get().name == "Lớp sáng"
    assert ">1<" in shown(manager.get("/xa-phuong/"))


def test_every_fault_of_a_plan_is_told_at_once_and_nothing_is_written(tree, manager):
    answer = manager.post(
        f"{DESK}chuong-trinh/", {"from_on": "31/2/2026", "until_on": "", "target_learners": "nhiều"}
    )
    assert answer.status_code == 422
    for field in ("courses_0", "from_on", "until_on", "target_learners"):
        assert f'href="#id_{field}"' in shown(answer)
    assert not Programme.objects.exists()


def test_a_period_that_runs_backwards_is_told_at_its_last_day(tree, manager):
    plan = PLAN | {"courses": [str(tree.course.translation_key)], "until_on": "01/11/2026"}
    answer = manager.post(f"{DESK}chuong-trinh/", plan)
    assert 'href="#id_until_on"' in shown(answer)


@pytest.mark.parametrize("contact", ["", "0225 3 123 456", "0912 345 678", "không phải"])
def test_an_address_nobody_holds_appoints_nobody(manager, contact):
    answer = manager.post(f"{DESK}huong-dan-vien/", {"contact": contact})
    assert answer.status_code == 422
    assert 'href="#id_contact"' in shown(answer)
    assert not Grant.objects.filter(role="trainer").exists()


def test_the_last_day_of_a_trainer_is_a_whole_day(manager):
    trainer = factories.person()
    asked = {"contact": contact_of(trainer).value, "until_on": "30/06/2027"}
    manager.post(f"{DESK}huong-dan-vien/", asked)
    midnight = datetime(2027, 7, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert Grant.objects.get(person=trainer).until_at == midnight


def test_a_last_day_beyond_all_calendars_is_told_at_its_field(tree, manager):
    trainer = factories.person()
    asked = {"contact": contact_of(trainer).value, "until_on": "31/12/9999"}
    plan = PLAN | {"courses": [str(tree.course.translation_key)], "until_on": "31/12/9999"}
    for answer in (
        manager.post(f"{DESK}huong-dan-vien/", asked),
        manager.post(f"{DESK}chuong-trinh/", plan),
    ):
        assert answer.status_code == 422
        assert 'href="#id_until_on"' in shown(answer)


def test_ending_a_trainer_is_asked_once_more_and_works_at_once(school, now):
    manager = browser_of(school.manager, second_factor=True, now=now)
    teaching = browser_of(school.trainer, second_factor=True, now=now)
    grant = Grant.objects.get(person=school.trainer)
    address = f"{DESK}huong-dan-vien/{grant.uuid}/ket-thuc/"
    assert school.trainer.name in shown(manager.get(address))
    manager.post(address)
    assert teaching.get(f"/lop/{school.cohort.uuid}/").status_code in {302, 404}


def test_whoever_manages_several_communes_chooses_first(now):
    quang = factories.quang()
    factories.granted(quang, "manager", factories.ELSEWHERE)
    chosen = shown(browser_of(quang, second_factor=True, now=now).get("/xa-phuong/"))
    assert DESK in chosen
    assert f"/xa-phuong/{factories.ELSEWHERE}/" in chosen


def test_a_trainer_takes_a_learner_out_and_brings_her_back_on_the_board(school, now):
    lan = school.join(factories.lan())
    teaching = browser_of(school.trainer, second_factor=True, now=now)
    board = f"/lop/{school.cohort.uuid}/"
    out = teaching.post(f"{board}hoc-vien/{lan.uuid}/dua-ra/", follow=True)
    assert f"{board}hoc-vien/{lan.uuid}/dua-vao/" in shown(out)
    back = teaching.post(f"{board}hoc-vien/{lan.uuid}/dua-vao/", follow=True)
    assert f"{board}hoc-vien/{lan.uuid}/dua-ra/" in shown(back)


def test_a_trainer_looks_at_the_effect_and_then_moves_the_class(school, now):
    school.join(factories.lan())
    newest = school.grow()
    teaching = browser_of(school.trainer, second_factor=True, now=now)
    address = f"/lop/{school.cohort.uuid}/chuyen/"
    assert "Bài 3" in shown(teaching.get(address))
    teaching.post(address, {"edition": str(newest.uuid)})
    school.cohort.refresh_from_db()
    assert school.cohort.edition_id == newest.id
    assert teaching.post(address, {"edition": "không"}).status_code == 404


def test_a_closed_class_shows_no_code_and_can_be_opened_again(school, now):
    teaching = browser_of(school.trainer, second_factor=True, now=now)
    board = f"/lop/{school.cohort.uuid}/"
    teaching.post(f"{board}dong/")
    assert teaching.get(f"{board}ma/").status_code == 404
    assert school.cohort.join_code[:4] not in shown(teaching.get(board))
    teaching.post(f"{board}mo-lai/")
    assert teaching.get(f"{board}ma/").status_code == 200
