"""Delivery receipts over HTTP: signed or at a secret address, taken once, and silent about ids."""

import hashlib
import hmac
import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from identity.messaging.models import Message, Receipt
from identity.messaging.receipt_addresses import mac_of

pytestmark = pytest.mark.django_db
SNS, ZNS = "/dich-vu/bien-nhan/sns/", "/dich-vu/bien-nhan/zns/"


@pytest.fixture(autouse=True)
def secrets(settings):
    settings.SNS_RECEIPT_SECRET = "forwarder-secret"
    settings.ZALO_APP_ID, settings.ZALO_OA_SECRET = "app-1", "oa-secret"


@pytest.fixture(autouse=True)
def stopped_clock(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def sent(now) -> Message:
    """A text message that a vendor took."""
    return Message.objects.create(
        topic="identity.code_asked",
        channel="sms",
        template="sign_in_code",
        about=uuid4(),
        via="sns",
        vendor_id="aws-1",
        created_at=now,
        sent_at=now,
        expires_at=now + timedelta(minutes=10),
    )


def signed(client, said, *, at, secret="forwarder-secret", body=None):
    raw = json.dumps(said)
    stamp = str(int(at.timestamp()))
    mac = hmac.new(secret.encode(), f"{stamp}.{raw}".encode(), hashlib.sha256).hexdigest()
    return client.post(
        SNS,
        body or raw,
        content_type="application/json",
        headers={"X-Receipt-Timestamp": stamp, "X-Receipt-Signature": mac},
    )


def from_zalo(client, said, *, secret="oa-secret", mark="mac="):
    raw = json.dumps(said)
    whole = f"app-1{raw}{said['timestamp']}{secret}"
    mac = hashlib.sha256(whole.encode()).hexdigest()
    return client.post(
        ZNS, raw, content_type="application/json", headers={"X-ZEvent-Signature": mark + mac}
    )


def state(message) -> str:
    message.refresh_from_db()
    return str(message.state)


def test_a_signed_receipt_is_believed(client, sent, now):
    said = {"id": "r1", "message": "aws-1", "arrived": True}
    assert signed(client, said, at=now).status_code == 204
    assert state(sent) == "delivered"


@pytest.mark.parametrize("how", ["secret", "late", "early", "body"])
def test_a_receipt_that_is_forged_or_not_in_time_is_not_believed(client, sent, now, how):
    said = {"id": "r1", "message": "aws-1", "arrived": True}
    at = now + timedelta(minutes={"late": -6, "early": 6}.get(how, 0))
    answer = signed(
        client,
        said,
        at=at,
        secret="another" if how == "secret" else "forwarder-secret",
        body=json.dumps({**said, "arrived": False}) if how == "body" else None,
    )
    assert answer.status_code == 404
    assert state(sent) == "sent"
    assert not Receipt.objects.exists()


def test_without_a_secret_nothing_is_believed(client, sent, now, settings):
    settings.SNS_RECEIPT_SECRET = ""
    said = {"id": "r1", "message": "aws-1", "arrived": True}
    assert signed(client, said, at=now, secret="").status_code == 404


def test_the_same_receipt_changes_something_once(client, sent, now):
    lost = {"id": "r1", "message": "aws-1", "arrived": False}
    for _ in range(3):
        assert signed(client, lost, at=now).status_code == 204
    assert Receipt.objects.count() == 1
    assert Message.objects.filter(stands_for=sent).count() == 1


def test_an_unknown_message_is_answered_like_a_known_one(client, sent, now):
    known = signed(client, {"id": "r1", "message": "aws-1", "arrived": True}, at=now)
    unknown = signed(client, {"id": "r2", "message": "aws-2", "arrived": True}, at=now)
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert set(known.headers) == set(unknown.headers)


def test_zalo_says_that_a_message_reached_the_phone(client, now):
    message = Message.objects.create(
        channel="zns",
        template="sign_in_code",
        about=uuid4(),
        created_at=now,
        sent_at=now,
        expires_at=now,
    )
    said = {
        "app_id": "app-1",
        "event_name": "user_received_message",
        "message": {"msg_id": "m1", "tracking_id": str(message.uuid), "delivery_time": "1"},
        "timestamp": str(int(now.timestamp() * 1000)),
    }
    assert from_zalo(client, said, secret="another").status_code == 404
    assert state(message) == "sent"
    assert from_zalo(client, said).status_code == 204
    assert state(message) == "delivered"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "no json",
        '{"timestamp": "x"}',
        '{"timestamp": "\\ud800"}',
        '{"timestamp": "' + "9" * 5000 + '"}',
        "[" * 60_000,
        '{"a":' * 10_000,
    ],
    ids=range(9),
)
def test_what_is_no_receipt_is_not_found(client, body):
    for address in (SNS, ZNS):
        assert client.post(address, body, content_type="application/json").status_code == 404


def test_esms_reports_at_the_address_of_the_message(client, sent):
    there = f"/dich-vu/bien-nhan/esms/{sent.uuid}/{mac_of(sent.uuid)}/"
    waiting = {"SMSID": "s", "SendStatus": "2", "SendSuccess": "0", "SendFailed": "0"}
    assert client.get(there, waiting).status_code == 204
    assert state(sent) == "sent"
    done = {"SMSID": "s", "SendStatus": "5", "SendSuccess": "1", "phonenumber": "0912345678"}
    assert client.get(there, done).status_code == 204
    assert state(sent) == "delivered"


@pytest.mark.parametrize("said", [{"SendFailed": "1", "SendStatus": "5"}, {"SendStatus": "4"}])
def test_esms_reports_a_failure(client, sent, said):
    client.get(f"/dich-vu/bien-nhan/esms/{sent.uuid}/{mac_of(sent.uuid)}/", said)
    assert state(sent) == "failed"


def test_an_address_of_another_message_is_not_found(client, sent):
    other = uuid4()
    wrong = f"/dich-vu/bien-nhan/esms/{sent.uuid}/{mac_of(other)}/"
    assert client.get(wrong, {"SendSuccess": "1"}).status_code == 404
    unknown = f"/dich-vu/bien-nhan/esms/{other}/{mac_of(other)}/"
    assert client.get(unknown, {"SendSuccess": "1"}).status_code == 204
    assert state(sent) == "sent"


def test_the_address_of_a_message_outlives_a_new_key(client, sent, settings):
    there = f"/dich-vu/bien-nhan/esms/{sent.uuid}/{mac_of(sent.uuid)}/"
    settings.KEY_RING = [("fresh", b"f" * 32), *settings.KEY_RING]
    assert client.get(there, {"SendSuccess": "1"}).status_code == 204
    assert state(sent) == "delivered"
