"""Tables of the figures per commune, and of who reached which level of a framework."""

import uuid

from django.conf import settings
from django.db import models


class CommuneMonth(models.Model):
    """One row per commune and month: figures recomputed from facts, never added to.

    `learners`, `lessons_done` and `finished` stand as at the end of the month (or now); `active`
    counts people with an answer or a finished lesson inside it. A person counts in the commune
    where she lives at that end.
    """

    commune = models.ForeignKey("identity.Commune", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    learners = models.PositiveIntegerField()
    active = models.PositiveIntegerField()
    lessons_done = models.PositiveIntegerField()
    finished = models.PositiveIntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("commune", "month"), name="one_row_per_commune_month"),
        )

    def __str__(self) -> str:
        return f"{self.commune_id} {self.month:%Y-%m}"


class LevelRule(models.Model):
    """One row per version of the rule that says who has reached a level of a framework; never changed.

    Loaded from content/levels.yaml. `checks` are ids of lessons that are checks; `needed` is how many
    of them must be passed. Of the rules of one level the newest counts.
    """

    framework = models.SlugField()
    framework_version = models.CharField(max_length=20)
    level = models.SlugField()
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    checks = models.JSONField()
    needed = models.PositiveSmallIntegerField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("framework", "framework_version", "level", "version"),
                name="level_rule_version_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.framework}@{self.framework_version} {self.level} {self.version}"


class PersonLevel(models.Model):
    """One row per person and rule she fulfils: a cache of the checks she passed, rebuilt at any time.

    It must never be edited: what counts is the log. `reached_at` is when the last check that was
    needed was passed.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    rule = models.ForeignKey(LevelRule, on_delete=models.PROTECT, related_name="+")
    reached_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "rule"), name="level_once_per_person"),
        )

    def __str__(self) -> str:
        return str(self.rule_id)


class LevelExport(models.Model):
    """One row per export of framework figures: who asked, what for, and how far it has come.

    `figures` holds counts only, never a person.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    rule = models.ForeignKey(LevelRule, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    communes_done = models.PositiveSmallIntegerField(default=0)
    communes_total = models.PositiveSmallIntegerField()
    figures = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.uuid)


class CommuneRetention(models.Model):
    """One row per commune: what its people still knew 30 days after a module, recomputed from facts.

    `right` of `answers` first answers at the last step, by `people` who live there now. Never added
    to, and never shown where fewer than ten people stand behind it.
    """

    commune = models.OneToOneField("identity.Commune", on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    right = models.PositiveIntegerField()
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.commune_id)
