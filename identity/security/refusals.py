"""What this slice answers when it does not accept: a stable code and a sentence a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    import datetime as dt


class Frozen(Exception):
    """Factors and addresses of this person are closed to changes."""

    code = "frozen"

    def __init__(self, *, until: dt.datetime) -> None:
        super().__init__(self.code)
        self.until = until

    @property
    def message(self) -> str:
        """The sentence for people, with the day from which changes are open again."""
        said = gettext(
            "After a report of “that was not me” nothing can be changed until %(day)s. "
            "Need it earlier? Ask the person in charge at your commune."
        )
        return said % {"day": date_format(timezone.localtime(self.until), "H:i d/m/Y")}


class NotDisavowable(Exception):
    """No event answers to this link or these digits: wrong, used and old ones look the same."""

    code = "not_disavowable"
    message = _(
        "This is not right, was used already or is older than 10 days. Look at the newest message again."
    )


class ReplyUnreadable(NotDisavowable):
    """What was typed cannot be the digits of a notice; no try is lost."""

    code = "unreadable_reply"
    message = _("The message holds 12 digits. Enter all of them.")


class NotYoursToLift(Exception):
    """No such freeze is in force among those this member of staff may lift."""

    code = "not_yours"
