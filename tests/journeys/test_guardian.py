"""Cháu Bảo, 10, joins a class with her mother's phone; the mother follows, withdraws, or hands over."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from courses.classes import children
from courses.classes.models import Enrolment
from courses.progress.models import Event
from identity.accounts.contacts import read_contact
from identity.accounts.models import Guardianship, Holding, Person
from identity.accounts.queries import holder_of
from identity.audit.models import Entry
from identity.consent.models import Consent
from identity.recovery import contacts
from identity.recovery.refusals import ChildHasNone
from identity.security import actions as security
from tests import factories
from tests.courses.school import School, browser_of, learns
from tests.identity.recovery.conftest import _nothing_was_sent  # noqa: F401
from tests.identity.recovery.people import (
    HERE,
    NEW_PHONE,
    PHONE,
    code_sent_to,
    messages_to,
    sent,
    signed_in,
)

pytestmark = pytest.mark.django_db
YEAR = timezone.now().year
CHILD = {
    "name": "Trần Gia Bảo",
    "birth_year": str(YEAR - 10),
    "guardian_name": "Nguyễn Thị Hạnh",
    "relation": "mother",
    "contact": PHONE,
    "consent": "on",
}


@pytest.fixture
def school():
    call_command("load_consent_texts", verbosity=0)
    founded = School.founded(now=timezone.now())
    assert founded.cohort
    return founded


@pytest.fixture
def desk(school):
    return browser_of(school.trainer, second_factor=True, now=timezone.now())


def address(school, rest=""):
    return f"/lop/{school.cohort.uuid}/tre-em/{rest}"


def join(school, desk, **changes):
    desk.post(address(school), CHILD | changes)
    return desk.post(address(school, "ma/"), {"code": code_sent_to(PHONE)})


def bao():
    return Person.objects.get(name=CHILD["name"])


def test_a_child_joins_with_her_mothers_phone_and_consent(school, desk):
    assert desk.get(address(school)).status_code == 200
    answer = join(school, desk)
    child, mother = bao(), holder_of(read_contact(PHONE))
    assert str(child.uuid) in answer["Location"]
    assert (mother.name, mother.birth_year) == (CHILD["guardian_name"], None)
    guardianship = Guardianship.objects.get()
    assert (guardianship.child, guardianship.guardian) == (child, mother)
    consent = Consent.objects.select_related("text").get(person=child)
    assert (consent.text.purpose, consent.channel) == ("child", "class")
    assert (consent.guardian, consent.by) == (mother, school.trainer)
    assert Enrolment.objects.get(person=child).cohort == school.cohort
    assert child.holdings.count() == 0
    assert mother.name in desk.get(answer["Location"]).content.decode()


def test_a_mother_with_an_account_stays_who_she_is(school, desk):
    mother = factories.person(contact=PHONE)
    join(school, desk)
    assert Guardianship.objects.get().guardian == mother
    assert Person.objects.filter(name=CHILD["guardian_name"]).count() == 0


def test_without_the_code_or_the_consent_nobody_joins(school, desk):
    answer = desk.post(address(school), {**CHILD, "consent": "", "name": "", "relation": ""})
    assert answer.status_code == 422
    assert answer.content.decode().count('href="#id_') == 3
    desk.post(address(school), CHILD)
    code_sent_to(PHONE)
    assert desk.post(address(school, "ma/"), {"code": "12"}).status_code == 200
    assert not Guardianship.objects.exists()


@pytest.mark.parametrize("age", [5, 17, 40])
def test_only_children_of_seven_to_fifteen_need_a_guardian(school, desk, age):
    assert desk.post(address(school), CHILD | {"birth_year": str(YEAR - age)}).status_code == 422


def test_a_trainer_of_another_commune_does_not_find_the_page(school):
    elsewhere = browser_of(factories.hoa(), second_factor=True, now=timezone.now())
    assert elsewhere.get(address(school)).status_code == 404


def test_no_message_goes_to_the_child_and_every_one_to_the_guardian(school, desk):
    join(school, desk)
    before = len(sent())
    security.report(person=bao(), kind="card_issued", now=timezone.now())
    told = messages_to(PHONE, "guardian_notice")
    assert len(sent()) == before + len(told)
    assert len(told) == 1


def test_a_child_takes_no_address_of_her_own(school, desk):
    join(school, desk)
    with pytest.raises(ChildHasNone):
        contacts.add_contact(
            person=bao(),
            contact=read_contact(NEW_PHONE),
            here=HERE,
            by=bao(),
            now=timezone.now(),
        )
    assert not bao().holdings.exists()


def test_there_is_no_ranking_and_no_public_list_of_learners(school, desk):
    join(school, desk)
    learns(bao(), *school.lessons, now=timezone.now())
    ranking = re.compile("rank|leader|top-|xep-hang|bang-vang", re.IGNORECASE)
    assert not [route for route in routes(get_resolver()) if ranking.search(route)]
    for page in ("/", "/khoa-hoc/", "/tin-tuc/", "/thanh-pho/", "/api/v1/courses"):
        assert bao().name not in Client().get(page, follow=True).content.decode()


def routes(resolver):
    """Every address of the house, as its pattern."""
    for each in resolver.url_patterns:
        yield str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from routes(each)


def test_the_guardian_sees_the_child_learn_and_nobody_else_does(school, desk):
    join(school, desk)
    child, mother = bao(), holder_of(read_contact(PHONE))
    learns(child, school.lessons[0], now=timezone.now())
    page = signed_in(mother).get("/toi/tai-khoan/con-chau/").content.decode()
    assert child.name in page
    assert "50" in page
    entry = Entry.objects.get(act="guardian.children.seen")
    assert [subject.person_id for subject in entry.subjects.all()] == [child.pk]
    stranger = signed_in(factories.person())
    assert child.name not in stranger.get("/toi/tai-khoan/con-chau/").content.decode()
    withdraw = f"/toi/tai-khoan/con-chau/{Guardianship.objects.get().uuid}/rut/"
    assert stranger.post(withdraw).status_code == 404


def test_taking_the_consent_back_closes_the_account_and_keeps_the_facts(school, desk):
    join(school, desk)
    child, mother = bao(), holder_of(read_contact(PHONE))
    learns(child, school.lessons[0], now=timezone.now())
    facts, childs = Event.objects.count(), signed_in(child)
    browser = signed_in(mother)
    withdraw = f"/toi/tai-khoan/con-chau/{Guardianship.objects.get().uuid}/rut/"
    assert browser.get(withdraw).status_code == 200
    assert browser.post(withdraw)["Location"] == "/toi/tai-khoan/con-chau/"
    child.refresh_from_db()
    assert not child.is_active
    assert childs.get("/toi/").status_code == 302
    assert Consent.objects.get(person=child).withdrawn_at is not None
    assert not Enrolment.objects.live().filter(person=child).exists()
    assert Event.objects.count() == facts


def test_at_sixteen_the_guardian_is_told_once_and_the_class_hands_the_account_over(school, desk):
    answer = join(school, desk, birth_year=str(YEAR - 15))
    hand_over = answer["Location"] + "tu-giu/"
    assert children.tell_of_age(now=timezone.now()) == 0
    desk.post(hand_over)
    assert Guardianship.objects.filter(until=None).exists()
    grown = timezone.now() + timedelta(days=2 * 366)
    Holding.objects.update(proved_at=grown)
    assert [children.tell_of_age(now=grown) for _ in range(2)] == [1, 0]
    with time_machine.travel(grown, tick=True):
        assert len(messages_to(PHONE, "guardian_notice")) == 1
        trainer = browser_of(school.trainer, second_factor=True, now=grown)
        assert hand_over in trainer.get(answer["Location"]).content.decode()
        assert trainer.get(hand_over).status_code == 200
        assert trainer.post(hand_over)["Location"] == answer["Location"]
    assert not Guardianship.objects.filter(until=None).exists()
    assert Consent.objects.filter(person=bao(), text__purpose="account").exists()
