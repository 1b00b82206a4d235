"""The certificate as an Open Badges 3.0 credential, checked by other code than the code that made it."""

import json

import pytest
from django.test import Client
from joserfc import jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import OKPKey

from courses.catalogue.models import Framework, FrameworkCode
from courses.certificates import actions as certificates
from courses.certificates import badges, citing
from courses.certificates.rules import Reason
from tests import factories

# what ob_v3p0_achievementcredential_schema.json requires, as paths
REQUIRED = (
    ("@context",),
    ("id",),
    ("type",),
    ("issuer", "id"),
    ("issuer", "type"),
    ("validFrom",),
    ("credentialSubject", "type"),
    ("credentialSubject", "achievement", "id"),
    ("credentialSubject", "achievement", "type"),
    ("credentialSubject", "achievement", "criteria"),
    ("credentialSubject", "achievement", "description"),
    ("credentialSubject", "achievement", "name"),
)
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def downloaded(certificate) -> str:
    answer = Client().get(f"/chung-chi/{certificate.shown_code}/open-badge.json")
    document = answer.json()
    assert document["type"] == "EnvelopedVerifiableCredential"
    media, _comma, token = document["id"].partition(",")
    assert media == "data:application/vc+jwt"
    return token


def published_keys() -> dict[str, OKPKey]:
    document = Client().get("/.well-known/did.json").json()
    assert document["id"] == badges.did()
    assert document["assertionMethod"] == [each["id"] for each in document["verificationMethod"]]
    return {
        each["id"]: OKPKey.import_key(each["publicKeyJwk"])
        for each in document["verificationMethod"]
    }


def credential_of(certificate) -> dict:
    token = downloaded(certificate)
    keys = published_keys()
    header = json.loads(badges.tokens.decoded(token.split(".", maxsplit=1)[0]))
    return dict(jwt.decode(token, keys[header["kid"]], algorithms=["EdDSA"]).claims)


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_an_independent_library_verifies_the_badge_with_the_published_key(certificate):
    told = credential_of(certificate)
    assert told["iss"] == badges.did()
    assert told["credentialSubject"]["identifier"][0]["identityHash"] == "Nguyễn Thị Lan"
    assert told["credentialSubject"]["achievement"]["name"] == certificate.snapshot.course


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_the_badge_has_the_shape_of_open_badges_3(certificate):
    told = credential_of(certificate)
    for path in REQUIRED:
        value = told
        for name in path:
            value = value[name]
        assert value
    assert told["@context"][:2] == ["https://www.w3.org/ns/credentials/v2", OB3]
    assert told["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    subject = told["credentialSubject"]
    described = [each["id"] for each in subject["achievement"]["resultDescription"]]
    assert [each["resultDescription"] for each in subject["result"]] == described
    assert told["validFrom"].endswith("Z")
    assert told["credentialStatus"]["type"] == "1EdTechRevocationList"


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_a_changed_badge_verifies_nowhere(certificate):
    header, payload, signature = downloaded(certificate).split(".")
    forged = badges.tokens.decoded(payload).replace(b"Lan", b"Lam")
    key = next(iter(published_keys().values()))
    with pytest.raises(BadSignatureError):
        jwt.decode(
            f"{header}.{badges.tokens.encoded(forged)}.{signature}", key, algorithms=["EdDSA"]
        )


def test_the_status_tells_of_a_revocation(certificate, now):
    page = f"/chung-chi/{certificate.shown_code}/trang-thai.json"
    assert Client().get(page).json()["revokedCredentials"] == []
    certificates.revoke(
        certificate=certificate, reason=Reason.WRONG_PERSON, by=factories.quang(), now=now
    )
    listed = Client().get(page).json()["revokedCredentials"]
    assert listed == [
        {
            "id": badges.page_of(certificate.code),
            "revoked": True,
            "revocationReason": "giấy được cấp nhầm người",
        }
    ]


def test_the_did_names_host_and_port(settings):
    settings.SITE_URL = "http://localhost:8107"
    assert badges.did() == "did:web:localhost%3A8107"


def test_codes_of_frameworks_stand_in_certificate_and_badge(course, lan, now, monkeypatch):
    Framework.objects.create(key="vn", version="1.0", title="Khung kỹ năng số")
    FrameworkCode.objects.create(framework="vn", version="1.0", code="1.1", title="Tìm kiếm")
    FrameworkCode.objects.create(framework="dlgf", version="1", code="1.1", title="Khác")
    found = citing.competences(["vn@1.0:1.1", "vn:1.1", "dlgf:1.1", "vn:9.9", "?"])
    assert [(each.framework_title, each.version, each.code) for each in found] == [
        ("Khung kỹ năng số", "1.0", "1.1")
    ]


def test_a_code_cited_before_versions_keeps_the_one_that_was_known_then(db):
    for version, title in (("2.2", "Cũ"), ("3.0", "Mới")):
        Framework.objects.create(key="digcomp", version=version, title=f"DigComp {version}")
        FrameworkCode.objects.create(framework="digcomp", version=version, code="4.1", title=title)
    found = citing.competences(["digcomp:4.1", "digcomp@9.9:4.1"])
    assert [(each.framework_title, each.title) for each in found] == [("DigComp 2.2", "Cũ")]
