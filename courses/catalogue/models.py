"""What lessons and courses were when they were published. Rows are only ever added."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class SkillArea(models.Model):
    """One row per area of skill a course teaches; six in all, loaded from content/skills.yaml."""

    code = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    citations = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class FrameworkCode(models.Model):
    """One row per competence of a public framework, with the framework's version, for lessons to cite."""

    framework = models.SlugField()
    version = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["framework", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "version", "code"], name="framework_code_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.framework} {self.version} – {self.code} {self.title}"

    @property
    def citation(self) -> str:
        """How lessons and files name it: `digcomp:4.1`."""
        return f"{self.framework}:{self.code}"


class ItemIdentity(models.Model):
    """One row per uuid of a block, choice or part, with the lesson that owns it for ever.

    It makes a copied block recognisable on any page. It must never be used to find an item's content.
    """

    uid = models.UUIDField(primary_key=True)
    lesson = models.UUIDField(db_index=True)

    def __str__(self) -> str:
        return str(self.uid)


class LessonVersion(models.Model):
    """One row per lesson and language each time something different was published; never changed."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    lesson = models.UUIDField()
    language = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    use = models.CharField(max_length=8)
    pass_mark = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    framework = models.JSONField()
    body = models.JSONField()
    items = models.JSONField()
    steps = models.JSONField()
    digest = models.CharField(max_length=64)
    page = models.ForeignKey(
        "courses.LessonPage", models.SET_NULL, null=True, related_name="versions"
    )
    revision = models.BigIntegerField(null=True)
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "language", "number"], name="version_number_once"
            )
        ]
        indexes = [models.Index(fields=["lesson", "language", "-number"], name="version_newest")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class AnswerKey(models.Model):
    """One row per item of a lesson version: what is right and what to say. Never in a page or API."""

    version = models.ForeignKey(LessonVersion, models.PROTECT, related_name="keys")
    item = models.UUIDField()
    key = models.JSONField()
    feedback = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "item"], name="key_once_per_item")
        ]

    def __str__(self) -> str:
        return str(self.item)


class CurrentVersion(models.Model):
    """One row per live lesson and language: which version the site shows now. No row: not on the site."""

    lesson = models.UUIDField()
    language = models.CharField(max_length=12)
    version = models.ForeignKey(LessonVersion, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "language"], name="current_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.lesson} {self.language}"


class CourseEdition(models.Model):
    """One row each time the ordered list of a course's lessons became another; never changed."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    course = models.UUIDField()
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=255)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="edition_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class EditionLesson(models.Model):
    """One row per lesson of an edition, with the words it had then."""

    edition = models.ForeignKey(CourseEdition, models.PROTECT, related_name="lessons")
    lesson = models.UUIDField(db_index=True)
    position = models.PositiveSmallIntegerField()
    required = models.BooleanField()
    module = models.UUIDField()
    module_title = models.CharField(max_length=255)
    title = models.CharField(max_length=255)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "lesson"], name="lesson_once_per_edition"),
            models.UniqueConstraint(
                fields=["edition", "position"], name="position_once_per_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"
