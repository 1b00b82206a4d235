"""Saying "that was not me": everything ends at once, once, and no guesser gets far."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from identity.accounts.contacts import read_contact
from identity.accounts.merging import join_accounts
from identity.audit.models import Entry
from identity.codes import actions as codes
from identity.codes.addressing import address_of
from identity.codes.browsers import Browser, is_known
from identity.codes.models import TryBudget
from identity.codes.queries import people_of
from identity.codes.refusals import TriesClosed
from identity.security import actions as security
from identity.security import disavowing
from identity.security.models import Freeze, Kind, SecurityEvent
from identity.security.queries import is_frozen
from identity.security.refusals import Frozen, NotDisavowable, ReplyUnreadable
from identity.security.replies import secrets_of
from tests import factories
from tests.identity.security.conftest import PHONE
from tests.identity.security.messages import notices

pytestmark = pytest.mark.django_db
HOME, ELSEWHERE = "113.160.1.2", "27.72.3.4"
CROWD, ROUNDS = 50, 2


@pytest.fixture
def event(lan, now):
    return security.report(person=lan, kind="new_device", now=now)


def by_link(event, now):
    disavowing.disavow_by_link(token=secrets_of(event)[0], now=now)


def by_reply(event, now, network=HOME):
    disavowing.disavow_by_reply(typed=secrets_of(event)[1], network=network, now=now)


def guess(now, network=HOME):
    with pytest.raises(NotDisavowable):
        disavowing.disavow_by_reply(typed="000000000000", network=network, now=now)


@pytest.mark.parametrize("way", [by_link, by_reply])
def test_it_ends_sessions_forgets_browsers_and_closes_changes(event, lan, now, way):
    phone, browser = read_contact(PHONE), Browser("binding")
    token = codes.remember_browser(contact=phone, browser=browser, now=now)
    known = Browser("binding", token)
    codes.note_use(person=lan, browser=known, now=now)
    epoch = lan.session_epoch
    way(event, now)
    lan.refresh_from_db()
    assert lan.session_epoch == epoch + 1
    assert not is_known(known, address_of(phone).digests, now=now)
    assert not people_of(known, among=[lan.pk], now=now)
    assert is_frozen(lan.pk, now)
    with pytest.raises(Frozen) as refused:
        security.refuse_if_frozen(lan, now)
    assert refused.value.until == now + timedelta(days=10)
    assert "01/12/2026" in refused.value.message
    entry = Entry.objects.get(act="security.disavowed")
    assert [subject.person_id for subject in entry.subjects.all()] == [lan.pk]


@pytest.mark.parametrize("way", [by_link, by_reply])
def test_it_works_once_and_for_ten_days(event, now, way):
    with pytest.raises(NotDisavowable):
        way(event, now + timedelta(days=10))
    way(event, now + timedelta(days=9, hours=23))
    for other_way in (by_link, by_reply):
        with pytest.raises(NotDisavowable):
            other_way(event, now + timedelta(days=9, hours=23))
    assert Freeze.objects.count() == 1


def test_changes_open_again_by_the_clock(event, lan, now):
    by_link(event, now)
    assert is_frozen(lan.pk, now + timedelta(days=9, hours=23))
    assert not is_frozen(lan.pk, now + timedelta(days=10))
    security.refuse_if_frozen(lan, now + timedelta(days=10))


def test_nobody_else_is_touched(event, now):
    hoa = factories.hoa()
    before = hoa.session_epoch
    by_link(event, now)
    hoa.refresh_from_db()
    assert hoa.session_epoch == before
    assert not is_frozen(hoa.pk, now)


def test_a_notice_that_has_not_left_is_not_sent_afterwards(event, now):
    by_link(event, now)
    assert notices() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", [by_link, by_reply])
def test_fifty_at_once_succeed_exactly_once(lan, now, way):
    for round_ in range(ROUNDS):
        event = security.report(person=lan, kind="new_device", now=now)
        barrier = Barrier(CROWD)

        def run(call, barrier=barrier):
            barrier.wait()
            try:
                call()
            except (NotDisavowable, TriesClosed):
                return 0
            finally:
                connection.close()
            return 1

        with ThreadPoolExecutor(CROWD) as pool:
            assert sum(pool.map(run, [partial(way, event, now)] * CROWD)) == 1
        assert Freeze.objects.count() == round_ + 1
        TryBudget.objects.all().delete()


def test_ten_guesses_close_a_network_for_an_hour_and_the_eleventh_right_one_too(event, now):
    for _ in range(10):
        guess(now)
    with pytest.raises(TriesClosed) as closed:
        by_reply(event, now)
    assert closed.value.retry_at == now + timedelta(hours=1)
    by_reply(event, now, network=ELSEWHERE)


def test_a_closed_network_does_not_keep_an_owner_from_her_link(event, now):
    for _ in range(10):
        guess(now)
    by_link(event, now)


def test_right_digits_take_the_counts_back_and_a_day_does(event, now):
    for _ in range(9):
        guess(now)
    by_reply(event, now)
    assert TryBudget.objects.get().tries_since_success == 0
    guess(now)
    security.purge(now=now + timedelta(days=1, minutes=1))
    assert not TryBudget.objects.exists()


def test_what_cannot_be_a_reply_costs_no_try(now):
    with pytest.raises(ReplyUnreadable):
        disavowing.disavow_by_reply(typed="12 34", network=HOME, now=now)
    assert not TryBudget.objects.exists()


def test_saying_so_is_an_event_without_a_message(event, lan, now):
    notices()
    by_link(event, now)
    assert list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True)) == [
        Kind.NEW_DEVICE,
        Kind.DISAVOWED,
    ]
    assert len(notices()) == 2


def test_what_an_account_was_told_before_a_merge_stops_the_one_that_stands_for_it(lan, event, now):
    kept = factories.person(contact="0983 222 111")
    epoch = kept.session_epoch
    join_accounts(absorbed=lan, kept=kept, by=kept, now=now)
    by_link(event, now)
    kept.refresh_from_db()
    assert kept.session_epoch == epoch + 1
    assert is_frozen(kept.pk, now)
