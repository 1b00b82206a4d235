"""Anh Minh helps two people at once, in two tabs of one browser: each gets what was told in hers."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from courses.classes.models import Enrolment
from identity.recovery.models import RecoveryRequest
from tests import factories
from tests.courses.school import School, browser_of
from tests.identity.recovery.conftest import _nothing_was_sent  # noqa: F401
from tests.identity.recovery.people import NEW_PHONE, PHONE, code_sent_to

pytestmark = pytest.mark.django_db
OTHER_PHONE = "0977 000 003"


@pytest.fixture
def school():
    call_command("load_consent_texts", verbosity=0)
    return School.founded(now=timezone.now())


@pytest.fixture
def minh(school):
    return browser_of(school.trainer, second_factor=True, now=timezone.now())


def test_one_who_asks_at_the_desk_and_one_who_asks_at_the_door_of_the_same_browser(minh):
    lan = factories.lan(contact=PHONE)
    desk, door = "/quan-tri/khoi-phuc/moi/", "/dang-nhap/mat-het/"
    minh.post(desk, {"meant": PHONE, "contact": NEW_PHONE, "papers": "on"})
    minh.post(door, {"meant": "0912 999 888", "contact": OTHER_PHONE})
    answer = minh.post(f"{desk}ma/", {"code": code_sent_to(NEW_PHONE)})
    assert answer["Location"] == "/quan-tri/khoi-phuc/"
    answer = minh.post(f"{door}ma/", {"code": code_sent_to(OTHER_PHONE)})
    assert answer["Location"] == f"{door}da-ghi/"
    asked = RecoveryRequest.objects.order_by("pk")
    assert [request.person for request in asked] == [lan, None]


def test_a_child_of_each_of_two_classes(minh, school):
    cohorts = [school.another_class("Lớp sáng"), school.another_class("Lớp tối")]
    phones, names = (NEW_PHONE, OTHER_PHONE), ("Trần Gia Bảo", "Lê Minh Châu")
    for cohort, phone, name in zip(cohorts, phones, names, strict=True):
        child = {
            "name": name,
            "birth_year": str(timezone.localdate().year - 10),
            "guardian_name": "Nguyễn Thị Hạnh",
            "relation": "mother",
            "contact": phone,
            "consent": "on",
        }
        minh.post(f"/lop/{cohort.uuid}/tre-em/", child)
    for cohort, phone in zip(cohorts, phones, strict=True):
        minh.post(f"/lop/{cohort.uuid}/tre-em/ma/", {"code": code_sent_to(phone)})
    admitted = Enrolment.objects.order_by("pk").select_related("person", "cohort")
    assert [(each.person.name, each.cohort) for each in admitted] == list(
        zip(names, cohorts, strict=True)
    )
