"""What this slice answers when an address is not changed: a stable code and a sentence to act on."""

from __future__ import annotations

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ContactChangeRefused(Exception):
    """Nothing was changed; `code` is stable, `message` is for people."""

    code: ClassVar[str]
    message: ClassVar[Promise]


class AlreadyYours(ContactChangeRefused):
    """The person holds this very address."""

    code = "already_yours"
    message = _("This number or e-mail address is yours already. There is nothing to change.")


class ChildHasNone(ContactChangeRefused):
    """A child's account takes no address: every message about it goes to the guardian."""

    code = "child_has_none"
    message = _(
        "A child’s account has no number or e-mail address of its own. Messages go to the guardian."
    )


class NoSuchContact(ContactChangeRefused):
    """The person does not hold this address (any more), perhaps since a moment ago in another tab."""

    code = "no_such_contact"
    message = _("This number or e-mail address is not on your list any more.")


class LastWayIn(ContactChangeRefused):
    """Without this address she could not sign in again."""

    code = "last_way_in"
    message = _(
        "This is your only way to sign in. First add another number or e-mail address, then remove it."
    )


class UndoOver(ContactChangeRefused):
    """No change answers to this link or these digits: wrong, used and old ones look the same."""

    code = "undo_over"
    message = _(
        "This is not right, was used already or is older than 7 days. "
        "Look at the newest message, or ask at your commune."
    )


class UndoUnreadable(UndoOver):
    """What was typed cannot be the digits of a notice; no try is lost."""

    code = "undo_unreadable"
    message = _("The message holds 12 digits. Enter all of them.")
