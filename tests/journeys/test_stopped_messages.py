"""Text messages are stopped: a stranger is told what else there is, and gets in when they pass again."""

import secrets

import pytest

from tests.journeys import door
from tests.journeys.looking import is_fit_for_people
from tests.journeys.screens import THANH
from tests.journeys.words import say

pytestmark = pytest.mark.browser
MESSAGES = "/quan-tri/tin-nhan/"


def move_the_breaker_of_all(admin, reason: str, button: str) -> None:
    """The administrator follows the link beside "All numbers", says why, and presses."""
    admin.open(MESSAGES)
    admin.page.locator("tbody a[href^='/quan-tri/tin-nhan/']").first.click()
    admin.page.get_by_label(say(reason)).check()
    admin.press(button)
    admin.heading("Messages")


def test_a_stranger_signs_in_by_email_while_text_messages_are_stopped(somebody):
    admin, stranger = somebody(demo=THANH), somebody()
    local = f"093{secrets.randbelow(10**7):07d}"
    move_the_breaker_of_all(admin, "Somebody sends codes to numbers nobody reads", "Stop messages")
    try:
        admin.reads("stopped by hand")
        stranger.open(door.DOOR)
        stranger.write("Your mobile number or e-mail address", local)
        stranger.press("Send me the code")
        stranger.heading("Please wait a little")
        stranger.reads("Text messages to this number are stopped for now.")
        is_fit_for_people(stranger)
        stranger.follow("Sign in with another number or e-mail that is yours")
        door.ask_for_code(stranger, f"khach{local}@vidu.vn")
        door.enter_code(stranger, f"khach{local}@vidu.vn")
        stranger.heading("A few words about you")
    finally:
        move_the_breaker_of_all(admin, "The trouble is over", "Let messages pass")
    other = somebody()
    other.open(door.DOOR)
    door.ask_for_code(other, local)
