"""Tables of sittings: what was opened, who sat, what was answered; facts, so rows are only ever added."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.sittings.rules import AFTER, BEFORE, CHECK


class FormRelease(models.Model):
    """One row each time a form of a paired test said something new when it was published.

    The form itself is a lesson version of use "form" that no page and no API shows. `aims` names the
    objective of each item; `stands_for`, of the reserve alone, the objective of each question of the
    course's check. Never changed; never used to show a form to somebody who does not sit it.
    """

    version = models.OneToOneField("courses.LessonVersion", models.PROTECT, related_name="+")
    course = models.UUIDField()
    letter = models.CharField(max_length=1)
    objectives = models.JSONField()
    aims = models.JSONField()
    stands_for = models.JSONField(default=dict)
    released_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("course", "letter", "-id"), name="release_newest"),)

    def __str__(self) -> str:
        return f"{self.course} {self.letter}"


class Sitting(models.Model):
    """One row per sitting of a class: the test before, the test after, or one supervised check.

    Says what is asked and until when, never whether it is open: that is its newest Turn. `code` lets
    candidates of this class in, and proves nothing about who they are.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="sittings")
    moment = models.CharField(max_length=6)
    form_a = models.ForeignKey(FormRelease, models.PROTECT, null=True, related_name="+")
    form_b = models.ForeignKey(FormRelease, models.PROTECT, null=True, related_name="+")
    check_version = models.ForeignKey(
        "courses.LessonVersion", models.PROTECT, null=True, related_name="+"
    )
    reserve = models.ForeignKey(FormRelease, models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=6, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "moment"),
                condition=Q(moment__in=(BEFORE, AFTER)),
                name="one_sitting_before_and_after",
            ),
        )

    def __str__(self) -> str:
        return f"{self.moment} {self.uuid}"

    @property
    def is_check(self) -> bool:
        """Whether it is a supervised check."""
        return self.moment == CHECK


class Turn(models.Model):
    """One row each time a sitting was opened, closed or opened again; the newest says how it stands."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="turns")
    state = models.CharField(max_length=6)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.state


class SittingPaper(models.Model):
    """One row per person in a sitting: which form she was given; the server's own choice, never changed."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="papers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    letter = models.CharField(max_length=1, blank=True)
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("sitting", "person"), name="one_paper_per_sitting"),
        )

    def __str__(self) -> str:
        return str(self.uuid)


class SittingAnswer(models.Model):
    """One row per answer given in a sitting; the newest to an item counts. Never sent to anybody.

    `score` is the server's own. `by` is the trainer where the answer was tapped on her phone for somebody.
    """

    paper = models.ForeignKey(SittingPaper, models.PROTECT, related_name="answers")
    item = models.UUIDField()
    answer = models.JSONField()
    score = models.PositiveSmallIntegerField()
    help = models.CharField(max_length=8)
    effective_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.item)


class SeatAct(models.Model):
    """One row per thing that happened at a candidate's seat in a supervised check; the newest is its state.

    `detail` holds how she was known, or the ticket of the browser she began in; never a paper's number.
    """

    paper = models.ForeignKey(SittingPaper, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=14)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.kind


class ItemAct(models.Model):
    """One row per word about an item in a supervised check: reported, left in, or taken out for the rest.

    `replacement` is the reserve item that stands in; none means that the score goes without it.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="item_acts")
    item = models.UUIDField()
    kind = models.CharField(max_length=9)
    reason = models.CharField(max_length=10, blank=True)
    replacement = models.UUIDField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} {self.item}"


class SupervisedResult(models.Model):
    """One row each time a supervised paper was marked; a pass is never taken away by a later row.

    The facts themselves stand in the event log under `attempt`. It is what a certificate rests on; it
    must never be used as the learner's progress.
    """

    paper = models.ForeignKey(SittingPaper, models.PROTECT, related_name="results")
    version = models.ForeignKey("courses.LessonVersion", models.PROTECT, related_name="+")
    attempt = models.UUIDField(unique=True)
    score = models.PositiveSmallIntegerField()
    has_passed = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.score}"


class CodeTries(models.Model):
    """One row per person and supervised check: how many wrong session codes she has typed there.

    Moved only by conditional UPDATE, so that parallel guesses cannot get past the limit.
    """

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    wrong_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("sitting", "person"), name="one_count_of_codes"),
        )

    def __str__(self) -> str:
        return f"{self.wrong_tries}"


class ClassGain(models.Model):
    """One row per class with a test before and after: what it gained, recounted whole from the answers.

    A cache that the city's figures add up; never counted up. `before` and `after` are sums of percent
    over the `pairs` of papers, so that a mean over classes weighs every person the same.
    """

    cohort = models.OneToOneField("courses.Cohort", models.CASCADE, related_name="+")
    pairs = models.PositiveIntegerField()
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    higher = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    lower = models.PositiveIntegerField()
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pairs}"


class ImportedTest(models.Model):
    """One row per content file of a paired test, with what the file and the test were then.

    It decides only whether the import may write again; it never says what the test is now.
    """

    file = models.CharField(max_length=250, unique=True)
    test = models.ForeignKey("courses.PairedTest", models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    revision = models.BigIntegerField(null=True)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file
