"""How each version of a lesson follows from the one before it. Rows are only ever added."""

from __future__ import annotations

from django.conf import settings
from django.db import models

HELD_ENDING = "-x-held"
"""Ends the language of versions that were held in class with other questions: a private part of a tag
(RFC 5646, 2.2.7), so that their numbers never meet those of the site's versions."""


HELD = "held"
"""What a held version is to the one it was made of: no change of kind, and news to nobody."""


class PlannedChange(models.Model):
    """One row per choice an editor made before publishing: this text, over that version, is such a change.

    `kind` is a ChangeKind. Bound to the digest of the text, so that a text changed afterwards asks
    again; it must never be read for a published version, whose own row is VersionChange.
    """

    page = models.ForeignKey("courses.LessonPage", models.CASCADE, related_name="+")
    base = models.ForeignKey("courses.LessonVersion", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=8)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "base", "digest"], name="change_planned_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:8]}"


class VersionChange(models.Model):
    """One row per lesson version but the first: how it changed the version before it; never changed.

    A held version has one too, of kind HELD: `previous` is the version it was made of.

    `renewed` are the items that mean something else from this version on, `rekeyed` those whose key
    became another. `is_chosen` tells an editor's choice from the safest kind, derived where nobody chose.
    """

    version = models.OneToOneField("courses.LessonVersion", models.PROTECT, related_name="change")
    previous = models.ForeignKey("courses.LessonVersion", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    is_chosen = models.BooleanField()
    renewed = models.JSONField(default=list)
    rekeyed = models.JSONField(default=list)
    added = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version} {self.kind}"
