"""The twelve pictures of a picture PIN: things everybody here knows, far apart in shape and in name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


CHOSEN = 3


@dataclass(frozen=True)
class Picture:
    """One picture: its number in a PIN, the name of its drawing, and the word under it."""

    number: int
    drawing: str
    word: Promise

    @property
    def template(self) -> str:
        """Where the drawing stands."""
        return f"identity/factors/pictures/{self.drawing}.html"


PICTURES: tuple[Picture, ...] = (
    Picture(1, "fish", _("Fish")),
    Picture(2, "house", _("House")),
    Picture(3, "flower", _("Flower")),
    Picture(4, "boat", _("Boat")),
    Picture(5, "sun", _("The sun")),
    Picture(6, "key", _("Key")),
    Picture(7, "tree", _("Tree")),
    Picture(8, "bicycle", _("Bicycle")),
    Picture(9, "umbrella", _("Umbrella")),
    Picture(10, "bowl", _("Bowl of rice")),
    Picture(11, "cat", _("Cat")),
    Picture(12, "bell", _("Bell")),
)
"""In the order shown, always the same, so that hands remember places; the numbers never change."""
