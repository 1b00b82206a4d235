"""Confirming a code: once, in time, from the browser that asked, for the purpose it was asked for."""

from datetime import timedelta

import pytest
from django.db import transaction

from identity.codes import actions as codes
from identity.codes.browsers import Browser
from identity.codes.models import Challenge, TryBudget
from identity.codes.queries import pending
from identity.codes.refusals import (
    CodeExpired,
    CodeUnreadable,
    CodeVoid,
    RaceLost,
    WrongCode,
)
from tests.identity.codes.doors import LAN, Door, right_code, wrong_code

pytestmark = pytest.mark.django_db


def test_the_right_code_proves_the_address(door, now):
    challenge = door.ask(now)
    assert door.type(challenge, right_code(challenge), now) == LAN


def test_a_code_is_accepted_as_people_write_it(door, now):
    challenge = door.ask(now)
    digits = right_code(challenge)
    wide = "".join(chr(ord("０") + int(digit)) for digit in digits)
    assert door.type(challenge, f" {wide[:3]} – {wide[3:]} ", now) == LAN


def test_a_code_works_once(door, now):
    challenge = door.ask(now)
    door.type(challenge, right_code(challenge), now)
    for seconds in (0, 31, 61, 91, 3600):
        with pytest.raises(RaceLost):
            door.type(challenge, right_code(challenge), now + timedelta(seconds=seconds))


def test_a_code_lives_ten_minutes(door, now):
    challenge = door.ask(now)
    with pytest.raises(CodeExpired):
        door.type(challenge, right_code(challenge), now + timedelta(minutes=10))
    assert door.type(challenge, right_code(challenge), now + timedelta(minutes=9.99)) == LAN


def test_wrong_tries_are_told_and_the_sixth_is_not_compared(door, now):
    challenge = door.ask(now)
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongCode) as wrong:
            door.type(challenge, wrong_code(challenge), now)
        assert wrong.value.left == left
    for code in (wrong_code(challenge), right_code(challenge), right_code(challenge)):
        with pytest.raises(CodeVoid):
            door.type(challenge, code, now)
    assert Challenge.objects.get().attempts == 5
    assert Challenge.objects.get().spent_at is None
    assert pending(challenge=challenge, browser=door.browser, now=now) is None


def test_after_a_void_code_the_next_request_makes_another(door, now):
    challenge = door.ask(now)
    Challenge.objects.update(attempts=5)
    later = now + timedelta(minutes=1)
    fresh = door.ask(later)
    assert fresh != challenge
    assert door.type(fresh, right_code(fresh), later) == LAN


def test_what_cannot_be_a_code_loses_no_try(door, now):
    challenge = door.ask(now)
    for typed in ("", "12345", "abcdef", "1" * 5000):
        with pytest.raises(CodeUnreadable):
            door.type(challenge, typed, now)
    assert Challenge.objects.get().attempts == 0
    assert not TryBudget.objects.exists()


@pytest.mark.parametrize("binding", ["another-phone", ""])
def test_another_browser_gets_the_answer_of_a_wrong_code(door, now, binding):
    challenge = door.ask(now)
    with pytest.raises(WrongCode) as elsewhere:
        Door(browser=Browser(binding)).type(challenge, right_code(challenge), now)
    with pytest.raises(WrongCode) as wrong:
        door.type(challenge, wrong_code(challenge), now)
    assert (elsewhere.value.left, wrong.value.left) == (4, 3)
    assert elsewhere.value.message == wrong.value.message


def test_a_code_of_one_purpose_opens_nothing_of_another(door, now):
    challenge = door.ask(now)
    with pytest.raises(WrongCode):
        codes.confirm(
            challenge=challenge,
            purpose="change_phone",
            code=right_code(challenge),
            browser=door.browser,
            now=now,
        )


def test_nobody_knows_of_a_challenge_that_does_not_exist(door, now):
    challenge = door.ask(now)
    digits = right_code(challenge)
    Challenge.objects.all().delete()
    with pytest.raises(CodeExpired):
        door.type(challenge, digits, now)


def test_a_code_still_works_after_the_keys_are_rotated(door, now, settings):
    challenge = door.ask(now)
    settings.KEY_RING = [("fresh", b"f" * 32), *settings.KEY_RING]
    assert door.ask(now) == challenge
    assert door.type(challenge, right_code(challenge), now) == LAN


def test_a_code_whose_key_is_gone_is_expired_and_not_an_error(door, now, settings):
    challenge = door.ask(now)
    settings.KEY_RING = [("fresh", b"f" * 32)]
    with pytest.raises(CodeExpired):
        door.type(challenge, "123456", now)
    with pytest.raises(CodeExpired):
        door.again(challenge, now + timedelta(minutes=1))
    assert pending(challenge=challenge, browser=door.browser, now=now) is None


def test_a_stored_address_copied_to_another_challenge_does_not_open_there(door, now):
    first = door.ask(now)
    second = Door(browser=Browser("thief")).ask(now + timedelta(minutes=1))
    sealed = Challenge.objects.get(uuid=first).sealed_address
    Challenge.objects.filter(uuid=second).update(sealed_address=sealed)
    with pytest.raises(CodeExpired):
        Door(browser=Browser("thief")).type(second, right_code(second), now)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["ask", "again", "type"])
def test_the_engine_refuses_to_run_inside_a_transaction_that_could_take_its_counts_back(
    door, now, act
):
    challenge = door.ask(now)
    later = now + timedelta(minutes=1)
    calls = {
        "ask": lambda: door.ask(later),
        "again": lambda: door.again(challenge, later),
        "type": lambda: door.type(challenge, "123456", later),
    }
    with pytest.raises(RuntimeError), transaction.atomic():
        calls[act]()
