"""How an entry of the register of personal data is written, and the words entries share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WITH_ACCOUNT = "while the account exists; erased on request within 15 days"
LEARNING_TERM = "while the account exists; afterwards only figures without names"
STAFF_TERM = "5 years after the act: it says who answered for what"
AUDIT_TERM = "5 years, then the whole month is removed; nothing in it is changed earlier"
EDITORIAL_TERM = "as long as the page it belongs to"

HERSELF = "the person herself"
CLASS_STAFF = "the person herself; trainers of the commune that holds her class"
ADMINISTRATORS = "the person herself; administrators"
NOBODY = "nobody; read by the program only"
EDITORS = "editors, moderators and administrators"


@dataclass(frozen=True)
class Group:
    """Fields of one kind with the same term and readers; `purposes` says of each why it is kept."""

    category: str
    retention: str
    shown_to: str
    purposes: Mapping[str, str]
