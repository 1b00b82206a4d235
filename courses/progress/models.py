"""Tables of the event log and of its projection."""

import uuid

from django.conf import settings
from django.db import models

from courses.progress.rules import is_finished, percent_shown


class Kind(models.TextChoices):
    """What a device can report (the event kinds of the public API)."""

    OPENED = "lesson.opened"
    POSITION = "lesson.position"
    DONE = "lesson.done"
    ANSWERED = "question.answered"
    STEP = "practice.step"
    PRACTISED = "practice.done"


class Help(models.TextChoices):
    """How much help the learner had, as the device reports it."""

    ALONE = "alone"
    HELPED = "helped"
    OPERATED = "operated"


class Event(models.Model):
    """One row per fact a device reported; append-only, never changed, never counted up.

    `id` is made by the device and is unique in the whole log; `digest` covers everything the
    device said. `effective_at` is the device's clock held between 1 January 2026 and five minutes
    after receipt (`is_clamped` when it had to be held). `correct` and `score` are the server's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    device = models.UUIDField()
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    lesson = models.UUIDField()
    version = models.UUIDField()
    item = models.UUIDField(null=True)
    attempt = models.UUIDField(null=True)
    answer = models.JSONField(null=True)
    help = models.CharField(max_length=8, choices=Help.choices, blank=True)
    device_time = models.CharField(max_length=40)
    effective_at = models.DateTimeField()
    is_clamped = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    correct = models.BooleanField(null=True)
    score = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("person", "effective_at"), name="event_of_person"),
            # what was answered in one version, for statistics and for marking anew
            models.Index(fields=("version", "received_at"), name="event_of_version"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Correction(models.Model):
    """One row per answer marked anew, and one more when that is taken back; append-only.

    The event keeps the mark it got when it came; the fold reads the best mark that stands: the
    event's own or that of a correction not taken back. `is_out` takes the answer out of what her
    score is a share of, where it lowers it. It must never be made by hand: regrades make it.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    lesson = models.UUIDField()
    regrade = models.UUIDField()
    correct = models.BooleanField()
    score = models.PositiveSmallIntegerField()
    is_out = models.BooleanField(default=False)
    is_taken_back = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("person", "lesson"), name="correction_of_person"),)
        constraints = (
            models.UniqueConstraint(
                fields=("event", "regrade", "is_taken_back"), name="corrected_and_taken_back_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.event_id} {self.score}"


class Refusal(models.Model):
    """One row per distinct event that was refused or that met a known id with other content.

    Kept so that a person or an operator can see what was not taken; never folded. The same refusal
    sent again makes no second row, and a person's rows are capped.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    event = models.UUIDField(null=True)
    verdict = models.CharField(max_length=8)
    reason = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    sent = models.TextField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "digest"), name="refusal_kept_once"),
        )

    def __str__(self) -> str:
        return f"{self.verdict} {self.reason}"


class LearnerEdition(models.Model):
    """One row per decision which edition of a course a person is counted against; the newest wins.

    Append-only: written when she starts the course, joins a class of it, or is moved with her class.
    """

    class Reason(models.TextChoices):
        """What brought the decision about."""

        STARTED = "started"
        ENROLLED = "enrolled"
        MOVED = "moved"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    course = models.UUIDField()
    edition = models.ForeignKey("courses.CourseEdition", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=8, choices=Reason.choices)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("person", "course"), name="edition_of_person"),)

    def __str__(self) -> str:
        return f"{self.course} {self.reason}"


class PersonLesson(models.Model):
    """One row per person and lesson she has touched: the fold of those facts, rebuilt at any time.

    `state` is the fold itself as canonical JSON; every other column is read off it. Never edit it
    and never count it up.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    lesson = models.UUIDField()
    state = models.TextField()
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_version = models.UUIDField(null=True)
    passed_at = models.DateTimeField(null=True)
    best_score = models.PositiveSmallIntegerField(null=True)
    position = models.UUIDField(null=True)
    is_stuck = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "lesson"), name="one_standing_per_lesson"),
        )
        indexes = (
            # whom an editor's change touches
            models.Index(fields=("lesson", "person"), name="people_of_lesson"),
            # the nightly look for modules just done must not read everybody's rows
            models.Index(
                fields=("done_at",),
                name="lesson_done_lately",
                condition=models.Q(done_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.lesson)


class PersonCourse(models.Model):
    """One row per person and course she has started or joined: counts within her edition.

    A cache of LearnerEdition and PersonLesson. `completed_at` and `completed_edition` name the
    edition she finished and stay when she is moved to another one.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    course = models.UUIDField()
    edition = models.ForeignKey("courses.CourseEdition", on_delete=models.PROTECT, related_name="+")
    lessons_total = models.PositiveSmallIntegerField()
    lessons_done = models.PositiveSmallIntegerField()
    completed_at = models.DateTimeField(null=True)
    completed_edition = models.ForeignKey(
        "courses.CourseEdition", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "course"), name="one_standing_per_course"),
        )

    def __str__(self) -> str:
        return str(self.course)

    @property
    def percent(self) -> int:
        """Lessons done of the edition in whole percent, rounded down; finished is always 100."""
        return percent_shown(
            done=self.lessons_done, total=self.lessons_total, completed_at=self.completed_at
        )

    @property
    def is_finished(self) -> bool:
        """Whether she has completed the course, in whichever edition."""
        return is_finished(self.completed_at)
