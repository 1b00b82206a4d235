"""Messages are charged before they leave; no row is ever charged above its limit."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from identity.accounts.contacts import Contact, read_contact
from identity.messaging import spending
from identity.messaging.models import Spending, SpendScope
from identity.messaging.refusals import BudgetSpent
from identity.messaging.rules import Limits
from tests import factories

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def limit(settings):
    def change(scope, hour, day):
        settings.MESSAGE_LIMITS = {**settings.MESSAGE_LIMITS, scope: (hour, day)}

    return change


def number(index: int, prefix: str = "+8491234") -> Contact:
    return Contact("phone", f"{prefix}{index:04d}")


def pay(to: Contact, now, *, favoured=False, network=()):
    return spending.pay(to=to, network=list(network), is_favoured=favoured, now=now)


def paid(contacts, now, **how) -> int:
    """How many of these could be paid."""
    done = 0
    for contact in contacts:
        try:
            pay(contact, now, **how)
            done += 1
        except BudgetSpent:
            continue
    return done


@pytest.mark.django_db
def test_a_block_of_numbers_gets_so_many_messages_an_hour_and_no_more(now, limit):
    limit("block", 10, 100)
    assert paid([number(index) for index in range(30)], now) == 8
    assert paid([number(0, "+8498765")], now) == 1
    with pytest.raises(BudgetSpent) as refused:
        pay(number(31), now + timedelta(minutes=59))
    assert refused.value.retry_at == now + HOUR
    assert paid([number(index) for index in range(30)], now + HOUR) == 8


@pytest.mark.django_db
def test_the_day_begins_at_local_midnight(now, limit):
    limit("block", 10, 10)
    assert paid([number(index) for index in range(30)], now) == 8
    with pytest.raises(BudgetSpent) as refused:
        pay(number(31), now + HOUR)
    assert refused.value.retry_at == now.replace(hour=0) + DAY
    assert paid([number(1)], now.replace(hour=0) + DAY) == 1


@pytest.mark.django_db
def test_a_fifth_of_every_limit_is_kept_for_whoever_is_known(now, limit):
    limit("city", 10, 100)
    assert paid([number(index) for index in range(20)], now) == 8
    assert paid([number(index) for index in range(20)], now, favoured=True) == 2
    assert Spending.objects.get(scope=SpendScope.CITY).hour_sent == 10


@pytest.mark.django_db
def test_emails_cost_the_phones_nothing(now, limit):
    limit("city", 1, 1)
    limit("email", 5, 5)
    assert paid([read_contact(f"a{index}@vidu.vn") for index in range(9)], now) == 4
    assert not Spending.objects.filter(scope=SpendScope.CITY).exists()


@pytest.mark.django_db
def test_a_network_has_a_limit_for_the_day(now, limit):
    limit("network", 5, 5)
    assert paid([number(index) for index in range(9)], now, network=["n" * 64]) == 4
    assert paid([number(index) for index in range(9)], now, network=["m" * 64]) == 4


@pytest.mark.django_db
def test_a_commune_pays_for_its_residents_only(now, limit):
    limit("commune", 5, 5)
    factories.person(contact="0912345678")
    lan, unknown = read_contact("0912345678"), read_contact("0987654321")
    for _ in range(4):
        spending.pay_commune(to=lan, is_favoured=False, now=now)
    with pytest.raises(BudgetSpent) as refused:
        spending.pay_commune(to=lan, is_favoured=False, now=now)
    assert refused.value.scope == SpendScope.COMMUNE
    spending.pay_commune(to=lan, is_favoured=True, now=now)
    spending.pay_commune(to=unknown, is_favoured=False, now=now)
    assert Spending.objects.get().digest == factories.HOME


@pytest.mark.django_db
def test_a_clock_that_is_a_little_behind_opens_no_old_window_again(now, limit):
    limit("block", 10, 100)
    assert paid([number(index) for index in range(9)], now) == 8
    assert paid([number(index) for index in range(9)], now - timedelta(seconds=2)) == 0


@pytest.mark.django_db
def test_no_number_stands_in_what_was_charged(now):
    fare = pay(number(5678), now, network=["n" * 64])
    assert fare.block.label == "0912 3• ••••"
    kept = repr([*Spending.objects.values(), vars(fare.block)])
    assert "912345" not in kept
    assert "91234" not in kept


@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_go_above_the_limit(now, limit):
    limit("block", 10, 100)

    def one(index: int) -> int:
        try:
            return paid([number(index)], now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(one, range(40))) == 8
    assert Spending.objects.get(scope=SpendScope.BLOCK).hour_sent == 8


def test_small_limits_leave_strangers_something():
    assert Limits(1, 4).for_strangers() == Limits(1, 4)
    assert Limits(10, 100).for_strangers() == Limits(8, 80)
