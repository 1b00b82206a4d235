"""The twelve pictures of a picture PIN: things everybody here knows, far apart in shape and in name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True)
class Picture:
    """One picture: its stable key and the word under it."""

    key: str
    word: Promise

    @property
    def template(self) -> str:
        """Where its drawing stands."""
        return f"identity/factors/pictures/{self.key}.html"


PICTURES: tuple[Picture, ...] = (
    Picture("fish", _("Fish")),
    Picture("house", _("House")),
    Picture("flower", _("Flower")),
    Picture("boat", _("Boat")),
    Picture("sun", _("Sun")),
    Picture("key", _("Key")),
    Picture("tree", _("Tree")),
    Picture("bicycle", _("Bicycle")),
    Picture("umbrella", _("Umbrella")),
    Picture("bowl", _("Bowl of rice")),
    Picture("cat", _("Cat")),
    Picture("bell", _("Bell")),
)
"""In the order shown; always the same, so that hands remember places."""

KEYS: frozenset[str] = frozenset(picture.key for picture in PICTURES)
