"""Which proofs count for what: pure decisions about factors."""

from __future__ import annotations

from collections.abc import Set

TOTP, PASSKEY, PIN, RECOVERY_CODE = "totp", "passkey", "pin", "recovery_code"
# seen face to face by staff a moment ago
DESK = "desk"
CONTACT_CODES = frozenset({"code:phone", "code:email"})
# what protects an account by itself; recovery codes only replace one of these
PROTECTING = frozenset({TOTP, PASSKEY, PIN})
FOR_STAFF = frozenset({TOTP, PASSKEY})

PASSKEYS_PER_PERSON = 10
LONGEST_NAME = 40


def accepted_proofs(methods: Set[str], *, is_staff: bool) -> frozenset[str]:
    """By which proofs a person shows again that it is she, out of the `methods` she has.

    Whoever has something better than a message is not asked for a message: a stolen number must not
    open what an app, a passkey or a PIN protects. Staff show the app or a passkey and nothing else.
    """
    if is_staff:
        return frozenset(methods) & FOR_STAFF
    protecting = frozenset(methods) & PROTECTING
    return (protecting or CONTACT_CODES) | (frozenset(methods) & {RECOVERY_CODE})


def proof_by_oldest(kind: str) -> str:
    """The proof by a code to the address of this kind that she has had longest."""
    return f"code:{kind}:oldest"


def is_last_of_staff(methods: Set[str], removed: str, *, passkeys: int) -> bool:
    """Whether taking one `removed` away leaves somebody of staff without app and passkey."""
    left = frozenset(methods) & FOR_STAFF
    if removed == PASSKEY and passkeys > 1:
        return False
    return not left - {removed}
