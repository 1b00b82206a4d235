"""Months of Hải Phòng: when they begin and end, and on which day a person's commune is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from identity.local_time import VIETNAM

FEWEST_SHOWN = 10
"""A share is shown only where at least so many people stand behind it."""


@dataclass(frozen=True, slots=True)
class Retained:
    """First answers 30 days after a module: by how many people, how many, and how many were right."""

    people: int
    answers: int
    right: int

    @property
    def percent(self) -> int | None:
        """The share of right ones in whole percent, rounded down; None for fewer than ten people."""
        return None if self.people < FEWEST_SHOWN else 100 * self.right // self.answers


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month in Vietnam."""

    first: date

    @property
    def begins_at(self) -> datetime:
        """The instant it begins."""
        return datetime.combine(self.first, time(), VIETNAM)

    @property
    def ends_at(self) -> datetime:
        """The instant the next one begins."""
        return self.next().begins_at

    def next(self) -> Month:
        """The month after it."""
        return month_of(self.first + timedelta(days=31))

    def previous(self) -> Month:
        """The month before it."""
        return month_of(self.first - timedelta(days=1))

    def residence_day(self, today: date) -> date:
        """Its last day, or today while it runs: where a person lives then is where she counts."""
        return min(self.next().first - timedelta(days=1), today)


def month_of(day: date) -> Month:
    """The month a day lies in."""
    return Month(day.replace(day=1))


def current_month(now: datetime) -> Month:
    """The month that runs now."""
    return month_of(now.astimezone(VIETNAM).date())


def read_month(text: str) -> Month:
    """The month of a text such as 2026-03."""
    return Month(date.fromisoformat(f"{text}-01"))


def months_from(first: Month, *, last: Month) -> list[Month]:
    """The months from one to another, both included; none if they stand the wrong way round."""
    months, month = [], first
    while month <= last:
        months.append(month)
        month = month.next()
    return months
