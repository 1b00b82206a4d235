"""`/khong-phai-toi/`: whoever is told of what she did not do stops it, without signing in."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from identity.codes.refusals import TriesClosed
from identity.security import disavowing
from identity.security.queries import event_of_link
from identity.security.refusals import NotDisavowable
from identity.signin.answers import wait
from identity.signin.visitor import address_of

if TYPE_CHECKING:
    from identity.security.models import SecurityEvent


class ReplyForm(forms.Form):
    """The digits of a text message, however they are spaced."""

    reply = forms.CharField(
        label=_("The 12 digits from the message"),
        help_text=_("For example 1234 5678 9012."),
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "code"}
        ),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_reply(request: HttpRequest) -> HttpResponse:
    """Ask for the digits of the message, then stop what it speaks of."""
    if request.method != "POST":
        return _reply_page(request, ReplyForm())
    form, now = ReplyForm(request.POST), timezone.now()
    try:
        disavowing.disavow_by_reply(
            typed=form.data.get("reply", ""), network=address_of(request), now=now
        )
    except NotDisavowable as refused:
        form.add_error("reply", str(refused.message))
        return _reply_page(request, form)
    except TriesClosed as refused:
        return wait(request, refused, now=now)
    return HttpResponseRedirect(reverse("signin:disavowed"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_link(request: HttpRequest, token: str) -> HttpResponse:
    """Say what happened and ask with one button; mail programs that open links press no button."""
    now = timezone.now()
    if request.method != "POST":
        event = event_of_link(token, now)
        return _link_page(request, event) if event else _link_over(request)
    try:
        disavowing.disavow_by_link(token=token, now=now)
    except NotDisavowable:
        return _link_over(request)
    return HttpResponseRedirect(reverse("signin:disavowed"))


@never_cache
@require_safe
def say_done(request: HttpRequest) -> HttpResponse:
    """What has been stopped and what to do now; it tells nothing of anybody."""
    return render(request, "identity/security/done.html")


def _reply_page(request: HttpRequest, form: ReplyForm) -> HttpResponse:
    return render(request, "identity/security/reply.html", {"form": form})


def _link_page(request: HttpRequest, event: SecurityEvent) -> HttpResponse:
    """Without name or address: a mail may be read by somebody else. The link goes to no other site."""
    response = render(request, "identity/security/link.html", {"event": event})
    response["Referrer-Policy"] = "no-referrer"
    return response


def _link_over(request: HttpRequest) -> HttpResponse:
    """The same answer for a link that is wrong, was used or is too old."""
    return render(request, "identity/security/link_over.html", status=HTTPStatus.NOT_FOUND)
