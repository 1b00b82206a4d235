"""The desk of certificates: a commune's manager and the city, and the learner's own shelf."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError

from courses.certificates import runs
from courses.certificates.models import Certificate, CertificateName, CertificateRun
from courses.certificates.tasks import carry_on
from courses.classes.models import Cohort
from identity.audit.models import Entry
from identity.outbox.models import Job
from tests import factories
from tests.courses.certificates import giving
from tests.courses.school import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
DESK = f"/xa-phuong/{factories.HOME}/giay-chung-nhan/"


@pytest.fixture
def course():
    return giving.course()


@pytest.fixture
def lan():
    return factories.lan()


@pytest.fixture
def certificate(course, lan, now):
    return giving.certified(lan, course, now=now)


@pytest.fixture
def quang(now):
    return browser_of(factories.quang(), second_factor=True, now=now)


def shown(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_learner_takes_her_certificate_and_sees_it_on_her_page(course, lan, now):
    browser = browser_of(lan, now=now)
    assert "giấy chứng nhận" not in shown(browser, "/toi/").lower()
    course.finish(lan, now=now)
    assert "Nhận giấy chứng nhận" in shown(browser, "/toi/")
    for _twice in range(2):
        answer = browser.post(f"/toi/giay-chung-nhan/{course.edition.course}/")
        made = Certificate.objects.get()
        assert answer.headers["Location"] == f"/chung-chi/{made.shown_code}/"
    page = shown(browser, "/toi/")
    assert made.shown_code in page
    assert "Nhận giấy chứng nhận" not in page


def test_who_has_not_passed_is_told_what_is_missing(course, lan, now):
    course.finish(lan, now=now, passes=False)
    browser = browser_of(lan, now=now)
    answer = browser.post(f"/toi/giay-chung-nhan/{course.edition.course}/", follow=True)
    assert "bài kiểm tra cuối khóa" in answer.content.decode()
    assert not Certificate.objects.exists()


def test_she_has_her_name_erased_after_being_asked_once_more(certificate, lan, now):
    browser = browser_of(lan, now=now)
    erasing = f"/toi/giay-chung-nhan/{certificate.uuid}/xoa-ten/"
    assert "không làm lại được" in shown(browser, erasing)
    assert CertificateName.objects.exists()
    browser.post(erasing)
    assert not CertificateName.objects.exists()
    assert browser.get(erasing).status_code == 404
    stranger = browser_of(factories.person(), now=now)
    assert stranger.get(erasing).status_code == 404


def test_every_look_is_written_down_before_it_is_shown(certificate, lan, quang):
    for path, act in (
        (DESK, "certificates.seen"),
        (f"{DESK}{certificate.uuid}/", "certificate.seen"),
    ):
        assert lan.name in shown(quang, path)
        entry = Entry.objects.filter(act=act).latest("pk")
        assert entry.subjects.get().person == lan
        assert "name" in entry.fields


def test_the_list_is_searched_by_name_and_code(certificate, quang, course, now):
    other = giving.certified(factories.person("Đỗ Văn Bình"), course, now=now)
    for sought in ("thi lan", "LAN", certificate.shown_code.lower().replace("-", "")):
        page = quang.post(DESK, {"tim": sought}, follow=True).content.decode()
        assert certificate.snapshot.name in page
        assert other.snapshot.name not in page
        assert f'value="{sought}"' in page
    assert "Không tìm thấy" in quang.post(DESK, {"tim": "không có"}, follow=True).content.decode()
    assert other.snapshot.name in quang.post(DESK, {"tim": " "}, follow=True).content.decode()


def test_a_name_that_is_searched_stands_in_no_address(course, quang, now):
    for number in range(26):
        giving.certified(factories.person(f"Đỗ Văn {number}"), course, now=now)
    there = quang.post(DESK, {"tim": "đỗ văn"})["Location"]
    assert "v%C4%83n" not in there
    page = shown(quang, there)
    further = re.search(r'rel="next" href="([^"]+)"', page).group(1).replace("&amp;", "&")
    assert "Đỗ Văn 0" in shown(quang, f"{DESK}{further}")
    assert "Đỗ Văn 25" in shown(quang, f"{DESK}?tim=another.address")


def test_the_list_is_paged_and_its_cost_flat(course, quang, now, django_assert_max_num_queries):
    for number in range(3):
        giving.certified(factories.person(f"Người {number}"), course, now=now)
    shown(quang, DESK)
    with django_assert_max_num_queries(16):
        shown(quang, DESK)
    for number in range(24):
        giving.certified(factories.person(f"Bác {number}"), course, now=now)
    with django_assert_max_num_queries(16):
        first = shown(quang, DESK)
    assert "Người 0" not in first
    assert "Người 0" in shown(quang, f"{DESK}?trang=2")


def test_a_name_is_corrected_and_both_pages_tell(certificate, quang, lan):
    path = f"{DESK}{certificate.uuid}/ten/"
    answer = quang.post(path, {"name": ""})
    assert answer.status_code == 422
    assert "Đánh dấu là người học đã đề nghị" in answer.content.decode()
    answer = quang.post(path, {"name": certificate.snapshot.name, "asked": "on"})
    assert "đúng tên này rồi" in answer.content.decode()
    answer = quang.post(path, {"name": " Nguyễn  Thị Làn ", "asked": "on"}, follow=True)
    made = Certificate.objects.get(replaces=certificate)
    assert "Nguyễn Thị Làn" in answer.content.decode()
    assert f"{DESK}{made.uuid}/" in shown(quang, f"{DESK}{certificate.uuid}/")
    entry = Entry.objects.get(act="certificate.renamed")
    assert entry.subjects.get().person == lan
    again = quang.post(path, {"name": "Người Khác", "asked": "on"})
    assert "không còn hiệu lực" in again.content.decode()


def test_a_certificate_is_revoked_and_the_mistake_undone(certificate, quang):
    path = f"{DESK}{certificate.uuid}/"
    assert quang.post(f"{path}thu-hoi/", {"reason": ""}).status_code == 422
    assert quang.post(f"{path}thu-hoi/", {"reason": "asked"}).status_code == 422
    quang.post(f"{path}thu-hoi/", {"reason": "mistake"})
    assert "Cấp giấy mới thay thế" in shown(quang, path)
    quang.post(f"{path}cap-lai/")
    made = Certificate.objects.get(replaces=certificate)
    assert made.is_valid
    quang.post(f"{path}cap-lai/")
    assert Certificate.objects.count() == 2


@pytest.mark.parametrize("who", ["hoa", "minh", "thu", "lan_herself"])
def test_nobody_else_finds_the_desk(certificate, lan, now, who):
    person = lan if who == "lan_herself" else getattr(factories, who)()
    browser = browser_of(person, second_factor=who != "lan_herself", now=now)
    for path in ("", "cap/", f"{certificate.uuid}/", f"{certificate.uuid}/ten/"):
        assert browser.get(f"{DESK}{path}").status_code == 404
    for path in ("thu-hoi/", "cap-lai/", "ten/"):
        assert browser.post(f"{DESK}{certificate.uuid}/{path}").status_code == 404


def test_a_manager_of_another_commune_finds_nothing(certificate, now):
    factories.commune(factories.ELSEWHERE)
    other = factories.granted(
        factories.person("Bùi Văn Xa", commune_code=factories.ELSEWHERE),
        "manager",
        factories.ELSEWHERE,
    )
    browser = browser_of(other, second_factor=True, now=now)
    assert browser.get(DESK).status_code == 404
    theirs = f"/xa-phuong/{factories.ELSEWHERE}/giay-chung-nhan/"
    assert certificate.snapshot.name not in shown(browser, theirs)
    assert browser.get(f"{theirs}{certificate.uuid}/").status_code == 404


def test_the_official_finds_every_commune(certificate, now):
    browser = browser_of(factories.nam(), second_factor=True, now=now)
    assert DESK in shown(browser, "/thanh-pho/giay-chung-nhan/")
    assert certificate.snapshot.name in shown(browser, DESK)


def test_a_run_certifies_a_commune_once_and_tells_how_far_it_is(course, quang, now):
    for person in factories.people(7):
        course.finish(person, now=now)
    course.finish(factories.person("Chưa Đạt"), now=now, passes=False)
    answer = quang.post(f"{DESK}cap/", {"whom": ""})
    run = CertificateRun.objects.get()
    assert run.total == 8
    assert "0" in shown(quang, answer.headers["Location"])
    quang.post(f"{DESK}cap/", {"whom": ""})
    assert CertificateRun.objects.count() == 1
    assert Job.objects.filter(topic="certificates.run_asked").count() == 1
    for _twice in range(2):
        carry_on(run.pk)
    assert Certificate.objects.count() == 7
    run.refresh_from_db()
    assert (run.issued, run.left_out, run.percent) == (7, 1, 100)
    page = shown(quang, answer.headers["Location"])
    assert "Đã cấp 7 giấy chứng nhận" in page
    assert "1 người đã học hết các bài nhưng chưa làm đạt" in page


def test_a_class_does_not_wait_for_the_run_of_its_commune(school, now):
    browser = browser_of(school.manager, second_factor=True, now=now)
    for whom in ("", str(school.cohort.uuid), str(school.cohort.uuid)):
        browser.post(f"{DESK}cap/", {"whom": whom})
    assert [run.cohort for run in CertificateRun.objects.order_by("pk")] == [None, school.cohort]


def test_a_run_lost_half_way_goes_on_where_it_was(course, quang, now, monkeypatch):
    for person in factories.people(5):
        course.finish(person, now=now)
    monkeypatch.setattr(runs, "RUN_STEP", 2)
    quang.post(f"{DESK}cap/", {"whom": ""})
    run = CertificateRun.objects.get()
    assert runs._step(run.pk, now=now)
    run.refresh_from_db()
    assert (run.looked_at, run.issued, run.percent) == (2, 2, 40)
    runs.carry_on(run=run.pk, now=now)
    run.refresh_from_db()
    assert (run.looked_at, run.issued, Certificate.objects.count()) == (5, 5, 5)


def test_a_run_for_a_class_certifies_its_learners_only(school, quang, now):
    taught = giving.Course(school.lessons, giving.course().check, school.edition)
    for person in (inside := school.join(factories.lan()), factories.person()):
        taught.finish(person, now=now)
    browser = browser_of(school.manager, second_factor=True, now=now)
    browser.post(f"{DESK}cap/", {"whom": str(school.cohort.uuid)})
    carry_on(CertificateRun.objects.get().pk)
    assert [each.person for each in Certificate.objects.all()] == [inside]


def test_the_classes_of_many_years_are_offered_page_by_page(
    school, now, django_assert_max_num_queries
):
    first, browser = school.cohort, browser_of(school.manager, second_factor=True, now=now)
    shown(browser, f"{DESK}cap/")
    Cohort.objects.bulk_create(
        Cohort(
            programme=first.programme,
            course=first.course,
            edition=first.edition,
            name=f"Lớp số {number}",
            join_code=f"{number:08}",
            opened_at=now - timedelta(days=number + 1),
            opened_by=first.opened_by,
        )
        for number in range(30)
    )
    oldest = Cohort.objects.get(name="Lớp số 29")
    with django_assert_max_num_queries(10):
        newest = shown(browser, f"{DESK}cap/")
    assert "Lớp số 0 –" in newest
    assert str(oldest.uuid) not in newest
    assert str(oldest.uuid) in shown(browser, f"{DESK}cap/?trang=2")
    # a class opened meanwhile pushes others to the next page: what was chosen is taken all the same
    browser.post(f"{DESK}cap/", {"whom": str(oldest.uuid)})
    assert CertificateRun.objects.get().cohort == oldest


@pytest.mark.parametrize("whom", ["nonsense", "00000000-0000-0000-0000-000000000000", "\0"])
def test_certificates_of_a_class_of_nobody_are_refused_at_the_field(school, now, whom):
    browser = browser_of(school.manager, second_factor=True, now=now)
    answer = browser.post(f"{DESK}cap/", {"whom": whom})
    assert answer.status_code == 422
    assert 'href="#id_whom_0"' in answer.content.decode()
    assert not CertificateRun.objects.exists()


def test_a_run_that_ended_between_two_taps_is_shown_all_the_same(
    course, lan, quang, now, monkeypatch
):
    """The second tap met the first one's run, which was over by the time it was looked up."""
    home = factories.commune()
    first = runs.start_run(commune=home, cohort=None, by=factories.mai(), now=now)
    carry_on(first.pk)

    def refuse(**_row):
        raise IntegrityError

    monkeypatch.setattr(CertificateRun.objects, "create", refuse)
    assert runs.start_run(commune=home, cohort=None, by=factories.minh(), now=now) == first
