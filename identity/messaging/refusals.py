"""What the messages answer when none may go out: which limit it was, and when it opens again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import datetime

    from identity.messaging.models import SpendScope


class MessagesRefused(Exception):
    """No message may go out for now; without `retry_at` only a person opens it again."""

    code: ClassVar[str]

    def __init__(self, *, retry_at: datetime | None) -> None:
        super().__init__(self.code)
        self.retry_at = retry_at


class BudgetSpent(MessagesRefused):
    """The block, the network, the commune or the city got as many messages as it may for now."""

    code = "budget_spent"

    def __init__(self, scope: SpendScope, *, retry_at: datetime | None) -> None:
        super().__init__(retry_at=retry_at)
        self.scope = scope


class BreakerOpen(MessagesRefused):
    """The breaker of the block, or of all of them, stops the messages of strangers."""

    code = "breaker_open"
