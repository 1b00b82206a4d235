"""A whole sign-in by code, with every limit counted and with none: what the throttling costs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from unittest.mock import patch

from django.test import Client
from django.utils import timezone

from bench.figures import Figure, ratio
from identity.accounts.contacts import read_contact
from identity.accounts.models import Holding, Identifier, Person
from identity.accounts.sealing import indexes, seal_identifier
from identity.codes import otp
from identity.codes.models import Challenge, SendBudget, SendScope
from identity.codes.sending import Taken
from identity.messaging.spending import UNPAID

SIGNINS = 60
ROUNDS = 6
# one hall has few people: no network asks for more codes than its cap
A_NETWORK = 20
PAGE, CODE_PAGE = "/dang-nhap/", "/dang-nhap/ma/"


class Failed(Exception):
    """A sign-in did not end in a session, so nothing was measured."""


def measure(*, port: int) -> list[Figure]:
    """Sign-ins per CPU second with the limits, against those without."""
    numbers = enroll(2 * ROUNDS * SIGNINS + 2 * SIGNINS)

    def without() -> float:
        with nothing_counted():
            return per_cpu_second(numbers)

    share = ratio(lambda: per_cpu_second(numbers), without)
    title = "sign-ins by code per CPU second, of those without throttling"
    return [Figure(title, share, at_least=0.6)]


def per_cpu_second(numbers: Iterator[tuple[int, str]]) -> float:
    """Sign in some people who have an account, each once, from the first page to the session."""
    began = time.process_time()
    for _ in range(SIGNINS):
        sign_in(*next(numbers))
    return SIGNINS / (time.process_time() - began)


def sign_in(number: int, contact: str) -> None:
    """Ask for a code, take its digits from where the worker takes them, enter them."""
    network = number // A_NETWORK
    browser = Client(REMOTE_ADDR=f"10.{network >> 8 & 255}.{network & 255}.7")
    browser.post(PAGE, {"contact": contact}, headers={"host": "localhost"})
    asked = Challenge.objects.latest("id")
    code = otp.challenge_code(challenge=asked.uuid, purpose=asked.purpose, key_id=asked.key_id)
    browser.post(CODE_PAGE, {"code": code}, headers={"host": "localhost"})
    if "_auth_user_id" not in browser.session:
        raise Failed(contact)


def enroll(people: int) -> Iterator[tuple[int, str]]:
    """So many people, each with a number of her own that was proved just now."""
    now = timezone.now()
    made = Person.objects.bulk_create(
        [
            Person(name=f"Người thử {each}", birth_year=1959, created_at=now)
            for each in range(people)
        ]
    )
    contacts = [read_contact(number_of(each)) for each in range(people)]
    holdings = []
    for person, contact in zip(made, contacts, strict=True):
        index = indexes(contact.kind, contact.value)[0]
        row = Identifier.objects.create(
            kind=contact.kind,
            key_id=index.key_id,
            digest=index.digest,
            sealed=seal_identifier(contact.value, digest=index.digest),
            created_at=now,
        )
        holdings.append(Holding(identifier=row, person=person, since=now, proved_at=now))
    Holding.objects.bulk_create(holdings)
    return zip(count(), (contact.value for contact in contacts), strict=False)


def number_of(each: int) -> str:
    """A mobile number; they are spread over many blocks, as in a city."""
    return f"09{(1, 6, 7, 8)[each % 4]}{each * 9973 % 10**7:07}"


@contextmanager
def nothing_counted() -> Iterator[None]:
    """The same sign-in with every budget taken out: no row is locked, read or written for one."""
    with ExitStack() as patches:
        for target, instead in {
            "identity.codes.sending.lock_address": _no_budget,
            "identity.codes.sending.take": lambda *_given, now, **_named: Taken(now, True),
            "identity.codes.sending.pay": lambda *_given, **_named: UNPAID,
            "identity.codes.trying.claim": lambda *_given, **_named: None,
            "identity.codes.trying.succeed": lambda *_given, **_named: None,
        }.items():
            patches.enter_context(patch(target, instead))
        yield


def _no_budget(digests: list[str], *, is_known: bool, now: object) -> SendBudget:
    return SendBudget(scope=SendScope.STRANGERS, digest=digests[0])
