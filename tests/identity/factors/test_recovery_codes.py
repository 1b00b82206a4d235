"""Recovery codes: ten on a sheet, shown once, each good once, read however they are typed."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from identity.accounts.models import Person
from identity.audit.models import Entry
from identity.codes.models import TryBudget
from identity.codes.refusals import CodeRefused, TriesClosed
from identity.factors import actions as factors
from identity.factors import queries
from identity.factors.models import RecoveryCode, RecoverySheet
from identity.factors.recovery_codes import (
    RecoveryUnreadable,
    TooManySheets,
    WrongRecoveryCode,
    make_sheet,
    spend_recovery_code,
)
from identity.factors.recovery_rules import ALPHABET, grouped, new_code, read_recovery_code
from identity.security.models import Freeze, SecurityEvent
from identity.security.refusals import Frozen
from tests import factories

WRONG = "0" * 14


@pytest.fixture
def lan(db) -> Person:
    return factories.lan()


@given(st.text(ALPHABET, min_size=14, max_size=14))
def test_a_code_is_read_from_its_sheet_in_every_spelling(code):
    spoken = grouped(code).lower().replace("0", "o").replace("1", "l").replace("-", " – ")
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code.replace("1", "i"))
    for typed in (code, grouped(code), spoken, wide, f" {code[:7]}\u00a0{code[7:]}\n"):
        assert read_recovery_code(typed) == code


@pytest.mark.parametrize(
    "typed", ["", "ABC", "0" * 13, "0" * 15, "U" + "0" * 13, "Đ" * 14, "0" * 65]
)
def test_what_cannot_be_a_code_loses_no_try(lan, now, typed):
    make_sheet(person=lan, now=now)
    with pytest.raises(RecoveryUnreadable):
        spend_recovery_code(person=lan, code=typed, now=now)
    assert not TryBudget.objects.exists()


def test_a_sheet_has_ten_codes_of_seventy_bits_and_none_of_them_is_kept(lan, now):
    codes = make_sheet(person=lan, now=now)
    assert len(set(codes)) == 10
    assert all(read_recovery_code(code) == code for code in codes)
    kept = str(list(RecoveryCode.objects.values())) + str(list(RecoverySheet.objects.values()))
    assert not any(code in kept for code in codes)
    assert len({new_code() for _ in range(1000)}) == 1000
    assert queries.methods_of(lan) == {"recovery_code"}
    assert not queries.has_staff_factor(lan)
    assert SecurityEvent.objects.get().kind == "new_factor"


def test_each_code_is_good_once_and_says_how_many_are_left(lan, now):
    codes = make_sheet(person=lan, now=now)
    assert spend_recovery_code(person=lan, code=grouped(codes[0]).lower(), now=now) == 9
    for seconds in (0, 31, 61, 91):
        with pytest.raises(WrongRecoveryCode):
            later = now + timedelta(seconds=seconds)
            spend_recovery_code(person=lan, code=codes[0], now=later)
    assert spend_recovery_code(person=lan, code=codes[1], now=now) == 8
    assert Entry.objects.filter(act="factors.recovery_code_spent").count() == 2


def test_a_code_opens_nothing_of_another_person(lan, now):
    codes = make_sheet(person=lan, now=now)
    minh = factories.minh()
    with pytest.raises(WrongRecoveryCode):
        spend_recovery_code(person=minh, code=codes[0], now=now)
    make_sheet(person=minh, now=now)
    with pytest.raises(WrongRecoveryCode):
        spend_recovery_code(person=minh, code=codes[0], now=now)


def test_a_new_sheet_voids_the_old_one_and_there_are_five_a_day(lan, now):
    old = make_sheet(person=lan, now=now)
    fresh = make_sheet(person=lan, now=now)
    with pytest.raises(WrongRecoveryCode):
        spend_recovery_code(person=lan, code=old[0], now=now)
    assert spend_recovery_code(person=lan, code=fresh[0], now=now) == 9
    assert RecoveryCode.objects.count() == 10
    for _more in range(3):
        make_sheet(person=lan, now=now)
    with pytest.raises(TooManySheets):
        make_sheet(person=lan, now=now)
    make_sheet(person=lan, now=now + timedelta(days=1))


def test_ten_wrong_codes_close_it_even_for_the_right_one(lan, now):
    codes = make_sheet(person=lan, now=now)
    for _ in range(10):
        with pytest.raises(WrongRecoveryCode):
            spend_recovery_code(person=lan, code=WRONG, now=now)
    with pytest.raises(TriesClosed):
        spend_recovery_code(person=lan, code=codes[0], now=now)
    assert factors.reopen_tries(person=lan, by=factories.admin(), now=now)
    assert spend_recovery_code(person=lan, code=codes[0], now=now) == 9


def test_while_changes_are_closed_no_sheet_is_made(lan, now):
    Freeze.objects.create(person=lan, since=now, until=now + timedelta(days=10))
    with pytest.raises(Frozen):
        make_sheet(person=lan, now=now)


def test_what_was_lost_is_forgotten_in_one_go(lan, now):
    codes = make_sheet(person=lan, now=now)
    assert factors.forget_factors(person=lan, by=None, now=now)
    assert queries.methods_of(lan) == frozenset()
    with pytest.raises(WrongRecoveryCode):
        spend_recovery_code(person=lan, code=codes[0], now=now)
    assert not factors.forget_factors(person=lan, by=None, now=now)


@pytest.mark.django_db(transaction=True)
def test_fifty_of_the_same_code_at_once_are_accepted_once(now):
    person = Person.objects.create(name="Nguyễn Thị Lan", created_at=now)
    codes = make_sheet(person=person, now=now)
    for round_, code in enumerate(codes[:2]):
        outcome = all_at_once(person, code, now)
        assert outcome["accepted"] == 1
        assert set(outcome) <= {"accepted", "wrong_recovery_code", "tries_closed"}
        assert queries.recovery_codes_left(person) == 9 - round_
        TryBudget.objects.all().delete()


def all_at_once(person: Person, code: str, at) -> Counter:
    barrier = Barrier(50)

    def run(_number) -> str:
        barrier.wait()
        try:
            spend_recovery_code(person=person, code=code, now=at)
        except CodeRefused as refused:
            return refused.code
        finally:
            connection.close()
        return "accepted"

    with ThreadPoolExecutor(50) as pool:
        return Counter(pool.map(run, range(50)))
