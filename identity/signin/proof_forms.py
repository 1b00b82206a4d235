"""The forms in which people show a proof again: one field, and words for each kind of proof."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from identity.factors.recovery_rules import LONGEST_TYPED
from identity.factors.rules import DESK, PIN, RECOVERY_CODE, TOTP

CONTACT = "contact"
DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code"}
SIGNS = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
LABELS = {
    TOTP: _("The 6 digits shown in your authenticator app"),
    CONTACT: _("Code of 6 digits"),
    PIN: _("Your PIN"),
    RECOVERY_CODE: _("One code of your sheet"),
    DESK: _("The 6 digits your trainer reads to you"),
}
HINTS = {
    TOTP: _("The app shows new digits every 30 seconds."),
    RECOVERY_CODE: _("14 letters and digits. Small letters and missing hyphens do not matter."),
}


class ProofForm(forms.Form):
    """What one kind of proof is typed into; the engine of that proof says what is wrong with it."""

    code = forms.CharField(required=False, max_length=LONGEST_TYPED)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, method: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = LABELS[method]
        self.fields["code"].help_text = HINTS.get(method, "")
        self.fields["code"].widget = forms.TextInput(
            attrs=SIGNS if method == RECOVERY_CODE else DIGITS
        )
        if method == PIN:
            self.fields["code"].widget = forms.PasswordInput(
                attrs={"autocomplete": "off", "inputmode": "numeric", "class": "code"}
            )

    def clean_code(self) -> str:
        """Something, at least."""
        typed: str = self.cleaned_data["code"]
        if not typed:
            raise ValidationError(gettext("Fill this in, then continue."))
        return typed


class RecoveryForm(ProofForm):
    """One code of the printed sheet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, method=RECOVERY_CODE, **kwargs)
