"""Tables of placement: the pool by version, a person's runs, her answers and what was found."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.progress.models import Help


class PlacementPool(models.Model):
    """One row per version of content/placement.yaml: the rule, the graph of skills and the questions.

    Never changed: a run keeps the version it began with. It must never hold what is right; that is
    PlacementKey.
    """

    number = models.PositiveIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    rule = models.JSONField()
    skills = models.JSONField()
    items = models.JSONField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"placement {self.number}"


class PlacementKey(models.Model):
    """One row per question of a pool: what is right in it. Never in a page or API."""

    pool = models.ForeignKey(PlacementPool, models.PROTECT, related_name="keys")
    item = models.UUIDField()
    key = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "item"], name="placement_key_once_per_item")
        ]

    def __str__(self) -> str:
        return str(self.item)


class PlacementRun(models.Model):
    """One row per time somebody set out to find her place; `person` is None for a visitor.

    `help` is "operated" when a member of staff (`by`) read the questions aloud and tapped. It must
    never be used to say what a person has done: nothing here counts as learnt.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    pool = models.ForeignKey(PlacementPool, models.PROTECT, related_name="+")
    seed = models.PositiveIntegerField()
    help = models.CharField(max_length=8, choices=Help.choices, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-started_at"], name="placement_of_person"),
            models.Index(
                fields=["started_at"], name="placement_of_nobody", condition=Q(person=None)
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_assisted(self) -> bool:
        """Whether somebody else read and tapped for her."""
        return self.help == Help.OPERATED


class PlacementAnswer(models.Model):
    """One row per question answered in a run, in the order asked; never changed.

    `answer` is a choice, true or false, or `{"dont_know": true}`; `is_right` is the server's own.
    """

    run = models.ForeignKey(PlacementRun, models.CASCADE, related_name="answers", db_index=False)
    place = models.PositiveSmallIntegerField()
    item = models.UUIDField()
    answer = models.JSONField()
    is_right = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["run", "place"], name="placement_one_answer_a_place"),
            models.UniqueConstraint(fields=["run", "item"], name="placement_one_answer_an_item"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.item}"


class PlacementResult(models.Model):
    """One row per skill of a finished run: whether she has it, how sure we are, and why we think so.

    `is_inferred` says that no question of this skill was asked. It must never be used as a
    completion of a lesson or a course.
    """

    run = models.ForeignKey(PlacementRun, models.CASCADE, related_name="results", db_index=False)
    skill = models.SlugField(max_length=60)
    has_it = models.BooleanField()
    percent = models.PositiveSmallIntegerField()
    is_inferred = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "skill"], name="placement_one_result_a_skill")
        ]

    def __str__(self) -> str:
        return self.skill
