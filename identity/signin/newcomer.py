"""`/dang-nhap/ho-so/`: a newcomer with a proved address says who she is and agrees."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.accounts import actions as accounts
from identity.accounts.actions import AlreadyHeld
from identity.consent.models import ConsentText
from identity.consent.queries import current_text
from identity.consent.rules import ACCOUNT
from identity.signin import actions, answers
from identity.signin import pending as pendings
from identity.signin.forms import ProfileForm
from identity.signin.pending import Pending
from identity.signin.rules import AgeGroup, age_group


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_profile(request: HttpRequest) -> HttpResponseBase:
    """Name, year of birth, commune and consent; then the account is opened in one piece."""
    now = timezone.now()
    pending = pendings.pending_of(request.session, now=now)
    if pending is None or pending.proved_at is None:
        return answers.start_again(request)
    text = current_text(ACCOUNT, language=get_language() or "vi")
    this_year = timezone.localdate(now).year
    if request.method != "POST":
        return _page(request, ProfileForm(this_year=this_year), text)
    form = ProfileForm(request.POST, this_year=this_year)
    is_complete = form.is_valid()
    child = _child(form, this_year)
    if child is not None:
        return render(request, "identity/signin/age.html", {"group": child.value})
    if not is_complete:
        return _page(request, form, text)
    return _open_account(request, pending, form, text, now)


def _page(request: HttpRequest, form: ProfileForm, text: ConsentText) -> HttpResponse:
    return render(request, "identity/signin/profile.html", {"form": form, "consent": text})


def _child(form: ProfileForm, this_year: int) -> AgeGroup | None:
    """The group of somebody too young to open an account alone, whatever else was filled in."""
    year = form.cleaned_data.get("birth_year")
    group = age_group(year, this_year=this_year) if year else AgeGroup.ALONE
    return None if group is AgeGroup.ALONE else group


def _open_account(
    request: HttpRequest, pending: Pending, form: ProfileForm, text: ConsentText, now: dt.datetime
) -> HttpResponseBase:
    try:
        person = actions.open_account(
            contact=pending.contact, profile=form.profile, text=text, now=now
        )
    except AlreadyHeld:
        holder = accounts.prove_contact(contact=pending.contact, now=now)
        if holder is None:
            return answers.race_lost(
                request,
                text=gettext("The account of this address has just changed. Sign in again."),
            )
        person = holder
    pendings.drop(request.session)
    return actions.begin_session(
        request=request,
        person=person,
        next_url=pending.next,
        method=f"code:{pending.contact.kind}",
        now=now,
    )
