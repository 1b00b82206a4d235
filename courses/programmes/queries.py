"""Reading programmes: the open one of a commune, what it offers, and what could be offered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from courses.catalogue import queries as catalogue
from courses.catalogue.pages import CoursePage
from courses.programmes.models import Programme


@dataclass(frozen=True)
class Offer:
    """A course a class can be opened for."""

    id: UUID
    title: str
    lessons: int


def live_offers() -> list[Offer]:
    """The courses on the site that have lessons, in the order of the catalogue."""
    pages = CoursePage.objects.live().order_by("path").values_list("translation_key", flat=True)
    return _offers(pages)


def offers_of(programme: Programme) -> list[Offer]:
    """The courses of a programme in its order."""
    return _offers(programme.courses.values_list("course", flat=True))


def open_programme(commune_id: int) -> Programme | None:
    """The programme that is open in a commune now."""
    return (
        Programme.objects.is_open().select_related("commune").filter(commune_id=commune_id).first()
    )


def open_programmes(commune_ids: Collection[int]) -> list[Programme]:
    """The open programmes of these communes, in Vietnamese order of their names."""
    found = Programme.objects.is_open().filter(commune_id__in=commune_ids)
    return list(found.select_related("commune").order_by("commune__sort_key"))


def targets() -> dict[int, int]:
    """How many learners each commune's open programme wants, by row id of the commune."""
    return dict(Programme.objects.is_open().values_list("commune_id", "target_learners"))


def _offers(courses: Collection[UUID]) -> list[Offer]:
    editions = [catalogue.current_edition(course) for course in courses]
    return [
        Offer(id=edition.course, title=edition.title, lessons=len(edition.required))
        for edition in editions
        if edition is not None
    ]
