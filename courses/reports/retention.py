"""What people still know 30 days after a module: first answers at the last step of review, counted anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from courses.reports.counting import hers
from courses.reports.models import CommuneRetention
from courses.reports.rules import Retained
from courses.review.models import ReviewAnswer
from courses.review.rules import RULE
from identity.accounts import queries as accounts
from identity.communes import queries as communes
from identity.local_time import VIETNAM


@dataclass(frozen=True, slots=True)
class CityRetention:
    """The shares in whole percent, None where too few people stand behind one."""

    by_commune: dict[int, int | None]
    city: int | None


def count_retention(*, commune: int, now: datetime) -> None:
    """Recount a commune (a row id), under its lock so that an older count never wins; twice is once."""
    with transaction.atomic():
        CommuneRetention.objects.get_or_create(
            commune_id=commune, defaults={"people": 0, "answers": 0, "right": 0, "computed_at": now}
        )
        row = CommuneRetention.objects.select_for_update().get(commune=commune)
        found = retained(commune, now=now)
        row.people, row.answers, row.right = found.people, found.answers, found.right
        row.computed_at = now
        row.save()


def prove_retention(*, now: datetime) -> None:
    """Recount every commune where something stands: people move house."""
    for commune in CommuneRetention.objects.values_list("commune", flat=True):
        count_retention(commune=commune, now=now)


def retained(commune: int, *, now: datetime) -> Retained:
    """What the facts say of the people who live there now. One query over their first answers."""
    residents = accounts.residents(commune, on=now.astimezone(VIETNAM).date())
    first = ReviewAnswer.objects.filter(person__in=residents, step=RULE.last_step, is_first=True)
    found = hers(first).aggregate(
        people=Count("owner", distinct=True),
        answers=Count("pk"),
        right=Count("pk", filter=Q(correct=True)),
    )
    return Retained(**found)


def city_retention() -> CityRetention:
    """The shares of every commune and of all together, small ones hidden. One short query."""
    rows = CommuneRetention.objects.filter(commune__in=_in_force())
    found = {row.commune_id: Retained(row.people, row.answers, row.right) for row in rows}
    return CityRetention(
        by_commune={commune: each.percent for commune, each in found.items()},
        city=_together(found.values()).percent,
    )


def _in_force() -> list[int]:
    return [commune.pk for commune in communes.communes_in_force()]


def _together(every: Iterable[Retained]) -> Retained:
    lines = list(every)
    return Retained(
        people=sum(line.people for line in lines),
        answers=sum(line.answers for line in lines),
        right=sum(line.right for line in lines),
    )
