"""Many at once, in real threads on the real database: one card, and no more compared PINs than the caps."""

from collections import Counter
from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connections

from identity.codes.refusals import CodeRefused
from identity.factors import cardproving, cards, hashing, pins
from identity.factors.cardnumbers import card_number
from identity.factors.cardqueries import cards_of
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 8
PATIENCE_SECONDS = 60
PIN = "493715"


def all_at_once(calls) -> Counter:
    """What each of the calls came to, all released by one barrier; one that hangs fails the test."""
    barrier, outcomes = Barrier(len(calls), timeout=PATIENCE_SECONDS), []

    def run(call) -> None:
        try:
            barrier.wait()
            call()
            outcomes.append("done")
        except CodeRefused as refused:
            outcomes.append(refused.code)
        finally:
            connections.close_all()

    # daemons: whatever hangs must not keep the process from ending
    threads = [Thread(target=run, args=[call], daemon=True) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert len(outcomes) == len(calls)
    return Counter(outcomes)


def test_of_many_new_cards_at_once_one_counts(now):
    nu, minh = factories.nu(), factories.minh()
    all_at_once([partial(cards.issue_card, person=nu, by=minh, now=now)] * 6)
    assert [card.voided_at is None for card in cards_of(nu)].count(True) == 1
    assert len(cards_of(nu)) == 6


@pytest.mark.parametrize("is_known", [True, False])
def test_wrong_pins_at_once_are_compared_five_times(now, monkeypatch, is_known):
    nu, minh = factories.nu(), factories.minh()
    pins.set_pin(person=nu, pin=PIN, by=minh, now=now)
    [face] = cards.print_cards(people=[nu], by=minh, now=now)
    number = face.number if is_known else nobodys_number()
    hashed = []

    def noted(secret, *, salt):
        hashed.append(secret)
        return hashing.slow_hash(secret, salt=salt)

    monkeypatch.setattr(pins, "slow_hash", noted)
    shown = cardproving.show_number(number)
    wrong = partial(cardproving.prove_card, shown=shown, pin="864209", network="192.0.2.7", now=now)
    outcome = all_at_once([wrong] * CROWD)
    assert len(hashed) == 5
    assert outcome == {"wrong_pin": 5, "pin_closed": CROWD - 5}


def nobodys_number() -> str:
    """A number that stands on no card and is asked for digits."""
    numbers = (card_number(bytes([0, 0, 0, 0, byte])) for byte in range(256))
    shown = ((number, cardproving.show_number(number)) for number in numbers)
    return next(number for number, held in shown if cardproving.asked_kind(held) == "digits")
