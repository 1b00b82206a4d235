"""The register of personal data, continued: sessions, accounts merged or a child's, who agreed to what."""

from __future__ import annotations

from identity.privacy.groups import HERSELF, WITH_ACCOUNT, Group

ACCOUNTS: tuple[Group, ...] = (
    Group(
        category="device",
        retention="as long as the session lasts, 30 days at most",
        shown_to=HERSELF,
        purposes={
            "identity.Session.person": "who is signed in; the session's key is kept as a hash",
            "identity.Session.browser": "so that she knows her own devices; coarse words",
        },
    ),
    Group(
        category="account",
        retention=WITH_ACCOUNT,
        shown_to="the person herself; for 30 days managers of her commune",
        purposes={
            "identity.Person.kept": "to know which two accounts are one person's, and who said so",
            "identity.Alias.absorbed": "to know which two accounts are one person's, and who said so",
            "identity.Alias.kept": "to know which two accounts are one person's, and who said so",
            "identity.Alias.by": "to know which two accounts are one person's, and who said so",
            "identity.Alias.ended_by": "to know which two accounts are one person's, and who said so",
        },
    ),
    Group(
        category="family",
        retention="until the child is of age or the consent is taken back, then as consent",
        shown_to="the guardian; trainers of the child's class",
        purposes={
            "identity.Guardianship.child": "to know who answers for a child and hears of her account",
            "identity.Guardianship.guardian": "to know who answers for a child and hears of her account",
            "identity.Guardianship.by": "which trainer saw child and guardian together",
        },
    ),
    Group(
        category="contact",
        retention="1 year after the request ended",
        shown_to="staff of her commune, masked, while the request is open",
        purposes={
            "identity.RecoveryRequest.person": "to give an account back to who lost every way in",
            "identity.RecoveryRequest.sealed_meant": "whose account was asked for, until looked up; sealed",
            "identity.RecoveryRequest.sealed_contact": "the new address of who asked; sealed",
            "identity.RecoveryRequest.started_by": "who of the staff asked, confirmed or refused",
            "identity.RecoveryRequest.ended_by": "who of the staff asked, confirmed or refused",
            "identity.RecoveryConfirmation.by": "who of the staff asked, confirmed or refused",
        },
    ),
    Group(
        category="consent",
        retention="10 years after it was withdrawn",
        shown_to=HERSELF,
        purposes={
            "identity.Consent.person": "to prove who agreed to which words, when and how",
            "identity.Consent.by": "to prove who agreed to which words, when and how",
            "identity.Consent.guardian": "to prove who agreed to which words, when and how",
        },
    ),
)
