"""What is known of each item at first tries, and what people reported about it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemStatistic(models.Model):
    """One row per item of a lesson version: how people met it at their first try.

    A cache, recomputed from facts and never added to; it may be emptied at any time. It must never
    be used to mark anybody. `people` counts each person once. `choices` holds {id, text, right,
    taken, by_better}, `mistakes` {mistake: people}, `flags` codes of courses/analysis/rules.py.
    """

    version = models.UUIDField()
    item = models.UUIDField()
    lesson = models.UUIDField(db_index=True)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    use = models.CharField(max_length=8)
    text = models.CharField(max_length=400)
    people = models.PositiveIntegerField(default=0)
    facility = models.FloatField(null=True)
    discrimination = models.FloatField(null=True)
    median_seconds = models.PositiveSmallIntegerField(null=True)
    skips = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)
    choices = models.JSONField(default=list)
    mistakes = models.JSONField(default=dict)
    flags = models.JSONField(default=list)
    is_suspicious = models.BooleanField(default=False)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "item"), name="one_statistic_per_item"),
        )

    def __str__(self) -> str:
        return self.text


class VersionCount(models.Model):
    """One row per lesson version whose items were counted, and when; newer facts make it due again.

    A cache beside ItemStatistic. `facts` is how many were read.
    """

    version = models.UUIDField(primary_key=True)
    facts = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.version)


class ReportKind(models.TextChoices):
    """What may be wrong with an item, in the words of whoever meets it."""

    WRONG_KEY = "wrong_key", _("The right answer is not right")
    UNCLEAR = "unclear", _("It is hard to understand")
    NOT_SHOWN = "not_shown", _("Something does not show or does not work")
    OTHER = "other", _("Something else")


class ItemReport(models.Model):
    """One row per fault somebody reported in an item. Nobody's name stands here, on purpose.

    Whether it is open, answered or closed is read off `answered_at` and `closed_at`.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    version = models.UUIDField()
    item = models.UUIDField(db_index=True)
    lesson = models.UUIDField()
    kind = models.CharField(max_length=10, choices=ReportKind.choices)
    text = models.CharField(max_length=300, blank=True)
    reported_at = models.DateTimeField()
    answer = models.CharField(max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = (models.Index(fields=("closed_at", "-reported_at"), name="report_waiting"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"

    @property
    def state(self) -> str:
        """Open, answered or closed."""
        if self.closed_at:
            return "closed"
        return "answered" if self.answered_at else "open"


class ReportBudget(models.Model):
    """One row per source of reports (a keyed hash of a person or network): how many within the hour.

    Moved only by conditional UPDATE. It must never be used to find out who reported something.
    """

    source = models.CharField(max_length=64, primary_key=True)
    window_started_at = models.DateTimeField()
    used = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.used}"
