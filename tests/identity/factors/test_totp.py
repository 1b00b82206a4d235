"""Authenticator apps: set up by a right code, each step of time accepted once, tries counted."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.db import connection

from identity.accounts.models import Person
from identity.audit.models import Entry
from identity.codes import otp
from identity.codes.models import TryBudget
from identity.codes.refusals import CodeRefused, CodeUnreadable, TriesClosed
from identity.factors import actions as factors
from identity.factors import queries
from identity.factors.models import Totp
from identity.factors.sealing import open_seed
from tests import factories

STEP = timedelta(seconds=30)


@pytest.fixture
def minh(db) -> Person:
    return factories.minh()


def shown(person: Person, at) -> str:
    """What his app shows."""
    seed = open_seed(Totp.objects.get(person=person).sealed_seed, person=person)
    return otp.authenticator_code(seed, now=at)


def wrong(person: Person, at) -> str:
    return f"{(int(shown(person, at)) + 1) % 1_000_000:06d}"


def enrol(person: Person, now) -> None:
    factors.begin_totp(person=person, now=now)
    factors.confirm_totp(person=person, code=shown(person, now), now=now)


def test_an_authenticator_counts_once_a_right_code_was_seen(minh, now):
    factors.begin_totp(person=minh, now=now)
    assert not queries.has_totp(minh)
    with pytest.raises(factors.NotEnrolled):
        factors.verify_totp(person=minh, code=shown(minh, now), now=now)
    with pytest.raises(factors.WrongAuthenticatorCode):
        factors.confirm_totp(person=minh, code=wrong(minh, now), now=now)
    factors.confirm_totp(person=minh, code=shown(minh, now), now=now)
    assert queries.has_totp(minh)
    assert Entry.objects.get(act="factors.totp_confirmed").subjects.get().person_id == minh.pk


def test_a_reloaded_page_shows_the_same_seed_until_it_counts(minh, now):
    begun = factors.begin_totp(person=minh, now=now).pk
    before = queries.provisioning_uri(minh)
    factors.begin_totp(person=minh, now=now + STEP, begun=begun)
    assert queries.provisioning_uri(minh) == before
    factors.begin_totp(person=minh, now=now + STEP)
    assert queries.provisioning_uri(minh) != before
    enrol(minh, now)
    for call in (factors.begin_totp, lambda **w: factors.confirm_totp(code="123456", **w)):
        with pytest.raises(factors.AlreadyEnrolled):
            call(person=minh, now=now)
    with pytest.raises(Totp.DoesNotExist):
        queries.provisioning_uri(minh)


def test_the_qr_code_names_the_service_and_the_person(minh, now):
    factors.begin_totp(person=minh, now=now)
    address = urlsplit(queries.provisioning_uri(minh))
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert unquote(address.path) == "/Bến Số:Trần Văn Minh"
    (secret,) = parse_qs(address.query)["secret"]
    assert queries.provisioning_secret(minh).replace(" ", "") == secret
    assert len(secret) == 32


def test_a_code_is_accepted_once_and_never_again(minh, now):
    enrol(minh, now - 10 * STEP)
    code = shown(minh, now)
    factors.verify_totp(person=minh, code=code, now=now)
    for seconds in (0, 1, 29, 31, 61, 91):
        with pytest.raises(factors.WrongAuthenticatorCode):
            factors.verify_totp(person=minh, code=code, now=now + timedelta(seconds=seconds))


def test_the_code_that_confirmed_cannot_sign_in(minh, now):
    enrol(minh, now)
    with pytest.raises(factors.WrongAuthenticatorCode):
        factors.verify_totp(person=minh, code=shown(minh, now), now=now)
    factors.verify_totp(person=minh, code=shown(minh, now + STEP), now=now + STEP)


def test_after_a_later_step_an_earlier_one_is_not_accepted(minh, now):
    enrol(minh, now - 10 * STEP)
    factors.verify_totp(person=minh, code=shown(minh, now + STEP), now=now)
    for earlier in (now, now - STEP):
        with pytest.raises(factors.WrongAuthenticatorCode):
            factors.verify_totp(person=minh, code=shown(minh, earlier), now=now)
    factors.verify_totp(person=minh, code=shown(minh, now + 2 * STEP), now=now + 2 * STEP)


@pytest.mark.parametrize("steps", [-2, 2, 3])
def test_a_clock_wrong_by_more_than_a_step_is_not_believed(minh, now, steps):
    enrol(minh, now - 10 * STEP)
    with pytest.raises(factors.WrongAuthenticatorCode):
        factors.verify_totp(person=minh, code=shown(minh, now + steps * STEP), now=now)


def test_a_code_is_read_as_people_write_it_and_nonsense_loses_no_try(minh, now):
    enrol(minh, now - 10 * STEP)
    with pytest.raises(CodeUnreadable):
        factors.verify_totp(person=minh, code="12 34 5", now=now)
    assert TryBudget.objects.get().tries == 0
    code = shown(minh, now)
    factors.verify_totp(person=minh, code=f"{code[:3]} {code[3:]}", now=now)


def test_ten_wrong_codes_close_it_and_an_administrator_opens_it(minh, now):
    enrol(minh, now - 10 * STEP)
    for _ in range(10):
        with pytest.raises(factors.WrongAuthenticatorCode):
            factors.verify_totp(person=minh, code=wrong(minh, now), now=now)
    with pytest.raises(TriesClosed):
        factors.verify_totp(person=minh, code=shown(minh, now), now=now)
    assert factors.reopen_tries(person=minh, by=factories.admin(), now=now)
    factors.verify_totp(person=minh, code=shown(minh, now), now=now)
    assert Entry.objects.filter(act="factors.tries_reopened").count() == 1


def test_a_seed_stands_sealed_and_opens_for_its_own_person_only(minh, now):
    factors.begin_totp(person=minh, now=now)
    seed = queries.provisioning_secret(minh).replace(" ", "")
    hoa = factories.hoa()
    Totp.objects.create(
        person=hoa, sealed_seed=Totp.objects.get(person=minh).sealed_seed, created_at=now
    )
    assert seed not in Totp.objects.get(person=minh).sealed_seed
    with pytest.raises(ValueError, match="does not open"):
        queries.provisioning_uri(hoa)


def test_a_seed_opens_after_the_keys_are_rotated(minh, now, settings):
    enrol(minh, now - 10 * STEP)
    settings.KEY_RING = [("fresh", b"f" * 32), *settings.KEY_RING]
    factors.verify_totp(person=minh, code=shown(minh, now), now=now)


def test_current_codes_are_shown_on_laptops_only(minh, now, settings):
    enrol(minh, now)
    assert queries.current_code(minh, now=now) == shown(minh, now)
    settings.EMBEDDED = False
    with pytest.raises(queries.OnLaptopsOnly):
        queries.current_code(minh, now=now)


@pytest.mark.django_db(transaction=True)
def test_fifty_of_the_same_code_at_once_are_accepted_once(now):
    person = Person.objects.create(name="Trần Văn Minh", created_at=now)
    enrol(person, now - 10 * STEP)
    for round_ in range(3):
        at = now + round_ * STEP
        outcome = all_at_once(person, shown(person, at), at)
        assert outcome["accepted"] == 1
        assert set(outcome) <= {"accepted", "wrong_code", "tries_closed"}
        TryBudget.objects.all().delete()


def all_at_once(person: Person, code: str, at) -> Counter:
    barrier = Barrier(50)

    def run(_number) -> str:
        barrier.wait()
        try:
            factors.verify_totp(person=person, code=code, now=at)
        except CodeRefused as refused:
            return refused.code
        finally:
            connection.close()
        return "accepted"

    with ThreadPoolExecutor(50) as pool:
        return Counter(pool.map(run, range(50)))
