"""Reads the facts of one lesson version and its items, ready for figuring."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models.functions import Coalesce

from courses.analysis.figuring import AnalysedItem
from courses.analysis.tries import Fact
from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import FrozenItem, FrozenLesson, Key
from courses.progress.grading import Sheet, paper
from courses.progress.models import Event, Kind

READ = (Kind.OPENED, Kind.POSITION, Kind.ANSWERED, Kind.PRACTISED)
MOST_FACTS = 100_000
"""The first so many facts of a version settle its figures: more people would move no share by a point,
and one count never costs more than this."""


def facts(version: UUID) -> Iterator[Fact]:
    """The facts of a version in the order they came, the first MOST_FACTS of them; one query."""
    rows: Any = Event.objects.filter(version=version, kind__in=READ)
    rows = rows.annotate(owner=Coalesce("person__kept_id", "person_id"))
    chosen = rows.order_by("received_at", "pk").values_list(
        "owner", "device", "seq", "pk", "effective_at", "kind", "item", "answer", "score"
    )
    for person, device, seq, pk, at, kind, item, answer, score in chosen[:MOST_FACTS].iterator():
        name = str(item) if item else None
        yield Fact(person, device, seq, pk, at, kind, name, answer, score)


def items(frozen: FrozenLesson) -> list[AnalysedItem]:
    """The items of a version with their keys, in the order shown."""
    sheets = paper(frozen.version).sheets
    keys = catalogue.answer_keys(frozen.version)
    return [analysed(item, sheets[item.id], keys[item.id]) for item in frozen.items]


def analysed(item: FrozenItem, sheet: Sheet, key: Key) -> AnalysedItem:
    """One item as figuring takes it."""
    return AnalysedItem(
        id=str(item.id),
        use=item.use,
        shown=item.shown,
        solution=sheet.kind.solution(item.shown, key.key),
        sheet=sheet,
    )
