"""Presses of one button, and the clock, at the same moment on real threads: one result."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from courses.progress import actions as progress
from courses.progress.reading import read_body
from identity.accounts.contacts import read_contact
from identity.accounts.merging import MergeRefused
from identity.accounts.models import Alias, Holding
from identity.recovery import finishing, merging, requests
from identity.recovery.models import RecoveryRequest
from identity.security.models import Kind, SecurityEvent
from tests import factories
from tests.courses.progress.test_record import projection
from tests.courses.teaching import MORNING, Item, Phone, edition, publish
from tests.identity.recovery.people import NEW_PHONE, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def at_once(*works):
    def alone(work):
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(works)) as pool:
        return list(pool.map(alone, works))


def test_an_account_is_given_back_once():
    lan, now = factories.lan(contact=PHONE), timezone.now()
    contact = read_contact(NEW_PHONE)
    request = requests.ask(meant="phone:+84912345678", contact=contact, now=now)
    at_once(*[lambda: requests.look_up(request=request.uuid, now=now)] * MANY)
    assert SecurityEvent.objects.filter(kind=Kind.RECOVERY_STARTED).count() == 1
    later = now + timedelta(hours=73)
    at_once(*[lambda: finishing.advance(request=request.pk, now=later)] * MANY)
    assert RecoveryRequest.objects.get().state == "done"
    assert SecurityEvent.objects.filter(kind=Kind.RECOVERY_DONE).count() == 1
    assert Holding.objects.filter(person=lan, until=None).count() == 1


def test_two_accounts_that_absorb_each_other_at_once_come_to_one_alias():
    now, one, other = timezone.now(), factories.person(), factories.lan()

    def merge(absorbed, kept):
        try:
            merging.merge(absorbed=absorbed, kept=kept, by=kept, now=now)
        except MergeRefused as refused:
            return refused.code
        return "merged"

    told = at_once(*[lambda: merge(one, other), lambda: merge(other, one)] * (MANY // 2))
    assert sorted(told) == ["joined_already"] * (MANY - 1) + ["merged"]
    assert Alias.objects.filter(until=None).count() == 1


def test_what_is_learnt_while_two_accounts_become_one_is_in_the_standing_of_the_kept_one():
    now, old, lan = timezone.now(), factories.person(), factories.lan()
    lessons = [publish(Item("single"), Item("true_false")) for _ in range(3)]
    edition(*lessons)

    def learn(person, lesson):
        phone = Phone()
        body = phone.body(*phone.complete(lesson))
        return progress.record(events=read_body(body), by=person, now=MORNING)

    works = [
        lambda person=p, lesson=at: learn(person, lesson) for p in (old, lan) for at in lessons
    ]
    works.insert(2, lambda: merging.merge(absorbed=old, kept=lan, by=lan, now=now))
    at_once(*works)
    progress.refold(absorbed=old.pk, kept=lan.pk, now=now)
    before = projection(lan)
    assert len(before[0]) == len(lessons)
    assert projection(old) == ([], [])
    progress.rebuild(person_id=lan.pk)
    assert projection(lan) == before
