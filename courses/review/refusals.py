"""Why a step of reviewing is not taken, in a sentence a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


class ReviewRefused(Exception):
    """The step is not taken; nothing has changed."""

    code = "review_refused"
    message: Promise = _("This could not be done.")


class NotDue(ReviewRefused):
    """It is not time yet, or it is over."""

    code = "not_due"
    message = _("There is nothing to review here now.")


class AnsweredBefore(ReviewRefused):
    """This question of the round has its answer, and only the first one counts."""

    code = "answered_before"
    message = _("That question has been answered already. Here is where you are.")


class NothingLeft(ReviewRefused):
    """The lessons of this part have left the site, or hold no question of a kind that can be asked."""

    code = "nothing_left"
    message = _("The lessons of this part are being rewritten. Come back in a few days.")
