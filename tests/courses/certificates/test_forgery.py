"""A certificate cannot be forged or guessed, and a revoked one says so at once."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from joserfc import jws
from joserfc.jwk import OKPKey

from courses.certificates import actions as certificates
from courses.certificates import tokens, views
from courses.certificates.codes import new_code, shown
from courses.certificates.rules import Reason
from courses.certificates.snapshots import Snapshot
from courses.certificates.tokens import NotSigned, read_token, sign_snapshot
from identity.keys import retirement
from tests import factories

OLD, NEW = ("old", bytes(range(32))), ("new", bytes(range(32, 64)))
SNAPSHOT = Snapshot(
    code=new_code(),
    name="Nguyễn Thị Lan",
    course="Sử dụng Internet",
    edition=1,
    minutes=45,
    band="good",
    is_supervised=False,
    competences=(),
    issuer="Bến Số",
    completed_on=date(2026, 11, 21),
    issued_on=date(2026, 11, 22),
)


def fifty() -> list[str]:
    return [
        sign_snapshot(replace(SNAPSHOT, code=new_code(), name=f"Học viên số {number}"))
        for number in range(50)
    ]


def is_valid(token: str) -> bool:
    try:
        read_token(token)
    except NotSigned:
        return False
    return True


def test_a_token_with_any_byte_flipped_is_none_of_ours():
    forged = 0
    for number, token in enumerate(fifty()):
        assert is_valid(token)
        raw = token.encode()
        for place in range(len(raw)):
            # another bit each time, the lowest one included: it is spare in a last letter of base64
            flipped = (
                raw[:place] + bytes([raw[place] ^ (1 << (number + place) % 7)]) + raw[place + 1 :]
            )
            forged += is_valid(flipped.decode("latin-1"))
    assert forged == 0


def test_the_spare_bits_of_the_last_letter_do_not_make_a_second_token():
    token = sign_snapshot(SNAPSHOT)
    others = {
        token[:-1] + letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    }
    assert [other for other in others if is_valid(other)] in ([], [token])


def test_a_key_that_never_was_ours_is_refused(settings):
    settings.KEY_RING = [OLD]
    token = sign_snapshot(SNAPSHOT)
    settings.KEY_RING = [NEW]
    with pytest.raises(NotSigned, match="unknown_key"):
        read_token(token)
    # the same name for another key does not help
    settings.KEY_RING = [("old", NEW[1])]
    with pytest.raises(NotSigned, match="wrong_signature"):
        read_token(token)


def test_another_kid_is_refused(settings):
    settings.KEY_RING = [NEW, OLD]
    header, payload, signature = sign_snapshot(SNAPSHOT).split(".")
    other = tokens.encoded(tokens.decoded(header).replace(b"new", b"old"))
    with pytest.raises(NotSigned, match="wrong_signature"):
        read_token(f"{other}.{payload}.{signature}")


def test_after_a_rotation_old_certificates_still_verify(settings):
    settings.KEY_RING = [OLD]
    token = sign_snapshot(SNAPSHOT)
    settings.KEY_RING = [NEW, OLD]
    assert read_token(token).key_id == "old"
    line = retirement("old", purpose=tokens.PURPOSE)
    settings.KEY_RING = [NEW]
    settings.RETIRED_KEYS = [f"{line}:2026-12-31"]
    assert read_token(token).key_id == "old"
    assert [(key.key_id, key.until) for key in tokens.public_keys()] == [
        ("new", None),
        ("old", date(2026, 12, 31)),
    ]


def test_a_retired_key_speaks_only_for_its_own_days(settings):
    settings.KEY_RING = [OLD]
    late = sign_snapshot(replace(SNAPSHOT, issued_on=date(2027, 1, 1)))
    line = retirement("old", purpose=tokens.PURPOSE)
    settings.KEY_RING, settings.RETIRED_KEYS = [NEW], [f"{line}:2026-12-31"]
    with pytest.raises(NotSigned, match="retired_key"):
        read_token(late)


@pytest.mark.parametrize(
    "text", ["", ".", "..", "a.b.c", "x" * 5000, "eyJ9.eyJ9.eyJ9", "ă.ă.ă", "W10.W10.W10"]
)
def test_garbage_is_malformed(text):
    with pytest.raises(NotSigned, match="malformed"):
        read_token(text)


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_other_code_than_ours_verifies_a_token():
    token = sign_snapshot(SNAPSHOT)
    public = tokens.public_keys()[0].public
    key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": tokens.encoded(public)})
    found = jws.deserialize_compact(token, key, algorithms=["EdDSA"])
    assert SNAPSHOT.name in found.payload.decode()


def test_two_thousand_random_codes_open_nothing(certificate, monkeypatch, rf):
    assert Client().get(f"/chung-chi/{certificate.shown_code}/").status_code == 200
    # one page says it each time, so it is drawn once (below); what decides is asked two thousand times
    monkeypatch.setattr(views, "_nothing", lambda _request, why, **_rest: HttpResponse(why))
    for _ in range(2_000):
        assert views.show(rf.get("/"), code=shown(new_code())).content == b"unknown"


def test_a_random_code_is_answered_like_an_address_that_is_not_there(
    certificate, django_assert_max_num_queries
):
    # the code, and what the frame of every page asks
    with django_assert_max_num_queries(3):
        assert Client().get(f"/chung-chi/{shown(new_code())}/").status_code == 404


def test_a_revoked_one_shows_revoked_with_the_next_request(certificate, now):
    asked, page = Client(), f"/chung-chi/{certificate.shown_code}/"
    assert "no-store" in asked.get(page).headers["Cache-Control"]
    certificates.revoke(
        certificate=certificate, reason=Reason.MISTAKE, by=factories.quang(), now=now
    )
    answer = asked.get(page)
    text = answer.content.decode()
    assert "đã bị thu hồi" in text
    assert "22/11/2026" in text or f"{now:%d/%m/%Y}" in text
    assert certificate.snapshot.name not in text
    for paper in ("giay-chung-nhan.pdf", "open-badge.json"):
        assert asked.get(f"{page}{paper}").status_code == 302
    listed = asked.get(f"{page}trang-thai.json").json()["revokedCredentials"]
    assert [each["revoked"] for each in listed] == [True]


def test_the_command_checks_a_token_a_qr_address_and_a_code(certificate):
    token = certificate.bearer.token
    for asked in (token, f"https://ben-so.example.vn/chung-chi/kiem-tra/#{token}"):
        told = StringIO()
        call_command("verify_certificate", asked, stdout=told)
        assert "genuine" in told.getvalue()
        assert "issued since" in told.getvalue()
    told = StringIO()
    call_command("verify_certificate", certificate.shown_code, stdout=told)
    assert "issued since" in told.getvalue()
    with pytest.raises(CommandError, match="not genuine"):
        call_command("verify_certificate", f"{token[:-4]}AAAA")
    with pytest.raises(CommandError, match="unknown"):
        call_command("verify_certificate", new_code())


def test_the_command_lists_keys_with_their_days(settings):
    settings.KEY_RING = [OLD]
    line = retirement("old", purpose=tokens.PURPOSE)
    settings.KEY_RING, settings.RETIRED_KEYS = [NEW], [f"{line}:2026-12-31"]
    told = StringIO()
    call_command("certificate_keys", stdout=told)
    assert "signs now" in told.getvalue()
    assert "retired, last day 2026-12-31" in told.getvalue()
