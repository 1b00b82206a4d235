"""How questions for words or a number are taken apart, marked and read from a form."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from courses.questions.kinds import Halves, ItemKind, Json, Marker, Secret, Shown, right_or_wrong
from courses.questions.marking import mark_number, mark_short_text
from identity.communes.folding import fold

SECRETS = frozenset(["accepted", "amount", "tolerance", "right", "wrong", "explanation"])


def text_halves(value: Json) -> Halves:
    """`{text}`, and the words that are accepted."""
    accepted = [each["value"] for each in value["accepted"]]
    return Halves(
        {"text": value["text"]}, {"accepted": accepted}, _said(value), value["explanation"]
    )


def number_halves(value: Json) -> Halves:
    """`{text, unit}`, and the number with what it may be off by, as texts."""
    key = {"amount": str(value["amount"]), "tolerance": str(value["tolerance"])}
    shown = {"text": value["text"], "unit": value["unit"]}
    return Halves(shown, key, _said(value), value["explanation"])


def text_marker(shown: Shown, key: Secret) -> Marker:
    """The folded words."""
    return partial(mark_short_text, accepted=frozenset(map(fold, key["accepted"])))


def number_marker(shown: Shown, key: Secret) -> Marker:
    """The number and its tolerance."""
    return partial(mark_number, amount=Decimal(key["amount"]), tolerance=Decimal(key["tolerance"]))


def right_number(shown: Shown, key: Secret) -> str:
    """The number as it is written here, with its unit."""
    return f"{key['amount'].replace('.', ',')} {shown['unit']}".strip()


def _said(value: Json) -> dict[str, str]:
    return {"right": value["right"], "wrong": value["wrong"]}


SHORT_TEXT = ItemKind(
    name="short_text",
    halves=text_halves,
    secrets=SECRETS,
    marker=text_marker,
    spoken=right_or_wrong,
    solution=lambda shown, key: key["accepted"][0],
    solved=lambda shown, key: key["accepted"][0],
    read_form=lambda sent: sent.get("written") or None,
)
NUMBER = ItemKind(
    name="number",
    halves=number_halves,
    secrets=SECRETS,
    marker=number_marker,
    spoken=right_or_wrong,
    solution=lambda shown, key: key["amount"],
    solved=right_number,
    read_form=lambda sent: sent.get("written") or None,
)
