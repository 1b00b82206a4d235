"""Writes what a new version means for those who know the one before it: chosen by the editor, or derived."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from courses.catalogue import contents
from courses.catalogue.contents import Said
from courses.catalogue.differences import (
    ChangeKind,
    Difference,
    correctable_items,
    difference,
    possible_kinds,
    renewed_items,
    safest_kind,
)
from courses.catalogue.events import KEY_CORRECTED
from courses.catalogue.lineage import PlannedChange, VersionChange
from courses.catalogue.models import LessonVersion
from identity.audit import actions as audit
from identity.outbox import actions as outbox

if TYPE_CHECKING:
    from courses.catalogue.pages import LessonPage
    from identity.accounts.models import Person


class ImpossibleChange(Exception):
    """What differs cannot be a change of that kind."""

    code = "impossible_change"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft beside the version it would follow: what differs, what that can be, what was chosen."""

    page: LessonPage
    base: LessonVersion
    said: Said
    found: Difference
    planned: PlannedChange | None

    @property
    def possible(self) -> tuple[ChangeKind, ...]:
        """The kinds this can be, the likeliest first."""
        return possible_kinds(self.found)

    @property
    def kind(self) -> ChangeKind | None:
        """The kind an editor chose for exactly this text over exactly that version."""
        return ChangeKind(self.planned.kind) if self.planned else None


def proposal(page: LessonPage) -> Proposal | None:
    """What publishing this page would change; None where nothing would, or where it is the first version.

    Raises NotFreezable for a draft that is no lesson yet.
    """
    base = contents.newest_version(page)
    said = contents.said_by(page)
    if base is None or base.digest == said.digest:
        return None
    found = difference(contents.said_in(base), said.text)
    return Proposal(
        page=page, base=base, said=said, found=found, planned=_planned(page, base, said)
    )


@transaction.atomic
def choose_change(
    *, page: LessonPage, kind: ChangeKind, note: str, by: Person, now: dt.datetime
) -> PlannedChange:
    """Keep which kind of change this draft is, until it is published; another text asks anew.

    Refuses with ImpossibleChange a kind that what differs rules out: wording only when an item, a
    key or a screen is another, and so on; also when there is nothing to choose.
    """
    proposed = proposal(page)
    if proposed is None or kind not in proposed.possible:
        raise ImpossibleChange
    planned, _made = PlannedChange.objects.update_or_create(
        page=page,
        base=proposed.base,
        digest=proposed.said.digest,
        defaults={"kind": kind, "note": note, "by": by, "at": now},
    )
    detail = {"lesson": str(page.lesson), "kind": str(kind), "over": proposed.base.number}
    audit.record(act="lessons.change_chosen", by=by, now=now, detail=detail)
    return planned


def record_change(
    *,
    page: LessonPage,
    version: LessonVersion,
    previous: LessonVersion,
    said: Said,
    now: dt.datetime,
) -> VersionChange:
    """Write beside a new version what it means; part of the transaction that publishes it.

    Where nobody chose, or the choice became impossible because another version came between, it is
    the safest kind that fits what differs. A corrected key changes nobody's mark by itself.
    """
    found = difference(contents.said_in(previous), said.text)
    planned = _planned(page, previous, said)
    chosen = planned if planned and planned.kind in possible_kinds(found) else None
    kind = ChangeKind(chosen.kind) if chosen else safest_kind(found)
    change = VersionChange.objects.create(
        version=version,
        previous=previous,
        kind=kind,
        is_chosen=chosen is not None,
        renewed=list(renewed_items(found, kind)),
        rekeyed=list(correctable_items(found, kind)),
        added=list(found.screens_added),
        note=chosen.note if chosen else "",
        by=chosen.by if chosen else None,
        at=now,
    )
    if change.rekeyed:
        payload = {"version": str(version.uuid)}
        outbox.add(topic=KEY_CORRECTED, key=str(version.uuid), payload=payload, now=now)
    return change


def _planned(page: LessonPage, base: LessonVersion, said: Said) -> PlannedChange | None:
    return PlannedChange.objects.filter(page=page, base=base, digest=said.digest).first()
