"""Tables of spaced review: where each module stands, the rounds, their answers, and reminders sent."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.review import rules


class Review(models.Model):
    """One row per person and module she has done: at which step she is, and when it is due.

    `due_at` is None once it has ended (`ending` says how). It must never be used to say whether a
    module is done: that is PersonLesson.
    """

    class Ending(models.TextChoices):
        """How a review ends, in the words of the rule."""

        REMEMBERED = rules.REMEMBERED
        ENOUGH = rules.ENOUGH
        IGNORED = rules.IGNORED

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    module = models.UUIDField()
    course = models.UUIDField()
    title = models.CharField(max_length=255)
    done_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField(default=0)
    rounds_answered = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    remind_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "module"], name="review_once_per_module"),
            models.CheckConstraint(
                condition=Q(due_at=None, remind_at=None) | Q(due_at__isnull=False, ending=""),
                name="review_due_until_it_ends",
            ),
        ]
        indexes = [
            models.Index(
                fields=["remind_at"],
                name="review_to_remind",
                condition=Q(remind_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.step}"


class ReviewRound(models.Model):
    """One row per time three questions were put together; `items` names lesson, version and item of each.

    `is_first` marks the first time she came to this step of this module: retention counts those.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="rounds", db_index=False)
    number = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()
    is_first = models.BooleanField()
    items = models.JSONField()
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="review_round_number_once")
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class ReviewAnswer(models.Model):
    """One row per question answered in a round, marked by the server; never changed.

    A fact beside the event log: the fold does not read it, so no lesson is reopened or lowered.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="answers", db_index=False)
    lesson = models.UUIDField()
    version = models.UUIDField()
    item = models.UUIDField()
    answer = models.JSONField()
    correct = models.BooleanField()
    score = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()
    is_first = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "item"], name="review_one_answer_an_item")
        ]
        indexes = [
            models.Index(
                fields=["person", "step"],
                name="review_first_answers",
                condition=Q(is_first=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.item)


class ReviewReminder(models.Model):
    """One row per address and day on which a message reminded somebody there: one for all who share it.

    It holds no result, and neither does the message.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    identifier = models.ForeignKey("identity.Identifier", models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identifier", "day"], name="review_one_reminder_an_address_a_day"
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)
