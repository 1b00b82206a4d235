"""The forms of the door: each says everything that is wrong at once, and how to repair it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from identity.accounts.contacts import Contact, ContactRefused, read_contact
from identity.accounts.names import NameRefused, read_name
from identity.communes.forms import CommuneChoice
from identity.communes.models import Commune
from identity.signin.rules import AgeGroup, age_group

CODE_DIGITS = 6
_BETWEEN_DIGITS = re.compile(r"[\s.\-–]+")
_YEAR = re.compile(r"\d{4}", re.ASCII)


class ContactForm(forms.Form):
    """One field for a phone number or an e-mail address."""

    contact = forms.CharField(
        label=_("Your mobile number or e-mail address"),
        help_text=_("For example 0912 345 678. We will send you a code of 6 digits."),
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_contact(self) -> Contact:
        """The address in its one spelling; a number of before 2018 comes back in its new form."""
        try:
            return read_contact(self.cleaned_data["contact"])
        except ContactRefused as refused:
            if refused.suggestion is not None:
                shown = cast("QueryDict", self.data).copy()
                shown["contact"] = refused.suggestion.display
                self.data = shown
            raise ValidationError(refused.message, code=refused.code) from None


class CodeForm(forms.Form):
    """Six digits, however they are spaced."""

    code = forms.CharField(
        label=_("Code of 6 digits"),
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code"}
        ),
    )

    def clean_code(self) -> str:
        """The digits alone; every way of getting them wrong has its own sentence."""
        typed = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        code = _BETWEEN_DIGITS.sub("", typed)
        if not code:
            raise ValidationError(gettext("Enter the code of 6 digits."))
        if not (code.isascii() and code.isdigit()):
            raise ValidationError(gettext("The code has digits only. Enter the 6 digits."))
        if len(code) < CODE_DIGITS:
            raise ValidationError(gettext("The code is too short. It has 6 digits."))
        if len(code) > CODE_DIGITS:
            raise ValidationError(gettext("The code is too long. It has 6 digits."))
        return code


class AuthenticatorForm(CodeForm):
    """Six digits from the authenticator app."""

    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The 6 digits shown in your authenticator app")
        self.fields["code"].help_text = _("The app shows new digits every 30 seconds.")


@dataclass(frozen=True)
class Profile:
    """What a newcomer says of herself."""

    name: str
    birth_year: int
    commune: Commune


def clean_name(typed: str) -> str:
    """The name as it will be stored, or what to repair."""
    try:
        return read_name(typed)
    except NameRefused as refused:
        raise ValidationError(refused.message, code=refused.code) from None


class NameField(forms.CharField):
    """A person's full name."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Your full name"),
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )


class ProfileForm(CommuneChoice):
    """Name, year of birth, commune and consent of a newcomer."""

    name = NameField()
    birth_year = forms.CharField(
        label=_("Year of birth"),
        help_text=_("4 digits, for example 1958."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year"}),
    )
    consent = forms.BooleanField(
        label=_("I have read this and I agree"),
        required=False,
    )

    field_order = ["name", "birth_year", "commune_search", "commune", "consent"]

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.this_year = this_year

    def clean_name(self) -> str:
        """The name, or what to repair."""
        return clean_name(self.cleaned_data["name"])

    def clean_birth_year(self) -> int:
        """A year somebody alive can be born in."""
        typed = unicodedata.normalize("NFKC", self.cleaned_data["birth_year"]).strip()
        if not typed:
            raise ValidationError(gettext("Enter your year of birth."))
        if not _YEAR.fullmatch(typed):
            raise ValidationError(gettext("The year of birth has 4 digits, for example 1958."))
        year = int(typed)
        if age_group(year, this_year=self.this_year) is AgeGroup.IMPOSSIBLE:
            raise ValidationError(
                gettext("This cannot be a year of birth. Enter 4 digits, for example 1958.")
            )
        return year

    def clean_consent(self) -> bool:
        """Silence is no consent."""
        if not self.cleaned_data["consent"]:
            raise ValidationError(
                gettext("Tick the box if you agree. Without it we cannot open an account for you.")
            )
        return True

    @property
    def profile(self) -> Profile:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return Profile(name=said["name"], birth_year=said["birth_year"], commune=said["commune"])


class NameForm(forms.Form):
    """Correcting one's name."""

    name = NameField()

    def clean_name(self) -> str:
        """The name, or what to repair."""
        return clean_name(self.cleaned_data["name"])
