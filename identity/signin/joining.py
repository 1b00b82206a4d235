"""`/dang-nhap/nguoi-moi/`: the newcomer on a shared number says who she is and sets her own PIN."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from identity.accounts.models import Invitation
from identity.accounts.nicknames import NicknameRefused
from identity.accounts.sharing import SharingRefused
from identity.codes.refusals import CodeRefused
from identity.consent.models import ConsentText
from identity.consent.queries import current_text
from identity.consent.rules import ACCOUNT
from identity.factors.rules import PIN
from identity.signin import actions, chooser, sharing
from identity.signin import pending as pendings
from identity.signin.forms import ProfileForm
from identity.signin.newcomer import child_in
from identity.signin.pending import Pending
from identity.signin.sharing import Joining
from identity.signin.sharing_forms import ShareForm


class JoinForm(ShareForm, ProfileForm):
    """Who she is, what the others on the number call her, and her own PIN."""

    field_order = [
        "name", "birth_year", "commune_search", "commune", "nickname", "pin", "again", "consent",
    ]  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Somebody with a proved address and an open invitation, and the words she is to agree to."""

    pending: Pending
    invitation: Invitation
    text: ConsentText
    now: dt.datetime


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_profile(request: HttpRequest) -> HttpResponseBase:
    """Profile, nickname, PIN and consent; then everything is made in one piece."""
    standing = _standing(request, timezone.now())
    if standing is None:
        return HttpResponseRedirect(reverse("signin:who"))
    this_year = timezone.localdate(standing.now).year
    form = JoinForm(request.POST if request.method == "POST" else None, this_year=this_year)
    is_complete = form.is_valid()
    child = child_in(form, this_year) if form.is_bound else None
    if child is not None:
        return render(request, "identity/signin/age.html", {"group": child.value})
    return _join(request, standing, form) if is_complete else _page(request, standing, form)


def _standing(request: HttpRequest, now: dt.datetime) -> Standing | None:
    pending = chooser.proved(request, now=now)
    held = chooser.people_here(request, pending, now=now) if pending else []
    invitation = chooser.invitation_here(held, now=now)
    if pending is None or invitation is None:
        return None
    text = current_text(ACCOUNT, language=get_language() or "vi")
    return Standing(pending, invitation, text, now)


def _page(request: HttpRequest, standing: Standing, form: JoinForm) -> HttpResponse:
    context = {"form": form, "consent": standing.text}
    return render(request, "identity/signin/join.html", context)


def _join(request: HttpRequest, standing: Standing, form: JoinForm) -> HttpResponseBase:
    said = form.cleaned_data
    joining = Joining(standing.invitation.uuid, said["nickname"], said["pin"])
    try:
        person = sharing.join(
            joining=joining, profile=form.profile, text=standing.text, now=standing.now
        )
    except NicknameRefused as refused:
        form.add_error("nickname", refused.message)
        return _page(request, standing, form)
    except CodeRefused as refused:
        form.add_error("pin", refused.message)
        return _page(request, standing, form)
    except SharingRefused as refused:
        messages.info(request, str(refused.message))
        return HttpResponseRedirect(reverse("signin:who"))
    pendings.drop(request.session)
    return actions.begin_session(
        request=request,
        person=person,
        next_url=standing.pending.next,
        method=PIN,
        now=standing.now,
    )
