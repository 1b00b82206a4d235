"""Somebody pumps: many networks ask for codes to many numbers nobody reads.

`pump` plays it against the code engine on a simulated clock; the suite runs it short and looks at what
it reports, the long form runs it with the figures of the promise (1,000 networks, 5,000 numbers, ten
minutes).
"""

from __future__ import annotations

import itertools
import random
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import time_machine
from django.conf import settings
from django.utils import timezone

from identity.accounts.contacts import Contact
from identity.codes.browsers import Browser
from identity.codes.refusals import SendRefused
from identity.messaging import breaking, counting, watching
from identity.messaging.models import Breaker, Message, Spending, SpendScope
from identity.messaging.rules import BreakerState, Limits
from identity.outbox import actions as outbox
from tests.identity.codes.doors import Door

BLOCKS = 25
TICKS_A_MINUTE = 2


@dataclass
class Report:
    """What the attack came to."""

    asked: int = 0
    sent: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    most_in_a_block: int = 0
    opened: set[str] = field(default_factory=set)
    minutes: int = 0


@dataclass(frozen=True)
class Attack:
    """How it goes: each simulated minute, `a_minute` asks spread over networks and numbers."""

    networks: int
    numbers: int
    minutes: int
    a_minute: int
    most_seconds: float = 120.0


LONG = Attack(networks=1000, numbers=5000, minutes=10, a_minute=3000, most_seconds=600)
"""The figures of the promise; each number is asked for six times."""


def pump(attack: Attack, *, now: datetime) -> Report:
    """Run the attack until its minutes or the real seconds are over, with the clockwork of the house."""
    report, ends = Report(), time.monotonic() + attack.most_seconds
    asks = itertools.cycle(_asks(attack))
    for minute in range(attack.minutes):
        if time.monotonic() > ends:
            break
        for tick in range(TICKS_A_MINUTE):
            at = now + timedelta(minutes=minute + tick / TICKS_A_MINUTE)
            for door in itertools.islice(asks, attack.a_minute // TICKS_A_MINUTE):
                _ask(door, report, at)
            _clockwork(report, at)
        report.minutes = minute + 1
    _count(report)
    return report


def budget() -> int:
    """How many messages strangers may cost in an hour, as the settings say."""
    hour, day = settings.MESSAGE_LIMITS[SpendScope.CITY]
    return Limits(hour, day).for_strangers().hour


def block_budget() -> int:
    """The same for one block of numbers."""
    hour, day = settings.MESSAGE_LIMITS[SpendScope.BLOCK]
    return Limits(hour, day).for_strangers().hour


def _asks(attack: Attack) -> list[Door]:
    """Every number once, from networks in turn, in an order nobody could guess."""
    chance = random.Random(7)
    doors = [
        Door(
            Contact("phone", f"+8490{index % BLOCKS:03d}{index // BLOCKS:04d}"),
            Browser(f"pump-{index}"),
            f"198.{18 + network // 65536}.{network // 256 % 256}.{network % 256}",
        )
        for index in range(attack.numbers)
        for network in [index % attack.networks]
    ]
    chance.shuffle(doors)
    return doors


def _ask(door: Door, report: Report, at: datetime) -> None:
    report.asked += 1
    try:
        door.ask(at)
    except SendRefused as refused:
        report.refused[refused.code] = report.refused.get(refused.code, 0) + 1


def _clockwork(report: Report, at: datetime) -> None:
    """What the workers and the timetable do at this moment."""
    with time_machine.travel(at, tick=False):
        outbox.keep_due(now=timezone.now)
    counting.roll_up(hours=1, now=at)
    watching.watch(now=at)
    stopped = Breaker.objects.exclude(state=BreakerState.CLOSED)
    report.opened |= {breaker.digest or "all" for breaker in stopped}


def _count(report: Report) -> None:
    report.sent = Message.objects.exclude(sent_at=None).count()
    charged = Spending.objects.filter(scope=SpendScope.BLOCK).values_list("hour_sent", flat=True)
    report.most_in_a_block = max(charged, default=0)


def everything_stops(now: datetime) -> bool:
    """Whether the breaker of all blocks is anything but closed."""
    return breaking.everything(now=now).state != BreakerState.CLOSED
