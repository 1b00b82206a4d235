"""A certificate as an Open Badges 3.0 credential (1EdTech), secured as a JWT by our own key ring.

openbadgeslib builds the credential and the DID document; it never sees a private key.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from openbadgeslib.ob3 import build_did_document
from openbadgeslib.ob3.credential import (
    Achievement,
    Alignment,
    IdentityObject,
    Issuer,
    OpenBadgeCredential,
    Result,
    ResultDescription,
)

from courses.certificates import tokens, wording
from courses.certificates.codes import shown
from courses.certificates.models import Certificate
from courses.certificates.rules import Band, Status
from courses.certificates.snapshots import Snapshot
from identity import keys

VC_CONTEXT = "https://www.w3.org/ns/credentials/v2"
MEDIA_TYPE = "application/vc+jwt"
# RFC 8615: an address of a framework's code that says where it comes from, for software to compare
FRAMEWORK_URLS = {
    "digcomp": "https://joint-research-centre.ec.europa.eu/digcomp_en",
    "vn": "https://vanban.chinhphu.vn/",
}


def did() -> str:
    """The issuer as did:web: the host of the site, so that its keys stand at /.well-known/did.json."""
    return f"did:web:{quote(urlsplit(settings.SITE_URL).netloc, safe='')}"


def did_document() -> dict[str, Any]:
    """The DID document (W3C DID 1.0) with every key that may have signed, the current one first."""
    methods = [
        (
            key.key_id,
            {"kty": "OKP", "crv": "Ed25519", "x": tokens.encoded(key.public), "kid": key.key_id},
        )
        for key in tokens.public_keys()
    ]
    return dict(build_did_document(did(), methods))


def credential(certificate: Certificate) -> str:
    """The signed credential, a compact JWS of the OpenBadgeCredential itself (OB 3.0, 8.2)."""
    header = {"typ": "vc+jwt", "kid": f"{did()}#{keys.current_key_id()}"}
    return tokens.sign(header, _unsigned(certificate).to_jwt_payload())


def enveloped(certificate: Certificate) -> dict[str, Any]:
    """The same as a JSON document: an EnvelopedVerifiableCredential (W3C VC 2.0, 4.13)."""
    return {
        "@context": [VC_CONTEXT],
        "id": f"data:{MEDIA_TYPE},{credential(certificate)}",
        "type": "EnvelopedVerifiableCredential",
    }


def status_list(certificate: Certificate) -> dict[str, Any]:
    """What became of this credential, as the 1EdTech revocation list its credentialStatus names."""
    standing = certificate.standing
    revoked = {
        "id": page_of(certificate.code),
        "revoked": True,
        "revocationReason": str(wording.REASONS[standing.reason]),
    }
    return {
        "id": _address("certificates:badge_status", certificate.code),
        "issuer": did(),
        "revokedCredentials": [] if standing.status == Status.ISSUED else [revoked],
    }


def page_of(code: str) -> str:
    """The full address of the page of a certificate."""
    return _address("certificates:show", code)


def _unsigned(certificate: Certificate) -> OpenBadgeCredential:
    snapshot = certificate.snapshot
    result = f"{page_of(certificate.code)}#ket-qua"
    return OpenBadgeCredential(
        id=page_of(certificate.code),
        issuer=Issuer(id=did(), name=snapshot.issuer, url=settings.SITE_URL),
        recipient_id=None,
        achievement=_achievement(certificate, snapshot, result=result),
        issuance_date=certificate.issued_at,
        identifiers=[
            IdentityObject(identity_hash=snapshot.name, identity_type="name", hashed=False)
        ],
        results=[Result(value=str(wording.BANDS[snapshot.band]), result_description=result)],
        credential_status=[
            {
                "id": _address("certificates:badge_status", certificate.code),
                "type": "1EdTechRevocationList",
            }
        ],
    )


def _achievement(certificate: Certificate, snapshot: Snapshot, *, result: str) -> Achievement:
    return Achievement(
        id=f"urn:uuid:{certificate.edition.uuid}",
        name=snapshot.course,
        description=_("%(course)s, edition %(edition)d, %(length)s")
        % {
            "course": snapshot.course,
            "edition": snapshot.edition,
            "length": wording.length(snapshot.minutes),
        },
        criteria_narrative=_(
            "All required lessons of this edition were completed and every check in it was passed."
        ),
        achievement_type="CertificateOfCompletion",
        alignments=[
            Alignment(
                target_name=each.title,
                target_url=FRAMEWORK_URLS.get(each.framework, settings.SITE_URL),
                target_framework=f"{each.framework_title} {each.version}",
                target_code=each.code,
            )
            for each in snapshot.competences
        ],
        result_descriptions=[
            ResultDescription(
                id=result,
                name=_("Result"),
                result_type="ext:band",
                allowed_values=[str(wording.BANDS[band]) for band in Band],
            )
        ],
    )


def _address(name: str, code: str) -> str:
    return settings.SITE_URL + reverse(name, args=[shown(code)])
