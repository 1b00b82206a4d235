"""`require_fresh_proof`: what protects an account changes only for who has just shown that it is she."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from identity.factors.queries import methods_of
from identity.factors.rules import accepted_proofs
from identity.roles.permissions import is_staff, signin_redirect
from identity.sessions.proofs import has_fresh_proof

if TYPE_CHECKING:
    from identity.accounts.models import Person

KIND_KEY = "confirm_by"
"""Where a session keeps to which kind of address the next code goes, if it matters."""

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def accepted(person: Person, *, now: dt.datetime) -> frozenset[str]:
    """The proofs this person may show here: her factors, or a code where she has none."""
    return accepted_proofs(methods_of(person), is_staff=is_staff(person, now))


def is_fresh(request: HttpRequest, *, now: dt.datetime) -> bool:
    """Whether this session saw one of the accepted proofs of its person in the last 15 minutes."""
    person = cast("Person", request.user)
    return has_fresh_proof(request.session, now=now, methods=accepted(person, now=now))


def require_fresh_proof(view: View[P]) -> View[P]:
    """Let in who is signed in and proved herself in the last 15 minutes; others show it again first.

    They come back to the page afterwards; a form that was being sent is not repeated.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return signin_redirect(request)
        if not is_fresh(request, now=timezone.now()):
            return confirm_first(request)
        return view(request, *args, **kwargs)

    return guarded


def confirm_first(request: HttpRequest, *, kind: str = "") -> HttpResponseRedirect:
    """To the page that asks for a proof (`confirm_again`), and back here after it.

    Where it matters, a code goes to an address of this `kind`: "phone" or "email".
    """
    if kind:
        request.session[KIND_KEY] = kind
    target = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    query = urlencode({"next": target}, safe="/")
    return HttpResponseRedirect(f"{reverse('signin:confirm_again')}?{query}")
