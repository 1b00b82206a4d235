"""Many at once, in real threads on the real database: each of these works exactly once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from identity.accounts.contacts import read_contact
from identity.accounts.models import Holding
from identity.accounts.queries import live_holders
from identity.factors import desk
from identity.factors.models import DeskConfirmation, Paper
from identity.recovery.changes import ContactChange
from identity.recovery.contacts import remove_contact
from identity.recovery.refusals import LastWayIn, UndoOver
from identity.recovery.undoing import undo_by_link
from identity.security import replies
from tests import factories
from tests.identity.recovery.people import HERE, PHONE, with_email
from tests.identity.recovery.test_contacts import replaced

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 16


def all_at_once(call, times=CROWD) -> Counter:
    """What the same call came to, released by one barrier."""
    barrier = Barrier(times)

    def run(_number) -> object:
        barrier.wait()
        try:
            return call()
        except (UndoOver, LastWayIn) as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return Counter(pool.map(run, range(times)))


def test_a_confirmation_at_a_desk_is_used_once():
    lan, minh, now = factories.lan(contact=PHONE), factories.minh(), timezone.now()
    confirmation = desk.confirm(person=lan, contact=None, paper=Paper.VNEID, by=minh, now=now)
    assert all_at_once(partial(desk.use, confirmation, now=now)) == {True: 1, False: CROWD - 1}
    assert DeskConfirmation.objects.get().used_at == now


def test_a_change_is_undone_once():
    lan = factories.lan(contact=PHONE)
    event = replaced(lan).event
    token = replies.link_token(event.uuid, key_id=event.key_id)
    undo = partial(undo_by_link, token=token, network="203.0.113.9", now=timezone.now())
    assert all_at_once(undo, times=6) == {True: 1, "undo_over": 5}
    assert [held.person for held in live_holders(read_contact(PHONE))] == [lan]
    assert ContactChange.objects.get().undone_at is not None


def test_two_tabs_do_not_remove_the_last_two_ways_in():
    lan, now = with_email(factories.lan(contact=PHONE)), timezone.now()
    left = iter(Holding.objects.live().filter(person=lan))
    calls = [
        partial(remove_contact, person=lan, holding=held.uuid, here=HERE, by=lan, now=now)
        for held in left
    ]

    def remove():
        calls.pop()()
        return "removed"

    assert all_at_once(remove, times=2) == {"removed": 1, "last_way_in": 1}
    assert Holding.objects.live().filter(person=lan).count() == 1
