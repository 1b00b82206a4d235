"""A trainer opens an account for bà Nụ, who has neither phone nor e-mail."""

import pytest
from django.core.management import call_command

from courses.classes.models import Enrolment
from identity.accounts.models import Person
from identity.accounts.queries import commune_of, contact_of
from identity.audit.models import Entry
from identity.consent.models import Consent
from tests import factories
from tests.courses.school import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock", "consent_texts")]

NU = {"name": "Phạm Thị Nụ", "birth_year": "1951", "consent": "on"}


@pytest.fixture
def consent_texts(db):
    call_command("load_consent_texts", verbosity=0)


@pytest.fixture
def minh(school, now):
    return browser_of(school.trainer, second_factor=True, now=now)


@pytest.fixture
def page(school):
    return f"/lop/{school.cohort.uuid}/nguoi-moi/"


def newest():
    return Person.objects.order_by("-pk").first()


def test_three_answers_make_an_account_and_a_seat_in_the_class(minh, page, school):
    answer = minh.post(page, NU)
    nu = newest()
    assert answer.url == f"/lop/{school.cohort.uuid}/hoc-vien/{nu.uuid}/"
    assert (nu.name, nu.birth_year) == ("Phạm Thị Nụ", 1951)
    assert commune_of(nu) == school.cohort.programme.commune
    assert contact_of(nu) is None
    assert Enrolment.objects.live().filter(person=nu, cohort=school.cohort).exists()


def test_consent_is_written_down_with_who_helped(minh, page, school, now):
    minh.post(page, NU)
    consent = Consent.objects.get(person=newest())
    assert (consent.channel, consent.by, consent.given_at) == ("class", school.trainer, now)
    made = Entry.objects.get(act="person.created", subjects__person=newest())
    assert made.by == school.trainer


def test_the_box_of_consent_is_not_ticked_and_silence_is_refused(minh, page):
    shown = minh.get(page).content.decode()
    assert "checked" not in shown
    people = Person.objects.count()
    assert minh.post(page, NU | {"consent": ""}).status_code == 422
    assert Person.objects.count() == people


def test_all_slips_are_told_at_once(minh, page):
    errors = minh.post(page, {"name": "", "birth_year": "19", "consent": ""}).context["form"].errors
    assert set(errors) == {"name", "birth_year", "consent"}


def test_a_namesake_of_the_same_year_is_shown_before_a_second_account_is_made(minh, page, school):
    minh.post(page, NU)
    first, people = newest(), Person.objects.count()
    shown = minh.post(page, NU | {"name": "phạm thị nụ"})
    assert Person.objects.count() == people
    assert f"/hoc-vien/{first.uuid}/" in shown.content.decode()
    assert school.cohort.name in shown.content.decode()
    look = Entry.objects.get(act="class.namesakes.seen")
    assert [subject.person for subject in look.subjects.all()] == [first]
    assert minh.post(page, NU | {"another": "1"}).status_code == 302
    assert Person.objects.count() == people + 1


def test_two_taps_at_once_make_one_account(minh, page, school, monkeypatch):
    """Both have looked for namesakes before either has made the account."""
    monkeypatch.setattr("courses.desks.newcomers.namesakes", lambda **_who: [])
    minh.post(page, NU)
    people = Person.objects.count()
    answer = minh.post(page, NU, follow=True)
    assert Person.objects.count() == people
    assert answer.redirect_chain[-1][0] == f"/lop/{school.cohort.uuid}/"
    assert newest().name in answer.content.decode()


def test_a_namesake_of_another_commune_is_never_shown(minh, page):
    factories.nu(commune_code=factories.ELSEWHERE)
    assert minh.post(page, NU).status_code == 302
    assert not Entry.objects.filter(act="class.namesakes.seen").exists()


def test_a_namesake_of_another_year_is_somebody_else(minh, page):
    factories.nu()
    assert minh.post(page, NU | {"birth_year": "1952"}).status_code == 302


@pytest.mark.parametrize(("year", "group"), [("2013", "with_guardian"), ("2022", "too_young")])
def test_a_child_takes_the_way_with_a_guardian(minh, page, school, year, group):
    people = Person.objects.count()
    shown = minh.post(page, NU | {"birth_year": year})
    assert Person.objects.count() == people
    assert shown.context["child"] == group
    assert f"/lop/{school.cohort.uuid}/tre-em/" in shown.content.decode()


def test_a_trainer_of_another_commune_finds_nothing(page, now):
    hoa = browser_of(factories.hoa(), second_factor=True, now=now)
    assert hoa.get(page).status_code == 404
    assert hoa.post(page, NU).status_code == 404


def test_a_closed_class_takes_nobody(minh, page, school, now):
    from courses.classes import actions as classes

    classes.close_class(cohort=school.cohort, by=school.trainer, now=now)
    assert minh.post(page, NU).status_code == 404
