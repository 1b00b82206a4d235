"""What every answer carries: policies, a name, and cookies that stay with this site."""

import re
from ipaddress import ip_network

import pytest

from skills import content_policy

pytestmark = pytest.mark.django_db


def test_our_pages_allow_nothing_inline_and_nothing_foreign(client):
    policy = client.get("/dang-nhap/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"https?:", policy)
    assert "frame-ancestors 'none'" in policy


def test_the_editors_pages_have_a_policy_of_their_own(client):
    answer = client.get("/cms/")
    policy = answer["Content-Security-Policy"]
    assert policy == content_policy.admin("")
    assert not re.search(r"https?:", policy)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_pages_carry_the_security_headers(client, header, value):
    assert client.get("/dang-nhap/")[header] == value


def test_every_answer_has_a_name(client):
    first, second = (client.get("/healthz")["X-Request-ID"] for _ in range(2))
    assert first != second


def test_our_proxys_name_for_the_request_is_kept_if_it_is_one(client, settings):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1/32")]
    assert client.get("/healthz", headers={"X-Request-ID": "a" * 32})["X-Request-ID"] == "a" * 32
    assert (
        client.get("/healthz", headers={"X-Request-ID": "<script>"})["X-Request-ID"] != "<script>"
    )


def test_a_strangers_name_for_the_request_is_not_believed(client, settings):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    assert client.get("/healthz", headers={"X-Request-ID": "a" * 32})["X-Request-ID"] != "a" * 32


def test_a_long_page_is_compressed_for_who_can_read_it(client):
    answer = client.get("/dang-nhap/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"


def test_uploaded_files_can_run_nothing(client, settings):
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    (settings.MEDIA_ROOT / "page.html").write_text("<script>alert(1)</script>")
    answer = client.get("/media/page.html")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get("/media/../keys/ring").status_code == 400
