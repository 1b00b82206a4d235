"""One question as a form of its own page: choices, or true and false, and always "I don't know"."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courses.questions.choices import MULTIPLE, SINGLE, TRUE_FALSE
from courses.questions.kinds import DONT_KNOW, ItemKind, Json

ASKABLE: dict[str, ItemKind] = {kind.name: kind for kind in (SINGLE, MULTIPLE, TRUE_FALSE)}
"""The kinds that such a page can ask."""
NOTHING_CHOSEN = _("Choose an answer. If you do not know, choose “I don't know”: that is fine.")
MANY_HINT = _("Choose every answer that is right.")


class AskForm(forms.Form):
    """Made from the public JSON of an item; `answer` is what was given, in the shape its marking asks for."""

    def __init__(self, *args: Any, item: Json, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        is_truth = item["kind"] == TRUE_FALSE.name
        is_many = item["kind"] == MULTIPLE.name
        make = forms.MultipleChoiceField if is_many else forms.ChoiceField
        self.fields["truth" if is_truth else "choice"] = make(
            label=item["text"],
            help_text=MANY_HINT if is_many else "",
            choices=self._truths() if is_truth else self._choices(),
            widget=forms.CheckboxSelectMultiple if is_many else forms.RadioSelect,
            error_messages={"required": NOTHING_CHOSEN, "invalid_choice": NOTHING_CHOSEN},
        )

    @property
    def question(self) -> forms.BoundField:
        """The one field there is."""
        return next(iter(self))

    @property
    def item_sent(self) -> str:
        """The item this page was showing when it was sent; empty when nothing of the kind came."""
        return str(self.data.get("item", ""))

    @property
    def is_for_this(self) -> bool:
        """Whether the answer was given to this very question, and not to one before it."""
        return self.item_sent == self.item["id"]

    def is_answered(self) -> bool:
        """Whether there is an answer to take: a valid one, or "I don't know"."""
        return self.is_bound and ("dont_know" in self.data or self.is_valid())

    @property
    def answer(self) -> Any:
        """The answer given."""
        if "dont_know" in self.data:
            return dict(DONT_KNOW)
        sent = QueryDict(mutable=True)
        for name in self.fields:
            sent.setlist(name, self._given(name))
        return ASKABLE[self.item["kind"]].read_form(sent)

    def _given(self, name: str) -> list[str]:
        given = self.cleaned_data[name]
        return [str(each) for each in given] if isinstance(given, list) else [str(given)]

    def _choices(self) -> list[tuple[str, str]]:
        return [(choice["id"], choice["text"]) for choice in self.item["choices"]]

    def _truths(self) -> list[tuple[str, Any]]:
        return [("true", _("True")), ("false", _("False"))]


def item_id(item: Json) -> UUID:
    """The id by which an item is known."""
    return UUID(item["id"])
