"""What happened to an account: written down, told to its owner, forgotten after a year."""

from datetime import timedelta

import pytest

from identity.accounts.contacts import read_contact
from identity.accounts.merging import join_accounts
from identity.accounts.models import Guardianship, Holding
from identity.audit.models import Entry
from identity.security import actions as security
from identity.security.models import Freeze, Kind, Notice, SecurityEvent
from identity.security.queries import events_of
from identity.security.replies import secrets_of
from tests import factories
from tests.identity.security.conftest import EMAIL, PHONE, PHONE_SENT
from tests.identity.security.messages import notices, path_in, reply_in

pytestmark = pytest.mark.django_db


def report(person, now, **changes):
    return security.report(person=person, kind="new_factor", now=now, **changes)


def test_every_live_address_of_the_person_is_told(lan, now):
    event = report(lan, now, browser="Chrome, Android", network="113.160.•.•")
    assert {message["to"] for message in notices()} == {PHONE_SENT, EMAIL}
    assert list(events_of(lan.pk)) == [event]
    assert (event.browser, event.network) == ("Chrome, Android", "113.160.•.•")


def test_the_text_message_has_digits_and_no_link_the_email_a_link_and_no_digits(lan, now):
    event = report(lan, now)
    token, reply = secrets_of(event)
    (text,), (mail,) = notices(PHONE_SENT), notices(EMAIL)
    assert reply_in(text).replace(" ", "") == reply
    assert "http" not in text["text"]
    assert token not in text["text"]
    assert path_in(mail) == f"/khong-phai-toi/{token}/"
    assert reply not in mail["text"].replace(" ", "")


def test_no_notice_names_the_person_or_an_address(lan, now):
    report(lan, now)
    for message in notices():
        words = message.get("subject", "")
        assert lan.name not in message["text"] + words
        assert PHONE.replace(" ", "") not in message["text"].replace(" ", "")
        assert EMAIL not in message["text"]


def test_the_address_a_change_came_from_hears_nothing(lan, now):
    report(lan, now, except_contact=read_contact(PHONE))
    assert [message["to"] for message in notices()] == [EMAIL]


def test_a_number_silent_for_a_month_hears_nothing_and_an_email_does(lan, now):
    Holding.objects.filter(person=lan).update(proved_at=now - timedelta(days=31))
    report(lan, now)
    assert [message["to"] for message in notices()] == [EMAIL]


def test_an_address_let_go_after_the_report_is_still_told(lan, now):
    report(lan, now, except_contact=read_contact(EMAIL))
    Holding.objects.filter(person=lan).update(until=now)
    assert [message["to"] for message in notices()] == [PHONE_SENT]


def test_a_childs_notice_goes_to_the_guardian_and_never_to_the_child(lan, now):
    child = factories.person("Nguyễn Văn Tí", contact="ti@example.vn", birth_year=2015, now=now)
    Guardianship.objects.create(
        child=child, guardian=lan, relation="grandparent", since=now, by=factories.minh()
    )
    report(child, now)
    told = notices()
    assert {message["to"] for message in told} == {PHONE_SENT, EMAIL}
    assert {message["template"] for message in told} == {"guardian_notice"}


def test_a_guardian_whose_account_was_joined_with_another_hears_of_it_there_too(lan, now):
    child = factories.person("Nguyễn Văn Tí", birth_year=2015, now=now)
    joined = factories.person(contact="cu@example.vn", now=now)
    Guardianship.objects.create(
        child=child, guardian=joined, relation="grandparent", since=now, by=factories.minh()
    )
    join_accounts(absorbed=joined, kept=lan, by=lan, now=now)
    report(child, now)
    assert {message["to"] for message in notices()} == {PHONE_SENT, EMAIL, "cu@example.vn"}


def test_a_person_without_an_address_is_written_about_and_nobody_is_told(lan, now):
    Holding.objects.filter(person=lan).update(until=now)
    report(lan, now)
    assert events_of(lan.pk).count() == 1
    assert notices() == []


def test_the_first_device_ever_brings_no_message_the_second_does(lan, now):
    place = {"is_known": False, "browser": "Chrome, Android", "network": ""}
    first = security.note_device(person=lan, now=now, **place)
    assert first.kind == Kind.FIRST_DEVICE
    assert notices() == []
    second = security.note_device(person=lan, now=now, **place)
    assert second.kind == Kind.NEW_DEVICE
    assert len(notices()) == 2


def test_a_known_device_leaves_no_trace(lan, now):
    assert security.note_device(person=lan, is_known=True, browser="", network="", now=now) is None
    assert not SecurityEvent.objects.exists()


def test_no_secret_of_a_notice_stands_in_a_table(lan, now):
    token, reply = secrets_of(report(lan, now))
    notices()
    for row in [*SecurityEvent.objects.values(), *Notice.objects.values(), *Entry.objects.values()]:
        written = " ".join(map(str, row.values()))
        assert token not in written
        assert reply not in written


def test_a_year_later_everything_is_forgotten_but_that_there_was_a_first_device(lan, now):
    place = {"is_known": False, "browser": "Chrome, Android", "network": "113.160.•.•"}
    security.note_device(person=lan, now=now, **place)
    security.close_changes(event=report(lan, now), now=now)
    assert security.purge(now=now + timedelta(days=364)) == 0
    assert security.purge(now=now + timedelta(days=366)) == 1
    (left,) = SecurityEvent.objects.all()
    assert (left.kind, left.browser, left.network) == (Kind.FIRST_DEVICE, "", "")
    later = security.note_device(person=lan, now=now + timedelta(days=400), **place)
    assert later.kind == Kind.NEW_DEVICE
    assert security.purge(now=now + timedelta(days=800)) == 1
    assert not Freeze.objects.exists()


def test_a_shared_number_that_one_of_its_people_still_proves_hears_of_all(lan, now):
    daughter = factories.person("Trần Thị Mai", contact="mai@example.vn", now=now)
    number = Holding.objects.get(person=lan, identifier__kind="phone")
    Holding.objects.filter(pk=number.pk).update(proved_at=now - timedelta(days=31))
    Holding.objects.create(
        identifier=number.identifier,
        person=daughter,
        since=now,
        proved_at=now,
        seat=2,
        nickname="Mai",
        nickname_key="mai",
    )
    report(lan, now)
    assert {message["to"] for message in notices()} == {PHONE_SENT, EMAIL}
