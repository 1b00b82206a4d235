"""Personal data in the tables of what happened to an account, and of closed changes."""

from __future__ import annotations

from identity.privacy.groups import HERSELF, Group

PROTECTING: tuple[Group, ...] = (
    Group(
        category="security",
        retention="12 months; that there was a first device, while the account exists",
        shown_to=HERSELF,
        purposes={
            "identity.SecurityEvent.person": "to tell her what happened to her account, and when",
            "identity.SecurityEvent.browser": 'such as "Chrome, Android", so that she knows her own device',
            "identity.SecurityEvent.token_digest": "to know the link of a notice; a keyed hash",
            "identity.SecurityEvent.code_digest": "to know the digits of a notice; a keyed hash",
        },
    ),
    Group(
        category="security",
        retention="12 months after it ended",
        shown_to="the person herself; managers of her commune",
        purposes={
            "identity.Freeze.person": 'to close her account to changes after "that was not me"',
            "identity.Freeze.lifted_by": "who opened changes again",
        },
    ),
)
