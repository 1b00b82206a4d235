"""Pure decisions about changing addresses: how long a change can be undone, which proof may begin it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

UNDO_FOR = dt.timedelta(days=7)
# as long as a sign-in may take
UNDERWAY_FOR = dt.timedelta(minutes=30)

CODES = frozenset({"code:phone", "code:email"})


def proofs_to_change(accepted: Set[str], *, kind: str, kinds_held: Set[str]) -> frozenset[str]:
    """By which of the accepted proofs an address of this kind may be changed or removed.

    Never by a code to an address of the same kind, unless that is all she has: whoever took the
    phone must not be able to move the account with it alone.
    """
    others = frozenset(accepted) - {f"code:{kind}"}
    has_other_code = bool(frozenset(kinds_held) - {kind})
    usable = others if has_other_code else others - CODES
    return usable or frozenset(accepted)


def other_kind(kind: str) -> str:
    """Where the code goes that proves a change of an address of this kind."""
    return "email" if kind == "phone" else "phone"


def is_last_way_in(*, contacts_left: int, has_card: bool) -> bool:
    """Whether nothing would be left to sign in with."""
    return contacts_left == 0 and not has_card
