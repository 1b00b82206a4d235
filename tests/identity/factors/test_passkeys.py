"""Passkeys: bound to this site, to their question and to their owner; each answer good once."""

from base64 import urlsafe_b64decode
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from identity.accounts.models import Person
from identity.audit.models import Entry
from identity.factors import passkeys, queries, questions
from identity.factors.guarding import LastStaffFactor
from identity.factors.models import Passkey
from identity.factors.passkeys import TooManyPasskeys, UnknownPasskey
from identity.factors.questions import PasskeyRefused
from identity.factors.rules import PASSKEYS_PER_PERSON
from identity.security.models import Freeze, SecurityEvent
from identity.security.refusals import Frozen
from tests import factories
from tests.authenticator import Device

SECOND = timedelta(seconds=1)


@pytest.fixture
def lan(db) -> Person:
    return factories.lan()


def added(person: Person, now, device: Device | None = None, name: str = "my phone") -> Device:
    """A device on the person's list."""
    device = device or Device()
    question = questions.ask_for_new(person, now=now)
    answer = device.make(question.options)
    passkeys.add_passkey(
        person=person, answer=answer, kept=question.kept, name=name, keep=None, now=now
    )
    return device


def shown(device: Device, now, *, person: Person | None = None, **changes) -> Person:
    """Ask, answer, check."""
    question = questions.ask(person, now=now)
    how = {"answer": device.show(question.options), "kept": question.kept, "person": person}
    return passkeys.prove_passkey(**how | changes, now=now)


def test_a_device_is_added_and_opens_its_owners_account(lan, now):
    device = added(lan, now)
    assert queries.methods_of(lan) == {"passkey"}
    assert queries.has_staff_factor(lan)
    later = now + SECOND
    assert shown(device, later) == lan
    row = Passkey.objects.get()
    assert (row.authenticator.data["name"], row.authenticator.last_used_at) == ("my phone", later)
    assert Entry.objects.get(act="factors.passkey_added").subjects.get().person_id == lan.pk
    assert SecurityEvent.objects.get().kind == "new_factor"


def test_the_question_names_the_site_of_the_setting_and_wants_a_verified_person(lan, now, settings):
    settings.WEBAUTHN_RP_ID = "benso.example.vn"
    made = questions.ask_for_new(lan, now=now).options["publicKey"]
    assert made["rp"]["id"] == "benso.example.vn"
    assert made["authenticatorSelection"]["residentKey"] == "required"
    assert made["authenticatorSelection"]["userVerification"] == "required"
    assert UUID(bytes=urlsafe_b64decode(made["user"]["id"] + "==")) == lan.uuid
    asked = questions.ask(None, now=now).options["publicKey"]
    assert (asked["rpId"], asked["userVerification"]) == ("benso.example.vn", "required")
    assert not asked.get("allowCredentials")


@pytest.mark.parametrize(
    "wrong",
    [{"origin": "http://evil.example.vn"}, {"rp_id": "evil.example.vn"}, {"is_verifying": False}],
)
def test_an_answer_from_another_site_or_without_finger_or_face_counts_nowhere(lan, now, wrong):
    with pytest.raises(PasskeyRefused):
        added(lan, now, Device(**wrong))
    device = added(lan, now)
    for name, value in wrong.items():
        setattr(device, name, value)
    with pytest.raises(PasskeyRefused):
        shown(device, now + SECOND)


def test_an_answer_is_good_once_however_often_the_question_is_kept(lan, now):
    device = added(lan, now)
    question = questions.ask(None, now=now + SECOND)
    answer = device.show(question.options)
    given = {"answer": answer, "kept": question.kept, "person": None}
    assert passkeys.prove_passkey(**given, now=now + SECOND) == lan
    for seconds in (1, 31, 61, 91):
        with pytest.raises(PasskeyRefused):
            passkeys.prove_passkey(**given, now=now + seconds * SECOND)


def test_a_question_lives_five_minutes_in_the_session_it_was_asked_in(lan, now):
    device = added(lan, now)
    question = questions.ask(None, now=now)
    given = {"answer": device.show(question.options), "person": None}
    for kept in (None, {}, questions.ask(None, now=now).kept):
        with pytest.raises(PasskeyRefused):
            passkeys.prove_passkey(**given, kept=kept, now=now + SECOND)
    with pytest.raises(PasskeyRefused):
        passkeys.prove_passkey(**given, kept=question.kept, now=now + questions.LIFE)


def test_a_sign_counter_goes_forward_or_the_answer_is_refused_and_written_down(lan, now):
    device = added(lan, now, Device(counter=7))
    assert shown(device, now + SECOND) == lan
    device.counter = 3
    with pytest.raises(PasskeyRefused):
        shown(device, now + 2 * SECOND)
    assert Passkey.objects.get().sign_count == 8
    assert Entry.objects.filter(act="factors.passkey_refused").count() == 1
    device.counter = 0
    with pytest.raises(PasskeyRefused):
        shown(device, now + 3 * SECOND)


def test_one_persons_passkey_proves_nothing_of_another(lan, now):
    minh = factories.minh()
    device = added(lan, now)
    added(minh, now)
    with pytest.raises(PasskeyRefused):
        shown(device, now + SECOND, person=minh)
    device.user_handle = minh.uuid.bytes
    with pytest.raises(PasskeyRefused):
        shown(device, now + SECOND)


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "7", '{"rawId": "AA"}', "\x00", "x" * 20_001, '{"id": []}']
)
def test_whatever_is_no_answer_is_refused_like_a_wrong_one(lan, now, answer):
    added(lan, now)
    asked, new = questions.ask(None, now=now), questions.ask_for_new(lan, now=now)
    with pytest.raises(PasskeyRefused):
        passkeys.prove_passkey(answer=answer, kept=asked.kept, person=None, now=now)
    with pytest.raises(PasskeyRefused):
        passkeys.add_passkey(person=lan, answer=answer, kept=new.kept, name="", keep=None, now=now)


def test_a_device_stands_on_one_list_only_and_lists_end_at_ten(lan, now):
    device = added(lan, now)
    with pytest.raises(PasskeyRefused):
        added(factories.minh(), now, device)
    for _more in range(PASSKEYS_PER_PERSON - 1):
        added(lan, now)
    with pytest.raises(TooManyPasskeys):
        added(lan, now)
    assert Authenticator.objects.count() == PASSKEYS_PER_PERSON


def test_a_device_is_renamed_and_removed_by_its_owner_only(lan, now):
    device = added(lan, now)
    row = Passkey.objects.get()
    passkeys.rename_passkey(person=lan, passkey=row.uuid, name="  kitchen   tablet ", now=now)
    row.authenticator.refresh_from_db()
    assert row.authenticator.data["name"] == "kitchen tablet"
    with pytest.raises(UnknownPasskey):
        passkeys.remove_passkey(person=factories.minh(), passkey=row.uuid, keep=None, now=now)
    passkeys.remove_passkey(person=lan, passkey=row.uuid, keep=None, now=now)
    with pytest.raises(PasskeyRefused):
        shown(device, now + SECOND)
    assert not Passkey.objects.exists()
    assert SecurityEvent.objects.filter(kind="factor_removed").count() == 1


def test_staff_keep_their_last_factor(now, db):
    minh = factories.minh()
    added(minh, now)
    first = Passkey.objects.get()
    with pytest.raises(LastStaffFactor):
        passkeys.remove_passkey(person=minh, passkey=first.uuid, keep=None, now=now)
    added(minh, now)
    passkeys.remove_passkey(person=minh, passkey=first.uuid, keep=None, now=now)


def test_while_changes_are_closed_no_device_is_added_or_removed(lan, now):
    added(lan, now)
    Freeze.objects.create(person=lan, since=now, until=now + timedelta(days=10))
    with pytest.raises(Frozen):
        added(lan, now)
    with pytest.raises(Frozen):
        passkeys.remove_passkey(person=lan, passkey=Passkey.objects.get().uuid, keep=None, now=now)


@pytest.mark.django_db(transaction=True)
def test_fifty_of_the_same_answer_at_once_open_one_session(now):
    lan = Person.objects.create(name="Nguyễn Thị Lan", created_at=now)
    device = added(lan, now)
    for round_ in range(1, 4):
        at = now + round_ * SECOND
        question = questions.ask(None, now=at)
        given = {"answer": device.show(question.options), "kept": question.kept, "now": at}
        assert all_at_once(given) == {"accepted": 1, "passkey_refused": 49}


def all_at_once(given: dict) -> Counter:
    barrier = Barrier(50)

    def run(_number) -> str:
        barrier.wait()
        try:
            passkeys.prove_passkey(**given, person=None)
        except PasskeyRefused as refused:
            return refused.code
        finally:
            connection.close()
        return "accepted"

    with ThreadPoolExecutor(50) as pool:
        return Counter(pool.map(run, range(50)))
