"""Long forms of "no more is compared than the caps allow" and "a code works once", in real threads."""

from datetime import timedelta
from functools import partial

import pytest

from identity.codes import actions as codes
from identity.codes import otp
from identity.codes.browsers import Browser
from identity.codes.models import Challenge, Purpose, TryBudget
from identity.codes.refusals import CodeRefused
from tests.identity.codes.doors import Door, right_code, wrong_code
from tests.identity.codes.test_at_once import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
CROWD, GUESSES, ROUNDS = 64, 500, 20
HOURLY = 10


@pytest.fixture(autouse=True)
def own_outbox_file(settings, tmp_path):
    """Messages of this test only."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def compared(monkeypatch):
    """Every code the engine compares; the comparison itself stays the real one."""
    seen, compare = [], otp.is_code_of

    def noted(typed, **which):
        seen.append(typed)
        return compare(typed, **which)

    monkeypatch.setattr(otp, "is_code_of", noted)
    return seen


def asked(now, *, browsers, purposes=(Purpose.SIGN_IN,)):
    """Live codes of one address in many browsers and networks, as if asked for over the past weeks."""
    found = []
    for number in range(browsers):
        purpose = purposes[number % len(purposes)]
        door = Door(browser=Browser(f"b{number}"), network=f"203.0.{number % 250}.9")
        at = now - timedelta(days=60) + timedelta(hours=4 * number)
        uuid = codes.request(
            contact=door.contact,
            purpose=purpose,
            browser=door.browser,
            network=door.network,
            now=at,
        )
        found.append((uuid, purpose, door.browser))
    Challenge.objects.update(expires_at=now + timedelta(hours=1))
    return found


def guess(challenge, purpose, browser, code, now):
    codes.confirm(challenge=challenge, purpose=purpose, code=code, browser=browser, now=now)


@pytest.mark.parametrize(
    ("browsers", "purposes"),
    [
        pytest.param(1, (Purpose.SIGN_IN,), id="one cookie"),
        pytest.param(100, (Purpose.SIGN_IN,), id="a hundred sessions and networks"),
        pytest.param(100, tuple(Purpose), id="every door there is"),
    ],
)
def test_five_hundred_wrong_codes_are_never_compared_beyond_the_caps(
    now, compared, browsers, purposes
):
    live = asked(now, browsers=browsers, purposes=purposes)
    calls = [
        partial(guess, uuid, purpose, browser, wrong_code(uuid), now)
        for uuid, purpose, browser in (live * GUESSES)[:GUESSES]
    ]
    for start in range(0, GUESSES, CROWD):
        outcome = all_at_once(calls[start : start + CROWD])
        assert outcome["accepted"] == 0
    assert len(compared) <= min(5 * browsers, HOURLY)
    last, purpose, browser = live[-1]
    with pytest.raises(CodeRefused):
        guess(last, purpose, browser, right_code(last), now)
    assert TryBudget.objects.get().tries_since_success <= HOURLY


def test_one_of_fifty_right_codes_at_once_succeeds_twenty_times_over(now):
    for round_ in range(ROUNDS):
        Challenge.objects.all().delete()
        at = now + timedelta(days=round_)
        door = Door(browser=Browser(f"round-{round_}"))
        challenge = door.ask(at)
        code = right_code(challenge)
        outcome = all_at_once([partial(door.type, challenge, code, at)] * 50)
        assert outcome["accepted"] == 1
        for seconds in (31, 61, 91):
            with pytest.raises(CodeRefused):
                door.type(challenge, code, at + timedelta(seconds=seconds))
