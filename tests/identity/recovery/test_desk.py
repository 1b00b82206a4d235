"""A confirmation face to face opens an account once, within a quarter of an hour."""

from datetime import timedelta

import pytest
from django.utils import timezone

from identity.accounts.actions import move_person
from identity.accounts.contacts import read_contact
from identity.accounts.models import Guardianship
from identity.accounts.queries import holder_of
from identity.audit.models import Entry, EntrySubject
from identity.factors.desk import digits_of
from identity.factors.models import DeskConfirmation, Paper
from identity.recovery.changes import ContactChange
from identity.recovery.desk import NotConfirmable, can_confirm, confirm_at_desk, people_here
from identity.recovery.desk_rules import rank, ranks_above
from identity.recovery.refusals import ChildHasNone
from identity.security import actions as security
from identity.security.refusals import Frozen
from tests import factories
from tests.identity.recovery.people import (
    EMAIL,
    NEW_PHONE,
    PHONE,
    code_sent_to,
    holding_of,
    messages_to,
    silent_lan,
    with_email,
)
from tests.identity.signin.conftest import enrolled

DESK = "/quan-tri/mo-lai-tai-khoan/"
CONFIRMED = {"paper": "id_card", "seen": "on"}


def confirmed(person, by, contact=None):
    return confirm_at_desk(
        person=person,
        contact=read_contact(contact) if contact else None,
        paper=Paper.ID_CARD,
        by=by,
        now=timezone.now(),
    )


def knock(visitor, contact=PHONE):
    visitor.ask(contact)
    return visitor.enter(code_sent_to(contact))


def test_after_a_confirmation_the_code_opens_the_silent_number(visitor):
    lan, minh = silent_lan(), factories.minh()
    confirmed(lan, minh)
    assert knock(visitor)["Location"] == "/dang-nhap/mo-lai/"
    page = visitor.client.get("/dang-nhap/mo-lai/").content.decode()
    assert lan.name not in page
    visitor.client.post("/dang-nhap/mo-lai/")
    assert visitor.is_in()
    assert not holding_of(lan).is_silent(timezone.now())
    assert DeskConfirmation.objects.get().used_at is not None


def test_a_confirmation_opens_once(visitor, other):
    lan = silent_lan()
    confirmed(lan, factories.minh())
    knock(visitor)
    confirmation = DeskConfirmation.objects.get()
    DeskConfirmation.objects.filter(pk=confirmation.pk).update(used_at=timezone.now())
    answer = visitor.client.post("/dang-nhap/mo-lai/")
    assert not visitor.is_in()
    assert answer.status_code == 200


def test_a_confirmation_is_over_after_fifteen_minutes(visitor):
    lan = silent_lan()
    confirmed(lan, factories.minh())
    DeskConfirmation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert knock(visitor)["Location"] == "/dang-nhap/ho-so/"


def test_a_new_number_is_bound_on_the_spot_by_a_code_on_her_own_phone(visitor):
    lan = with_email(silent_lan())
    minh = factories.minh()
    confirmed(lan, minh, NEW_PHONE)
    assert knock(visitor, NEW_PHONE)["Location"] == "/dang-nhap/mo-lai/"
    visitor.client.post("/dang-nhap/mo-lai/")
    assert visitor.is_in()
    assert holder_of(read_contact(NEW_PHONE)) == lan
    assert holder_of(read_contact(PHONE)) is None
    change = ContactChange.objects.get()
    assert (change.by, change.ended.ended_reason) == (minh, "changed")
    assert messages_to(EMAIL, "contact_notice")


def test_a_confirmation_for_a_new_number_opens_nothing_for_the_old_one(visitor):
    lan = silent_lan()
    confirmed(lan, factories.minh(), NEW_PHONE)
    assert knock(visitor)["Location"] == "/dang-nhap/ho-so/"


def test_a_number_that_opens_another_account_goes_there_and_the_trainer_learns_nothing(visitor):
    lan, binh = silent_lan(), factories.person(contact=NEW_PHONE)
    confirmed(lan, factories.minh(), NEW_PHONE)
    knock(visitor, NEW_PHONE)
    assert visitor.is_in()
    assert holder_of(read_contact(NEW_PHONE)) == binh
    assert holder_of(read_contact(PHONE)) == lan


def test_only_staff_of_her_commune_confirm_and_nobody_himself(db):
    lan, minh, hoa = silent_lan(), factories.minh(), factories.hoa()
    now = timezone.now()
    assert can_confirm(minh, lan, now=now)
    assert can_confirm(factories.quang(), lan, now=now)
    for by, person in ((hoa, lan), (lan, lan), (minh, minh), (factories.person(), lan)):
        assert not can_confirm(by, person, now=now)
        with pytest.raises(NotConfirmable):
            confirmed(person, by)


def test_nobody_confirms_staff_of_his_own_rank_or_above(db):
    minh, quang, now = factories.minh(), factories.quang(), timezone.now()
    colleague = factories.granted(factories.person(), "trainer", factories.HOME)
    assert not can_confirm(minh, quang, now=now)
    assert not can_confirm(minh, colleague, now=now)
    assert can_confirm(quang, minh, now=now)
    assert not can_confirm(quang, factories.admin(), now=now)


def test_citizens_stand_below_trainers_below_managers_below_the_city():
    assert rank(set()) < rank({"trainer"}) < rank({"manager"}) < rank({"editor"})
    assert not ranks_above({"trainer"}, {"trainer"})


def test_a_person_who_moved_away_while_waiting_is_her_new_communes(db):
    lan, minh, now = silent_lan(), factories.minh(), timezone.now()
    move_person(person=lan, commune=factories.commune(factories.ELSEWHERE), by=lan, now=now)
    assert not can_confirm(minh, lan, now=now)
    assert can_confirm(factories.hoa(), lan, now=now)


def test_a_closed_account_gets_no_new_number_at_the_desk(db):
    lan, now = silent_lan(), timezone.now()
    event = security.report(person=lan, kind="disavowed", now=now)
    security.close_changes(event=event, now=now)
    with pytest.raises(Frozen):
        confirmed(lan, factories.minh(), NEW_PHONE)
    assert confirmed(lan, factories.minh())


def test_people_are_found_by_words_without_marks_and_by_year_in_the_own_commune(db):
    lan, minh, now = silent_lan(), factories.minh(), timezone.now()
    factories.person("Nguyễn Thị Lan", birth_year=1959, commune_code=factories.ELSEWHERE)

    def find(name, year=1959):
        return people_here(minh, name=name, birth_year=year, now=now)

    assert find("lan nguyen") == [lan]
    assert find("Lan", 1960) == []
    assert find("La") == []
    assert people_here(lan, name="lan", birth_year=1959, now=now) == []


def staffs(visitor, person):
    """The visitor signed in as this member of staff, second step included."""
    visitor.sign_in(PHONE_OF_STAFF)
    visitor.show_authenticator(person)
    return visitor.client


PHONE_OF_STAFF = "0977 123 456"


def test_the_trainer_searches_and_confirms_and_every_look_is_written_down(visitor, other):
    lan = silent_lan()
    minh = enrolled(factories.minh(contact=PHONE_OF_STAFF))
    client = staffs(other, minh)
    assert client.get(DESK).status_code == 200
    found = client.post(DESK, {"name": "lan", "birth_year": "1959"}, follow=True)
    assert found.redirect_chain == [(DESK, 302)]
    assert "1959" not in str(dict(client.session))
    assert f'href="{DESK}{lan.uuid}/"' in found.content.decode()
    assert _looked_at(lan, "desk.people.seen")
    page = f"{DESK}{lan.uuid}/"
    assert PHONE[-3:] not in client.get(page).content.decode().partition("<main")[2]
    assert _looked_at(lan, "desk.person.seen")
    incomplete = client.post(page, {}).content.decode()
    assert incomplete.count('class="error') >= 2 or incomplete.count("#id_") >= 2
    assert client.post(page, CONFIRMED).status_code == 302
    digits = digits_of(DeskConfirmation.objects.get())
    assert f"{digits[:3]} {digits[3:]}" in client.get(page).content.decode()
    entry = Entry.objects.get(act="desk.confirmed")
    assert (entry.by, entry.detail) == (minh, {"paper": "id_card", "new_contact": False})
    knock(visitor)
    visitor.client.post("/dang-nhap/mo-lai/")
    assert visitor.is_in()


def test_the_desk_is_not_there_for_others(visitor, other):
    lan = silent_lan()
    hoa = enrolled(factories.hoa(contact=PHONE_OF_STAFF))
    client = staffs(other, hoa)
    assert client.get(f"{DESK}{lan.uuid}/").status_code == 404
    assert client.post(f"{DESK}{lan.uuid}/", CONFIRMED).status_code == 404
    binh = factories.person(contact=NEW_PHONE)
    visitor.sign_in(NEW_PHONE)
    assert visitor.client.get(DESK).status_code == 404
    assert not can_confirm(binh, lan, now=timezone.now())


def _looked_at(person, act):
    return EntrySubject.objects.filter(entry__act=act, person=person).exists()


def test_a_childs_account_gets_no_address_at_the_desk(db):
    child, guardian, minh = silent_lan(), factories.person(), factories.minh()
    Guardianship.objects.create(
        child=child, guardian=guardian, relation="mother", since=timezone.now(), by=minh
    )
    with pytest.raises(ChildHasNone):
        confirmed(child, minh, NEW_PHONE)
