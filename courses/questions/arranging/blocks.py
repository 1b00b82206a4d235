"""The blocks in which an editor writes what belongs together, and what comes first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.audio import recorded
from cms.blocks.uid import UidBlock
from identity.communes.folding import fold

MOST_PAIRS = 6
MOST_ENTRIES = 6


class PairBlock(blocks.StructBlock):
    """Two things that belong together."""

    uid = UidBlock()
    left = blocks.CharBlock(label=_("This"), max_length=120)
    right = blocks.CharBlock(label=_("goes with"), max_length=120)

    class Meta:
        icon = "link"
        label = _("Pair")
        label_format = "{left} – {right}"


class MatchBlock(blocks.StructBlock):
    """For each thing on the left, choose what goes with it."""

    uid = UidBlock()
    text = blocks.TextBlock(label=_("Question"), max_length=400, rows=2)
    pairs = blocks.ListBlock(PairBlock(), label=_("Pairs"), min_num=2, max_num=MOST_PAIRS)
    explanation = blocks.TextBlock(label=_("Explanation"), max_length=600, rows=2)
    audio = recorded()

    def clean(self, value: Any) -> Any:
        """Nothing on the left stands twice, and there is something to choose from."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        again = repeated([pair["left"] for pair in cleaned["pairs"]])
        if again:
            raise refused("pairs", "left", again)
        if len({fold(pair["right"]) for pair in cleaned["pairs"]}) == 1:
            message = _("Everything goes with the same: there is nothing to choose from.")
            raise StructBlockValidationError(
                {"pairs": ListBlockValidationError(non_block_errors=[message])}
            )
        return cleaned

    class Meta:
        icon = "link"
        label = _("What belongs together")
        label_format = "{text}"
        template = "courses/catalogue/match.html"
        script = "js/arranging.js"


class EntryBlock(blocks.StructBlock):
    """One of the things to bring into order."""

    uid = UidBlock()
    text = blocks.CharBlock(label=_("Step"), max_length=160)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        label_format = "{text}"


class OrderBlock(blocks.StructBlock):
    """Things written here in their right order; learners see them in another one."""

    uid = UidBlock()
    text = blocks.TextBlock(label=_("Question"), max_length=400, rows=2)
    entries = blocks.ListBlock(
        EntryBlock(), label=_("In the right order, first to last"), min_num=3, max_num=MOST_ENTRIES
    )
    explanation = blocks.TextBlock(label=_("Explanation"), max_length=600, rows=2)
    audio = recorded()

    def clean(self, value: Any) -> Any:
        """Each step is a step of its own, or nobody could tell them apart."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        again = repeated([entry["text"] for entry in cleaned["entries"]])
        if again:
            raise refused("entries", "text", again)
        return cleaned

    class Meta:
        icon = "list-ol"
        label = _("What comes first")
        label_format = "{text}"
        template = "courses/catalogue/order.html"
        script = "js/arranging.js"


def repeated(texts: list[str]) -> list[int]:
    """The places of texts that read like an earlier one."""
    folded = [fold(text) for text in texts]
    return [at for at, text in enumerate(folded) if text in folded[:at]]


def refused(name: str, field: str, places: list[int]) -> StructBlockValidationError:
    """The same text twice in the list `name`: said at the field of each entry that repeats it."""
    message = ValidationError(_("This stands there already."))
    errors = {at: StructBlockValidationError({field: message}) for at in places}
    return StructBlockValidationError({name: ListBlockValidationError(block_errors=errors)})
