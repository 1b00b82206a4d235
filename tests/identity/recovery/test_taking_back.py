"""After "that was not me", what the stranger bound to the account opens nothing any more."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from identity.accounts.contacts import read_contact
from identity.accounts.merging import join_accounts
from identity.accounts.models import Alias
from identity.accounts.queries import holder_of
from identity.factors.models import Card, Pin, RecoverySheet, Totp
from identity.outbox import actions as outbox
from identity.recovery.merging import merge
from identity.recovery.taking_back import follow_disavowal
from identity.security import actions as security
from identity.security.disavowing import disavow_by_link
from identity.security.models import SecurityEvent
from identity.security.queries import is_frozen
from identity.security.replies import secrets_of
from tests import factories
from tests.identity.recovery.people import NEW_PHONE, PHONE, signed_in
from tests.identity.recovery.test_contacts import replaced

HOUR = timedelta(hours=1)


@pytest.fixture
def lan(db):
    return factories.lan(contact=PHONE)


@pytest.fixture
def stranger_came(lan):
    """Somebody signed in on a new device an hour ago."""
    return security.report(person=lan, kind="new_device", now=timezone.now() - HOUR)


def factors_of(person, at, serial):
    """One of every kind, bound at that moment."""
    Totp.objects.create(person=person, sealed_seed=serial, confirmed_at=at, created_at=at)
    passkey = Authenticator.objects.create(user=person, type="webauthn", data={})
    Authenticator.objects.filter(pk=passkey.pk).update(created_at=at)
    RecoverySheet.objects.create(person=person, salt=b"1" * 16, made_at=at)
    Pin.objects.create(
        person=person, kind="digits", salt=b"1" * 16, sealed_hash="", set_at=at, set_by=person
    )
    Card.objects.create(
        person=person,
        sealed_secret="",
        key_id="k",
        number_digest=f"n{serial}",
        token_digest=f"t{serial}",
        issued_at=at,
        issued_by=person,
    )


def left_to(person):
    return [
        Totp.objects.filter(person=person).count(),
        Authenticator.objects.filter(user=person).count(),
        RecoverySheet.objects.filter(person=person, voided_at=None).count(),
        Pin.objects.filter(person=person).count(),
        Card.objects.live().filter(person=person).count(),
    ]


def disavow(event):
    disavow_by_link(token=secrets_of(event)[0], now=timezone.now())
    outbox.keep_due(now=timezone.now)


def test_ways_to_sign_in_that_came_since_are_gone(lan, stranger_came):
    factors_of(lan, timezone.now() - HOUR / 2, "1")
    disavow(stranger_came)
    assert left_to(lan) == [0, 0, 0, 0, 0]


def test_the_factor_the_notice_spoke_of_is_gone_too(lan):
    at = timezone.now() - HOUR
    factors_of(lan, at, "1")
    disavow(security.report(person=lan, kind="new_factor", now=at))
    assert left_to(lan) == [0, 0, 0, 0, 0]


def test_those_of_before_stay(lan, stranger_came):
    factors_of(lan, timezone.now() - 2 * HOUR, "1")
    disavow(stranger_came)
    assert left_to(lan) == [1, 1, 1, 1, 1]


def test_nobody_elses_are_touched(lan, stranger_came):
    cuc = factories.person("Vũ Thị Cúc")
    factors_of(cuc, timezone.now(), "2")
    disavow(stranger_came)
    assert left_to(cuc) == [1, 1, 1, 1, 1]


def test_a_number_the_stranger_put_in_place_of_hers_goes_and_hers_comes_back(lan, stranger_came):
    replaced(lan)
    thief = signed_in(lan)
    disavow(stranger_came)
    assert holder_of(read_contact(PHONE)) == lan
    assert holder_of(read_contact(NEW_PHONE)) is None
    assert thief.get("/toi/").status_code == 302
    assert is_frozen(lan.pk, timezone.now())


def test_running_twice_changes_nothing_more(lan, stranger_came):
    factors_of(lan, timezone.now() - HOUR / 2, "1")
    disavow(stranger_came)
    lan.refresh_from_db()
    epoch = lan.session_epoch
    follow_disavowal(event=stranger_came.uuid, now=timezone.now())
    lan.refresh_from_db()
    assert lan.session_epoch == epoch


def test_an_event_nobody_disavowed_takes_nothing_away(lan, stranger_came):
    factors_of(lan, timezone.now(), "1")
    follow_disavowal(event=stranger_came.uuid, now=timezone.now())
    assert left_to(lan) == [1, 1, 1, 1, 1]


def test_who_hears_that_her_account_was_joined_to_a_strangers_parts_them_with_one_press(lan):
    stranger, now = factories.person(contact=NEW_PHONE), timezone.now()
    other = factories.person("Vũ Thị Cúc")
    join_accounts(absorbed=other, kept=stranger, by=stranger, now=now - HOUR)
    merge(absorbed=lan, kept=stranger, by=stranger, now=now)
    assert holder_of(read_contact(PHONE)) == stranger
    told = SecurityEvent.objects.get(kind="merged")
    disavow_by_link(token=secrets_of(told)[0], now=now)
    outbox.keep_due(now=timezone.now)
    assert holder_of(read_contact(PHONE)) == lan
    assert not Alias.objects.get(absorbed=other).until, "an older one is not what she spoke of"
    for _again in range(2):
        follow_disavowal(event=told.uuid, now=now)
    assert SecurityEvent.objects.filter(person=lan, kind="unmerged").count() == 1


def test_a_join_that_is_final_stays(lan):
    stranger, long_ago = factories.person(contact=NEW_PHONE), timezone.now() - timedelta(days=29)
    came = security.report(person=lan, kind="new_device", now=long_ago)
    join_accounts(absorbed=lan, kept=stranger, by=stranger, now=long_ago)
    SecurityEvent.objects.filter(pk=came.pk).update(disavowed_at=long_ago)
    follow_disavowal(event=came.uuid, now=timezone.now() + timedelta(days=1))
    assert holder_of(read_contact(PHONE)) == stranger
