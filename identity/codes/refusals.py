"""What the engine answers when it does not accept: a stable code and a sentence a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import Promise


class CodeRefused(Exception):
    """A code was not sent or not accepted. The exception holds no address and no digit of a code."""

    code: ClassVar[str]
    sentence: ClassVar[Promise]

    def __init__(self, *, retry_at: datetime | None = None) -> None:
        super().__init__(self.code)
        self.retry_at = retry_at

    @property
    def message(self) -> str:
        """The sentence for people, with the time of day from which it works again."""
        return str(self.sentence) % {"time": _spoken(self.retry_at)}


class SendRefused(CodeRefused):
    """No message went out."""


class TooSoon(SendRefused):
    """The last message of this code is not old enough."""

    code = "too_soon"
    sentence = _("The code is on its way. If it has not come, ask for it again after %(time)s.")


class TooManySends(SendRefused):
    """The address got as many messages as it may for now."""

    code = "too_many_sends"
    sentence = _(
        "Too many codes were sent there. The next one can go out after %(time)s. "
        "Need to sign in now? Use your other number or e-mail address, or ask your trainer."
    )


class NetworkFull(SendRefused):
    """The network asked for as many messages as it may for now."""

    code = "network_full"
    sentence = _(
        "Many people here are signing in at once. Try again after %(time)s, or ask the trainer of the class."
    )


class MessagesPaused(SendRefused):
    """So many messages went out that these may not; without `retry_at` only a person opens them again."""

    code = "messages_paused"
    sentence = _(
        "So many codes are being asked for that new ones have to wait. "
        "The next one can go out after %(time)s."
    )
    sentence_for_good = _("Text messages to this number are stopped for now.")

    @property
    def message(self) -> str:
        """One sentence while the clock opens it again, another when a person must."""
        return super().message if self.retry_at else str(self.sentence_for_good)


class CodeUnreadable(CodeRefused):
    """What was typed cannot be a code; no try is lost."""

    code = "unreadable_code"
    sentence = _("A code has 6 digits. Enter the 6 digits from the message.")


class WrongCode(CodeRefused):
    """Not the right digits, or not from the browser that asked: the two look the same."""

    code = "wrong_code"
    sentence = _("This code is not right. Look at the newest message and enter its 6 digits.")

    def __init__(self, *, left: int) -> None:
        super().__init__()
        self.left = left


class CodeVoid(CodeRefused):
    """The tries of this code are used up."""

    code = "code_void"
    sentence = _("This code was entered wrongly too often and no longer works. Ask for a new code.")


class CodeExpired(CodeRefused):
    """The code is too old, or nobody knows of it."""

    code = "code_expired"
    sentence = _("This code is too old and no longer works. Ask for a new code.")


class RaceLost(CodeRefused):
    """The code was used a moment ago, by another press of the button or in another tab."""

    code = "race_lost"
    sentence = _("This code has been used already. If you are not signed in, ask for a new code.")


class TriesClosed(CodeRefused):
    """The budget of wrong tries is used up; without `retry_at` only a person can open it again."""

    code = "tries_closed"
    sentence = _("Too many wrong codes. Try again after %(time)s, or ask your trainer to open it.")
    sentence_for_good = _(
        "Too many wrong codes. Ask your trainer or the office of your commune to open sign-in again."
    )

    @property
    def message(self) -> str:
        """One sentence while the clock opens it again, another when a person must."""
        return super().message if self.retry_at else str(self.sentence_for_good)


def _spoken(moment: datetime | None) -> str:
    """The clock time, with the day when it is not today's."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return date_format(local, "H:i" if is_today else "H:i d/m")
