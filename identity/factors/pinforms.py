"""How a PIN is typed or tapped: digits hidden as they are typed, pictures one after the other.

Every tap on a picture is one form of its own, so it works without scripts; the taps so far travel
in a hidden field of the next page and are never shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from identity.factors.models import PinKind
from identity.factors.pictures import CHOSEN, PICTURES

NUMBERS = frozenset(str(picture.number) for picture in PICTURES)


class PinField(forms.CharField):
    """Four to six digits, shown as dots."""

    def __init__(self, label: Any, **options: Any) -> None:
        widget = forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code"}
        )
        super().__init__(label=label, required=False, max_length=64, widget=widget, **options)


class PinForm(forms.Form):
    """The PIN at a door."""

    pin = PinField(_("Your PIN"), help_text=_("4 to 6 digits."))


class NewPinForm(forms.Form):
    """A PIN she chooses, typed twice since nobody can see it."""

    pin = PinField(_("Your new PIN"), help_text=_("4 to 6 digits. Not 1234, not a year of birth."))
    again = PinField(_("The same PIN once more"))

    def clean(self) -> dict[str, Any]:
        """Both times the same, or typed again."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("pin"):
            self.add_error("pin", gettext("Enter the digits you want to use."))
        elif cleaned.get("again") != cleaned["pin"]:
            self.add_error("again", gettext("The two are not the same. Enter both once more."))
        return cleaned


@dataclass(frozen=True)
class Taps:
    """The pictures tapped so far, by their numbers, out of `wanted` taps."""

    numbers: tuple[str, ...] = ()
    wanted: int = CHOSEN

    @classmethod
    def read(cls, sent: QueryDict, *, wanted: int = CHOSEN) -> Taps:
        """What came with a tap; whatever is no picture, or one too many, is left out."""
        sequence = [*sent.get("picked", "").split("-"), sent.get("picture", "")]
        numbers = tuple(number for number in sequence if number in NUMBERS)
        return cls(numbers=numbers[:wanted], wanted=wanted)

    @property
    def picked(self) -> str:
        """For the hidden field of the next page."""
        return "-".join(self.numbers)

    @property
    def is_complete(self) -> bool:
        """Whether no tap is missing."""
        return len(self.numbers) == self.wanted

    @property
    def next_one(self) -> int:
        """Which picture of the three is tapped next: 1, 2 or 3."""
        return len(self.numbers) % CHOSEN + 1

    @property
    def is_again(self) -> bool:
        """Whether the same three are being tapped a second time, so as to remember them."""
        return len(self.numbers) >= CHOSEN

    @property
    def repeats_a_picture(self) -> bool:
        """Whether one of the three was tapped twice."""
        first = self.numbers[:CHOSEN]
        return len(set(first)) < len(first)

    @property
    def pin(self) -> str:
        """The first three as a PIN of kind `pictures`."""
        return "-".join(self.numbers[:CHOSEN])

    @property
    def is_repeated(self) -> bool:
        """Whether the second three are the first three."""
        return self.numbers[:CHOSEN] == self.numbers[CHOSEN:]

    @property
    def pictures(self) -> Any:
        """All twelve, for the page."""
        return PICTURES


def kind_asked(asked: str | None) -> PinKind | None:
    """The kind of PIN an address names (`so`, `hinh`), or None."""
    return {"so": PinKind.DIGITS, "hinh": PinKind.PICTURES}.get(asked or "")
