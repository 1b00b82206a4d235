"""What lessons and courses were when they were published. Rows are only ever added."""

from __future__ import annotations

import uuid

from django.conf import settings
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


class Framework(models.Model):
    """One row per version of a public framework of skills, with what editors should know of it.

    `has_official_codes` is False where the authority's own list of codes is not known to us and the
    codes are ours. It must never be changed into another version: a new version is a new row.
    """

    key = models.SlugField(_("key"))
    version = models.CharField(_("version"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    has_official_codes = models.BooleanField(_("official codes"), default=True)
    closed_at = models.DateTimeField(_("closed since"), null=True, blank=True)

    class Meta:
        ordering = ["key", "version"]
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="framework_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class FrameworkCode(models.Model):
    """One row per competence of a public framework, with the framework's version, for lessons to cite.

    Never deleted once cited: it is closed instead, and lessons that cite it keep it.
    """

    framework = models.SlugField(_("framework"))
    version = models.CharField(_("version"), max_length=20)
    code = models.CharField(_("code"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    closed_at = models.DateTimeField(_("closed since"), null=True, blank=True)

    class Meta:
        ordering = ["framework", "version", "code"]
        verbose_name = _("framework code")
        verbose_name_plural = _("framework codes")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "version", "code"], name="framework_code_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.framework} {self.version} – {self.code} {self.title}"

    @property
    def citation(self) -> str:
        """How versions and results name it for ever: `digcomp@2.2:4.1`."""
        return f"{self.framework}@{self.version}:{self.code}"

    @property
    def short_citation(self) -> str:
        """How files may name it while one version of the framework is open: `digcomp:4.1`."""
        return f"{self.framework}:{self.code}"


class CodeSuccessor(models.Model):
    """One row per pair of codes of which one stands for the other in a newer version of a framework.

    Results keep the code they were reached under; this only helps to read old ones beside new ones.
    """

    old = models.ForeignKey(FrameworkCode, models.PROTECT, related_name="successors")
    new = models.ForeignKey(FrameworkCode, models.PROTECT, related_name="predecessors")
    is_whole = models.BooleanField(_("the whole of it"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="successor_once")]

    def __str__(self) -> str:
        return f"{self.old.citation} → {self.new.citation}"


class WithdrawnItem(models.Model):
    """One row per time an editor took an item back; while `restored_at` is empty nobody is asked it.

    Its facts and old versions stay. What it cost people is the business of courses/regrading.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    item = models.UUIDField()
    lesson = models.UUIDField(db_index=True)
    reason = models.CharField(max_length=300)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField()
    regrade = models.UUIDField(null=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    restored_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(restored_at=None), name="withdrawn_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.item)


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
