"""Pure decisions about changing addresses: how long a change can be undone, which proof may begin it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from identity.factors.rules import CONTACT_CODES, proof_by_oldest

UNDO_FOR = dt.timedelta(days=7)


def proofs_to_change(accepted: Set[str], *, kind: str, has_other: bool) -> frozenset[str]:
    """By which of the accepted proofs an address of this kind may be changed or removed.

    Where only codes protect her, it is a code to the address of the other kind that she has had
    longest (`has_other`: she has one that no undo can take back any more), and else one to what she
    has: whoever took the phone must not be able to move the account with it alone, nor with an
    address he added a moment ago.
    """
    proofs = frozenset(accepted)
    if not proofs & CONTACT_CODES or not has_other:
        return proofs
    return (proofs - CONTACT_CODES) | {proof_by_oldest(other_kind(kind))}


def other_kind(kind: str) -> str:
    """Where the code goes that proves a change of an address of this kind."""
    return "email" if kind == "phone" else "phone"


def is_last_way_in(*, contacts_left: int, has_card: bool) -> bool:
    """Whether nothing would be left to sign in with."""
    return contacts_left == 0 and not has_card
