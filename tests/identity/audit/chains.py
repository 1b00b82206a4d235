"""A small sealed chain for tests, and hands that tamper with it."""

from datetime import UTC, datetime, timedelta

from django.db import connection

from identity.audit import actions as audit
from identity.audit.sealing import seal_waiting
from identity.audit.verifying import Report, verify
from tests import factories

BEGUN = datetime(2026, 9, 29, 2, 0, tzinfo=UTC)


def chain(seals: int = 6, entries: int = 4, *, begun: datetime = BEGUN) -> None:
    """So many seals a day apart, each over so many looks of anh Minh at two learners."""
    minh, *learners = factories.minh(), *factories.people(2)
    seal_waiting(now=begun)
    for day in range(seals):
        now = begun + timedelta(days=day)
        for _entry in range(entries):
            audit.record(
                act="class.board.seen",
                by=minh,
                subjects=[learner.pk for learner in learners],
                commune=factories.HOME,
                fields=("name", "progress"),
                reason="teaches_class",
                detail={"class": "c1"},
                now=now,
            )
        seal_waiting(now=now)


def run(sql: str, *values: object) -> int:
    """The rows this statement changed."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def verified(*heads, now: datetime = BEGUN + timedelta(days=60)) -> Report:
    """What verifying says, compared with these heads."""
    return verify(heads=heads, now=now)
