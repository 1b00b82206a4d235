"""`/dang-nhap/ho-so/`: a newcomer with a proved address says who she is and agrees."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.accounts.actions import AlreadyHeld
from identity.accounts.models import Person
from identity.accounts.queries import live_holders
from identity.consent.models import ConsentText
from identity.consent.queries import current_text
from identity.consent.rules import ACCOUNT
from identity.signin import actions, answers, chooser
from identity.signin import pending as pendings
from identity.signin.forms import ProfileForm
from identity.signin.pending import Pending
from identity.signin.rules import AgeGroup, age_group
from identity.signin.visitor import browser_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_profile(request: HttpRequest) -> HttpResponseBase:
    """Name, year of birth, commune and consent; then the account is opened in one piece."""
    now = timezone.now()
    pending = pendings.pending_of(request.session, now=now)
    if pending is None or pending.proved_at is None:
        return answers.start_again(request)
    if chooser.people_here(request, pending, now=now):
        return HttpResponseRedirect(reverse("signin:who"))
    text = current_text(ACCOUNT, language=get_language() or "vi")
    this_year = timezone.localdate(now).year
    form = ProfileForm(request.POST if request.method == "POST" else None, this_year=this_year)
    is_complete = form.is_valid()
    child = child_in(form, this_year) if form.is_bound else None
    if child is not None:
        return render(request, "identity/signin/age.html", {"group": child.value})
    if not is_complete:
        return _page(request, form, text)
    return _open_account(request, pending, form, text, now)


def _opened_meanwhile(pending: Pending) -> Person | None:
    """Who opened an account with this very address after its code came back: herself, in another tab.

    A holding older than the code is not for a code of then to open.
    """
    held = live_holders(pending.contact)
    is_hers = (
        len(held) == 1 and pending.proved_at is not None and held[0].since >= pending.proved_at
    )
    return held[0].person if is_hers and not held[0].is_guarded else None


def _page(request: HttpRequest, form: ProfileForm, text: ConsentText) -> HttpResponse:
    return render(request, "identity/signin/profile.html", {"form": form, "consent": text})


def child_in(form: ProfileForm, this_year: int) -> AgeGroup | None:
    """The group of somebody too young to open an account alone, whatever else was filled in."""
    year = form.cleaned_data.get("birth_year")
    group = age_group(year, this_year=this_year) if year else AgeGroup.ALONE
    return None if group is AgeGroup.ALONE else group


def _open_account(
    request: HttpRequest, pending: Pending, form: ProfileForm, text: ConsentText, now: dt.datetime
) -> HttpResponseBase:
    try:
        person = actions.open_account(
            contact=pending.contact,
            profile=form.profile,
            text=text,
            browser=browser_of(request),
            now=now,
        )
    except AlreadyHeld:
        twin = _opened_meanwhile(pending)
        if twin is None:
            return answers.race_lost(
                request,
                text=gettext("The account of this address has just changed. Sign in again."),
            )
        person = twin
    pendings.drop(request.session)
    return actions.begin_session(
        request=request,
        person=person,
        next_url=pending.next,
        method=f"code:{pending.contact.kind}",
        now=now,
    )
