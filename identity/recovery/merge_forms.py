"""The forms of making two accounts one, by oneself and at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from identity.factors.pinforms import PinField
from identity.recovery.request_forms import MeantField, PapersField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identity.accounts.models import Holding


class OtherForm(forms.Form):
    """How she signs in to the other account."""

    meant = MeantField(
        _("The number or e-mail address of your other account"),
        _("We send a code there. If you sign in with a card, enter its number."),
    )


class WhichForm(forms.Form):
    """Which of the people on a shared number, and her PIN."""

    who = forms.ChoiceField(
        label=_("Which of these are you?"), required=False, widget=forms.RadioSelect
    )
    pin = PinField(_("The PIN of the other account"), help_text=_("4 to 6 digits."))

    def __init__(self, *args: Any, held: Sequence[Holding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            (str(holding.seat), holding.nickname) for holding in held
        ]
        if len(held) < 2:  # noqa: PLR2004 - a choice needs two
            del self.fields["who"]
        else:
            self.fields["pin"].help_text = _("4 to 6 digits. Leave it empty if you tap pictures.")

    def clean_who(self) -> str:
        """One of them."""
        if not self.cleaned_data["who"]:
            raise ValidationError(gettext("Choose which of them you are."))
        return str(self.cleaned_data["who"])


class PairForm(forms.Form):
    """Two accounts of a person who stands at the desk with her papers."""

    kept = MeantField(
        _("The account that stays: its number or e-mail address"),
        _("Or the number on its sign-in card."),
    )
    absorbed = MeantField(
        _("The other account: its number or e-mail address"),
        _("Or the number on its sign-in card."),
    )
    papers = PapersField(_("I have seen the person and her papers, and both accounts are hers"))
