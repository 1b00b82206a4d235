"""The tables of identity, one import for each slice."""

from identity.accounts.models import Holding, Identifier, Person, Residence
from identity.audit.models import Entry, EntrySubject
from identity.codes.models import Challenge, KnownBrowser, SendBudget, TryBudget
from identity.communes.models import Commune, FormerUnit, RegisterLoad, Succession
from identity.consent.models import Consent, ConsentText
from identity.factors.models import Totp
from identity.messaging.models import Message
from identity.outbox.models import Job
from identity.roles.models import Grant

__all__ = [
    "Challenge",
    "Commune",
    "Consent",
    "ConsentText",
    "Entry",
    "EntrySubject",
    "FormerUnit",
    "Grant",
    "Holding",
    "Identifier",
    "Job",
    "KnownBrowser",
    "Message",
    "Person",
    "RegisterLoad",
    "Residence",
    "SendBudget",
    "Succession",
    "Totp",
    "TryBudget",
]
