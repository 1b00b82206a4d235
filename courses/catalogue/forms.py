"""The editor's form of a lesson."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from cms.pages.forms import PublicPageForm
from courses.catalogue.body import check_body_fits_use


class LessonForm(PublicPageForm):
    """A draft may be unfinished; what is sent to review or published may not."""

    def clean(self) -> dict[str, Any]:
        """Show at the body that it does not fit the use."""
        cleaned: dict[str, Any] = super().clean()
        if self.is_deferred_validation or "body" not in cleaned or "use" not in cleaned:
            return cleaned
        try:
            check_body_fits_use(cleaned["body"], use=cleaned["use"])
        except ValidationError as wrong:
            self.add_error(None, wrong)
        return cleaned
