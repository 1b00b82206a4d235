"""The one way in which regrading says no."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from identity.refusal import ActRefused

REASONS = {
    "unknown_item": _("This item does not stand in any of the versions named."),
    "not_ready": _("The trial run is not finished yet. Wait until it says so, then confirm."),
    "not_done": _("Only what was carried out can be undone."),
    "too_late": _("It was carried out more than 30 days ago; people rely on their results by now."),
    "settled": _("This was decided already; look at the page again."),
    "nothing_to_correct": _("No key differs from the version before."),
}


class RegradeRefused(ActRefused):
    """Nothing was corrected, undone or decided."""

    reasons = REASONS
