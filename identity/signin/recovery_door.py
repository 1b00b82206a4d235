"""`/dang-nhap/xac-thuc/giay/`: a code of the recovery sheet instead of the factor that was lost."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.codes.refusals import CodeRefused, TriesClosed
from identity.factors.recovery_codes import spend_recovery_code
from identity.factors.recovery_rules import FEW
from identity.factors.rules import RECOVERY_CODE
from identity.roles.permissions import is_staff
from identity.signin import answers
from identity.signin.proof_forms import RecoveryForm
from identity.signin.stages import RECOVERED_KEY
from identity.signin.waiting import Waiting, let_in, waiting_of

TEMPLATE = "identity/signin/recovery_code.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_recovery_code(request: HttpRequest) -> HttpResponseBase:
    """One code, once in a sign-in. A locked session is no sign-in: its factor was there a moment ago."""
    now = timezone.now()
    waiting = waiting_of(request)
    if waiting is None or waiting.is_locked:
        return answers.start_again(request)
    if waiting.is_replacing:
        return HttpResponseRedirect(reverse("signin:second_factor"))
    form = RecoveryForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _spend(request, waiting, form, now)
    return render(request, TEMPLATE, {"form": form})


def _spend(
    request: HttpRequest, waiting: Waiting, form: RecoveryForm, now: dt.datetime
) -> HttpResponseBase:
    """Citizens are in; staff first set up a new factor, which takes the place of the lost one."""
    try:
        left = spend_recovery_code(person=waiting.person, code=form.cleaned_data["code"], now=now)
    except TriesClosed as refused:
        return answers.wait(request, refused, now=now)
    except CodeRefused as refused:
        form.add_error("code", refused.message)
        return render(request, TEMPLATE, {"form": form})
    if left <= FEW:
        few = gettext("Your recovery sheet has only %(left)d codes left. Print a new one soon.")
        messages.warning(request, few % {"left": left})
    if is_staff(waiting.person, now):
        request.session[RECOVERED_KEY] = True
        return HttpResponseRedirect(reverse("signin:second_factor"))
    return let_in(request, waiting, RECOVERY_CODE, "", now)
