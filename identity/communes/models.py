"""Tables of the register: the units in force, the units before them, and what became of those."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CommuneType(models.TextChoices):
    """The three kinds of commune-level unit that exist since 1 July 2025."""

    WARD = "phường", _("ward")
    COMMUNE = "xã", _("commune")
    SPECIAL_ZONE = "đặc khu", _("special zone")


class CommuneQuerySet(models.QuerySet["Commune"]):
    """Units by the day they exist on."""

    def in_force(self, on: date) -> "CommuneQuerySet":
        """The units that exist on that day."""
        return self.filter(valid_from__lte=on).filter(Q(valid_until=None) | Q(valid_until__gte=on))


class Commune(models.Model):
    """One row per commune-level unit of the city and period in which it is in force.

    A code alone is never a key over time: 113 of the 114 codes belonged to another unit before.
    """

    code = models.CharField(max_length=5)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=60)
    type = models.CharField(max_length=10, choices=CommuneType.choices)
    full_name = models.CharField(max_length=80)
    folded = models.CharField(max_length=80, db_index=True)
    sort_key = models.CharField(max_length=240, db_index=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "code")
        constraints = (
            models.UniqueConstraint(fields=("code", "valid_from"), name="commune_code_per_period"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="commune_period_runs_forward",
            ),
        )

    def __str__(self) -> str:
        return self.full_name


class FormerUnit(models.Model):
    """One row per unit of an earlier list (2024; first half of 2025) and the period of that list.

    Only for finding today's commune from an old name; nobody lives in one.
    """

    code = models.CharField(max_length=5, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField()
    full_name = models.CharField(max_length=80)
    district = models.CharField(max_length=60)
    district_code = models.CharField(max_length=3)
    province = models.CharField(max_length=40)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )

    class Meta:
        constraints = (
            # Bạch Long Vĩ had no commune level and so no code: its district's code stands in.
            models.UniqueConstraint(
                fields=("code", "district_code", "valid_until"), name="former_unit_once_per_list"
            ),
        )

    def __str__(self) -> str:
        return f"{self.full_name} ({self.district}, {self.province})"


class Succession(models.Model):
    """One row per former unit and commune that took it over, whole or in part.

    `is_likely` marks the one proposal for a unit that was split: a guess to offer, never to assume.
    """

    former = models.ForeignKey(FormerUnit, on_delete=models.CASCADE, related_name="successions")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="successions")
    is_whole = models.BooleanField()
    is_likely = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("former", "commune"), name="succession_once_per_pair"),
            models.UniqueConstraint(
                fields=("former",), condition=Q(is_likely=True), name="one_likely_successor"
            ),
        )

    def __str__(self) -> str:
        return f"{self.former} → {self.commune}"


class RegisterLoad(models.Model):
    """One row per change of the register: which data file made it what it is.

    The newest row tells every process whether its copy of the register is still the current one.
    """

    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.loaded_at:%Y-%m-%d} {self.digest[:8]}"
