"""Whose device this is, said in words at every door: an own phone stays signed in, a shared one does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from identity.sessions.models import Device
from identity.signin.visitor import DEVICE_KEY

if TYPE_CHECKING:
    from django.utils.functional import Promise

CHOICES: list[tuple[str, Promise]] = [
    (Device.OWN.value, _("This is my own phone")),
    (Device.SHARED.value, _("A shared device, I use it only this time")),
]


class DeviceForm(forms.Form):
    """One question with two answers; whoever does not answer is at her own phone.

    Shown by identity/signin/device_choice.html, which wants it in the context as `device_form`.
    """

    device = forms.ChoiceField(
        label=_("Whose device is this?"),
        choices=CHOICES,
        required=False,
        widget=forms.RadioSelect,
    )


def device_form(request: HttpRequest) -> DeviceForm:
    """The question, with the answer given so far in this sign-in."""
    return DeviceForm(initial={"device": request.session.get(DEVICE_KEY, Device.OWN.value)})


def keep_choice(request: HttpRequest) -> None:
    """Remember the answer sent with a door's form; what is no answer leaves the last one standing."""
    answer = request.POST.get("device", "")
    if answer in {Device.OWN.value, Device.SHARED.value}:
        request.session[DEVICE_KEY] = answer
