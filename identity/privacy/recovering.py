"""What the register says of changing addresses and of confirmations at a desk."""

from __future__ import annotations

from identity.privacy.groups import HERSELF, NOBODY, STAFF_TERM, WITH_ACCOUNT, Group

RECOVERING: tuple[Group, ...] = (
    Group(
        category="device",
        retention="30 days after she last used it",
        shown_to=NOBODY,
        purposes={
            "identity.BrowserUse.browser": "to know a browser of hers when her number was silent",
            "identity.BrowserUse.person": "to know a browser of hers when her number was silent",
        },
    ),
    Group(
        category="contact",
        retention=WITH_ACCOUNT,
        shown_to=HERSELF,
        purposes={
            "identity.ContactChange.person": "to give an address back that was taken from her",
            "identity.ContactChange.by": "who changed the address: she, or staff at a desk",
        },
    ),
    Group(
        category="act of staff",
        retention=STAFF_TERM,
        shown_to=HERSELF,
        purposes={
            "identity.DeskConfirmation.person": "whose account was opened face to face",
            "identity.DeskConfirmation.by": "who saw her and answers for it",
            "identity.DeskConfirmation.contact_digest": "which new address may be hers; a keyed hash",
        },
    ),
)
