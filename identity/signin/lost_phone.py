"""A member of staff lost the phone with the authenticator: an administrator lets a new one be set up."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.accounts import actions as accounts
from identity.accounts.models import Person
from identity.accounts.queries import contacts_of
from identity.codes import actions as codes
from identity.factors import actions as factors
from identity.roles.looks import record_look
from identity.roles.permissions import require_role
from identity.roles.queries import all_live_grants
from identity.roles.rules import Role


def forget_phone(*, person: Person, by: Person | None, now: dt.datetime) -> None:
    """Take app, passkeys and recovery codes away, end all sessions, trust no browser.

    The next sign-in of staff sets up a new factor. `by=None` is the operator at the command line.
    Nobody does it for himself: who holds a stolen session must not be able to bind a second phone.
    """
    with transaction.atomic():
        factors.forget_factors(person=person, by=by, now=now)
        accounts.end_sessions(person=person, by=by, now=now)
        codes.forget_person(person=person, now=now)
        for contact in contacts_of(person):
            codes.forget_browsers(contact=contact, now=now)


@never_cache
@require_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def replace_phone(request: HttpRequest, grant: uuid.UUID) -> HttpResponse:
    """Ask once more, then forget the old authenticator."""
    now = timezone.now()
    by = cast("Person", request.user)
    found = get_object_or_404(all_live_grants(now), uuid=grant)
    if found.person == by:
        raise Http404
    if request.method != "POST":
        record_look([found], by=by, now=now)
        return render(request, "identity/signin/lost_phone.html", {"person": found.person})
    forget_phone(person=found.person, by=by, now=now)
    said = gettext("%(name)s sets up a new authenticator app at the next sign-in.")
    messages.success(request, said % {"name": found.person.name})
    return HttpResponseRedirect(reverse("roles:staff"))
