"""The tables of what was done and looked at, by whom; nothing here is ever changed."""

from typing import Any, NoReturn

from django.db import models


class AppendOnly(Exception):
    """An audit row was about to be changed or removed."""

    code = "append_only"


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows can be added and read, nothing else."""

    def update(self, **_values: Any) -> NoReturn:
        raise AppendOnly("An audit entry is never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("An audit entry is never removed.")

    def bulk_update(self, *_args: Any, **_options: Any) -> NoReturn:
        raise AppendOnly("An audit entry is never changed.")


class AppendOnlyModel(models.Model):
    """A row that can be written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("An audit entry is never changed.")
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise AppendOnly("An audit entry is never removed.")


class Entry(AppendOnlyModel):
    """One row per act and per look at another person's data; ids only, never a value that was seen.

    `role` and `role_commune` are what the doer was at that moment; `commune` is the place it was
    about. `fields` names what was shown and `reason` why, both as codes separated by blanks.
    """

    at = models.DateTimeField(db_index=True)
    act = models.CharField(max_length=60)
    by = models.ForeignKey("identity.Person", null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, blank=True)
    role_commune = models.CharField(max_length=8, blank=True)
    commune = models.CharField(max_length=8, blank=True)
    fields = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, blank=True)
    network = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"


class EntrySubject(AppendOnlyModel):
    """One row per person an entry is about; `by_other` when she did not do it herself."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="subjects")
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    by_other = models.BooleanField(default=True)

    class Meta:
        indexes = [
            # what others did about a person, newest first, costs the same however long her story is
            models.Index(fields=["person", "by_other", "-entry"], name="entry_about_person"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} about {self.person_id}"


class Seal(AppendOnlyModel):
    """One row per handful of entries sealed together: their digests, chained to the seal before.

    `digest` covers the entries, `previous` and everything else here; `signature` (Ed25519, hex)
    covers `digest`. `highest` is the highest entry id any seal up to this one has covered.
    """

    number = models.PositiveBigIntegerField(unique=True)
    segment = models.CharField(max_length=7, db_index=True)
    sealed_at = models.DateTimeField(db_index=True)
    entries = models.PositiveIntegerField()
    highest = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    key_id = models.CharField(max_length=40)
    signature = models.CharField(max_length=128)

    def __str__(self) -> str:
        return f"seal {self.number}"


class SealedEntry(AppendOnlyModel):
    """One row per entry that a seal covers, with the digest it had then; an entry without is unsealed."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="sealed"
    )
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="sealed_entries")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.entry_id} in seal {self.seal_id}"


class ClosedSegment(AppendOnlyModel):
    """One row per month whose seals are complete: its signed head, kept when the month is purged."""

    segment = models.CharField(max_length=7, unique=True)
    first_seal = models.PositiveBigIntegerField()
    last_seal = models.PositiveBigIntegerField()
    entries = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64)
    head = models.CharField(max_length=64)
    closed_at = models.DateTimeField()
    key_id = models.CharField(max_length=40)
    signature = models.CharField(max_length=128)

    def __str__(self) -> str:
        return f"segment {self.segment}"


class Purge(AppendOnlyModel):
    """One row per closed segment whose entries were removed after their term.

    The database lets rows of a segment go only while this row stands.
    """

    closed_segment = models.OneToOneField(
        ClosedSegment, on_delete=models.PROTECT, primary_key=True, related_name="purge"
    )
    purged_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"purge of {self.closed_segment_id}"
