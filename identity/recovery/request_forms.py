"""The forms of winning an account back, at home and at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from identity.accounts.contacts import Contact, ContactRefused, read_contact
from identity.recovery.looking_up import MeantUnreadable, contact_meant, read_meant

PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class MeantField(forms.CharField):
    """An address or a card number that says whose account is meant."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        widget = forms.TextInput(attrs=PLAIN)
        super().__init__(label=label, help_text=help_text, required=False, widget=widget)

    def clean(self, value: Any) -> str:
        """Its one spelling, such as "phone:+84912345678"."""
        try:
            return read_meant(super().clean(value) or "")
        except MeantUnreadable as refused:
            raise ValidationError(refused.message, code="meant") from None


class ContactField(forms.CharField):
    """A number or e-mail address that a code can be sent to."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        widget = forms.TextInput(attrs=PLAIN)
        super().__init__(label=label, help_text=help_text, required=False, widget=widget)

    def clean(self, value: Any) -> Contact:
        """The address in its one spelling."""
        try:
            return read_contact(super().clean(value) or "")
        except ContactRefused as refused:
            raise ValidationError(refused.message, code=refused.code) from None


class PapersField(forms.BooleanField):
    """The word of a member of staff that she saw the person and her papers."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False)

    def clean(self, value: Any) -> bool:
        """Without it nothing is done."""
        if not super().clean(value):
            raise ValidationError(
                gettext("Look at the person and at her papers first, then tick the box."),
                code="papers",
            )
        return True


class LostForm(forms.Form):
    """What somebody says who has lost every way into her account."""

    meant = MeantField(
        _("A number or e-mail address you had before"),
        _("Or the number on your sign-in card."),
    )
    contact = ContactField(
        _("Your number or e-mail address now"),
        _("We send a code of 6 digits there. Later you sign in with it."),
    )

    def clean(self) -> dict[str, Any]:
        """The new address must be another one than the lost one."""
        said: dict[str, Any] = super().clean() or {}
        meant, contact = said.get("meant"), said.get("contact")
        if meant and contact and contact_meant(meant) == contact:
            self.add_error(
                "contact",
                gettext("Both are the same. If you still have it, sign in with it."),
            )
        return said


class DeskForm(LostForm):
    """The same at the desk, said by a member of staff who sees the person."""

    papers = PapersField(_("I have seen the person and her papers, and it is her account"))

    def __init__(self, *args: Any, knows_person: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meant"].label = _("A number or e-mail address the person had before")
        self.fields["meant"].help_text = _("Or the number on her sign-in card.")
        self.fields["contact"].label = _("Her number or e-mail address now")
        self.fields["contact"].help_text = _("She reads you the code that we send there.")
        if knows_person:
            del self.fields["meant"]


class PapersForm(forms.Form):
    """One tick before a request is confirmed."""

    papers = PapersField(_("I have seen the person and her papers, and it is her account"))
