"""How many faults may be reported from one source within an hour; conditional updates only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from courses.analysis.models import ReportBudget
from courses.analysis.refusals import AnalysisRefused
from identity import keys

WINDOW = timedelta(hours=1)
KEPT_FOR = timedelta(days=1)
PURPOSE = "analysis.report"
# one room of learners may stand behind one network address
LIMITS = {"person": 10, "device": 10, "network": 60}


@dataclass(frozen=True, slots=True)
class Source:
    """What a report comes from: a `kind` of LIMITS and a name of it that is never stored."""

    kind: str
    name: str

    @property
    def digest(self) -> str:
        """The keyed hash under which it is counted."""
        return keys.blind_index(f"{self.kind}:{self.name}", purpose=PURPOSE).digest


@transaction.atomic
def claim(sources: Collection[Source], *, now: datetime) -> None:
    """Count one report for each source before it is taken. Refusal: too_many, and nothing is counted."""
    for source in sorted(sources, key=lambda each: each.digest):
        if not _counted(source, now=now):
            raise AnalysisRefused("too_many")


def forget(*, now: datetime) -> int:
    """Remove counts that limit nothing any more; how many."""
    return ReportBudget.objects.filter(window_started_at__lt=now - KEPT_FOR).delete()[0]


def _counted(source: Source, *, now: datetime) -> bool:
    digest = source.digest
    ReportBudget.objects.get_or_create(source=digest, defaults={"window_started_at": now})
    rows = ReportBudget.objects.filter(source=digest)
    rows.filter(window_started_at__lte=now - WINDOW).update(window_started_at=now, used=0)
    return bool(rows.filter(used__lt=LIMITS[source.kind]).update(used=F("used") + 1))
