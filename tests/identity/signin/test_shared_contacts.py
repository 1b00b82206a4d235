"""Wherever staff name somebody by an address, a shared one names nobody: refused, with what to do instead."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from courses.desks.forms import TrainerForm
from identity.accounts import actions as accounts
from identity.accounts import sharing
from identity.accounts.contacts import read_contact
from identity.accounts.queries import SharedContact, live_holders
from identity.audit.models import Entry
from identity.codes import actions as codes
from identity.factors import pins
from identity.roles.forms import clean_holder
from identity.signin.reopening import _open_again, may_reopen
from tests import factories

EMAIL = "nha@vidu.vn"
CONTACT = read_contact(EMAIL)
REFUSAL = str(SharedContact.message)


@pytest.fixture
def family(db, now):
    """Bác Lan of HOME and her daughter of ELSEWHERE on one e-mail address."""
    lan = factories.lan(contact=EMAIL)
    first = live_holders(CONTACT)[0]
    first = sharing.choose_nickname(holding=first, nickname="Mẹ", by=lan, now=now)
    invitation = sharing.invite(holding=first, by=lan, now=now)
    elsewhere = factories.commune(factories.ELSEWHERE)
    hoa = accounts.create_person(
        name="Trần Thị Hoa", birth_year=1990, commune=elsewhere, contact=None, now=now
    )
    sharing.join(person=hoa, invitation=invitation.uuid, nickname="Hoa", now=now)
    return lan, hoa


def test_a_role_is_not_given_by_it(family):
    with pytest.raises(ValidationError) as refused:
        clean_holder(EMAIL)
    assert (refused.value.code, refused.value.messages) == ("shared_contact", [REFUSAL])


def test_a_trainer_is_not_appointed_by_it(family):
    form = TrainerForm({"contact": EMAIL})
    assert not form.is_valid()
    assert form.errors["contact"] == [REFUSAL]


def test_no_administrator_is_made_by_it(family):
    for command, option in (("make_admin", "--email"), ("forget_authenticator", "--contact")):
        with pytest.raises(CommandError) as refused:
            call_command(command, f"{option}={EMAIL}")
        assert str(refused.value) == REFUSAL


def test_the_trainer_of_either_opens_its_code_and_both_are_in_the_entry(family, now):
    for trainer in (factories.minh(), factories.hoa()):
        assert may_reopen(trainer, CONTACT, now=now)
        codes.reopen_budget(contact=CONTACT, by=trainer, now=now)
    for entry in Entry.objects.filter(act="codes.budget_reopened"):
        assert {one.person_id for one in entry.subjects.all()} == {one.pk for one in family}


def test_nobody_opens_an_address_that_is_also_the_own_one(family, now):
    _lan, hoa = family
    assert not may_reopen(factories.granted(hoa, "trainer", factories.HOME), CONTACT, now=now)


def test_opening_a_code_by_a_shared_address_opens_nobodys_pin(family, now, client):
    lan, _hoa = family
    pins.set_pin(person=lan, pin="4719", by=lan, now=now)
    for _ in range(5):
        with pytest.raises(pins.WrongPin):
            pins.verify_pin(person=lan, pin="8305", now=now)
    _open_again(CONTACT, by=factories.minh(), now=now)
    assert pins.is_closed(lan, now=now)
