"""Why a step of placement is not taken, in a sentence a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


class PlacementRefused(Exception):
    """The step is not taken; nothing has changed."""

    code = "placement_refused"
    message: Promise = _("This could not be done.")


class NothingChosen(PlacementRefused):
    """The answer is none of those offered."""

    code = "nothing_chosen"
    message = _("Choose an answer. If you do not know, choose “I don't know”: that is fine.")


class OutOfTurn(PlacementRefused):
    """Another question is being asked now: this one was answered before or never came."""

    code = "out_of_turn"
    message = _("That question has been answered already. Here is where you are.")


class NotYours(PlacementRefused):
    """The run belongs to somebody else, or to nobody any more."""

    code = "not_yours"
    message = _("These answers are no longer here. You can begin anew at any time.")


class TooManyVisitors(PlacementRefused):
    """So many people without an account have begun from this network within the hour."""

    code = "too_many_visitors"
    message = _(
        "Many people here are doing this at once. Sign in and it goes on at once, "
        "try again in an hour, or open any lesson now."
    )
