"""Many at once, in real threads on the real database: never more than the caps, exactly one success."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from identity.accounts.contacts import Contact
from identity.codes import otp
from identity.codes.browsers import Browser
from identity.codes.models import Challenge, TryBudget
from identity.codes.refusals import CodeRefused
from identity.messaging.models import Message
from tests.identity.codes.doors import Door, right_code, wrong_code

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 64
ROUNDS = 4


def all_at_once(calls) -> Counter:
    """What each of the calls came to, all released by one barrier."""
    barrier = Barrier(len(calls))

    def run(call) -> str:
        barrier.wait()
        try:
            call()
        except CodeRefused as refused:
            return refused.code
        finally:
            connection.close()
        return "accepted"

    with ThreadPoolExecutor(len(calls)) as pool:
        return Counter(pool.map(run, calls))


@pytest.fixture
def compared(monkeypatch) -> list[str]:
    """Every code the engine compares, noted in passing; the comparison itself stays the real one."""
    seen = []
    compare = otp.is_code_of

    def noted(typed, **which):
        seen.append(typed)
        return compare(typed, **which)

    monkeypatch.setattr(otp, "is_code_of", noted)
    return seen


def test_sixty_four_wrong_codes_at_once_are_compared_five_times(door, now, compared):
    challenge = door.ask(now)
    outcome = all_at_once([partial(door.type, challenge, wrong_code(challenge), now)] * CROWD)
    assert len(compared) == 5
    assert outcome["accepted"] == 0
    assert sum(outcome.values()) == CROWD
    assert Challenge.objects.get().attempts == 5
    assert TryBudget.objects.get().tries_since_success == 5


def test_sixty_four_right_codes_at_once_succeed_exactly_once(now, compared):
    for round_ in range(ROUNDS):
        compared.clear()
        Challenge.objects.all().delete()
        at = now + timedelta(hours=round_)
        door = Door(browser=Browser(f"round-{round_}"))
        challenge = door.ask(at)
        outcome = all_at_once([partial(door.type, challenge, right_code(challenge), at)] * CROWD)
        assert outcome["accepted"] == 1
        assert set(outcome) <= {"accepted", "race_lost", "code_void"}
        assert len(compared) <= 5
        assert TryBudget.objects.get().tries_since_success == 0


def test_a_hundred_guesses_over_many_codes_and_networks_are_compared_ten_times(now, compared):
    doors = [Door(browser=Browser(f"b{number}")) for number in range(20)]
    week_before = now - timedelta(days=7)
    asked = {
        door.ask(week_before + timedelta(hours=4 * place)): door for place, door in enumerate(doors)
    }
    Challenge.objects.update(expires_at=now + timedelta(hours=1))
    calls = [
        partial(door.type, challenge, wrong_code(challenge), now)
        for challenge, door in asked.items()
        for _ in range(5)
    ]
    outcome = all_at_once(calls)
    assert len(compared) == 10
    assert outcome["tries_closed"] == 90
    challenge, door = next(iter(asked.items()))
    with pytest.raises(CodeRefused):
        door.type(challenge, right_code(challenge), now)


def test_thirty_two_requests_of_one_browser_at_once_send_one_message(door, now):
    outcome = all_at_once([partial(door.ask, now)] * 32)
    assert outcome == {"accepted": 32}
    assert Challenge.objects.count() == Message.objects.count() == 1


def test_thirty_two_strangers_at_once_send_one_message_to_an_address(now):
    doors = [Door(browser=Browser(f"b{number}")) for number in range(32)]
    outcome = all_at_once([partial(door.ask, now) for door in doors])
    assert outcome == {"accepted": 1, "too_many_sends": 31}
    assert Message.objects.count() == 1


def test_a_crowded_network_at_once_sends_no_more_than_its_cap(now, settings):
    settings.SIGNIN_NETWORK_CAP = 7
    doors = [Door(Contact("phone", f"+8491{number:07d}")) for number in range(32)]
    outcome = all_at_once([partial(door.ask, now) for door in doors])
    assert outcome == {"accepted": 7, "network_full": 25}
    assert Message.objects.count() == 7
