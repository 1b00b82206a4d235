"""The editor's form of a paired test."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from cms.pages.forms import RevisedForm
from courses.sittings.wholeness import check_whole


class PairedTestForm(RevisedForm):
    """A draft may be unfinished; what is published may not, and nobody saves over anybody."""

    def clean(self) -> dict[str, Any]:
        """Show at the field what keeps the two forms from belonging together."""
        cleaned: dict[str, Any] = super().clean()
        bodies = {name: cleaned[name] for name in self.instance.BODIES if name in cleaned}
        if self.is_deferred_validation or len(bodies) < len(self.instance.BODIES):
            return cleaned
        raw = {name: body.stream_block.get_prep_value(body) for name, body in bodies.items()}
        try:
            check_whole(raw)
        except ValidationError as wrong:
            self.add_error(None, wrong)
        return cleaned
