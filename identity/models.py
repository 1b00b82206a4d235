"""The tables of identity, one import for each slice."""

from identity.accounts.models import (
    Alias,
    Guardianship,
    Holding,
    Identifier,
    Invitation,
    Person,
    Residence,
)
from identity.audit.models import (
    ClosedSegment,
    Entry,
    EntrySubject,
    Purge,
    Seal,
    SealedEntry,
)
from identity.codes.models import BrowserUse, Challenge, KnownBrowser, SendBudget, TryBudget
from identity.communes.models import Commune, FormerUnit, RegisterLoad, Succession
from identity.consent.models import Consent, ConsentText
from identity.factors.models import (
    Card,
    DeskConfirmation,
    Passkey,
    Pin,
    RecoveryCode,
    RecoverySheet,
    Totp,
)
from identity.messaging.models import (
    Breaker,
    Message,
    Receipt,
    Spending,
    Traffic,
    VendorToken,
)
from identity.outbox.models import Job
from identity.recovery.changes import ContactChange
from identity.recovery.models import RecoveryConfirmation, RecoveryRequest
from identity.roles.models import Grant
from identity.security.models import Freeze, Notice, SecurityEvent
from identity.sessions.models import Session

__all__ = [
    "Alias",
    "Breaker",
    "BrowserUse",
    "Card",
    "Challenge",
    "ClosedSegment",
    "Commune",
    "Consent",
    "ConsentText",
    "ContactChange",
    "DeskConfirmation",
    "Entry",
    "EntrySubject",
    "FormerUnit",
    "Freeze",
    "Grant",
    "Guardianship",
    "Holding",
    "Identifier",
    "Invitation",
    "Job",
    "KnownBrowser",
    "Message",
    "Notice",
    "Passkey",
    "Person",
    "Pin",
    "Purge",
    "Receipt",
    "RecoveryCode",
    "RecoveryConfirmation",
    "RecoveryRequest",
    "RecoverySheet",
    "RegisterLoad",
    "Residence",
    "Seal",
    "SealedEntry",
    "SecurityEvent",
    "SendBudget",
    "Session",
    "Spending",
    "Succession",
    "Totp",
    "Traffic",
    "TryBudget",
    "VendorToken",
]
