"""Whatever is edited, cut or moved in the sealed audit is found."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from identity.audit import actions as audit
from identity.audit.canonical import entry_digest, seal_digest
from identity.audit.heads import Head
from identity.audit.models import Entry, Seal, SealedEntry
from identity.audit.sealing import seal_waiting
from identity.audit.segments import close_finished
from identity.audit.verifying import Fault
from tests.guards import guards_down
from tests.identity.audit.chains import BEGUN, chain, run, verified

pytestmark = pytest.mark.django_db
TRIES = 100
TEXTS = ("act", "role", "role_commune", "commune", "fields", "reason", "request_id", "network")
# each is another value than any entry has
EDITS = {column: f"{column} || 'x'" for column in TEXTS} | {
    "at": "'2001-09-30 00:00:00+00:00'",
    "by_id": "CASE WHEN by_id IS NULL THEN (SELECT min(id) FROM identity_person) END",
    "detail": '\'{"class": "c2"}\'',
}


@pytest.fixture
def sound():
    """A chain over two months, the first closed; its owner has taken the guards down."""
    chain(seals=6)
    close_finished(now=BEGUN + timedelta(days=5))
    assert verified().is_sound
    guards_down()


def entry_of(dice: random.Random) -> int:
    return dice.choice(list(SealedEntry.objects.order_by("pk").values_list("pk", flat=True)))


def seal_of(dice: random.Random) -> int:
    return dice.choice(list(Seal.objects.order_by("number").values_list("number", flat=True)))


def edit_a_column(dice):
    column = dice.choice(sorted(EDITS))
    run(f"UPDATE identity_entry SET {column} = {EDITS[column]} WHERE id = %s", entry_of(dice))


def blame_another(dice):
    sql = "UPDATE identity_entrysubject SET by_other = NOT by_other WHERE entry_id = %s"
    run(sql, entry_of(dice))


def hide_a_subject(dice):
    run(
        "DELETE FROM identity_entrysubject WHERE id ="
        " (SELECT max(id) FROM identity_entrysubject WHERE entry_id = %s)",
        entry_of(dice),
    )


def add_a_subject(dice):
    run(
        "INSERT INTO identity_entrysubject (entry_id, person_id, by_other)"
        " SELECT %s, min(id), TRUE FROM identity_person",
        entry_of(dice),
    )


def cut_an_entry(dice):
    entry = entry_of(dice)
    for table, column in (("entrysubject", "entry_id"), ("sealedentry", "entry_id")):
        run(f"DELETE FROM identity_{table} WHERE {column} = %s", entry)
    run("DELETE FROM identity_entry WHERE id = %s", entry)


def unseal_an_entry(dice):
    run("DELETE FROM identity_sealedentry WHERE entry_id = %s", entry_of(dice))


def forge_an_entry(dice):
    """Edit it and write the digest that fits; the seal over it no longer does."""
    entry = Entry.objects.get(pk=entry_of(dice))
    entry.act = "session.opened"
    run("UPDATE identity_entry SET act = %s WHERE id = %s", entry.act, entry.pk)
    digest = entry_digest(entry, entry.subjects.all())
    run("UPDATE identity_sealedentry SET digest = %s WHERE entry_id = %s", digest, entry.pk)


def forge_a_seal(dice):
    """The same, and the seal's digest too; nobody can sign it."""
    forge_an_entry(dice)
    for seal in Seal.objects.all():
        covered = list(seal.sealed_entries.values_list("entry_id", "digest"))
        digest = seal_digest(seal, covered)
        run("UPDATE identity_seal SET digest = %s WHERE id = %s", digest, seal.pk)


def swap_entries(dice):
    """Each tells the other's story."""
    one, other = dice.sample(list(Entry.objects.filter(sealed__isnull=False)), 2)
    run("UPDATE identity_entry SET at = %s, act = 'moved' WHERE id = %s", other.at, one.pk)
    run("UPDATE identity_entry SET at = %s WHERE id = %s", one.at, other.pk)


def swap_seals(dice):
    one, other = dice.sample(list(Seal.objects.values_list("number", flat=True)), 2)
    for before, after in ((one, 999), (other, one), (999, other)):
        run("UPDATE identity_seal SET number = %s WHERE number = %s", after, before)


def move_an_entry_to_another_seal(dice):
    link = SealedEntry.objects.get(pk=entry_of(dice))
    other = Seal.objects.exclude(pk=link.seal_id).first()
    run("UPDATE identity_sealedentry SET seal_id = %s WHERE entry_id = %s", other.pk, link.pk)


def cut_a_seal(dice):
    cut_from(seal_of(dice), "=")


def cut_the_tail(dice):
    cut_from(seal_of(dice), ">=")


def cut_from(number: int, relation: str) -> None:
    seals = list(Seal.objects.extra(where=[f"number {relation} %s"], params=[number]))
    for seal in seals:
        entries = list(seal.sealed_entries.values_list("pk", flat=True))
        run("DELETE FROM identity_sealedentry WHERE seal_id = %s", seal.pk)
        for entry in entries:
            run("DELETE FROM identity_entrysubject WHERE entry_id = %s", entry)
            run("DELETE FROM identity_entry WHERE id = %s", entry)
        run("DELETE FROM identity_seal WHERE id = %s", seal.pk)


HANDS: tuple[Callable[[random.Random], None], ...] = (
    edit_a_column,
    blame_another,
    hide_a_subject,
    add_a_subject,
    cut_an_entry,
    unseal_an_entry,
    forge_an_entry,
    forge_a_seal,
    swap_entries,
    swap_seals,
    move_an_entry_to_another_seal,
    cut_a_seal,
    cut_the_tail,
)


def test_any_of_a_hundred_edits_cuts_and_reorderings_is_found(sound):
    published = Head.of(Seal.objects.order_by("number").last())
    for seed in range(TRIES):
        hand = HANDS[seed % len(HANDS)]
        with transaction.atomic():
            hand(random.Random(seed))
            found = {finding.fault for finding in verified(published).findings}
            transaction.set_rollback(True)
        assert found - {Fault.NOT_GUARDED}, f"{hand.__name__} with seed {seed} was not found"
    assert {finding.fault for finding in verified(published).findings} == {Fault.NOT_GUARDED}


def test_a_chain_written_anew_with_our_own_key_differs_from_the_published_head(sound):
    published = Head.of(Seal.objects.get(number=5))
    cut_from(5, ">=")
    for day in (4, 5):
        audit.record(act="nothing.seen", by=None, now=BEGUN + timedelta(days=day))
        seal_waiting(now=BEGUN + timedelta(days=day))
    assert {finding.fault for finding in verified().findings} == {Fault.NOT_GUARDED}
    faults = [(finding.fault, finding.where) for finding in verified(published).findings]
    assert (Fault.HEAD_DIFFERS, 5) in faults


def test_a_finding_names_the_entry(sound):
    entry = SealedEntry.objects.order_by("pk")[3].pk
    run("UPDATE identity_entry SET act = 'x' WHERE id = %s", entry)
    assert (Fault.ENTRY_CHANGED, entry) in [(f.fault, f.where) for f in verified().findings]


def test_the_command_says_until_when_all_is_proved(capsys, now):
    chain(seals=2, entries=1)
    audit.record(act="late.seen", by=None, now=now)
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert "Sealed until 2026-09-30T02:00:00+00:00" in said
    assert "Not sealed yet: 1 entries, the oldest of 2026-11-21T02:00:00+00:00." in said
    assert "Nothing was changed" in said


def test_the_command_fails_and_names_what_it_found(sound, capsys):
    run("UPDATE identity_entry SET act = 'x' WHERE id = (SELECT max(id) FROM identity_entry)")
    with pytest.raises(CommandError, match="runbook"):
        call_command("verify_audit")
    assert "entry changed" in capsys.readouterr().err
