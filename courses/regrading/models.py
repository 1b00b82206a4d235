"""Tables of regrading: the job that corrects marks, and what it changes for each learner."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Effect(models.TextChoices):
    """What a regrade does to the answers it finds."""

    KEY = "key", _("marked again by the corrected key")
    WITHDRAW = "withdraw", _("taken out where it cost marks")


class Regrade(models.Model):
    """One row per correction of answers already given, from its trial run to its undoing.

    `cursor` is the last person looked at in the current run, so that a worker that dies loses
    nothing; `moved_at` says when that was. The counters are those of the newest run. What it changed
    stands in Correction, never here.
    """

    class State(models.TextChoices):
        """Where it stands; which state may follow which says rules.NEXT."""

        DRY_RUN = "dry_run", _("being tried out")
        READY = "ready", _("waiting for your confirmation")
        DROPPED = "dropped", _("not carried out")
        RUNNING = "running", _("being carried out")
        DONE = "done", _("carried out")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    lesson = models.UUIDField()
    effect = models.CharField(max_length=8, choices=Effect.choices)
    items = models.JSONField()
    from_versions = models.JSONField()
    to_version = models.UUIDField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRY_RUN)
    cursor = models.BigIntegerField(default=0)
    people_total = models.PositiveIntegerField(default=0)
    people_seen = models.PositiveIntegerField(default=0)
    people_changed = models.PositiveIntegerField(default=0)
    people_passing = models.PositiveIntegerField(default=0)
    answers_seen = models.PositiveIntegerField(default=0)
    answers_changed = models.PositiveIntegerField(default=0)
    answers_kept = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    swept_until = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("state", "moved_at"), name="regrade_in_state"),)

    def __str__(self) -> str:
        return f"{self.effect} {self.state} {self.uuid}"


class RegradeDifference(models.Model):
    """One row per regrade and learner for whom it changes something: her lesson before and after.

    It is what an editor looks through before she confirms; it must never be read as a standing.
    """

    regrade = models.ForeignKey(Regrade, on_delete=models.CASCADE, related_name="differences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answers = models.PositiveIntegerField()
    score_before = models.PositiveSmallIntegerField(null=True)
    score_after = models.PositiveSmallIntegerField(null=True)
    passed_before = models.BooleanField()
    passed_after = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("regrade", "person"), name="difference_of_learner"),
        )

    def __str__(self) -> str:
        return f"{self.score_before} {self.score_after}"
