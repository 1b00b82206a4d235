"""The forms of a shared number: a nickname, and with it a PIN where there is none yet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from identity.accounts.nicknames import LONGEST, NicknameRefused, read_nickname
from identity.factors.pinforms import NewPinForm


class NicknameForm(forms.Form):
    """What the others on the number see, and nothing more."""

    nickname = forms.CharField(
        label=_("Your nickname on this number"),
        help_text=_("Everybody who uses this number sees it. For example “Bà Lan” or “Mẹ”."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": LONGEST}),
    )

    def __init__(self, *args: Any, full_name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full_name = full_name

    def clean_nickname(self) -> str:
        """The nickname as it will be stored, or what to repair."""
        full_name = self.cleaned_data.get("name") or self.full_name
        try:
            return read_nickname(self.cleaned_data["nickname"], full_name=full_name)
        except NicknameRefused as refused:
            raise ValidationError(refused.message, code=refused.code) from None


class ShareForm(NicknameForm, NewPinForm):
    """The first time: a nickname and a PIN of one's own."""

    field_order = ["nickname", "pin", "again"]
