"""The forms of the pages about addresses: each says everything that is wrong at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from identity.signin.forms import ContactForm

if TYPE_CHECKING:
    from identity.accounts.contacts import Contact


class NewContactForm(ContactForm):
    """The address that is to be hers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].label = _("The new mobile number or e-mail address")
        del self.fields["next"]


class UndoForm(forms.Form):
    """The digits of a text message, however they are spaced."""

    digits = forms.CharField(
        label=_("The 12 digits from the message"),
        help_text=_("For example 1234 5678 9012."),
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "code"}
        ),
    )


class EmailForm(ContactForm):
    """An e-mail address that was in her account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["next"]
        self.fields["contact"].label = _("Your e-mail address")
        self.fields["contact"].help_text = _("For example lan@example.vn.")

    def clean_contact(self) -> Contact:
        """An e-mail address and no number: the number was proved already."""
        contact = super().clean_contact()
        if contact.kind != "email":
            raise ValidationError(gettext("Enter an e-mail address, for example lan@example.vn."))
        return contact
