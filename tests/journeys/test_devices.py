"""Bác Lan and a stranger who talked her out of a code: she is told, says so, and the stranger is out."""

import re
import secrets

import pytest

from identity.codes.models import Challenge, SendBudget
from tests import factories
from tests.journeys import door
from tests.journeys.door import Newcomer
from tests.journeys.words import say

pytestmark = pytest.mark.browser
DEVICES, NOT_ME = "/toi/tai-khoan/thiet-bi/", "/khong-phai-toi/"


@pytest.fixture
def lan() -> Newcomer:
    """A number of her own."""
    local = f"093{secrets.randbelow(10**7):07d}"
    return Newcomer(name="Nguyễn Thị Lan", wrote=local, to=f"+84{local[1:]}")


def notice_to(visitor, to: str) -> str:
    """The newest notice that was sent there."""
    visitor.site.deliver()
    text = visitor.site.last_message(to)["text"]
    return re.search(r"\d{4} \d{4} \d{4}", text).group()


def test_she_is_told_of_a_second_device_and_puts_it_out(somebody, lan):
    hers, theirs = somebody(), somebody()
    door.join_the_site(hers, lan)
    hers.page.wait_for_url(lambda url: door.DOOR not in url)

    the_clock_moves_on(hers)
    theirs.open(door.DOOR)
    door.ask_for_code(theirs, lan.wrote)
    theirs.page.get_by_label(say("A shared device, I use it only this time")).check()
    door.enter_code(theirs, lan.to)
    theirs.page.wait_for_url(lambda url: door.DOOR not in url)

    hers.open(DEVICES)
    hers.heading("My devices")
    hers.reads("This device")
    hers.reads("Shared device.")
    hers.reads("Signed in on a new device")

    digits = notice_to(hers, lan.to)
    hers.open(NOT_ME)
    hers.write("The 12 digits from the message", digits)
    hers.press("Stop it now")
    hers.heading("Stopped. Thank you for telling us.")

    assert theirs.status_of(DEVICES) == 302
    assert hers.status_of(DEVICES) == 302

    the_clock_moves_on(hers)
    door.knock(hers, lan.to)
    hers.page.wait_for_url(lambda url: door.DOOR not in url)
    hers.open(DEVICES)
    hers.reads("Changes are closed")
    hers.reads("You said that was not you.")


def the_clock_moves_on(visitor) -> None:
    """One code a minute goes to an address: act as if the minute had passed."""
    SendBudget.objects.all().delete()
    Challenge.objects.update(next_send_at=factories.LONG_AGO)
