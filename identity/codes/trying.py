"""The budgets of tries: how many codes may be compared for an address or an authenticator.

Every try is counted by one conditional UPDATE before anything is compared, and the last one allowed
closes the budget in the same statement; only the right code or a person opens it again.
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, DateTimeField, F, IntegerField, Q, Value, When

from identity.codes.models import TryBudget, TryScope
from identity.codes.refusals import TriesClosed
from identity.codes.rules import CODES_CLOSE, PINS_CLOSE, TRIES_SINCE_SUCCESS, Closing

CLOSES = {TryScope.PIN: PINS_CLOSE}


def claim(scope: TryScope, digests: list[str], *, now: datetime) -> None:
    """Count one try; the caller commits before it compares. Refusal: TriesClosed."""
    if _count(scope, digests, now=now):
        return
    budget = _rows(scope, digests).order_by("id").first()
    if budget is None:
        fresh = TryBudget(scope=scope, digest=digests[0], updated_at=now)
        TryBudget.objects.bulk_create([fresh], ignore_conflicts=True)
        if _count(scope, digests, now=now):
            return
        budget = _rows(scope, digests).get()
    raise TriesClosed(retry_at=opens_at(budget))


def succeed(scope: TryScope, digests: list[str], *, now: datetime) -> None:
    """Take every count of this budget back: the right code came."""
    _rows(scope, digests).update(
        tries=0, tries_since_success=0, closures=0, closed_until=None, updated_at=now
    )


def reopen(scope: TryScope, digests: list[str], *, now: datetime) -> bool:
    """Open a budget by hand; whether there was one with wrong tries."""
    used = _rows(scope, digests).filter(tries_since_success__gt=0)
    return bool(
        used.update(tries=0, tries_since_success=0, closures=0, closed_until=None, updated_at=now)
    )


def carry_over(digests: list[str]) -> None:
    """Keep counting under the current key (its digest is the first) what was counted under an older one."""
    current, *older = digests
    counted = TryBudget.objects.filter(digest=current)
    for digest in older:
        behind = TryBudget.objects.filter(digest=digest)
        behind.exclude(scope__in=counted.values_list("scope")).update(digest=current)


def is_closed(budget: TryBudget, *, now: datetime) -> bool:
    """Whether no code is compared for this budget at `now`."""
    until = budget.closed_until
    return budget.tries_since_success >= TRIES_SINCE_SUCCESS or (until is not None and until > now)


def opens_at(budget: TryBudget) -> datetime | None:
    """When the clock opens a closed budget; None when only a person can."""
    return None if budget.tries_since_success >= TRIES_SINCE_SUCCESS else budget.closed_until


def closed_budget(scope: TryScope, digests: list[str], *, now: datetime) -> TryBudget | None:
    """The budget if it is closed at `now`."""
    budget = _rows(scope, digests).order_by("id").first()
    return budget if budget is not None and is_closed(budget, now=now) else None


def _rows(scope: TryScope, digests: list[str]) -> Any:
    return TryBudget.objects.filter(scope=scope, digest__in=digests)


def _count(scope: TryScope, digests: list[str], *, now: datetime) -> int:
    is_open = Q(closed_until=None) | Q(closed_until__lte=now)
    closing = CLOSES.get(scope, CODES_CLOSE)
    is_last = Q(tries__gte=closing.tries - 1)
    counted: int = (
        _rows(scope, digests)
        .filter(is_open, tries_since_success__lt=TRIES_SINCE_SUCCESS)
        .update(
            tries=Case(
                When(is_last, then=Value(0)), default=F("tries") + 1, output_field=IntegerField()
            ),
            tries_since_success=F("tries_since_success") + 1,
            closures=Case(
                When(is_last, then=F("closures") + 1),
                default=F("closures"),
                output_field=IntegerField(),
            ),
            closed_until=Case(
                *_closed_until(closing, is_last, now), default=None, output_field=DateTimeField()
            ),
            updated_at=now,
        )
    )
    return counted


def _closed_until(closing: Closing, is_last: Q, now: datetime) -> list[When]:
    """The spans one after another, then the last one each time."""
    growing = [
        When(is_last & Q(closures=closures), then=Value(now + span))
        for closures, span in enumerate(closing.spans[:-1])
    ]
    return [*growing, When(is_last, then=Value(now + closing.spans[-1]))]
