"""`GET session` and `GET me`: who is here."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from ninja import Router, Schema
from ninja.decorators import decorate_view

from identity.accounts.models import Person
from identity.accounts.queries import commune_of
from identity.communes.api import CommuneBrief
from identity.roles.queries import live_grants
from identity.signin.permissions import signed_in

router = Router(tags=["people"])


class PersonOut(Schema):
    """A person as others may see her: a uuid and a name."""

    id: UUID
    name: str


class SessionOut(Schema):
    """Whether somebody is signed in, and the token that writes must carry."""

    signed_in: bool
    csrf: str
    person: PersonOut | None


class RoleOut(Schema):
    """A role held now; `commune` is a code, or null for the whole city."""

    role: str
    commune: str | None


class MeOut(Schema):
    """The signed-in person, where she lives and what she may do."""

    id: UUID
    name: str
    commune: CommuneBrief | None
    roles: list[RoleOut]


@router.get("session", response=SessionOut, summary="Who is signed in; always 200")
@decorate_view(never_cache)
def read_session(request: HttpRequest) -> SessionOut:
    """Asked by every page after it has loaded; it also sets the cookie the token belongs to."""
    person = request.user
    shown = PersonOut(id=person.uuid, name=person.name) if person.is_authenticated else None
    return SessionOut(signed_in=shown is not None, csrf=get_token(request), person=shown)


@router.get("me", response=MeOut, auth=signed_in, summary="The signed-in person")
@decorate_view(never_cache)
def read_me(request: HttpRequest) -> MeOut:
    """Her name, where she lives and the roles she holds now."""
    person = cast("Person", request.user)
    commune = commune_of(person)
    grants = live_grants(person.pk, timezone.now())
    return MeOut(
        id=person.uuid,
        name=person.name,
        commune=CommuneBrief.from_orm(commune) if commune else None,
        roles=[
            RoleOut(role=grant.role, commune=grant.commune.code if grant.commune else None)
            for grant in grants
        ],
    )
