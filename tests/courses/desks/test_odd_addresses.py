"""A sign that no database takes, wherever somebody puts it into an address, is an answer and no breakdown."""

import pytest

from tests import factories
from tests.courses.school import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register", "standing_clock")]

NUL = "%00"
ANYBODYS = (
    f"/{NUL}/",
    f"/khoa-hoc/{NUL}/",
    f"/media/{NUL}",
    f"/media/recordings/{NUL}",
    f"/static/{NUL}",
    f"/chung-chi/{NUL}/",
    f"/chung-chi/?ma={NUL}",
    f"/tim/?q={NUL}",
    f"/tin-tuc/?trang={NUL}",
    f"/dang-nhap/?next=/{NUL}",
    f"/hoc/bao-loi/?b={NUL}&c={NUL}",
    f"/api/v1/communes?q={NUL}",
    f"/api/v1/courses?cursor={NUL}",
    f"/tai-lieu/1/{NUL}",
)
STAFFS = (
    f"/xa-phuong/{NUL}/",
    f"/xa-phuong/{NUL}/giay-chung-nhan/",
    f"/xa-phuong/{factories.HOME}/giay-chung-nhan/?tim={NUL}&trang={NUL}",
    f"/xa-phuong/{factories.HOME}/khung-nang-luc/1.{NUL}",
    f"/xa-phuong/{NUL}/khung-nang-luc/",
    f"/thanh-pho/?tim={NUL}&xep={NUL}",
)


@pytest.mark.parametrize("address", ANYBODYS)
def test_a_visitor_is_answered(client, address):
    client.raise_request_exception = False
    assert client.get(address).status_code < 500


@pytest.mark.parametrize("address", STAFFS)
@pytest.mark.parametrize("who", [factories.nam, factories.quang])
def test_staff_are_answered(who, address, now):
    browser = browser_of(who(), second_factor=True, now=now)
    browser.raise_request_exception = False
    assert browser.get(address).status_code in {200, 404}
