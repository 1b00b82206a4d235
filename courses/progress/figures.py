"""What a batch changed that courses and monthly figures count, and the promise to recount them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from courses.progress.events import FIGURES_CHANGED
from courses.progress.fold import State, month_of, time_of
from identity.accounts import queries as accounts
from identity.outbox import actions as outbox


@dataclass(frozen=True, slots=True)
class Seen:
    """What of a lesson's state is counted elsewhere: when begun, when done, the months with activity."""

    begun: str | None
    done: str | None
    months: frozenset[str]


NOTHING = Seen(begun=None, done=None, months=frozenset())


def seen(state: State) -> Seen:
    """The counted part of a state, as it is now."""
    return Seen(
        begun=month_of(time_of(state.first)),
        done=state.done[0] if state.done else None,
        months=frozenset(state.months),
    )


def changed_months(before: Seen, after: Seen) -> frozenset[str]:
    """The months whose figures are no longer right."""
    months = set(after.months - before.months)
    if after.begun and after.begun != before.begun:
        months.add(after.begun)
    if after.done and after.done != before.done:
        months.add(month_of(time_of(after.done)))
    return frozenset(months)


def announce(person: int, months: Collection[str], *, now: datetime) -> None:
    """Promise that her commune's figures are recounted from the first of these months on.

    Written only when a count moves, so that most answers cost nothing here; always a new row, since
    one that is being worked off may have read the log before us.
    """
    commune = accounts.communes_of([person]).get(person) if months else None
    if commune is None:
        return
    first = min(months)
    outbox.add(
        topic=FIGURES_CHANGED,
        key=f"{commune.pk}:{first}",
        payload={"commune": commune.pk, "month": first},
        now=now,
        prompt=False,
    )
