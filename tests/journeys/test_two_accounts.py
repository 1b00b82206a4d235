"""Bác Lan has two accounts: with a code to the old number they become one, and can be parted again."""

from playwright.sync_api import expect

from tests.journeys import door, looking
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.visitor import Visitor

OLD = Newcomer("Nguyễn Lan", "0912 345 721", "+84912345721")
NEW = Newcomer("Nguyễn Thị Lan", "0912 345 722", "+84912345722")
MERGE = "/toi/tai-khoan/gop/"


def test_two_accounts_of_bac_lan_become_one_and_two_again(somebody: Arrive) -> None:
    elsewhere, lan = somebody(), somebody()
    door.join_the_site(elsewhere, OLD)
    door.join_the_site(lan, NEW)
    show_that_the_other_is_hers_too(lan)
    assert elsewhere.status_of("/toi/") == 302
    the_old_number_opens(somebody(), NEW)

    lan.open(MERGE)
    lan.page.locator("a[href$='/tach/']").click()
    looking.is_fit_for_people(lan)
    lan.press("Part them")
    lan.reads("These are two accounts again, each with what is its own.")
    the_old_number_opens(somebody(), OLD)


def show_that_the_other_is_hers_too(lan: Visitor) -> None:
    """From the account page: the old number, its code, both side by side, the button."""
    door.the_minute_is_over()
    lan.open("/toi/tai-khoan/")
    lan.follow("Join two accounts")
    lan.press("Continue")
    looking.has_errors_and_is_clean(lan)
    lan.write("The number or e-mail address of your other account", OLD.wrote)
    lan.press("Continue")
    looking.is_fit_for_people(lan)
    door.enter_code(lan, OLD.to)
    lan.heading("Make them one account?")
    lan.sees(OLD.name)
    looking.is_fit_for_people(lan)
    lan.press("Yes, both are mine")
    lan.is_at(MERGE)
    lan.reads("The two accounts are one now. You can undo this for 30 days.")
    looking.is_fit_for_people(lan)


def the_old_number_opens(visitor: Visitor, whose: Newcomer) -> None:
    """A code to the old number leads into this account."""
    door.the_minute_is_over()
    door.knock(visitor, OLD.to)
    visitor.page.wait_for_url(lambda url: door.DOOR not in url)
    visitor.open("/toi/tai-khoan/")
    expect(visitor.field("Your full name")).to_have_value(whose.name)
