"""People, the addresses they hold and where they live, on a real database."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from identity.accounts import actions as accounts
from identity.accounts import queries
from identity.accounts.contacts import Contact, read_contact
from identity.accounts.models import Holding, Identifier, Person, Residence
from identity.accounts.names import NameRefused
from identity.audit.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db

LAN = Contact("phone", "+84912345678")


def make(now, contact=LAN, **traits):
    values = {"name": "Nguyễn Thị Lan", "birth_year": 1959, "commune": factories.commune()}
    return accounts.create_person(**{**values, **traits}, contact=contact, now=now)


def test_a_person_her_address_and_her_home_are_made_together(now):
    person = make(now)
    assert queries.holder_of(LAN) == person
    assert queries.contact_of(person) == LAN
    assert queries.commune_of(person) == factories.commune()
    assert Entry.objects.get(act="person.created").by == person


def test_a_refused_person_leaves_nothing_behind(now):
    make(now)
    with pytest.raises(accounts.AlreadyHeld):
        make(now, name="Trần Văn Minh")
    with pytest.raises(NameRefused):
        make(now, Contact("email", "x@vidu.vn"), name="<>")
    assert Person.objects.count() == Identifier.objects.count() == Residence.objects.count() == 1


def test_an_address_stands_sealed_and_is_found_in_every_spelling(now):
    person = make(now)
    identifier = Identifier.objects.get()
    row = " ".join(str(value) for value in vars(identifier).values())
    assert "912345678" not in row
    assert queries.holder_of(read_contact("+84 (0) 912.345.678")) == person


def test_the_database_allows_one_live_holder(now):
    first, identifier = make(now), Identifier.objects.get()
    second = make(now, Contact("email", "minh@vidu.vn"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(identifier=identifier, person=second, since=now, proved_at=now)
    Holding.objects.filter(person=first).update(until=now, ended_reason="given_up")
    accounts.hold_contact(person=second, contact=LAN, now=now)
    assert queries.holder_of(LAN) == second
    assert Identifier.objects.filter(kind="phone").count() == 1


def test_a_proof_is_remembered_with_its_time_and_never_goes_back(now):
    person = make(now)
    later = now + timedelta(days=3)
    assert accounts.prove_contact(contact=LAN, now=later) == person
    accounts.prove_contact(contact=LAN, now=now)
    assert Holding.objects.get().proved_at == later


def test_a_newcomer_has_no_proof_to_remember_and_no_row_is_made(now):
    assert accounts.prove_contact(contact=LAN, now=now) is None
    assert not Identifier.objects.exists()


def test_an_address_is_found_after_the_keys_are_rotated(now, settings):
    person = make(now)
    settings.KEY_RING = [("fresh", b"f" * 32), *settings.KEY_RING]
    assert queries.holder_of(LAN) == person
    assert queries.contact_of(person) == LAN
    with pytest.raises(accounts.AlreadyHeld):
        make(now)


def test_the_email_address_is_read_from_the_holding(now):
    person = make(now)
    assert person.email == ""
    accounts.hold_contact(person=person, contact=Contact("email", "lan@vidu.vn"), now=now)
    assert person.email == "lan@vidu.vn"
    assert queries.contact_of(person).kind == "email"


def test_moving_ends_the_old_home_the_day_before(now):
    person = make(now - timedelta(days=30))
    accounts.move_person(
        person=person, commune=factories.commune(factories.ELSEWHERE), by=person, now=now
    )
    old, new = Residence.objects.order_by("from_on")
    assert (old.until_on, new.from_on) == (now.date() - timedelta(days=1), now.date())
    assert queries.communes_of([person.pk]) == {person.pk: factories.commune(factories.ELSEWHERE)}


def test_a_slip_of_today_is_corrected_in_place_and_the_same_home_changes_nothing(now):
    person = make(now)
    elsewhere = factories.commune(factories.ELSEWHERE)
    for _ in range(2):
        accounts.move_person(person=person, commune=elsewhere, by=person, now=now)
    assert Residence.objects.get().commune == elsewhere
    assert Entry.objects.filter(act="person.moved").count() == 1


def test_a_corrected_name_is_written_down_without_the_name(now):
    person = make(now)
    renamed = accounts.rename_person(person=person, name="Nguyễn Thị Lan Anh", by=person, now=now)
    assert renamed.name == "Nguyễn Thị Lan Anh"
    entry = Entry.objects.get(act="person.renamed")
    assert entry.detail == {}
    assert entry.subjects.get().person_id == person.pk


def test_nobody_has_a_password(now):
    person = make(now)
    assert not person.has_usable_password()
    assert not person.check_password("")
    columns = {field.name for field in get_user_model()._meta.get_fields()}
    assert not {"password", "last_login", "username"} & columns


def test_a_person_is_a_uuid_to_everything_outside(now):
    person = make(now)
    assert UUID(person.get_username()) == person.uuid
    assert Person.objects.get_by_natural_key(str(person.uuid)) == person
    assert (person.get_full_name(), person.get_short_name()) == ("Nguyễn Thị Lan", "Lan")


def test_sessions_end_when_the_epoch_moves(now):
    person = make(now)
    before = person.get_session_auth_hash()
    person.session_epoch += 1
    assert person.get_session_auth_hash() != before
