"""The register of personal data, continued: certificates, which outlive the account with the least data."""

from __future__ import annotations

from identity.privacy.groups import HERSELF, STAFF_TERM, WITH_ACCOUNT, Group

BASIS = "agreement with her and task of the city: Law 91/2025/QH15, Article 19(1)(c) and (d)"

CERTIFYING: tuple[Group, ...] = (
    Group(
        category="certificate",
        retention=(
            "10 years after issue, also without the account, so that the paper can be checked; "
            "erased earlier when she asks, then only that it was revoked"
        ),
        shown_to="whoever holds the code printed on it; managers of her commune; officials",
        purposes={
            "courses.CertificateName.name": f"the name printed on the certificate ({BASIS})",
            "courses.CertificateName.token": f"the signed line in its square, with the name ({BASIS})",
            "courses.CertificateName.sought": f"to find it at the desk; the name without marks ({BASIS})",
        },
    ),
    Group(
        category="certificate",
        retention=WITH_ACCOUNT,
        shown_to=HERSELF,
        purposes={
            "courses.Certificate.person": "to show her the certificates she has; cut with the account",
        },
    ),
    Group(
        category="act of staff",
        retention=STAFF_TERM,
        shown_to="managers of the commune",
        purposes={
            "courses.CertificateStatus.by": "who issued, replaced or revoked a certificate",
            "courses.CertificateRun.asked_by": "who had certificates issued for a class or a commune",
        },
    ),
)
