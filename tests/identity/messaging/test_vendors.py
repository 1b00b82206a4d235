"""eSMS and Zalo over real HTTP: their shapes, their moods, and nothing of a message in any error."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from identity.messaging import vendor_tokens
from identity.messaging.channels import vendor_http
from identity.messaging.channels.choice import channel_for
from identity.messaging.channels.esms import EsmsChannel
from identity.messaging.channels.outgoing import Undeliverable, Unreachable
from identity.messaging.channels.zns import ZnsChannel
from identity.messaging.models import VendorToken

MOODS = ["broken", "hangs", "half", "drips"]


def test_the_settings_choose_esms_and_zalo(settings):
    settings.SMS_CHANNEL, settings.ZNS_CHANNEL = "esms", "zns"
    assert isinstance(channel_for("sms"), EsmsChannel)
    assert isinstance(channel_for("zns"), ZnsChannel)


def test_esms_gets_text_brand_and_an_address_for_the_receipt(esms, outgoing, settings):
    vendor, message = esms(), outgoing()
    assert EsmsChannel().send(message) == "sms-1"
    ((_path, said, _headers),) = vendor.heard
    assert said["Phone"] == "0912345678"
    assert said["Content"] == message.text
    assert (said["Brandname"], said["SmsType"], said["IsUnicode"]) == ("BenSo", "2", "0")
    assert said["RequestId"] == str(message.id)
    assert said["CallbackUrl"].startswith(f"{settings.SITE_URL}/dich-vu/bien-nhan/esms/")


def test_esms_takes_the_same_request_once(esms, outgoing):
    vendor, message = esms(), outgoing()
    EsmsChannel().send(message)
    EsmsChannel().send(message)
    assert len(vendor.taken) == 1


@pytest.mark.parametrize(
    ("code", "failure"),
    [("99", Undeliverable), ("108", Undeliverable), ("103", Unreachable), ("101", Unreachable)],
)
def test_what_esms_refuses_is_final_or_not_and_names_no_number(esms, outgoing, code, failure):
    esms(code=code)
    with pytest.raises(failure) as failed:
        EsmsChannel().send(outgoing())
    assert failed.value.reason == f"esms_{code}"


@pytest.mark.parametrize("mood", MOODS)
def test_an_esms_in_a_bad_mood_is_out_of_reach_and_costs_little_time(esms, outgoing, mood, caplog):
    vendor = esms()
    vendor.mood = mood
    began = time.monotonic()
    with caplog.at_level(logging.DEBUG), pytest.raises(Unreachable):
        EsmsChannel().send(outgoing())
    assert time.monotonic() - began < 5
    assert "912345678" not in caplog.text
    assert "012345" not in caplog.text
    assert "secret-key" not in caplog.text


def test_an_esms_that_heard_us_and_hung_sends_nothing_twice_when_it_heals(esms, outgoing):
    vendor, message = esms(), outgoing()
    vendor.mood = "hangs"
    with pytest.raises(Unreachable):
        EsmsChannel().send(message)
    vendor.mood = "well"
    EsmsChannel().send(message)
    assert list(vendor.taken) == [str(message.id)]


def test_an_esms_that_is_down_is_out_of_reach(settings, outgoing):
    settings.ESMS_ENDPOINT = "http://127.0.0.1:9"
    with pytest.raises(Unreachable):
        EsmsChannel().send(outgoing())


def test_zalo_gets_its_template_and_two_parameters(zalo, outgoing):
    vendor, message = zalo(), outgoing(kind="zns")
    assert ZnsChannel().send(message) == "zns-1"
    _path, said, _headers = vendor.heard[-1]
    assert said == {
        "phone": "84912345678",
        "template_id": "template-7",
        "template_data": {"otp": "012345", "phut": "10"},
        "tracking_id": str(message.id),
    }


def test_zalo_is_not_asked_for_what_has_no_template(zalo, outgoing):
    vendor = zalo()
    with pytest.raises(Undeliverable):
        ZnsChannel().send(outgoing(kind="zns", template="security_notice"))
    assert vendor.heard == []


@pytest.mark.parametrize(
    ("error", "failure"), [(-118, Undeliverable), (-114, Undeliverable), (-115, Unreachable)]
)
def test_what_zalo_refuses_is_final_or_not(zalo, outgoing, error, failure):
    zalo(error=error)
    with pytest.raises(failure) as failed:
        ZnsChannel().send(outgoing(kind="zns"))
    assert failed.value.reason == f"zns_{error}"


@pytest.mark.parametrize("mood", MOODS)
def test_what_may_have_reached_zalo_is_not_sent_again(zalo, outgoing, mood):
    vendor = zalo()
    ZnsChannel().send(outgoing(kind="zns"))
    vendor.mood = mood
    with pytest.raises(Undeliverable):
        ZnsChannel().send(outgoing(kind="zns"))


def test_a_token_is_used_until_shortly_before_its_end_and_then_renewed(zalo, now):
    vendor = zalo()
    assert vendor_tokens.access(now=now) == "access-1"
    assert vendor_tokens.access(now=now + timedelta(hours=24)) == "access-1"
    assert vendor_tokens.access(now=now + timedelta(hours=25)) == "access-2"
    assert len(vendor.heard) == 2


def test_a_token_that_zalo_does_not_take_is_renewed_at_the_next_try(zalo, outgoing):
    vendor = zalo()
    ZnsChannel().send(outgoing(kind="zns"))
    vendor.taken["access"] = {"token": "another"}
    with pytest.raises(Unreachable):
        ZnsChannel().send(outgoing(kind="zns"))
    assert ZnsChannel().send(outgoing(kind="zns")) == "zns-1"


def test_both_tokens_are_sealed(zalo, now):
    zalo()
    vendor_tokens.access(now=now)
    row = VendorToken.objects.get()
    assert "access-1" not in row.sealed_access
    assert "refresh" not in row.sealed_refresh


def test_without_a_first_token_zalo_is_out_of_reach(db, now):
    with pytest.raises(Unreachable) as failed:
        vendor_tokens.access(now=now)
    assert failed.value.reason == "zalo_token_missing"


@pytest.mark.parametrize("mood", MOODS)
def test_a_renewal_that_failed_is_tried_again_after_its_lease(zalo, now, mood):
    vendor = zalo()
    vendor.mood = mood
    with pytest.raises(Unreachable):
        vendor_tokens.access(now=now)
    vendor.mood = "well"
    vendor.taken.clear()
    with pytest.raises(Unreachable) as failed:
        vendor_tokens.access(now=now + timedelta(seconds=20))
    assert failed.value.reason == "zalo_token_renewing"
    assert vendor_tokens.access(now=now + timedelta(seconds=40)) == "access-1"


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_renews(zalo, now, monkeypatch):
    vendor = zalo()
    monkeypatch.setattr(vendor_http, "READ_SECONDS", 30)
    monkeypatch.setattr(vendor_http, "WHOLE_SECONDS", 30)

    def one(_index: int) -> str:
        try:
            return vendor_tokens.access(now=now)
        except Unreachable as failed:
            return failed.reason
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(one, range(16)))
    assert answers <= {"access-1", "zalo_token_renewing"}
    assert [path for path, _said, _headers in vendor.heard] == ["/v4/oa/access_token"]
