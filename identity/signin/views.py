"""The door: an address, then the code that was sent to it; and the way out."""

from __future__ import annotations

import datetime as dt
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from identity.accounts import actions as accounts
from identity.accounts.contacts import Contact
from identity.accounts.models import Holding
from identity.codes import actions as codes
from identity.codes import queries as asked_codes
from identity.codes.models import Purpose
from identity.codes.refusals import (
    CodeExpired,
    CodeRefused,
    SendRefused,
    TooSoon,
)
from identity.roles.permissions import is_staff
from identity.signin import actions, answers, silence
from identity.signin import pending as pendings
from identity.signin.device_choice import device_form, keep_choice
from identity.signin.forms import CodeForm, ContactForm
from identity.signin.pending import Pending
from identity.signin.requests import SigninRequest
from identity.signin.visitor import (
    HOME,
    address_of,
    browser_of,
    carry_token,
    keep_browser_token,
    safe_next,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_contact(request: HttpRequest) -> HttpResponse:
    """First page: a phone number or an e-mail address. Known and unknown ones look alike."""
    now = timezone.now()
    onward = _onward(request, now)
    if onward is not None:
        return onward
    if request.method != "POST":
        form = ContactForm(initial=_remembered(request, now))
        return render(request, "identity/signin/contact.html", {"form": form})
    form = ContactForm(request.POST)
    if not form.is_valid():
        return render(request, "identity/signin/contact.html", {"form": form})
    next_url = safe_next(request, form.cleaned_data["next"])
    return _send_code(request, form.cleaned_data["contact"], next_url, now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request: HttpRequest) -> HttpResponseBase:
    """Second page: the six digits."""
    now = timezone.now()
    pending = pendings.pending_of(request.session, now=now)
    if pending is None:
        return answers.start_again(request)
    if pending.proved_at is not None:
        return HttpResponseRedirect(reverse("signin:profile"))
    if request.method != "POST":
        return _code_page(request, pending, CodeForm(), now)
    keep_choice(request)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, pending, form, now)
    return _confirm(request, pending, form, now)


@never_cache
@require_POST
def resend(request: HttpRequest) -> HttpResponse:
    """Send the same code once more, or say when that will be possible."""
    now = timezone.now()
    pending = pendings.pending_of(request.session, now=now)
    if pending is None:
        return answers.start_again(request)
    try:
        challenge = codes.resend(
            challenge=pending.challenge,
            browser=browser_of(request),
            network=address_of(request),
            now=now,
        )
    except TooSoon as refused:
        messages.info(request, refused.message)
        return HttpResponseRedirect(reverse("signin:code"))
    except CodeExpired:
        return _send_code(request, pending.contact, pending.next, now)
    except SendRefused as refused:
        return answers.wait(request, refused, now=now, back_url=reverse("signin:code"))
    pendings.keep(request.session, Pending(challenge, pending.contact, pending.next, now))
    messages.success(request, gettext("The code is on its way again. The first message works too."))
    return HttpResponseRedirect(reverse("signin:code"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Asks on GET, signs out on POST, and ends at the home page."""
    if request.method != "POST":
        return render(request, "identity/signin/sign_out.html")
    actions.end_session(request=request, now=timezone.now())
    return HttpResponseRedirect("/")


def _onward(request: HttpRequest, now: dt.datetime) -> HttpResponse | None:
    """Where somebody belongs who has nothing to do at the first page."""
    next_url = safe_next(request, request.GET.get("next", ""))
    if cast("SigninRequest", request).locked_person is not None:
        query = urlencode({"next": next_url}, safe="/")
        return HttpResponseRedirect(f"{reverse('signin:second_factor')}?{query}")
    if not request.user.is_authenticated or request.method == "POST":
        return None
    if not cast("SigninRequest", request).second_factor and is_staff(request.user, now):
        return None
    return HttpResponseRedirect(next_url)


def _remembered(request: HttpRequest, now: dt.datetime) -> dict[str, str]:
    """What the first page starts with: the address to correct, the page to go on to."""
    pending = pendings.pending_of(request.session, now=now)
    wanted = request.GET.get("next", pending.next if pending else HOME)
    contact = pending.contact.display if pending else ""
    return {"contact": contact, "next": safe_next(request, wanted)}


def _send_code(
    request: HttpRequest, contact: Contact, next_url: str, now: dt.datetime
) -> HttpResponse:
    try:
        challenge = codes.request(
            contact=contact,
            purpose=Purpose.SIGN_IN,
            browser=browser_of(request),
            network=address_of(request),
            now=now,
        )
    except SendRefused as refused:
        return answers.wait(request, refused, now=now, contact=contact, next_url=next_url)
    pendings.keep(request.session, Pending(challenge, contact, next_url, now))
    return HttpResponseRedirect(reverse("signin:code"))


def _code_page(
    request: HttpRequest, pending: Pending, form: CodeForm, now: dt.datetime
) -> HttpResponse:
    browser = browser_of(request)
    asked = asked_codes.pending(challenge=pending.challenge, browser=browser, now=now)
    next_send_at = asked_codes.next_send_at(
        asked, contact=pending.contact, browser=browser, now=now
    )
    context = {
        "form": form,
        "device_form": device_form(request),
        "pending": pending,
        "contact_url": reverse("signin:contact"),
        "is_stuck": asked_codes.is_stuck(pending.challenge),
        "is_new": asked is None,
        "resend_hint": answers.wait_in_words(next_send_at, now=now, is_new=asked is None),
        "sent_messages_url": reverse("signin:outbox") if settings.SENT_MESSAGES_PAGE else "",
    }
    return render(request, "identity/signin/code.html", context)


def _confirm(
    request: HttpRequest, pending: Pending, form: CodeForm, now: dt.datetime
) -> HttpResponseBase:
    try:
        contact = codes.confirm(
            challenge=pending.challenge,
            purpose=Purpose.SIGN_IN,
            code=form.cleaned_data["code"],
            browser=browser_of(request),
            now=now,
        )
    except CodeRefused as refused:
        return answers.refused_code(
            request,
            refused,
            form=form,
            page=lambda: _code_page(request, pending, form, now),
            send_another=lambda: _send_code(request, pending.contact, pending.next, now),
            now=now,
        )
    return _proved(request, pending, contact, now)


def _proved(
    request: HttpRequest, pending: Pending, contact: Contact, now: dt.datetime
) -> HttpResponseBase:
    """The address is hers: its holder is let in, a newcomer says who she is."""
    browser = browser_of(request)
    token = codes.remember_browser(contact=contact, browser=browser, now=now)
    held = silence.openable(contact=contact, browser=browser, now=now)
    carry_token(request, token)
    if len(held) == 1 and not held[0].is_guarded:
        response = _let_in(request, pending, held[0], now)
    elif not held and asked_codes.went_by_email(pending.challenge):
        response = answers.unproved(request)
    else:
        page = "signin:who" if held else _page_of_newcomer(contact, now)
        response = _more(request, pending, page, now)
    keep_browser_token(response, token)
    return response


def _let_in(
    request: HttpRequest, pending: Pending, holding: Holding, now: dt.datetime
) -> HttpResponseBase:
    """The one person whom the code opens; one that went by e-mail as well does not prove the number."""
    is_proof = not asked_codes.went_by_email(pending.challenge)
    if is_proof:
        accounts.prove_holding(holding=holding, now=now)
    pendings.drop(request.session)
    return actions.begin_session(
        request=request,
        person=holding.person,
        next_url=pending.next,
        method=f"code:{pending.contact.kind}" if is_proof else "code",
        now=now,
    )


def _page_of_newcomer(contact: Contact, now: dt.datetime) -> str:
    """Who was confirmed at a desk a moment ago goes straight to her account."""
    is_confirmed = silence.confirmation_of(contact, now=now) is not None
    return "recovery:second_proof" if is_confirmed else "signin:profile"


def _more(request: HttpRequest, pending: Pending, page: str, now: dt.datetime) -> HttpResponseBase:
    """More than a code is needed: who of those on a shared number it is, or who the newcomer is.

    Nobody holds the address, or nobody whom a code may open any more: the two look the same.
    """
    proved = Pending(pending.challenge, pending.contact, pending.next, pending.asked_at, now)
    pendings.keep(request.session, proved)
    return HttpResponseRedirect(reverse(page))
