"""There is one door: others' sign-in pages lead to it, and no password is known anywhere."""

from ipaddress import ip_network

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import authenticate
from django.db.models import CharField
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from identity.accounts.models import Person
from identity.signin.visitor import address_of
from tests import factories

pytestmark = pytest.mark.django_db

GONE = (
    "/cms/password_reset/",
    "/cms/password_reset/done/",
    "/cms/password_reset/confirm/MQ/abc-def/",
    "/cms/account/change_password/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/admin/",
    "/admin/login/",
    "/django-admin/",
)


@pytest.mark.parametrize("address", GONE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_password_pages_and_other_sign_ups_are_gone(client, address, method):
    answer = getattr(client, method)(address)
    is_led_to_our_door = answer.status_code == 302 and answer["Location"].startswith("/dang-nhap/")
    assert answer.status_code == 404 or is_led_to_our_door


@pytest.mark.parametrize("address", ["/cms/login/", "/_util/login/"])
def test_other_sign_in_pages_lead_to_ours(client, address):
    sent = {"username": str(factories.thu().uuid), "password": "x"}
    for answer in (client.get(address), client.post(address, sent)):
        assert answer["Location"].startswith("/dang-nhap/?next=/cms/")
    assert "_auth_user_id" not in client.session


def test_wagtails_door_keeps_where_one_was_going(client):
    answer = client.get("/cms/login/?next=/cms/pages/")
    assert answer["Location"] == "/dang-nhap/?next=/cms/pages/"
    assert (
        client.get("/cms/login/?next=https://evil.example/")["Location"] == "/dang-nhap/?next=/toi/"
    )


def test_nobody_has_a_password():
    person = factories.lan()
    assert not person.check_password("")
    assert not person.has_usable_password()
    assert authenticate(username=str(person.uuid), password="") is None
    columns = {field.column for field in Person._meta.concrete_fields}
    assert "password" not in columns
    own = (model for model in apps.get_models() if model._meta.app_label in {"identity", "courses"})
    names = {
        field.name for model in own for field in model._meta.fields if isinstance(field, CharField)
    }
    assert not {name for name in names if "password" in name}


def test_allauths_own_pages_have_no_address():
    for name in ("account_login", "account_signup", "account_reset_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert not any("allauth" in str(pattern) for pattern in get_resolver().url_patterns)


def test_our_forms_need_their_token():
    strict = Client(enforce_csrf_checks=True)
    for address in ("/dang-nhap/", "/dang-nhap/ma/", "/dang-nhap/ho-so/", "/dang-xuat/"):
        assert strict.post(address, {"contact": "0912345678"}).status_code == 403


@pytest.mark.parametrize(
    ("peer", "forwarded", "seen"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.1.1.1, 198.51.100.1, 10.0.0.3", "198.51.100.1"),
        ("10.0.0.2", "", "10.0.0.2"),
        ("", "198.51.100.1", ""),
    ],
)
def test_only_our_proxies_are_believed_about_addresses(rf, settings, peer, forwarded, seen):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    request = rf.get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})
    assert address_of(request) == seen


@pytest.mark.parametrize("key", ['"aaaaaaaa\\000"', "a" * 31, "A" * 32, "a" * 5000])
def test_a_cookie_nobody_handed_out_is_no_session(key):
    answer = Client().get("/toi/", headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={key}"})
    assert answer["Location"] == "/dang-nhap/?next=/toi/"
