"""Our own pages for what went wrong."""

import pytest
from django.test import Client, RequestFactory

from skills import errors

pytestmark = pytest.mark.django_db


def test_an_address_that_does_not_exist_gets_our_page(client):
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert b'lang="vi"' in answer.content


def test_a_form_without_its_token_says_so_kindly():
    answer = Client(enforce_csrf_checks=True).post("/dang-nhap/", {"contact": "0912345678"})
    assert answer.status_code == 403
    assert b"0912345678" not in answer.content
    assert b'lang="vi"' in answer.content


@pytest.mark.parametrize(
    ("view", "status"),
    [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404)],
)
def test_each_refusal_has_a_page(view, status):
    assert view(RequestFactory().get("/")).status_code == status


def test_the_page_for_our_own_faults_reads_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert errors.broken(RequestFactory().get("/")).status_code == 500
