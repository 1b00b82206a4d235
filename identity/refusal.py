"""How an act says no: a stable code, and a sentence a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise


class ActRefused(Exception):
    """Nothing was changed; `code` is stable, `message` is for people."""

    reasons: ClassVar[Mapping[str, Promise]]

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = self.reasons[code]
