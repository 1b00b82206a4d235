"""Vendors for tests of messages, each started on its own port and stopped afterwards."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from identity.messaging import vendor_tokens
from identity.messaging.channels import vendor_http
from identity.messaging.channels.outgoing import OutgoingMessage
from tests.identity.messaging import vendors

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@pytest.fixture
def outgoing():
    """Makes a sign-in code that is ready to leave; `traits` make it another message."""

    def make(**traits) -> OutgoingMessage:
        values = {
            "id": uuid4(),
            "kind": "sms",
            "to": "+84912345678",
            "subject": "",
            "text": "Ben So: ma dang nhap 012345",
            "template": "sign_in_code",
            "params": {"code": "012345", "minutes": "10"},
            "at": AT,
            "is_retry": False,
        }
        return OutgoingMessage(**{**values, **traits})

    return make


@pytest.fixture(autouse=True)
def short_patience(monkeypatch) -> None:
    """A vendor that hangs costs a test a second."""
    monkeypatch.setattr(vendor_http, "READ_SECONDS", 1.0)
    monkeypatch.setattr(vendor_http, "WHOLE_SECONDS", 1.5)


@pytest.fixture
def esms(settings):
    """Starts an eSMS that sends this installation's text messages."""
    started = []

    def start(**how) -> vendors.Vendor:
        vendor = vendors.esms(**how)
        started.append(vendor)
        settings.SMS_CHANNEL = "esms"
        settings.ESMS_ENDPOINT = vendor.address
        settings.ESMS_API_KEY, settings.ESMS_SECRET_KEY = "api-key", "secret-key"
        settings.ESMS_BRANDNAME = "BenSo"
        return vendor

    yield start
    for vendor in started:
        vendor.stop()


@pytest.fixture
def zalo(settings, db, now):
    """Starts a Zalo that sends this installation's template messages, and gives us a first token."""
    started = []

    def start(**how) -> vendors.Vendor:
        vendor = vendors.zalo(**how)
        started.append(vendor)
        settings.ZNS_CHANNEL = "zns"
        settings.ZALO_ENDPOINT = settings.ZALO_OAUTH_ENDPOINT = vendor.address
        settings.ZALO_APP_ID, settings.ZALO_APP_SECRET = "app-1", "app-secret"
        settings.ZALO_OA_SECRET, settings.ZNS_TEMPLATE_SIGN_IN = "oa-secret", "template-7"
        vendor_tokens.keep_first(refresh_token="refresh-1", now=now)
        return vendor

    yield start
    for vendor in started:
        vendor.stop()
