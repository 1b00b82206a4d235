"""The ways in which reporting and withdrawing an item say no."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from identity.refusal import ActRefused

REASONS = {
    "unknown_item": _("This question is not known any more. Go back to the lesson and try again."),
    "too_many": _("Many faults were reported from here within the hour. Please try again later."),
    "no_reason": _("Write why you take this question back: others will read it."),
    "withdrawn": _("This question was withdrawn already."),
    "not_withdrawn": _("This question is not withdrawn."),
    "last_item": _(
        "It is the last question of this check, and a check without questions cannot be passed. "
        "Take the lesson off the site instead, or write a new question first."
    ),
    "closed": _("This report is closed. Open it again first."),
}


class AnalysisRefused(ActRefused):
    """Nothing was reported, withdrawn, asked again or closed."""

    reasons = REASONS
