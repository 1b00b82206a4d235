"""PINs: kept as a sealed hash, tries counted per person before anything is compared."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from identity import keys
from identity.accounts.models import Person
from identity.audit.models import Entry
from identity.codes.models import TryBudget
from identity.codes.refusals import CodeRefused
from identity.factors import pins
from identity.factors.models import Pin, PinKind
from identity.factors.queries import methods_of
from identity.security.models import Freeze, SecurityEvent
from identity.security.refusals import Frozen
from tests import factories

PIN, WRONG = "4719", "8305"


@pytest.fixture
def lan(db, now) -> Person:
    person = factories.lan()
    pins.set_pin(person=person, pin=PIN, by=person, now=now)
    return person


@pytest.fixture
def compared(monkeypatch) -> list[str]:
    """Every PIN that is hashed to be compared, noted in passing."""
    seen, hashed = [], pins.slow_hash

    def noted(secret, *, salt):
        seen.append(secret)
        return hashed(secret, salt=salt)

    monkeypatch.setattr(pins, "slow_hash", noted)
    return seen


def try_wrong(person, now, times=1):
    for _ in range(times):
        with pytest.raises(pins.WrongPin):
            pins.verify_pin(person=person, pin=WRONG, now=now)


def test_the_right_pin_is_accepted_again_and_again(lan, now):
    for typed in (PIN, " 47 19 ", "４７１９"):
        pins.verify_pin(person=lan, pin=typed, now=now)
    assert methods_of(lan) == {"pin"}
    assert pins.pin_kind(lan) is PinKind.DIGITS


def test_pictures_count_in_their_order(lan, now):
    pins.set_pin(person=lan, pin="3-11-7", kind=PinKind.PICTURES, by=lan, now=now)
    pins.verify_pin(person=lan, pin="3-11-7", now=now)
    with pytest.raises(pins.WrongPin):
        pins.verify_pin(person=lan, pin="11-3-7", now=now)


def test_nothing_of_the_pin_stands_in_the_row(lan):
    row = Pin.objects.get()
    kept = " ".join(str(value) for value in vars(row).values())
    assert PIN not in kept
    unsealed = keys.unseal(row.sealed_hash, purpose=pins.PURPOSE, context=str(lan.uuid))
    assert len(bytes.fromhex(unsealed)) == 32
    with pytest.raises(keys.Unsealable):
        keys.unseal(row.sealed_hash, purpose=pins.PURPOSE, context=str(factories.minh().uuid))


@pytest.mark.parametrize("weak", ["1111", "1234", "1959", "1212"])
def test_a_weak_pin_is_refused_with_a_sentence(lan, now, weak):
    with pytest.raises(pins.WeakPin) as refused:
        pins.set_pin(person=lan, pin=weak, by=lan, now=now)
    assert refused.value.message
    pins.verify_pin(person=lan, pin=PIN, now=now)


def test_the_end_of_her_own_number_is_weak(now, db):
    lan = factories.lan(contact="0983 614 729")
    for weak in ("4729", "14729"):
        with pytest.raises(pins.WeakPin):
            pins.set_pin(person=lan, pin=weak, by=lan, now=now)


def test_what_is_no_pin_loses_no_try(lan, now):
    with pytest.raises(pins.PinUnreadable):
        pins.verify_pin(person=lan, pin="47", now=now)
    assert not TryBudget.objects.exists()


def test_the_wait_after_five_wrong_ones_grows(lan, now):
    at = now
    for wait in (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=4)):
        try_wrong(lan, at, times=5)
        assert pins.is_closed(lan, now=at)
        with pytest.raises(pins.PinClosed) as refused:
            pins.verify_pin(person=lan, pin=PIN, now=at + wait - timedelta(seconds=1))
        assert refused.value.retry_at == at + wait
        at += wait


def test_no_hour_holds_more_than_ten_and_fifty_close_it_until_a_person_opens(lan, now, compared):
    moments = []
    at = now
    while len(moments) < 50:
        try:
            pins.verify_pin(person=lan, pin=WRONG, now=at)
        except pins.WrongPin:
            moments.append(at)
        except pins.PinClosed as refused:
            at = refused.retry_at
    hour = timedelta(hours=1)
    assert max(sum(start <= one < start + hour for one in moments) for start in moments) == 10
    with pytest.raises(pins.PinClosed) as refused:
        pins.verify_pin(person=lan, pin=PIN, now=at + timedelta(days=30))
    assert refused.value.retry_at is None
    minh = factories.minh()
    assert pins.reopen_pin(person=lan, by=minh, now=at)
    pins.verify_pin(person=lan, pin=PIN, now=at)
    assert Entry.objects.get(act="factors.pin_reopened").by == minh


def test_the_right_pin_takes_the_counts_back(lan, now):
    for _ in range(3):
        try_wrong(lan, now, times=4)
        pins.verify_pin(person=lan, pin=PIN, now=now)
    assert TryBudget.objects.get().tries_since_success == 0


def test_the_tries_of_one_person_close_nobody_elses(lan, now):
    minh = factories.minh()
    pins.set_pin(person=minh, pin=PIN, by=minh, now=now)
    try_wrong(lan, now, times=5)
    pins.verify_pin(person=minh, pin=PIN, now=now)


def test_who_has_no_pin_is_answered_like_who_typed_a_wrong_one(db, now, compared):
    nobody = factories.lan()
    try_wrong(nobody, now)
    assert compared == [WRONG], "the same work"


def test_a_new_pin_opens_the_tries_and_is_told(lan, now):
    try_wrong(lan, now, times=5)
    pins.set_pin(person=lan, pin=WRONG, by=lan, now=now)
    pins.verify_pin(person=lan, pin=WRONG, now=now)
    assert SecurityEvent.objects.filter(person=lan, kind="pin_changed").count() == 2


def test_five_wrong_pins_are_told_to_their_owner_once(lan, now):
    try_wrong(lan, now, times=5)
    assert SecurityEvent.objects.filter(person=lan, kind="pin_tried").count() == 1


def test_a_pin_set_by_somebody_else_ends_her_sessions(lan, now):
    before = lan.session_epoch
    pins.set_pin(person=lan, pin="8305", by=factories.minh(), now=now)
    lan.refresh_from_db()
    assert lan.session_epoch == before + 1


def test_a_frozen_account_keeps_its_pin(lan, now):
    Freeze.objects.create(person=lan, since=now, until=now + timedelta(days=10))
    with pytest.raises(Frozen):
        pins.set_pin(person=lan, pin="8305", by=lan, now=now)
    pins.verify_pin(person=lan, pin=PIN, now=now)


def test_a_pin_is_found_after_the_keys_are_rotated(lan, now, settings):
    try_wrong(lan, now, times=4)
    settings.KEY_RING = [("fresh", b"f" * 32), *settings.KEY_RING]
    try_wrong(lan, now)
    with pytest.raises(pins.PinClosed):
        pins.verify_pin(person=lan, pin=PIN, now=now)
    pins.verify_pin(person=lan, pin=PIN, now=now + timedelta(hours=1))


def test_a_pin_whose_key_left_the_ring_opens_for_nobody(lan, now, settings):
    settings.KEY_RING = [("fresh", b"f" * 32)]
    with pytest.raises(pins.WrongPin):
        pins.verify_pin(person=lan, pin=PIN, now=now)


@pytest.mark.django_db(transaction=True)
def test_sixty_four_wrong_pins_at_once_are_compared_five_times(now, compared):
    lan = factories.lan()
    pins.set_pin(person=lan, pin=PIN, by=lan, now=now)
    compared.clear()
    barrier = Barrier(64)

    def run(_number):
        barrier.wait()
        try:
            pins.verify_pin(person=lan, pin=WRONG, now=now)
        except CodeRefused as refused:
            return refused.code
        finally:
            connection.close()
        return "accepted"

    with ThreadPoolExecutor(64) as pool:
        outcome = Counter(pool.map(run, range(64)))
    assert outcome == {"wrong_pin": 5, "pin_closed": 59}
    assert len(compared) == 5
    with pytest.raises(pins.PinClosed):
        pins.verify_pin(person=lan, pin=PIN, now=now)
