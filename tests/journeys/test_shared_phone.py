"""Mother and daughter on one number and one phone: each her own account, and nothing of the other's."""

from playwright.sync_api import expect

from tests.identity.signin.conftest import let_the_next_code_go_out
from tests.journeys import door, lessons
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.looking import has_errors_and_is_clean, is_fit_for_people
from tests.journeys.screens import LESSON
from tests.journeys.visitor import Visitor

MOTHER = Newcomer("Phạm Thị Mẹ Lan", "0906 515 253", "+84906515253")
DAUGHTER = Newcomer("Phạm Thị Con Hoa", "0906 515 253", "+84906515253", birth_year="1988")
PIN, HER_PIN, WRONG = "4719", "8305", "9052"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('fact:')).length"
IS_IT_YOURS = "Is what was just learned on this phone yours?"
ALL_KEPT = "Everything you have done is kept."


def test_mother_and_daughter_share_a_number_and_nothing_else(somebody: Arrive) -> None:
    phone = somebody()
    door.join_the_site(phone, MOTHER)
    share_the_number(phone)
    waiting = learn_without_network(phone)
    sign_out(phone)
    learn_signed_out(phone)
    join_as_the_daughter(phone)
    see_nothing_of_the_mothers(phone, waiting)
    sign_out(phone)
    come_back_as_the_mother(phone)
    find_what_waited(phone)


def share_the_number(phone: Visitor) -> None:
    phone.open("/toi/tai-khoan/")
    phone.follow("Shared phone")
    is_fit_for_people(phone)
    phone.press("Save and invite one person")
    has_errors_and_is_clean(phone)
    phone.write("Your nickname on this number", "Mẹ")
    choose_pin(phone, PIN)
    phone.press("Save and invite one person")
    phone.reads("One person may join")
    is_fit_for_people(phone)


def learn_without_network(phone: Visitor) -> int:
    """Her answers stay on the phone; how many facts wait there."""
    phone.open(LESSON)
    phone.reads(ALL_KEPT)
    phone.context.set_offline(True)
    for number in (2, 3):
        phone.page.locator("#walk [data-walk=on]").click()
        lessons.is_on_step(phone, number)
    waiting = phone.page.evaluate(KEPT)
    assert waiting
    return waiting


def sign_out(phone: Visitor) -> None:
    """Her session is gone, as after weeks, and the network is back."""
    phone.context.clear_cookies()
    phone.context.set_offline(False)


def learn_signed_out(phone: Visitor) -> None:
    phone.open(LESSON)
    phone.page.locator("#walk [data-walk=on]").click()
    phone.reads("You have not signed in. What you do is kept in this phone.")


def join_as_the_daughter(phone: Visitor) -> None:
    let_the_next_code_go_out()
    door.knock(phone, DAUGHTER.to)
    phone.heading("Who are you?")
    phone.sees("Mẹ")
    is_fit_for_people(phone)
    phone.press("I am new here")
    phone.write("Your nickname on this number", "me")
    choose_pin(phone, HER_PIN)
    door.introduce(phone, DAUGHTER)
    has_errors_and_is_clean(phone)
    phone.write("Your nickname on this number", "Hoa")
    choose_pin(phone, HER_PIN)
    phone.press("Open my account")
    phone.is_at("/toi/")


def see_nothing_of_the_mothers(phone: Visitor, waiting: int) -> None:
    phone.misses(IS_IT_YOURS)
    assert MOTHER.name not in phone.page.content()
    phone.open(LESSON)
    phone.reads(ALL_KEPT)
    lessons.is_on_step(phone, 1)
    phone.misses("You stopped at step {n}.", n=3)
    assert phone.page.evaluate(KEPT) > waiting, "kept for the mother, and sent as nobody else's"
    progress = phone.asks("me/progress")["courses"]
    done = [one for course in progress for one in course["lessons"] if one["state"] == "done"]
    assert done == []
    phone.open("/toi/tai-khoan/dung-chung/")
    phone.sees("Mẹ")
    assert MOTHER.name not in phone.page.content()


def come_back_as_the_mother(phone: Visitor) -> None:
    let_the_next_code_go_out()
    door.knock(phone, MOTHER.to)
    phone.page.get_by_role("button", name="Mẹ", exact=True).click()
    is_fit_for_people(phone)
    phone.write("Your PIN", WRONG)
    phone.press("Sign in")
    has_errors_and_is_clean(phone)
    phone.write("Your PIN", PIN)
    phone.press("Sign in")
    phone.is_at("/toi/")


def find_what_waited(phone: Visitor) -> None:
    """What she did signed in goes out by itself; of what she did signed out she is asked."""
    phone.reads(IS_IT_YOURS)
    phone.press("Yes, it is mine")
    phone.reads("It now stands with your name.")
    assert phone.page.evaluate(KEPT) == 0
    me = phone.asks("session")["person"]
    assert me["name"] == MOTHER.name
    states = {
        one["id"]: one
        for course in phone.asks("me/progress")["courses"]
        for one in course["lessons"]
    }
    assert any(one["position"] for one in states.values())


def choose_pin(phone: Visitor, pin: str) -> None:
    phone.write("Your new PIN", pin)
    phone.write("The same PIN once more", pin)


def test_a_second_browser_shows_only_the_nicknames(somebody: Arrive) -> None:
    phone, elsewhere = somebody(), somebody()
    who = Newcomer("Vũ Thị Riêng", "0906 515 254", "+84906515254")
    door.join_the_site(phone, who)
    phone.open("/toi/tai-khoan/dung-chung/")
    phone.write("Your nickname on this number", "Bà")
    choose_pin(phone, PIN)
    phone.press("Save and invite one person")
    phone.press("Take the invitation back")
    let_the_next_code_go_out()
    door.knock(elsewhere, who.to)
    elsewhere.heading("Who are you?")
    expect(elsewhere.page.locator("main form button")).to_have_text(["Bà"])
    elsewhere.misses("I am new here")
    assert who.name not in elsewhere.page.content()
