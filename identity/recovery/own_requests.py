"""`/toi/tai-khoan/khoi-phuc/`: who asks for my account at this moment, and the button that stops it."""

from __future__ import annotations

import uuid
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from identity.accounts.models import Person
from identity.recovery import requests
from identity.recovery.queries import requests_about


@never_cache
@login_required
@require_safe
def show_own(request: HttpRequest) -> HttpResponse:
    """Every open request for my account; at most three, so one page holds them."""
    shown = {"requests": requests_about(cast("Person", request.user))}
    return render(request, "identity/recovery/own_requests.html", shown)


@require_POST
@login_required
def cancel(request: HttpRequest, asked: uuid.UUID) -> HttpResponse:
    """Any open session of the account stops a request at once."""
    person = cast("Person", request.user)
    found = requests_about(person).filter(uuid=asked).first()
    if found is None:
        raise Http404
    requests.cancel(request=found, by=person, now=timezone.now())
    messages.success(request, gettext("Stopped. Your account stays yours alone."))
    return HttpResponseRedirect(reverse("recovery:own"))
