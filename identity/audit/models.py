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
    """One row per act and per look at another person's data; ids only, never a value that was seen."""

    at = models.DateTimeField(db_index=True)
    act = models.CharField(max_length=60)
    by = models.ForeignKey("identity.Person", null=True, on_delete=models.PROTECT, related_name="+")
    commune = models.CharField(max_length=8, blank=True)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, blank=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"


class EntrySubject(AppendOnlyModel):
    """One row per person an entry is about."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="subjects")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.entry_id} about {self.person_id}"
