"""Adding, changing and removing addresses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from identity.accounts.actions import AlreadyHeld
from identity.accounts.contacts import read_contact
from identity.accounts.models import Holding
from identity.accounts.queries import holder_of
from identity.audit.models import Entry
from identity.codes import actions as codes
from identity.codes.browsers import Browser, named
from identity.codes.queries import people_of
from identity.factors import cards
from identity.recovery.changes import ContactChange
from identity.recovery.contacts import add_contact, remove_contact, replace_contact
from identity.recovery.refusals import AlreadyYours, LastWayIn, NoSuchContact
from identity.security import actions as security
from identity.security.refusals import Frozen
from tests import factories
from tests.identity.recovery.people import (
    EMAIL,
    HERE,
    NEW_PHONE,
    PHONE,
    holding_of,
    messages_to,
    signed_in,
    silent_lan,
    with_email,
)


def replaced(person, contact=NEW_PHONE, kind="phone", here=HERE):
    return replace_contact(
        person=person,
        holding=holding_of(person, kind).uuid,
        contact=read_contact(contact),
        here=here,
        by=person,
        now=timezone.now(),
    )


def added(person, contact=NEW_PHONE):
    return add_contact(
        person=person, contact=read_contact(contact), here=HERE, by=person, now=timezone.now()
    )


def removed(person, kind="phone"):
    return remove_contact(
        person=person,
        holding=holding_of(person, kind).uuid,
        here=HERE,
        by=person,
        now=timezone.now(),
    )


def test_a_changed_number_opens_the_account_and_the_old_one_is_kept_with_a_reason():
    lan = factories.lan(contact=PHONE)
    old = holding_of(lan)
    change = replaced(lan)
    old.refresh_from_db()
    assert (old.ended_reason, old.until) == ("changed", change.at)
    assert (change.ended, change.begun) == (old, holding_of(lan))
    assert holder_of(read_contact(NEW_PHONE)) == lan
    assert holder_of(read_contact(PHONE)) is None
    assert Entry.objects.get(act="contact.changed").detail == {"change": change.pk}


def test_the_old_number_and_every_other_address_are_told_and_the_new_one_is_not():
    lan = with_email(factories.lan(contact=PHONE))
    replaced(lan)
    assert len(messages_to(PHONE, "contact_notice")) == 1
    assert "/hoan-tac/" in messages_to(EMAIL, "contact_notice")[0]["text"]
    assert "http" not in messages_to(PHONE)[0]["text"]
    assert not messages_to(NEW_PHONE)


def test_every_other_session_ends_and_no_other_browser_speaks_for_her():
    lan = factories.lan(contact=PHONE)
    elsewhere = signed_in(lan)
    far, now = named(Browser(binding="far")), timezone.now()
    codes.note_use(person=lan, browser=far, now=now)
    assert elsewhere.get("/toi/").status_code == 200
    replaced(lan)
    assert elsewhere.get("/toi/").status_code == 302
    assert not people_of(far, among=[lan.pk], now=now)


def test_an_address_of_somebody_else_is_refused_and_nothing_changes():
    lan = factories.lan(contact=PHONE)
    factories.minh(contact=NEW_PHONE)
    for attempt in (replaced, added):
        with pytest.raises(AlreadyHeld):
            attempt(lan)
    assert holder_of(read_contact(PHONE)) == lan
    assert not ContactChange.objects.exists()
    assert not messages_to(PHONE)


def test_a_silent_number_of_somebody_else_goes_over_to_who_proved_it():
    former = silent_lan(NEW_PHONE)
    session = signed_in(former)
    binh = factories.person(contact=PHONE)
    replaced(binh)
    assert holder_of(read_contact(NEW_PHONE)) == binh
    assert Holding.objects.get(person=former).ended_reason == "passed_on"
    assert session.get("/toi/").status_code == 302


def test_her_own_address_is_hers_already():
    lan = factories.lan(contact=PHONE)
    with pytest.raises(AlreadyYours):
        added(lan, "+84 912-345-678")


def test_the_last_way_in_cannot_be_removed():
    lan = factories.lan(contact=PHONE)
    with pytest.raises(LastWayIn):
        removed(lan)
    with_email(lan)
    removed(lan)
    with pytest.raises(LastWayIn):
        removed(lan, "email")


def test_whoever_has_a_card_may_let_her_last_number_go():
    lan, minh = factories.lan(contact=PHONE), factories.minh()
    cards.issue_card(person=lan, by=minh, now=timezone.now())
    removed(lan)
    assert not Holding.objects.live().filter(person=lan).exists()


def test_a_person_with_a_card_alone_binds_her_first_number_and_is_the_same_person():
    lan = factories.lan(contact=PHONE)
    Holding.objects.filter(person=lan).delete()
    change = added(lan)
    assert change.ended is None
    assert holder_of(read_contact(NEW_PHONE)) == lan


def test_nothing_changes_while_changes_are_closed():
    lan, now = with_email(factories.lan(contact=PHONE)), timezone.now()
    event = security.report(person=lan, kind="disavowed", now=now)
    security.close_changes(event=event, now=now)
    for attempt in (replaced, added, removed):
        with pytest.raises(Frozen):
            attempt(lan)
    assert holder_of(read_contact(PHONE)) == lan


def test_an_address_that_was_let_go_in_another_tab_is_told_so():
    lan = with_email(factories.lan(contact=PHONE))
    gone = holding_of(lan)
    removed(lan)
    with pytest.raises(NoSuchContact):
        replace_contact(
            person=lan,
            holding=gone.uuid,
            contact=read_contact(NEW_PHONE),
            here=HERE,
            by=lan,
            now=timezone.now() + timedelta(seconds=1),
        )


def test_nobody_changes_the_address_of_another_person():
    lan, binh = factories.lan(contact=PHONE), factories.person()
    with pytest.raises(NoSuchContact):
        replace_contact(
            person=binh,
            holding=holding_of(lan).uuid,
            contact=read_contact(NEW_PHONE),
            here=HERE,
            by=binh,
            now=timezone.now(),
        )
