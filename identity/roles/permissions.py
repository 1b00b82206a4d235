"""Who may: questions about live grants, and the decorator that guards staff pages."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from identity.audit.context import Post, acting_as
from identity.roles.models import Grant
from identity.roles.rules import Role, appointing_roles, ending_roles, needs_commune

if TYPE_CHECKING:
    from identity.accounts.models import Person
    from identity.communes.models import Commune

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def has_role(
    person: Person, role: str, *, commune: Commune | None = None, now: dt.datetime
) -> bool:
    """Whether the person holds `role` now: anywhere, or in `commune` where one is given."""
    grants = Grant.objects.live(now=now).filter(person_id=person.pk, role=role)
    if commune is not None:
        grants = grants.filter(commune_id=commune.pk)
    return grants.exists()


def has_any_role(person: Person, roles: frozenset[str] | set[str], now: dt.datetime) -> bool:
    """Whether the person holds at least one of `roles` anywhere now."""
    grants = Grant.objects.live(now=now)
    return grants.filter(person_id=person.pk, role__in=sorted(roles)).exists()


def communes_as(person: Person, role: str, now: dt.datetime) -> set[int]:
    """Row ids of the communes in which the person holds `role` now."""
    grants = Grant.objects.live(now=now).filter(person_id=person.pk, role=role)
    return {pk for pk in grants.values_list("commune_id", flat=True) if pk is not None}


def is_staff(person: Person, now: dt.datetime) -> bool:
    """Whether the person holds any role now, and so needs a second factor."""
    return Grant.objects.live(now=now).filter(person_id=person.pk).exists()


def staff_among(people: Iterable[Person], *, now: dt.datetime) -> set[int]:
    """Row ids of those of these people who hold any role now, in one query."""
    grants = Grant.objects.live(now=now).filter(person__in=list(people))
    return set(grants.values_list("person_id", flat=True))


def roles_held(person: Person, now: dt.datetime) -> frozenset[str]:
    """Every role the person holds anywhere now, in one query."""
    grants = Grant.objects.live(now=now).filter(person_id=person.pk)
    return frozenset(grants.values_list("role", flat=True))


def posts_held(person: Person, now: dt.datetime) -> tuple[Post, ...]:
    """Every role the person holds now with its commune, in one query."""
    grants = Grant.objects.live(now=now).filter(person_id=person.pk)
    held = grants.order_by("role", "commune__code").values_list("role", "commune__code")
    return tuple(Post(role, code or "") for role, code in held)


def can_appoint(by: Person, role: Role, commune: Commune | None, now: dt.datetime) -> bool:
    """Whether `by` may give `role` (in `commune`) at `now`."""
    return _holds_one(by, appointing_roles(role), commune, now)


def can_end(by: Person, role: Role, commune: Commune | None, now: dt.datetime) -> bool:
    """Whether `by` may end `role` (in `commune`) at `now`."""
    return _holds_one(by, ending_roles(role), commune, now)


def _holds_one(
    by: Person, roles: frozenset[Role], commune: Commune | None, now: dt.datetime
) -> bool:
    """A role of the city counts everywhere, a role of a commune only there."""
    return any(
        has_role(by, role, commune=commune if needs_commune(role) else None, now=now)
        for role in roles
    )


def require_role(*roles: str) -> Callable[[View[P]], View[P]]:
    """Let only holders of one of `roles` in, with a session proved by the second factor.

    A stranger, or a session without the second factor, is sent to sign in; anybody else gets a 404,
    so that a staff page does not tell that it exists.
    """
    wanted = frozenset(roles)

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return signin_redirect(request)
            if not has_any_role(request.user, wanted, timezone.now()):
                raise Http404
            if not getattr(request, "second_factor", False):
                return signin_redirect(request)
            with acting_as(wanted):
                return view(request, *args, **kwargs)

        # a test walks all addresses and reads here whom each one is for
        guarded.wanted_roles = wanted  # type: ignore[attr-defined]
        return guarded

    return decorate


def signin_redirect(request: HttpRequest) -> HttpResponseRedirect:
    """To the door, and back to this page after it (a form that was being sent is not repeated)."""
    target = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return HttpResponseRedirect(
        f"{reverse('signin:contact')}?{urlencode({'next': target}, safe='/')}"
    )
