"""`/toi/tai-khoan/bao-mat/van-tay/`: my passkeys, added on this device, called by a name, removed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from identity.codes.refusals import CodeRefused
from identity.factors import passkeys
from identity.factors.queries import passkeys_of
from identity.factors.rules import LONGEST_NAME, PASSKEY
from identity.security.refusals import Frozen
from identity.sessions.devices import described
from identity.sessions.proofs import note_proof
from identity.signin import passkey_answers
from identity.signin.confirming import require_fresh_proof
from identity.signin.passkey_answers import PasskeyForm

if TYPE_CHECKING:
    from identity.accounts.models import Person
    from identity.factors.models import Passkey
    from identity.signin.requests import SigninRequest


class DeviceNameForm(forms.Form):
    """What she calls a device."""

    name = forms.CharField(
        label=_("Name of this device"),
        help_text=_("So that you recognise it later. For example: my phone, the computer at home."),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RenameForm(DeviceNameForm):
    """Another name, which cannot be empty."""

    def clean_name(self) -> str:
        """The name, or what to repair."""
        name: str = self.cleaned_data["name"].strip()
        if not name:
            raise ValidationError(gettext("Enter a name for this device."))
        return name


@never_cache
@require_fresh_proof
@require_POST
def ask_for_new(request: HttpRequest) -> HttpResponse:
    """The question in answer to which this device makes a passkey."""
    person = cast("Person", request.user)
    return passkey_answers.put_for_new(request, person, now=timezone.now())


@never_cache
@require_fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request: HttpRequest) -> HttpResponse:
    """One button: the device asks for finger, face or PIN and is on the list."""
    suggested = described(request.headers.get("User-Agent", ""))
    if request.method != "POST":
        form, name = PasskeyForm(), DeviceNameForm(initial={"name": suggested})
        return _add_page(request, form, name)
    form, name = PasskeyForm(request.POST), DeviceNameForm(request.POST)
    form.full_clean()
    if not name.is_valid():
        return _add_page(request, form, name)
    called = name.cleaned_data["name"] or suggested or gettext("My device")
    try:
        _add(request, form.cleaned_data.get("credential", ""), called)
    except (CodeRefused, Frozen) as refused:
        form.add_error(None, str(refused.message))
        return _add_page(request, form, name)
    messages.success(request, gettext("From now on you can sign in on this device without a code."))
    return HttpResponseRedirect(reverse("signin:protection"))


@never_cache
@require_fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def change_passkey(request: HttpRequest, passkey: uuid.UUID) -> HttpResponse:
    """Call a device otherwise (`name`), or take its passkey away (`remove`)."""
    person = cast("Person", request.user)
    found = passkeys_of(person).filter(uuid=passkey).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        form = RenameForm(initial={"name": found.authenticator.data["name"]})
        return _change_page(request, found, form)
    if "remove" in request.POST:
        return _remove(request, found)
    form = RenameForm(request.POST)
    if not form.is_valid():
        return _change_page(request, found, form)
    name = form.cleaned_data["name"]
    passkeys.rename_passkey(person=person, passkey=passkey, name=name, now=timezone.now())
    messages.success(request, gettext("The name is saved."))
    return HttpResponseRedirect(reverse("signin:protection"))


def _add(request: HttpRequest, answer: str, name: str) -> None:
    now = timezone.now()
    session = cast("SigninRequest", request).session
    passkeys.add_passkey(
        person=cast("Person", request.user),
        answer=answer,
        kept=passkey_answers.taken(request),
        name=name,
        keep=session,
        now=now,
    )
    note_proof(session, PASSKEY, now=now)


def _remove(request: HttpRequest, found: Passkey) -> HttpResponse:
    try:
        passkeys.remove_passkey(
            person=cast("Person", request.user),
            passkey=found.uuid,
            keep=cast("SigninRequest", request).session,
            now=timezone.now(),
        )
    except (CodeRefused, Frozen) as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, gettext("The device was removed from your list."))
    return HttpResponseRedirect(reverse("signin:protection"))


def _add_page(request: HttpRequest, form: PasskeyForm, name: DeviceNameForm) -> HttpResponse:
    context = {"form": form, "name_form": name, "forms": [form, name]}
    return render(request, "identity/signin/passkey_add.html", context)


def _change_page(request: HttpRequest, found: Passkey, form: RenameForm) -> HttpResponse:
    context = {"passkey": found, "form": form}
    return render(request, "identity/signin/passkey_change.html", context)
