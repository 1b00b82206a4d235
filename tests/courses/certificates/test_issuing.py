"""Who gets a certificate, once, and what it states."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from courses.certificates import actions as certificates
from courses.certificates import wording
from courses.certificates.models import Certificate, CertificateName, CertificateStatus
from courses.certificates.queries import held_by, newest_for
from courses.certificates.refusals import CertificateRefused
from courses.models import PersonCourse
from courses.sittings import supervising
from skills.tasks import follow_learning
from tests import factories
from tests.courses.certificates.giving import certified
from tests.courses.sittings.hall import Hall
from tests.courses.teaching import Phone


def test_a_certificate_states_what_was_learnt(certificate, course, settings):
    told = certificate.snapshot
    assert (told.name, told.course) == ("Nguyễn Thị Lan", "Khóa thử")
    assert (told.edition, told.minutes, told.band) == (1, 15, "excellent")
    assert told.issuer == settings.CERTIFICATE_ISSUER
    assert certificate.commune == factories.commune()
    assert [each.status for each in certificate.statuses.all()] == ["issued"]


def test_asked_twice_it_is_the_same_one(certificate, course, lan, now):
    again = certificates.issue(course=course.edition.course, by=lan, now=now)
    assert again.code == certificate.code
    assert Certificate.objects.count() == 1


def test_two_workers_at_once_issue_one(certificate, course, lan, now):
    rows = list(PersonCourse.objects.filter(person=lan))
    assert certificates.issue_waiting(rows, by=None, now=now) == []
    assert Certificate.objects.count() == 1


def test_without_the_check_passed_there_is_none(course, lan, now):
    course.finish(lan, now=now, passes=False)
    with pytest.raises(CertificateRefused, match="check_not_passed"):
        certificates.issue(course=course.edition.course, by=lan, now=now)
    course.sit(lan, Phone(), now=now)
    assert certificates.issue(course=course.edition.course, by=lan, now=now)


def test_before_the_end_there_is_none(course, lan, now):
    with pytest.raises(CertificateRefused, match="not_finished"):
        certificates.issue(course=course.edition.course, by=lan, now=now)


def test_it_is_issued_by_itself_soon_after_the_course(course, lan, now):
    course.finish(lan, now=now)
    home = factories.commune().pk
    follow_learning(home, "2026-11")
    follow_learning(home, "2026-11")
    assert [each.person for each in Certificate.objects.all()] == [lan]


def test_who_passes_late_is_found_at_night(course, lan, now):
    course.finish(lan, now=now, passes=False)
    assert certificates.issue_all_waiting(now=now) == 0
    course.sit(lan, Phone(), now=now)
    assert certificates.issue_all_waiting(now=now) == 1
    assert certificates.issue_all_waiting(now=now) == 0


def test_the_cost_does_not_grow_with_the_people(course, now, django_assert_max_num_queries):
    people = factories.people(6)
    for person in people:
        course.finish(person, now=now)
    rows = list(PersonCourse.objects.all())
    # six to read, then for each: a savepoint, its release, and three rows
    with django_assert_max_num_queries(8 + 7 * len(people)):
        assert len(certificates.issue_waiting(rows, by=None, now=now)) == len(people)


@pytest.mark.parametrize("change", [{"code": "X" * 28}, {"facts": {}}, {"number": 7}])
def test_the_database_keeps_what_was_certified(certificate, change):
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(**change)


def test_the_database_keeps_names_and_statuses(certificate):
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        CertificateName.objects.filter(certificate=certificate).update(name="Ai Khác")
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        CertificateStatus.objects.filter(certificate=certificate).update(status="revoked")
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        CertificateStatus.objects.filter(certificate=certificate).delete()


def test_a_renamed_person_keeps_the_name_that_was_printed(certificate, lan):
    lan.name = "Nguyễn Thị Lan Anh"
    lan.save()
    assert newest_for(lan, edition=certificate.edition_id).snapshot.name == "Nguyễn Thị Lan"


def test_two_people_have_one_each(certificate, course, now):
    other = certified(factories.person(), course, now=now)
    assert other.code != certificate.code
    assert [each.code for each in held_by(other.person)] == [other.code]


def test_a_check_passed_before_a_trainer_is_called_so(now, lan):
    hall = Hall.furnished(now=now)
    hall.join(lan)
    paper, place = hall.seated(hall.open_check(), lan)
    hall.answers(paper, place, right=7)
    supervising.hand_in(paper=paper, place=place, by=lan, now=now)
    made = certificates.issue(course=hall.course, by=lan, now=now)
    assert made.snapshot.is_supervised
    assert "làm trước mặt hướng dẫn viên" in [line.value for line in wording.lines(made.snapshot)]
    assert made.snapshot.band == "good"
