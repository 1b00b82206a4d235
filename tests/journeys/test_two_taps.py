"""Bác Bảy's hand trembles: she taps every button of the door twice, and comes in all the same."""

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
    bay.write("Code of 6 digits", door.code_sent(bay, BAY.to))
    tap_twice(bay, "Continue")
    bay.heading("A few words about you")
    bay.write("Your full name", BAY.name)
    bay.write("Year of birth", BAY.birth_year)
    door.choose_commune(bay, BAY.commune_words, BAY.commune)
    bay.page.get_by_label(say("I have read this and I agree")).check()
    tap_twice(bay, "Open my account")
    bay.is_at("/toi/")


def tap_twice(visitor: Visitor, button: str) -> None:
    visitor.button(button).dblclick()
