"""Key-ring rotation: every sealed value comes under the current key, and the old key can leave."""

import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from identity import keys
from identity.accounts.contacts import read_contact
from identity.accounts.models import Identifier
from identity.accounts.queries import contact_of, holder_of
from identity.codes.addressing import address_of
from identity.codes.models import TryBudget, TryScope
from identity.factors import actions as factors
from identity.factors import pins
from identity.factors.models import Pin, Totp
from identity.factors.queries import current_code
from identity.factors.sealing import open_seed
from identity.privacy import resealing
from tests import factories
from tests.house.reading import PROJECT, app_files, name_of

PHONE = "0912 345 678"
# values of the ring that browsers hold for a while; and who signs with keys of its own
HELD_BY_BROWSERS = {
    "identity/signin/pending.py",
    "identity/signin/card_door.py",
    "identity/recovery/codesteps.py",
    "courses/desks/certificates.py",
}
SIGNED = {"identity.Seal.key_id", "identity.ClosedSegment.key_id"}
# the column beside it says the same
BESIDE = {"identity.Identifier.key_id", "identity.Card.key_id", "identity.Challenge.key_id"}


def a_fresh_key_comes(settings) -> None:
    settings.KEY_RING = [("fresh", b"f" * 32), *settings.KEY_RING]


def the_old_key_leaves(settings) -> None:
    settings.KEY_RING = settings.KEY_RING[:1]


def run(**options) -> str:
    said = io.StringIO()
    call_command("reseal", stdout=said, **options)
    return said.getvalue()


def make_lan(now):
    lan = factories.lan(contact=PHONE)
    factors.begin_totp(person=lan, now=now)
    factors.confirm_totp(person=lan, code=current_code(lan, now=now), now=now)
    pins.set_pin(person=lan, pin="738146", by=lan, now=now)
    return lan


def test_every_sealed_column_is_registered():
    known = {column.name for column in (*resealing.SEALED, *resealing.PASSING)}
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        and (field.name.startswith("sealed") or field.name == "key_id")
    }
    assert found - known - SIGNED - BESIDE == set()
    assert known - found == set()


def test_whoever_seals_is_known_to_the_register():
    columns = (*resealing.SEALED, *resealing.PASSING)
    registered = {column.model.__module__.rsplit(".", 1)[0] for column in columns}
    sealing = {
        path
        for path in app_files()
        if re.search(r"\bkeys\.seal\(", path.read_text(encoding="utf-8"))
    }
    strange = [
        name_of(path)
        for path in sealing
        if name_of(path) not in HELD_BY_BROWSERS
        and ".".join(path.relative_to(PROJECT).parts[:2]) not in registered
    ]
    assert not strange


def test_after_a_rotation_everything_opens_without_the_old_key(db, now, settings):
    lan = make_lan(now)
    minh = factories.minh(contact="minh@example.vn")
    a_fresh_key_comes(settings)
    said = run(batch=1)
    assert "identity.Identifier.sealed: 1 sealed anew" in said
    assert "test1: 2 left in identity.SecurityEvent.key_id" in said
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        assert "test1: nothing left, it may leave KEY_RING" in run()
    the_old_key_leaves(settings)
    assert holder_of(read_contact(PHONE)) == lan
    assert contact_of(minh).value == "minh@example.vn"
    assert set(Identifier.objects.values_list("key_id", flat=True)) == {"fresh"}
    later = now + timedelta(minutes=5)
    factors.verify_totp(person=lan, code=current_code(lan, now=later), now=later)
    pins.verify_pin(person=lan, pin="738146", now=now)


def test_without_the_command_the_old_key_is_still_needed(db, now, settings):
    make_lan(now)
    a_fresh_key_comes(settings)
    said = run(count=True)
    for column in ("Identifier.sealed", "Totp.sealed_seed", "Pin.sealed_hash"):
        assert f"test1: 1 left in identity.{column}" in said
    assert "nothing left" not in said


def test_a_second_run_changes_nothing(db, now, settings):
    def everything() -> list:
        return [list(model.objects.values()) for model in (Totp, Identifier, Pin, TryBudget)]

    make_lan(now)
    a_fresh_key_comes(settings)
    run()
    before = everything()
    assert "sealed anew" not in run()
    assert everything() == before


def test_it_can_stop_at_any_row_and_goes_on_where_it_was(db, now, settings):
    for _number in range(3):
        person = factories.person()
        factors.begin_totp(person=person, now=now)
    a_fresh_key_comes(settings)
    steps = resealing.reseal(by=None, now=now, batch=1)
    next(step for step in steps if step.column == "identity.Totp.sealed_seed")
    steps.close()
    assert resealing.left_on("test1", now=now)["identity.Totp.sealed_seed"] == 2
    run()
    assert "identity.Totp.sealed_seed" not in resealing.left_on("test1", now=now)


def test_a_row_that_changes_meanwhile_keeps_its_change(db, now, settings, monkeypatch):
    lan = factories.lan()
    totp = factors.begin_totp(person=lan, now=now)
    a_fresh_key_comes(settings)
    reseal = keys.reseal

    def slow(token, **which):
        sealed = keys.seal("ANOTHERSEED", purpose=which["purpose"], context=which["context"])
        Totp.objects.filter(pk=totp.pk).update(sealed_seed=sealed)
        return reseal(token, **which)

    monkeypatch.setattr(keys, "reseal", slow)
    run()
    assert open_seed(Totp.objects.get().sealed_seed, person=lan) == "ANOTHERSEED"


def test_a_closed_budget_stays_closed_when_the_old_key_leaves(db, now, settings):
    lan = make_lan(now)
    digest = address_of(read_contact(PHONE)).digests[0]
    TryBudget.objects.create(
        scope=TryScope.STRANGERS, digest=digest, tries_since_success=50, updated_at=now
    )
    for _time in range(2):
        wrong = f"{(int(current_code(lan, now=now)) + 1) % 10**6:06d}"
        with pytest.raises(factors.WrongAuthenticatorCode):
            factors.verify_totp(person=lan, code=wrong, now=now)
    a_fresh_key_comes(settings)
    run()
    the_old_key_leaves(settings)
    moved = TryBudget.objects.get(digest=address_of(read_contact(PHONE)).digests[0])
    assert moved.tries_since_success == 50
    assert TryBudget.objects.get(scope=TryScope.AUTHENTICATOR).tries == 2


def test_values_whose_key_has_left_already_are_said_aloud(db, now, settings):
    lan = factories.lan()
    factors.begin_totp(person=lan, now=now)
    settings.KEY_RING = [("fresh", b"f" * 32)]
    with pytest.raises(CommandError, match="2 values open under no key"):
        run()
    assert Totp.objects.get().sealed_seed.startswith("test1.")
