"""What stands on a simulated screen: lines to read, fields, switches, a code to scan, buttons."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.uid import UidBlock
from courses.practice.entries import FREE, fits
from courses.practice.envelope import refuse_real

ENTRIES = [
    ("text", _("Letters")),
    ("number", _("Digits")),
    ("password", _("Password (dots)")),
]
RULES = [
    ("same", _("The same words (marks and capitals forgiven)")),
    ("digits", _("The same digits")),
    (FREE, _("Anything")),
]
STANDS = [("on", _("On")), ("off", _("Off"))]
KEY = r"^[a-z0-9-]{1,30}$"


class ShortName(blocks.RegexBlock):
    """The name by which buttons find a screen; nobody but editors sees it."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"invalid": _("Small letters without marks, digits and dashes only.")}
        super().__init__(regex=KEY, error_messages=said, **kwargs)


class LineBlock(blocks.StructBlock):
    """Something to read before one taps: a payee, an address, what an app asks for."""

    uid = UidBlock()
    label = blocks.CharBlock(label=_("What it is"), max_length=60)
    text = blocks.CharBlock(label=_("What it says"), max_length=160)
    must_check = blocks.BooleanBlock(
        label=_("Must be looked at before the right tap"), required=False
    )
    why = blocks.TextBlock(label=_("Why look at it"), required=False, max_length=300, rows=2)

    def clean(self, value: Any) -> Any:
        """What must be looked at teaches only with its reason."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        refuse_real({"text": cleaned["text"]})
        if cleaned["must_check"] and not cleaned["why"].strip():
            raise at_field("why", _("Say why this must be looked at."))
        return cleaned

    class Meta:
        icon = "view"
        label = _("Line to read")
        label_format = "{label}: {text}"


class AmountBlock(LineBlock):
    """A sum of money, shown large."""

    class Meta:
        icon = "tag"
        label = _("Sum of money")
        label_format = "{text}"


class NoticeBlock(blocks.StructBlock):
    """A sentence of the app."""

    text = blocks.TextBlock(label=_("What it says"), max_length=300, rows=2)

    def clean(self, value: Any) -> Any:
        """What an app says names invented people and numbers only."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse_real({"text": cleaned["text"]})
        return cleaned

    class Meta:
        icon = "info-circle"
        label = _("Sentence")
        label_format = "{text}"


class QrBlock(blocks.StructBlock):
    """A drawing of a code to scan; no phone can read it."""

    text = blocks.CharBlock(label=_("What stands below it"), max_length=80)

    class Meta:
        icon = "grip"
        label = _("QR code")
        label_format = "{text}"


class FieldBlock(blocks.StructBlock):
    """A field to type into, with what the card has for it."""

    uid = UidBlock()
    label = blocks.CharBlock(label=_("Name of the field"), max_length=60)
    entry = blocks.ChoiceBlock(label=_("What is typed"), choices=ENTRIES, default="text")
    rule = blocks.ChoiceBlock(label=_("How it is compared"), choices=RULES, default="same")
    wanted = blocks.CharBlock(
        label=_("What is to be typed, from the card"), required=False, max_length=120
    )
    error = blocks.CharBlock(label=_("What to say otherwise"), required=False, max_length=200)

    def clean(self, value: Any) -> Any:
        """Its own value satisfies its rule, and whoever is wrong is told how to mend it."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        refuse_real({"wanted": cleaned["wanted"]})
        if not fits(cleaned["wanted"], wanted=cleaned["wanted"], rule=cleaned["rule"]):
            raise at_field("wanted", _("This value does not satisfy the rule of its own field."))
        if cleaned["rule"] != FREE and not cleaned["error"].strip():
            raise at_field("error", _("Say how to mend it."))
        return cleaned

    class Meta:
        icon = "edit"
        label = _("Field")


class ToggleBlock(blocks.StructBlock):
    """A switch, such as a permission."""

    uid = UidBlock()
    label = blocks.CharBlock(label=_("What it switches"), max_length=80)
    starts = blocks.ChoiceBlock(label=_("How it stands first"), choices=STANDS, default="on")
    expected = blocks.ChoiceBlock(label=_("How it should stand"), choices=STANDS, default="off")
    critical = blocks.BooleanBlock(label=_("A critical mistake if left otherwise"), required=False)
    why = blocks.TextBlock(label=_("Why"), max_length=300, rows=2)

    class Meta:
        icon = "check"
        label = _("Switch")


class ButtonBlock(blocks.StructBlock):
    """A button, and where it leads."""

    uid = UidBlock()
    label = blocks.CharBlock(label=_("Words on the button"), max_length=60)
    goto = ShortName(label=_("Leads to (short name of a screen)"), required=False)
    ends = blocks.BooleanBlock(label=_("Ends the practice"), required=False)
    expected = blocks.BooleanBlock(label=_("The right tap on this screen"), required=False)
    critical = blocks.BooleanBlock(
        label=_("Critical mistake (money sent, password given away)"), required=False
    )
    why = blocks.TextBlock(
        label=_("What to say to a wrong tap"), required=False, max_length=400, rows=2
    )

    def clean(self, value: Any) -> Any:
        """It leads somewhere or ends, and a wrong one is explained."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if bool(cleaned["goto"]) == cleaned["ends"]:
            raise at_field("goto", _("Name the screen it leads to, or let it end the practice."))
        if cleaned["expected"] and cleaned["critical"]:
            raise at_field("critical", _("The right tap is no mistake: change one of the two."))
        if not cleaned["expected"] and not cleaned["why"].strip():
            raise at_field("why", _("Say why this is not the right tap."))
        return cleaned

    class Meta:
        icon = "arrow-right"
        label = _("Button")
        label_format = "{label}"


class ElementsBlock(blocks.StreamBlock):
    """What stands on a screen, from top to bottom."""

    line = LineBlock()
    amount = AmountBlock()
    notice = NoticeBlock()
    qr = QrBlock()
    field = FieldBlock()
    toggle = ToggleBlock()
    button = ButtonBlock()

    class Meta:
        icon = "list-ul"


def at_field(name: str, message: Any) -> StructBlockValidationError:
    """The error of one field."""
    return StructBlockValidationError({name: ValidationError(message)})
