"""Cards on paper: an accessible PDF (tagged, titled, in Vietnamese), kept nowhere.

Forty cards take less than a second, so they are set while the trainer waits.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import segno
from django.utils.translation import gettext

from identity.factors.cardnumbers import show_number
from identity.factors.cardsecrets import CardFace
from identity.paper.setting import set_pdf

TEMPLATE = Path(__file__).parent / "print" / "cards.typ"
QUIET_ZONE = 2


def cards_pdf(faces: Sequence[CardFace], *, door: str) -> bytes:
    """These cards, two on a page. `door` is the address of the page that takes them."""
    return set_pdf(TEMPLATE, sheet=json.dumps(_sheet(faces, door=door)))


def card_link(token: str, *, door: str) -> str:
    """What the QR picture holds: the token stands in the fragment, which no browser sends anywhere."""
    return f"{door}#{token}"


def _sheet(faces: Sequence[CardFace], *, door: str) -> dict[str, object]:
    place = door.split("://", 1)[-1].rstrip("/")
    number_step = gettext("If that does not work, open %(place)s and type the number of the card.")
    return {
        "title": gettext("Sign-in cards of Bến Số"),
        "service": gettext("Bến Số, Hải Phòng"),
        "number_label": gettext("Number of the card"),
        "how": gettext("How to sign in"),
        "steps": [
            gettext("Point the camera of a phone at the square, then tap the line that appears."),
            number_step % {"place": place},
            gettext("Enter your PIN, or tap your three pictures."),
        ],
        "no_pin": gettext("The PIN is not printed here."),
        "keep": gettext(
            "Do not write it on the card. Card lost? Tell your trainer: the old one stops at once."
        ),
        "cut": gettext("cut here"),
        "fold": gettext("fold here"),
        "picture_alt": gettext("Square that the camera of a phone reads"),
        "cards": [_card(face, door=door) for face in faces],
    }


def _card(face: CardFace, *, door: str) -> dict[str, str]:
    drawn = io.BytesIO()
    square = segno.make(card_link(face.token, door=door), error="q", micro=False)
    square.save(drawn, kind="svg", border=QUIET_ZONE)
    return {
        "name": face.name,
        "number": show_number(face.number),
        "picture": drawn.getvalue().decode(),
    }
