"""Reading certificates: one by its code, a person's, a commune's."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from courses.certificates.codes import Mistyped, read_code
from courses.certificates.models import Certificate
from identity.accounts.models import Person
from identity.accounts.queries import accounts_of, owners_of
from identity.communes.folding import fold


def whole() -> QuerySet[Certificate]:
    """Certificates with names, followers and what became of them. Two queries for one as for fifty."""
    rows = Certificate.objects.select_related("bearer", "replaced_by")
    return rows.prefetch_related("statuses")


def by_code(code: str) -> Certificate | None:
    """The certificate with this code, as it is stored, or None. Asked anew each time: it may be revoked."""
    rows = Certificate.objects.select_related("bearer", "replaced_by")
    return rows.filter(code=code).first()


def last_in_place_of(certificate: Certificate) -> Certificate | None:
    """The end of the chain that replaced a certificate, whether or not it is valid; None for its end."""
    found = getattr(certificate, "replaced_by", None)
    while following := getattr(found, "replaced_by", None):
        found = following
    return found


def newest_for(person: Person, *, edition: int) -> Certificate | None:
    """The last certificate of a person for an edition (a row id), under any of her accounts."""
    hers = whole().filter(person__in=accounts_of(person.pk), edition=edition)
    return hers.order_by("-number", "-pk").first()


def held_by(person: Person) -> list[Certificate]:
    """Her certificates, newest first: of a chain only the last one, and none that she had erased."""
    hers = whole().filter(person__in=accounts_of(person.pk), replaced_by__isnull=True)
    return [each for each in hers.order_by("-issued_at", "-pk") if each.snapshot.name]


def own(person: Person, uuid: UUID) -> Certificate | None:
    """One of her certificates that still bears her name, or None."""
    hers = whole().filter(person__in=accounts_of(person.pk), uuid=uuid)
    return hers.filter(bearer__isnull=False).first()


def of_commune(commune: int, *, sought: str = "") -> QuerySet[Certificate]:
    """Certificates of people who lived there when they got them, newest first.

    `sought` is a code, or part of a name with or without marks.
    """
    listed = whole().select_related("commune").filter(commune=commune).order_by("-issued_at", "-pk")
    if not sought:
        return listed
    try:
        return listed.filter(code=read_code(sought))
    except Mistyped:
        return listed.filter(bearer__sought__contains=fold(sought))


def valid_among(people: Sequence[Person], *, course: UUID) -> list[Certificate]:
    """The newest valid certificate of each of these people for a course, in their order. Three queries."""
    owners = owners_of([person.pk for person in people])
    rows = whole().filter(person__in=list(owners), course=course, bearer__isnull=False)
    newest = {
        owners[each.person_id]: each
        for each in rows.order_by("issued_at", "pk")
        if each.person_id and each.is_valid
    }
    return [newest[person.pk] for person in people if person.pk in newest]
