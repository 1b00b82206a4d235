"""Tables of certificates: what was certified, under which name, what became of it; runs that issue many."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from courses.certificates.codes import shown
from courses.certificates.rules import Status
from courses.certificates.snapshots import Snapshot


class Certificate(models.Model):
    """One row per certificate ever issued: its code and the facts it states; never changed, never deleted.

    The name is not here but in CertificateName, so that it can be erased alone. `person` becomes empty
    with her account and must never be used to show the certificate. `number` counts the certificates
    of a person for one edition; `commune` is where she lived, whose manager answers for corrections.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=28, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    course = models.UUIDField()
    edition = models.ForeignKey("courses.CourseEdition", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    commune = models.ForeignKey(
        "identity.Commune", on_delete=models.PROTECT, null=True, related_name="+"
    )
    facts = models.JSONField()
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    issued_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "edition", "number"), name="certificate_once_per_edition"
            ),
        )
        indexes = (models.Index(fields=("commune", "-issued_at"), name="certificates_of_commune"),)

    def __str__(self) -> str:
        return self.code

    @property
    def snapshot(self) -> Snapshot:
        """What it states, the name included; the name is empty once it was erased."""
        bearer = getattr(self, "bearer", None)
        return Snapshot.read(self.facts, code=self.code, name=bearer.name if bearer else "")

    @cached_property
    def standing(self) -> CertificateStatus:
        """What it was when this row was read: the last thing that became of it."""
        return max(self.statuses.all(), key=lambda each: each.pk)

    @property
    def shown_code(self) -> str:
        """The code in groups, as it is printed and as it stands in addresses."""
        return shown(self.code)

    @property
    def is_valid(self) -> bool:
        """Whether it stands: neither superseded nor revoked."""
        return self.standing.status == Status.ISSUED


class CertificateName(models.Model):
    """One row per certificate that still bears a name: the name as printed, and the signed token with it.

    Deleted when she has the certificate erased or its term is over; never changed. `sought` is the
    name without marks, for the desk's search.
    """

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="bearer")
    name = models.CharField(max_length=100)
    sought = models.CharField(max_length=100)
    token = models.TextField()

    def __str__(self) -> str:
        return self.name


class CertificateStatus(models.Model):
    """One row per thing that became of a certificate, the newest counts; never changed, never deleted.

    `status` and `reason` are words of rules.Status and rules.Reason: a reason is public, so it is never
    free text.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("certificate", "status"), name="status_once"),
        )

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.status}"


class CertificateRun(models.Model):
    """One row per time somebody had certificates issued for a class or a commune, and how far it is.

    `after` is the last standing looked at, so that a lost worker's run goes on where it was.
    It must never be used to say who holds a certificate.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    commune = models.ForeignKey("identity.Commune", on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(
        "courses.Cohort", on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    total = models.PositiveIntegerField()
    looked_at = models.PositiveIntegerField(default=0)
    issued = models.PositiveIntegerField(default=0)
    after = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("commune",),
                condition=Q(finished_at=None, cohort=None),
                name="one_run_per_commune",
            ),
            models.UniqueConstraint(
                fields=("cohort",), condition=Q(finished_at=None), name="one_run_per_class"
            ),
        )

    def __str__(self) -> str:
        return f"{self.commune_id} {self.asked_at:%Y-%m-%d}"

    @property
    def percent(self) -> int:
        """How much of it is done, 100 only when it is finished."""
        if self.finished_at:
            return 100
        return min(99, 100 * self.looked_at // self.total) if self.total else 0

    @property
    def left_out(self) -> int:
        """People of it who have not passed the check."""
        return self.looked_at - self.issued
