"""The city's table as its officials read it: the rollups with the targets, found, sorted and as a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.programmes.queries import targets
from courses.reports.queries import CommuneLine, city_figures
from courses.reports.retention import city_retention
from identity.communes import queries as communes

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
BY_NAME = "name"


@dataclass(frozen=True)
class CityLine:
    """One commune: its rollup, and how many its open programme wants (None without one).

    `retention` is the share remembered after 30 days in percent, None for fewer than ten people.
    """

    figures: CommuneLine
    target: int | None
    retention: int | None = None


SORTS: dict[str, Callable[[CityLine], int]] = {
    "learners": lambda line: line.figures.learners,
    "active": lambda line: line.figures.active,
    "lessons_done": lambda line: line.figures.lessons_done,
    "finished": lambda line: line.figures.finished,
    "retention": lambda line: -1 if line.retention is None else line.retention,
    "target": lambda line: line.target or 0,
}
"""Columns that sort by number, greatest first; everything else keeps the Vietnamese order of names."""


@dataclass(frozen=True)
class Totals:
    """The sums over the communes that are shown; `retention` is the whole city's share."""

    learners: int
    active: int
    lessons_done: int
    finished: int
    target: int
    retention: int | None


@dataclass(frozen=True)
class CityTable:
    """The lines asked for, their sums, and the moment of the oldest count among them."""

    lines: tuple[CityLine, ...]
    totals: Totals
    as_of: dt.datetime | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted for any of the lines."""
        return self.as_of is None


def read_city(*, search: str, sort: str, now: dt.datetime) -> CityTable:
    """The communes that answer `search` (all when it is empty), sorted. A handful of queries in all."""
    wanted, kept = targets(), city_retention()
    lines = [
        CityLine(each, wanted.get(each.commune.pk), kept.by_commune.get(each.commune.pk))
        for each in city_figures(now=now)
    ]
    if search:
        found = {match.commune.id for match in communes.search(search, limit=len(lines))}
        lines = [line for line in lines if line.figures.commune.pk in found]
    if sort in SORTS:
        lines.sort(key=SORTS[sort], reverse=True)
    counted = [line.figures.computed_at for line in lines if line.figures.computed_at]
    totals = _totals(lines, retention=kept.city)
    return CityTable(tuple(lines), totals, min(counted, default=None))


def as_csv(table: CityTable) -> str:
    """The table as a file for spreadsheets; a cell that a spreadsheet would run is made plain text."""
    file = io.StringIO()
    writer = csv.writer(file)
    titles = (_("Learners"), _("Active this month"), _("Lessons done"), _("Finished"), _("Target"))
    remembered = _("Remembered after 30 days, percent")
    writer.writerow((_("Code"), _("Commune"), *titles, _("As of"), remembered))
    for line in table.lines:
        writer.writerow([plain_cell(cell) for cell in _cells(line)])
    return file.getvalue()


def plain_cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text


def _cells(line: CityLine) -> list[object]:
    figures = line.figures
    counted = figures.computed_at
    return [
        figures.commune.code,
        figures.commune.full_name,
        figures.learners,
        figures.active,
        figures.lessons_done,
        figures.finished,
        "" if line.target is None else line.target,
        timezone.localtime(counted).isoformat(timespec="minutes") if counted else "",
        "" if line.retention is None else line.retention,
    ]


def _totals(lines: Iterable[CityLine], *, retention: int | None) -> Totals:
    shown = list(lines)
    return Totals(
        learners=sum(line.figures.learners for line in shown),
        active=sum(line.figures.active for line in shown),
        lessons_done=sum(line.figures.lessons_done for line in shown),
        finished=sum(line.figures.finished for line in shown),
        target=sum(line.target or 0 for line in shown),
        retention=retention,
    )
