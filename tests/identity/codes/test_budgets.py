"""Wrong tries: ten an hour for strangers, ten for known browsers, fifty until a person helps."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from identity.audit.models import Entry
from identity.codes import actions as codes
from identity.codes import trying
from identity.codes.browsers import Browser
from identity.codes.models import Challenge, KnownBrowser, TryBudget, TryScope
from identity.codes.queries import closures
from identity.codes.refusals import CodeRefused, TriesClosed, WrongCode
from tests import factories
from tests.identity.codes.doors import LAN, Door, right_code, wrong_code

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Guesser:
    """Types wrong codes, each time on a challenge of its own, so that only the budget can stop it."""

    def __init__(self, door: Door, now):
        self.door, self.challenge = door, door.ask(now)

    def fresh(self, now):
        """The challenge as good as new: not the five tries of one code are tested here."""
        Challenge.objects.update(attempts=0, spent_at=None, expires_at=now + HOUR)
        return self.challenge

    def guess(self, times: int, now) -> int:
        """How many of so many wrong codes were compared."""
        compared = 0
        for _ in range(times):
            try:
                self.door.type(self.fresh(now), wrong_code(self.challenge), now)
            except WrongCode:
                compared += 1
            except TriesClosed:
                continue
        return compared

    def succeed(self, now):
        return self.door.type(self.fresh(now), right_code(self.challenge), now)


def test_ten_wrong_codes_close_the_budget_and_the_eleventh_fails_even_when_right(door, now):
    guesser = Guesser(door, now)
    assert guesser.guess(25, now) == 10
    with pytest.raises(TriesClosed) as closed:
        guesser.succeed(now + timedelta(minutes=59))
    assert closed.value.retry_at == now + HOUR
    assert guesser.succeed(now + HOUR) == LAN


def test_the_budget_closes_for_one_two_four_and_four_hours_and_then_for_good(door, now):
    guesser, at, closed_for = Guesser(door, now), now, []
    for _ in range(5):
        assert guesser.guess(15, at) == 10
        budget = TryBudget.objects.get()
        closed_for.append((budget.closed_until - at) / HOUR)
        at = budget.closed_until
    assert closed_for == [1, 2, 4, 4, 4]
    with pytest.raises(TriesClosed) as closed:
        guesser.succeed(at + 1000 * HOUR)
    assert closed.value.retry_at is None
    assert "%" not in closed.value.message


def test_a_closed_budget_takes_no_attempt_from_the_code(door, now):
    guesser = Guesser(door, now)
    guesser.guess(10, now)
    with pytest.raises(TriesClosed):
        guesser.succeed(now)
    assert Challenge.objects.get().attempts == 0


def test_the_right_code_takes_every_count_back(door, now):
    guesser = Guesser(door, now)
    for _ in range(7):
        assert guesser.guess(9, now) == 9
        guesser.succeed(now)
    budget = TryBudget.objects.get()
    assert (budget.tries, budget.tries_since_success, budget.closures) == (0, 0, 0)


def test_the_right_code_at_the_tenth_try_is_accepted_and_opens_the_budget(door, now):
    guesser = Guesser(door, now)
    guesser.guess(9, now)
    assert guesser.succeed(now) == LAN
    assert closures(contact=LAN, now=now) == []


def test_a_new_code_does_not_give_new_tries(door, now):
    compared = 0
    for round_ in range(6):
        at = now + timedelta(minutes=5 * round_)
        challenge = Door(browser=Browser(f"b{round_}")).ask(at + timedelta(hours=round_))
        for _ in range(5):
            try:
                Door(browser=Browser(f"b{round_}")).type(challenge, wrong_code(challenge), at)
            except (TriesClosed, CodeRefused) as refused:
                compared += isinstance(refused, WrongCode) or refused.code == "code_void"
    assert compared == 10


def test_an_outsider_cannot_lock_the_owner_out(door, now):
    owner = Guesser(door.remembered(now), now)
    for number in range(5):
        Guesser(Door(browser=Browser(f"s{number}")), now + number * HOUR).guess(50, now)
    assert closures(contact=LAN, now=now)[0].is_known_browser is False
    assert owner.succeed(now) == LAN
    assert closures(contact=LAN, now=now)[0].opens_at == now + HOUR


def test_the_owners_success_gives_the_stranger_no_new_tries(door, now):
    stranger = Guesser(Door(browser=Browser("s")), now)
    assert stranger.guess(10, now) == 10
    owner = Guesser(door.remembered(now), now)
    owner.succeed(now)
    assert stranger.guess(10, now) == 0


def test_a_browser_is_known_for_thirty_days_and_for_its_own_address_only(door, now):
    known = door.remembered(now)
    digests = {row.address_digest for row in KnownBrowser.objects.all()}
    Guesser(Door(browser=Browser("s")), now).guess(10, now)
    assert Guesser(known, now).guess(1, now) == 1
    assert Guesser(known, now + timedelta(days=31)).guess(1, now + timedelta(minutes=2)) == 1
    old = now - timedelta(days=30)
    KnownBrowser.objects.update(proved_at=old)
    assert Guesser(known, now + HOUR * 0.5).guess(1, now + HOUR * 0.5) == 0
    assert len(digests) == 1


@pytest.mark.parametrize("token", ["", "x", "6c0f5f7e-5c8e-4b6e-9d3e-0d6f8f0a1b2c", "a:b:c"])
def test_a_forged_token_is_a_strangers(door, now, token):
    Guesser(door, now).guess(10, now)
    forged = Door(browser=Browser("f", token))
    assert Guesser(forged, now + timedelta(minutes=1)).guess(1, now) == 0


def test_revoked_browsers_are_strangers_again_until_they_prove_the_address(door, now):
    known = door.remembered(now)
    assert codes.forget_browsers(contact=LAN, now=now) == 1
    Guesser(Door(browser=Browser("s")), now).guess(10, now)
    assert Guesser(known, now + timedelta(minutes=1)).guess(1, now) == 0
    again = known.remembered(now)
    assert again.browser.token == known.browser.token
    assert Guesser(again, now + timedelta(minutes=2)).guess(1, now) == 1


def test_a_trainer_reopens_a_closed_sign_in_and_it_is_written_down(door, now):
    lan, trainer = factories.person(contact="0912345678"), factories.minh()
    guesser, at = Guesser(door, now), now
    for _ in range(5):
        guesser.guess(10, at)
        at = TryBudget.objects.get().closed_until
    assert [closure.opens_at for closure in closures(contact=LAN, now=at)] == [None]
    assert codes.reopen_budget(contact=LAN, by=trainer, now=at)
    assert closures(contact=LAN, now=at) == []
    assert guesser.succeed(at) == LAN
    entry = Entry.objects.get(act="codes.budget_reopened")
    assert (entry.by, entry.subjects.get().person_id) == (trainer, lan.pk)


def test_reopening_what_was_never_closed_changes_nothing(now):
    assert codes.reopen_budget(contact=LAN, by=factories.minh(), now=now) is False


def test_a_budget_stays_closed_when_the_keys_are_rotated(door, now, settings):
    guesser = Guesser(door, now)
    guesser.guess(10, now)
    settings.KEY_RING = [("fresh", b"f" * 32), *settings.KEY_RING]
    assert guesser.guess(5, now) == 0
    assert TryBudget.objects.count() == 1


def test_old_rows_are_forgotten_and_counts_of_wrong_tries_are_not(door, now):
    Guesser(door, now).guess(3, now)
    door.remembered(now)
    assert codes.purge(now=now + timedelta(hours=2)) == 0
    assert codes.purge(now=now + timedelta(days=2)) == 3
    assert not Challenge.objects.exists()
    assert TryBudget.objects.get().tries_since_success == 3
    codes.purge(now=now + timedelta(days=400))
    assert not (TryBudget.objects.exists() or KnownBrowser.objects.exists())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(waits=st.lists(st.integers(0, 90) | st.integers(0, 400), min_size=30, max_size=90))
def test_however_guesses_are_spaced_no_hour_sees_more_than_ten_and_no_row_more_than_fifty(
    now, waits
):
    budget, at, counted = [uuid4().hex], now, []
    for wait in waits:
        at += timedelta(minutes=wait)
        try:
            trying.claim(TryScope.STRANGERS, budget, now=at)
            counted.append(at)
        except TriesClosed as closed:
            assert closed.retry_at is None or closed.retry_at > at
    assert len(counted) <= 50
    for start in counted:
        assert sum(start <= other < start + HOUR for other in counted) <= 10
