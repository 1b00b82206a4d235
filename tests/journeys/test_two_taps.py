"""Bác Bảy's hand trembles: on weak 3G she taps every button of the door twice, and comes in all the same."""

from tests.journeys import door
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.visitor import Visitor
from tests.journeys.words import say

BAY = Newcomer("Phạm Thị Bảy", "0912 345 771", "+84912345771")


def test_two_taps_on_a_button_count_once(somebody: Arrive) -> None:
    bay = somebody()
    bay.open(door.DOOR)
    door.ask_for_code(bay, BAY.wrote)
    answers_come_slowly(bay)
    bay.write("Code of 6 digits", door.code_sent(bay, BAY.to))
    tap_twice(bay, "Continue")
    bay.heading("A few words about you")
    bay.write("Your full name", BAY.name)
    bay.write("Year of birth", BAY.birth_year)
    door.choose_commune(bay, BAY.commune_words, BAY.commune)
    bay.page.get_by_label(say("I have read this and I agree")).check()
    tap_twice(bay, "Open my account")
    bay.is_at("/toi/")


def answers_come_slowly(visitor: Visitor) -> None:
    """As on weak 3G: the first tap has reached the site long before its answer is back."""
    line = visitor.page.context.new_cdp_session(visitor.page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 1500, "downloadThroughput": -1, "uploadThroughput": -1}
    line.send("Network.emulateNetworkConditions", slow)


def tap_twice(visitor: Visitor, button: str) -> None:
    """The second tap comes a moment after the first."""
    again = "(button) => { button.click(); setTimeout(() => button.click(), 200); }"
    visitor.button(button).evaluate(again)
