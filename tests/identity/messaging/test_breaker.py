"""The breaker: it opens on few answers or a great pace, tries halfway, and obeys a hand."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.accounts.contacts import Contact
from identity.audit.models import Entry
from identity.messaging import breaking, counting, watching
from identity.messaging.models import Breaker, Message, Spending, SpendScope, Traffic
from identity.messaging.refusals import BreakerOpen
from identity.messaging.rules import (
    BREAKER_MOVES,
    PROBES,
    SAMPLE,
    BreakerState,
    HandReason,
    Limits,
    Sample,
    Trip,
    open_for,
    trip,
    verdict_on_probes,
)
from tests import factories

MINUTE = timedelta(minutes=1)
LIMITS = Limits(200, 600)
PHONE = Contact("phone", "+84912345678")


@pytest.mark.parametrize(
    ("sent", "converted", "hour", "usual", "why"),
    [
        (199, 0, 10, [], None),
        (200, 39, 10, [], Trip.CONVERSION),
        (200, 40, 10, [], None),
        (0, 0, 100, [], None),
        (0, 0, 101, [], Trip.PACE),
        (0, 0, 101, [40, 40, 40], None),
        (0, 0, 121, [40, 40, 40], Trip.PACE),
        (0, 0, 101, [1, 1, 900], Trip.PACE),
    ],
)
def test_a_breaker_opens_on_few_answers_or_a_great_pace(sent, converted, hour, usual, why):
    assert trip(Sample(sent, converted), this_hour=hour, usual_hours=usual, limits=LIMITS) == why


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 600))
def test_probes_are_judged_once_they_are_used_up_and_had_time(converted, probes, seconds):
    at = factories.LONG_AGO
    stands = verdict_on_probes(
        Sample(probes, converted), probes=probes, probed_at=at, now=at + timedelta(seconds=seconds)
    )
    if converted >= 4:
        assert stands is BreakerState.CLOSED
    elif probes >= PROBES and seconds >= 300:
        assert stands is BreakerState.OPEN
    else:
        assert stands is BreakerState.HALF_OPEN


def test_each_opening_in_a_row_lasts_longer():
    assert [open_for(trips) // MINUTE for trips in (0, 1, 2, 3, 4, 9)] == [10, 10, 20, 40, 60, 60]


def test_what_a_hand_holds_only_a_hand_lets_go():
    assert BREAKER_MOVES[BreakerState.HELD] == {BreakerState.CLOSED}
    assert all(state not in after for state, after in BREAKER_MOVES.items())


def block(now) -> Breaker:
    return breaking.pass_through(PHONE, is_favoured=True, now=now)


def sent(number: int, of: Breaker, at, *, converted: int = 0, favoured=False) -> None:
    """So many messages to a block, the first of which were answered."""
    Message.objects.bulk_create(
        Message(
            channel="sms",
            template="sign_in_code",
            about=uuid4(),
            block=of,
            is_favoured=favoured,
            created_at=at,
            sent_at=at,
            expires_at=at + 10 * MINUTE,
            converted_at=at + MINUTE if index < converted else None,
        )
        for index in range(number)
    )
    Spending.objects.update_or_create(
        scope=SpendScope.BLOCK,
        digest=of.digest,
        defaults={"hour_at": at, "hour_sent": 1, "day_at": at, "day_sent": number},
    )


def passes(now, *, favoured=False) -> bool:
    try:
        breaking.pass_through(PHONE, is_favoured=favoured, now=now)
    except BreakerOpen:
        return False
    return True


@pytest.fixture
def pumped(db, now):
    """A block whose codes nobody reads; judged, and open."""
    of = block(now)
    sent(SAMPLE, of, now)
    watching.watch(now=now + 3 * MINUTE)
    of.refresh_from_db()
    return of


@pytest.mark.django_db
def test_answers_may_take_two_minutes(now):
    sent(SAMPLE, block(now), now)
    assert watching.watch(now=now + MINUTE) == 0
    assert passes(now + MINUTE)


@pytest.mark.django_db
def test_a_block_that_answers_stays_closed(now):
    sent(SAMPLE, block(now), now, converted=SAMPLE // 2)
    assert watching.watch(now=now + 3 * MINUTE) == 0


def test_a_pumped_block_stops_strangers_and_nobody_who_is_known(pumped, now):
    assert (pumped.state, pumped.reason) == (BreakerState.OPEN, Trip.CONVERSION)
    assert pumped.retry_at == now + 13 * MINUTE
    assert not passes(now + 4 * MINUTE)
    assert passes(now + 4 * MINUTE, favoured=True)
    with pytest.raises(BreakerOpen) as refused:
        breaking.pass_through(PHONE, is_favoured=False, now=now + 4 * MINUTE)
    assert refused.value.retry_at == pumped.retry_at
    entry = Entry.objects.filter(act="messaging.breaker_open").last()
    assert entry.by is None
    assert entry.detail["sent"] == SAMPLE


def test_what_known_people_answer_does_not_hide_an_attack(db, now):
    of = block(now)
    sent(SAMPLE, of, now)
    sent(SAMPLE, of, now, converted=SAMPLE, favoured=True)
    assert watching.watch(now=now + 3 * MINUTE) > 0


def test_all_blocks_together_have_a_breaker_of_their_own(pumped, now):
    everything = breaking.everything(now=now)
    assert everything.state == BreakerState.OPEN
    assert passes(now + 14 * MINUTE)


def test_a_few_strangers_pass_a_half_open_breaker(pumped, now):
    at = pumped.retry_at
    assert sum(passes(at) for _ in range(PROBES + 10)) == PROBES
    pumped.refresh_from_db()
    assert (pumped.state, pumped.probes) == (BreakerState.HALF_OPEN, PROBES)


def test_probes_in_vain_open_it_again_for_longer(pumped, now):
    at = pumped.retry_at
    for _ in range(PROBES):
        passes(at)
    watching.watch(now=at + 6 * MINUTE)
    pumped.refresh_from_db()
    assert (pumped.state, pumped.trips) == (BreakerState.OPEN, 2)
    assert pumped.retry_at == at + 26 * MINUTE


def test_probes_that_come_back_close_it(pumped, now):
    at = pumped.retry_at
    for _ in range(6):
        passes(at)
    sent(6, pumped, at, converted=4)
    watching.watch(now=at + MINUTE)
    pumped.refresh_from_db()
    assert (pumped.state, pumped.trips) == (BreakerState.CLOSED, 0)
    assert watching.watch(now=at + 5 * MINUTE) == 0


@pytest.mark.django_db
def test_the_pace_is_judged_against_the_hours_of_the_last_week(now):
    of = block(now)
    row = {"hour_at": now, "hour_sent": 130, "day_at": now, "day_sent": 130}
    Spending.objects.create(scope=SpendScope.BLOCK, digest=of.digest, **row)
    for hours in range(1, 20):
        hour = now - timedelta(hours=hours)
        Traffic.objects.create(hour=hour, channel="sms", block=of, sent=50)
    assert watching.watch(now=now) == 0
    Traffic.objects.update(sent=40)
    assert watching.watch(now=now) == 1
    of.refresh_from_db()
    assert of.reason == Trip.PACE


@pytest.mark.django_db
def test_a_hand_stops_and_lets_pass_and_each_is_written_down(now):
    yen, of = factories.admin(), block(now)
    breaking.hold(breaker=of.uuid, by=yen, reason=HandReason.PUMPING, now=now)
    assert not passes(now + timedelta(days=9))
    assert passes(now, favoured=True)
    with pytest.raises(breaking.MoveRefused):
        breaking.hold(breaker=of.uuid, by=yen, reason=HandReason.PUMPING, now=now)
    breaking.release(breaker=of.uuid, by=yen, reason=HandReason.OVER, now=now)
    assert passes(now)
    acts = Entry.objects.filter(act__startswith="messaging.").values_list("act", "detail")
    assert [(act, detail["why"]) for act, detail in acts] == [
        ("messaging.breaker_held", "pumping"),
        ("messaging.breaker_closed", "over"),
    ]


def test_after_a_hand_let_pass_only_new_messages_are_judged(pumped, now):
    at = now + 5 * MINUTE
    for breaker in Breaker.objects.all():
        breaking.release(
            breaker=breaker.uuid, by=factories.admin(), reason=HandReason.REAL_PEOPLE, now=at
        )
    assert watching.watch(now=at + MINUTE) == 0
    assert passes(at + MINUTE)


@pytest.mark.django_db
def test_an_email_hangs_on_no_breaker(now):
    assert breaking.pass_through(Contact("email", "a@vidu.vn"), is_favoured=False, now=now) is None


@pytest.mark.django_db
def test_counting_twice_counts_once(now):
    of = block(now)
    sent(5, of, now, converted=2)
    Message.objects.update(price=350)
    for _ in range(2):
        counting.roll_up(hours=1, now=now)
    of_block = Traffic.objects.get(block=of)
    of_all = Traffic.objects.get(block=breaking.everything(now=now))
    assert (of_block.sent, of_block.converted, of_block.cost) == (5, 2, 1750)
    assert (of_all.sent, of_all.converted, of_all.cost) == (5, 2, 1750)
    Message.objects.filter(converted_at=None).update(converted_at=now)
    counting.roll_up(hours=1, now=now)
    of_block.refresh_from_db()
    assert of_block.converted == 5
