"""Bác Hạnh gets a new number; then somebody takes her account to his, and she takes it back."""

import re

from playwright.sync_api import expect

from identity.codes.models import Challenge, SendBudget
from tests import factories
from tests.journeys import door, looking
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.visitor import Visitor

HANH = Newcomer("Phạm Thị Hạnh", "0912 345 701", "+84912345701")
EMAIL, NEW, STOLEN = "hanh701@example.vn", "+84912345702", "+84912345703"
LIST = "/toi/tai-khoan/lien-he/"


def test_bac_hanh_changes_her_number_and_takes_it_back_from_a_stranger(somebody: Arrive) -> None:
    hanh = somebody()
    door.join_the_site(hanh, HANH)
    add_email(hanh)
    change_number(hanh, NEW)
    sign_in_with_the_new_number(somebody())

    change_number(hanh, STOLEN)
    undo_by_the_digits_of_the_message(somebody(), NEW)
    hanh.open("/toi/")
    hanh.heading("Sign in")
    again = somebody()
    sign_in_with_the_new_number(again)
    again.open(LIST)
    again.misses("Add a number or e-mail")
    looking.is_fit_for_people(again)


def add_email(hanh: Visitor) -> None:
    """From the account page: one more address, proved by a code to it."""
    hanh.open("/toi/tai-khoan/")
    hanh.follow("My numbers and e-mail")
    looking.is_fit_for_people(hanh)
    hanh.follow("Add a number or e-mail")
    looking.is_fit_for_people(hanh)
    hanh.press("Send me the code")
    looking.has_errors_and_is_clean(hanh)
    hanh.write("The new mobile number or e-mail address", EMAIL)
    hanh.press("Send me the code")
    hanh.heading("Enter the code")
    looking.is_fit_for_people(hanh)
    door.enter_code(hanh, EMAIL)
    hanh.is_at(LIST)
    hanh.sees("h•••@example.vn")


def change_number(hanh: Visitor, number: str) -> None:
    """Her own number is proved a moment ago; the new one by a code."""
    wait_for_the_next_code()
    hanh.open(LIST)
    hanh.follow("Change")
    hanh.write("The new mobile number or e-mail address", number)
    hanh.press("Send me the code")
    door.enter_code(hanh, number)
    hanh.is_at(LIST)
    hanh.sees("•••• ••• " + number[-3:])


def sign_in_with_the_new_number(visitor: Visitor) -> None:
    """The number that is hers opens her account, on any device."""
    wait_for_the_next_code()
    door.knock(visitor, NEW)
    visitor.page.wait_for_url(lambda url: door.DOOR not in url)
    visitor.open("/toi/tai-khoan/")
    expect(visitor.field("Your full name")).to_have_value(HANH.name)


def undo_by_the_digits_of_the_message(visitor: Visitor, to: str) -> None:
    """On a phone that is not signed in, from the sign-in page, without knowing any address."""
    text = visitor.site.last_message(to)["text"]
    visitor.open(door.DOOR)
    visitor.unfold("Lost everything, or a strange message?")
    visitor.follow("A message told me of something I did not do")
    visitor.follow("My number or e-mail was changed, and not by me")
    looking.is_fit_for_people(visitor)
    visitor.write("The 12 digits from the message", re.search(r"(\d{4} ){2}\d{4}", text)[0])
    visitor.press("Undo the change")
    visitor.heading("Undone. Thank you for telling us.")
    looking.is_fit_for_people(visitor)


def wait_for_the_next_code() -> None:
    """Act as if the minute between two codes had passed."""
    SendBudget.objects.all().delete()
    Challenge.objects.update(next_send_at=factories.LONG_AGO)
