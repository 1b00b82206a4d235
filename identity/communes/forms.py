"""Choosing one's commune by typing its name, old or new, with or without scripts."""

from __future__ import annotations

import unicodedata
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from identity.communes import queries as communes
from identity.communes.index import Match
from identity.communes.models import Commune

OFFERED = 8
LONGEST_SEARCH = 80


class CommuneChoice(forms.Form):
    """Typed search, then a choice: `commune` is the register code, `commune_search` the words typed.

    With scripts the choices appear while typing; without, the form comes back with them. `commune_asked`
    tells for which words they were made, so that a choice made for other words is asked again.
    """

    commune_search = forms.CharField(
        label=_("Your ward, commune or special zone"),
        help_text=_("Type its name, marks are not needed. Its name before July 2025 works too."),
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "data-commune-search": ""}
        ),
    )
    commune = forms.CharField(
        label=_("Which of these is it?"),
        required=False,
        max_length=5,
        widget=forms.RadioSelect,
    )
    commune_asked = forms.CharField(
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.HiddenInput(attrs={"data-commune-asked": ""}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers: list[Match] = []
        self.asked = self._typed("commune_asked")
        if self.is_bound:
            self._offer(self._typed("commune_search"))

    def clean(self) -> dict[str, Any]:
        """Put the Commune itself under `commune`, or say what is missing."""
        cleaned = super().clean() or self.cleaned_data
        if not self.is_commune_asked():
            cleaned["commune"] = None
            return cleaned
        typed = cleaned.get("commune_search", "")
        code = cleaned.get("commune", "")
        if typed and code and self.asked not in {"", typed}:
            code = ""
        found = communes.by_code(code) if code else self._named(typed)
        if found is None:
            self._ask(typed, code)
        cleaned["commune"] = found
        return cleaned

    @property
    def patterns(self) -> dict[str, str]:
        """The words of a choice, for the script that shows choices while typing."""
        return {"formerly": formerly_pattern(), "likely": likely_pattern()}

    def is_commune_asked(self) -> bool:
        """Whether this form needs a commune at all; a form with a commune for some answers overrides it."""
        return True

    def _typed(self, name: str) -> str:
        """The words as they were sent, no more of them than the field takes: they are searched before
        they are checked, and what a search costs grows with them."""
        return str(self.data.get(self.add_prefix(name), "")).strip()[:LONGEST_SEARCH]

    def _offer(self, typed: str) -> None:
        self.offers = communes.search(typed, limit=OFFERED) if typed else []
        radio = cast("forms.RadioSelect", self.fields["commune"].widget)
        radio.choices = [(offer.commune.code, offer_label(offer)) for offer in self.offers]
        if self.offers:
            shown = cast("QueryDict", self.data).copy()
            shown[self.add_prefix("commune_asked")] = typed
            self.data = shown

    def _named(self, typed: str) -> Commune | None:
        """The one commune that the words name beyond doubt: kind and name of today, marks and all.

        A bare name counts only where nothing else, old or new, was ever called like it.
        """
        wanted = _spelling(typed)
        named = [offer for offer in self.offers if _spelling(offer.commune.full_name) == wanted]
        if not named and len(self.offers) == 1:
            named = [offer for offer in self.offers if _spelling(offer.commune.name) == wanted]
        return communes.by_code(named[0].commune.code) if len(named) == 1 else None

    def _ask(self, typed: str, code: str) -> None:
        if self.offers and not code:
            self.add_error("commune", gettext("Choose your commune in the list."))
        elif typed:
            self.add_error(
                "commune_search",
                gettext(
                    "No commune of Hải Phòng has this name. Check the spelling, or type the name of"
                    " the old commune or district."
                ),
            )
        else:
            self.add_error("commune_search", gettext("Enter the commune where you live."))


def offer_label(offer: Match) -> str:
    """The commune, and by which old name it was found."""
    if not offer.via:
        return offer.commune.full_name
    pattern = likely_pattern() if offer.is_split and offer.is_likely else formerly_pattern()
    return pattern % {"name": offer.commune.full_name, "old": offer.via}


def formerly_pattern() -> str:
    """How a commune is named that was found by an old name; scripts fill in the same words."""
    return gettext("%(name)s, formerly %(old)s")


def likely_pattern() -> str:
    """The same for the proposal among the successors of a unit that was split."""
    return gettext("%(name)s, formerly %(old)s; most likely this one")


def _spelling(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
