"""The register of personal data: every field about a person, with purpose, term and readers.

A test walks all models: a field that points at a person or is named like personal data must stand
here, and nothing may stand here that no longer exists. docs/privacy-register.md is made from it.
"""

from __future__ import annotations

from identity.privacy.accounts import ACCOUNTS
from identity.privacy.analysing import ANALYSING
from identity.privacy.certifying import CERTIFYING
from identity.privacy.editorial import EDITORIAL
from identity.privacy.groups import (
    ADMINISTRATORS,
    AUDIT_TERM,
    CLASS_STAFF,
    HERSELF,
    LEARNING_TERM,
    NOBODY,
    STAFF_TERM,
    WITH_ACCOUNT,
    Group,
)
from identity.privacy.measuring import MEASURING
from identity.privacy.placing import PLACING
from identity.privacy.protecting import PROTECTING
from identity.privacy.recovering import RECOVERING

REGISTER: tuple[Group, ...] = (
    Group(
        category="name",
        retention=WITH_ACCOUNT,
        shown_to=CLASS_STAFF,
        purposes={
            "identity.Person.name": "to address her and to know her in class",
        },
    ),
    Group(
        category="age",
        retention=WITH_ACCOUNT,
        shown_to=NOBODY,
        purposes={
            "identity.Person.birth_year": "to keep children from opening accounts alone",
        },
    ),
    Group(
        category="contact",
        retention=WITH_ACCOUNT,
        shown_to="the person herself, masked",
        purposes={
            "identity.Identifier.digest": "to send sign-in codes; sealed, found by a keyed hash",
            "identity.Identifier.sealed": "to send sign-in codes; sealed, found by a keyed hash",
        },
    ),
    Group(
        category="contact",
        retention=WITH_ACCOUNT,
        shown_to=NOBODY,
        purposes={
            "identity.Holding.person": "to know whose an address is and since when, as numbers change hands",
        },
    ),
    Group(
        category="name",
        retention="while she shares the address",
        shown_to="everybody who proves the address by a code",
        purposes={
            "identity.Holding.nickname": "what she calls herself on a number she shares, chosen by herself",
            "identity.Holding.nickname_key": "to keep nicknames on one number from looking alike",
        },
    ),
    Group(
        category="residence",
        retention=WITH_ACCOUNT,
        shown_to=CLASS_STAFF,
        purposes={
            "identity.Residence.person": "to find her class and to count learners by commune",
        },
    ),
    *ACCOUNTS,
    Group(
        category="role",
        retention=STAFF_TERM,
        shown_to=ADMINISTRATORS,
        purposes={
            "identity.Grant.person": "to know who may do what, and who decided it",
            "identity.Grant.granted_by": "to know who may do what, and who decided it",
            "identity.Grant.ended_by": "to know who may do what, and who decided it",
            "identity.Grant.reviewed_by": "to know who may do what, and who decided it",
        },
    ),
    Group(
        category="contact",
        retention="1 day",
        shown_to=NOBODY,
        purposes={
            "identity.Challenge.sealed_address": "to send and check one code; sealed",
            "identity.Challenge.address_digest": "to send and check one code; sealed",
            "identity.Challenge.browser_digest": "to send and check one code; sealed",
            "identity.SendBudget.digest": "to limit messages to an address or from a network; a keyed hash",
        },
    ),
    Group(
        category="contact",
        retention="7 days",
        shown_to=NOBODY,
        purposes={
            "identity.Spending.digest": "to limit what a network may cost in messages; a keyed hash",
        },
    ),
    Group(
        category="contact",
        retention="1 year",
        shown_to=NOBODY,
        purposes={
            "identity.TryBudget.digest": "to limit wrong tries; a keyed hash",
        },
    ),
    Group(
        category="device",
        retention="30 days after the last sign-in there",
        shown_to=NOBODY,
        purposes={
            "identity.KnownBrowser.browser": "to keep strangers from locking her out of her own browser",
            "identity.KnownBrowser.address_digest": "the address that browser is known to; a keyed hash",
        },
    ),
    *PROTECTING,
    Group(
        category="credential",
        retention="while the account exists: she sees which cards she had",
        shown_to=CLASS_STAFF,
        purposes={
            "identity.Card.person": "whose sign-in card it is",
            "identity.Card.issued_by": "who gave her the card",
            "identity.Card.voided_by": "who made the card void",
        },
    ),
    Group(
        category="credential",
        retention=WITH_ACCOUNT,
        shown_to="whoever holds the card: it is printed there",
        purposes={
            "identity.Card.sealed_secret": "to print the same card again; sealed",
            "identity.Card.number_digest": "to find the card by its number; a keyed hash",
            "identity.Card.token_digest": "to find the card by its picture; a keyed hash",
        },
    ),
    Group(
        category="credential",
        retention="until it is removed",
        shown_to=HERSELF,
        purposes={
            "mfa.Authenticator.user": "whose passkey it is",
            "mfa.Authenticator.data": "the public key of a passkey, and what she calls the device",
            "identity.Passkey.credential_digest": "to find a passkey when it is shown",
        },
    ),
    Group(
        category="credential",
        retention="until it is removed",
        shown_to=NOBODY,
        purposes={
            "identity.Totp.person": "whose authenticator app it is",
            "identity.Totp.sealed_seed": "to check the codes of the app; sealed",
            "identity.RecoverySheet.person": "whose recovery codes they are",
            "identity.RecoveryCode.hash": "to know a recovery code again; a slow hash",
        },
    ),
    Group(
        category="credential",
        retention="until it is replaced or removed",
        shown_to=NOBODY,
        purposes={
            "identity.Pin.person": "the PIN that proves her on a shared number or with a card",
            "identity.Pin.sealed_hash": "the PIN as a slow hash, sealed",
            "identity.Pin.set_by": "who was there when the PIN was chosen",
        },
    ),
    Group(
        category="contact",
        retention="never filled",
        shown_to=NOBODY,
        purposes={
            "account.EmailAddress.user": "a table of allauth that stays empty: Identifier is the one source",
            "account.EmailAddress.email": "a table of allauth that stays empty: Identifier is the one source",
        },
    ),
    Group(
        category="learning",
        retention=LEARNING_TERM,
        shown_to="the person herself; counted results as below",
        purposes={
            "courses.Event.person": "the facts her progress is counted from",
            "courses.Event.answer": "the facts her progress is counted from",
            "courses.Event.digest": "the facts her progress is counted from",
        },
    ),
    Group(
        category="learning",
        retention="1 year",
        shown_to=HERSELF,
        purposes={
            "courses.Refusal.person": "to answer what became of a report that was not accepted",
            "courses.Refusal.digest": "to answer what became of a report that was not accepted",
        },
    ),
    Group(
        category="learning",
        retention=LEARNING_TERM,
        shown_to=HERSELF,
        purposes={
            "courses.LearnerEdition.person": "against which edition of a course she is counted",
        },
    ),
    Group(
        category="learning",
        retention=LEARNING_TERM,
        shown_to=CLASS_STAFF,
        purposes={
            "courses.PersonLesson.person": "how far she is in a lesson; can be recounted from the facts",
            "courses.PersonCourse.person": "how far she is in a course; can be recounted from the facts",
            "courses.Enrolment.person": "which class she learns in, and who changed that",
            "courses.Enrolment.added_by": "which class she learns in, and who changed that",
            "courses.Enrolment.removed_by": "which class she learns in, and who changed that",
        },
    ),
    Group(
        category="security",
        retention="1 day",
        shown_to=NOBODY,
        purposes={
            "courses.JoinBudget.person": "to limit wrong join codes",
        },
    ),
    Group(
        category="act of staff",
        retention=STAFF_TERM,
        shown_to="managers of the commune",
        purposes={
            "courses.Programme.opened_by": "who answers for a commune's programme",
            "courses.Programme.closed_by": "who answers for a commune's programme",
        },
    ),
    Group(
        category="act of staff",
        retention=STAFF_TERM,
        shown_to="trainers and managers of the commune",
        purposes={
            "courses.Cohort.opened_by": "who answers for a class",
            "courses.Cohort.closed_by": "who answers for a class",
        },
    ),
    Group(
        category="audit",
        retention=AUDIT_TERM,
        shown_to="the person it is about: what staff did or saw, under their names; the operator",
        purposes={
            "identity.Entry.by": "who did what or looked at whom, in which role, from which network",
            "identity.EntrySubject.person": "whom an act or a look was about",
        },
    ),
    *MEASURING,
    *PLACING,
    *ANALYSING,
    *CERTIFYING,
    *RECOVERING,
    *EDITORIAL,
)

# fields that are named like personal data and are none
NOT_PERSONAL = {
    "identity.SealedEntry.digest": "of an audit entry",
    "identity.Seal.sealed_at": "when audit entries were sealed",
    "identity.Seal.digest": "of sealed audit entries",
    "identity.Breaker.digest": "of a block of ten thousand numbers",
    "courses.PlannedChange.digest": "of a lesson's text",
    "identity.Receipt.digest": "of a vendor's receipt",
    "identity.VendorToken.sealed_access": "of a vendor",
    "identity.VendorToken.sealed_refresh": "of a vendor",
    "cms.ImportedPage.digest": "of a content file",
    "cms.Recording.digest": "of a sound file",
    "courses.Cohort.name": "of a class",
    "courses.ItemReport.answer": "of an editor to a report without a name",
    "courses.PlacementPool.digest": "of a content file",
    "courses.ImportedTest.digest": "of a content file",
    "courses.LessonVersion.digest": "of a lesson",
    "identity.Commune.full_name": "of a place",
    "identity.Commune.name": "of a place",
    "identity.ConsentText.digest": "of a text",
    "identity.FormerUnit.full_name": "of a place",
    "identity.RegisterLoad.digest": "of the register of communes",
}
