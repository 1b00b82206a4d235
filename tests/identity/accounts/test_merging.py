"""One account stands for another: who may be joined, for how long it can be undone, and what it ends."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from identity.accounts.guardians import answer_for_child
from identity.accounts.merging import UNDO_WITHIN, MergeRefused, join_accounts, part_accounts
from identity.accounts.models import Alias, Person
from identity.accounts.queries import (
    accounts_of,
    aliases_into,
    contacts_of,
    kept_ids,
    kept_of,
    names_outside,
)
from identity.audit.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return factories.person(), factories.lan()


def join(absorbed, kept, now):
    return join_accounts(absorbed=absorbed, kept=kept, by=kept, now=now)


def refused(absorbed, kept, now):
    with pytest.raises(MergeRefused) as why:
        join(absorbed, kept, now)
    return why.value.code


def test_the_absorbed_account_stands_for_the_kept_one(pair, now):
    old, lan = pair
    epoch = old.session_epoch
    join(old, lan, now)
    assert kept_of(old) == kept_of(lan) == lan
    assert kept_ids([old.pk, lan.pk]) == {lan.pk}
    assert set(accounts_of(lan.pk).values_list("pk", flat=True)) == {old.pk, lan.pk}
    assert not accounts_of(old.pk).exists()
    assert names_outside(lan.pk) == {old.uuid, lan.uuid}
    assert len(contacts_of(lan)) == 2
    assert [alias.absorbed for alias in aliases_into(lan)] == [old]
    old.refresh_from_db()
    assert old.session_epoch == epoch + 1
    assert Entry.objects.filter(act="person.merged").count() == 1


def test_there_are_no_chains_and_no_circles(pair, now):
    old, lan = pair
    third = factories.person()
    join(old, lan, now)
    assert refused(old, third, now) == "joined_already"
    assert refused(third, old, now) == "joined_already"
    assert refused(lan, third, now) == "joined_already"
    assert refused(lan, old, now) == "joined_already"
    assert refused(lan, lan, now) == "same"
    join(third, lan, now)
    assert aliases_into(lan).count() == 2


def test_a_closed_account_and_a_childs_are_not_joined(pair, now):
    old, lan = pair
    child = factories.person(birth_year=2016)
    answer_for_child(child=child, guardian=lan, relation="mother", by=lan, now=now)
    assert refused(child, old, now) == "child"
    assert refused(old, child, now) == "child"
    Person.objects.filter(pk=old.pk).update(is_active=False)
    assert refused(old, lan, now) == "closed"


def test_an_undo_within_thirty_days_ends_the_alias_and_twice_is_once(pair, now):
    old, lan = pair
    alias = join(old, lan, now)
    later = now + UNDO_WITHIN - timedelta(seconds=1)
    part_accounts(alias=alias, by=lan, now=later)
    part_accounts(alias=alias, by=lan, now=later + timedelta(days=40))
    alias.refresh_from_db()
    assert alias.until == later
    assert kept_of(old) == old
    assert Entry.objects.filter(act="person.parted").count() == 1
    join(old, lan, later)


def test_after_thirty_days_it_is_final(pair, now):
    old, lan = pair
    alias = join(old, lan, now)
    with pytest.raises(MergeRefused) as why:
        part_accounts(alias=alias, by=lan, now=now + UNDO_WITHIN)
    assert why.value.code == "final"
    assert kept_of(old) == lan


def test_the_database_itself_keeps_an_account_from_standing_for_two(pair, now):
    old, lan = pair
    join(old, lan, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alias.objects.create(absorbed=old, kept=factories.person(), since=now, by=lan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alias.objects.create(absorbed=lan, kept=lan, since=now, by=lan)
