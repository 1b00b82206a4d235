"""The commune is found by typing, on a slow phone where the script or an answer comes late."""

import re

from playwright.sync_api import Locator, Route, expect

from tests.journeys import door
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.visitor import Visitor
from tests.journeys.words import say

FIELD, DO_SON = "Your ward, commune or special zone", "Phường Đồ Sơn"
ANSWERS = re.compile(r"/api/v1/communes\?")
BICH = Newcomer("Ngô Thị Bích", "0912 345 753", "+84912345753")
CUC = Newcomer("Ngô Thị Cúc", "0912 345 752", "+84912345752")


def before_the_form(visitor: Visitor, newcomer: Newcomer) -> None:
    """At the page that asks for name, year of birth and commune."""
    door.knock(visitor, newcomer.to)
    visitor.heading("A few words about you")


def hold(visitor: Visitor, address: re.Pattern[str]) -> list[Route]:
    """What her browser asks for at this address waits here."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    visitor.page.route(address, keep)
    return held


def offer(visitor: Visitor) -> Locator:
    """The ward as a choice; its radio has a name once the page shows it."""
    return visitor.page.get_by_role("radio", name=re.compile(DO_SON))


def test_a_name_typed_before_the_script_came_is_looked_up_when_it_comes(somebody: Arrive) -> None:
    bich = somebody()
    held = hold(bich, re.compile(r"/js/commune[^/]*\.js"))
    before_the_form(bich, BICH)
    bich.field(FIELD).press_sequentially("do son")
    expect(offer(bich)).to_have_count(0)
    (script,) = held
    script.continue_()
    expect(offer(bich).first).to_be_visible()


def test_an_answer_that_comes_after_the_choice_takes_nothing_away(somebody: Arrive) -> None:
    cuc = somebody()
    before_the_form(cuc, CUC)
    cuc.write("Your full name", CUC.name)
    cuc.write("Year of birth", CUC.birth_year)
    cuc.field(FIELD).press_sequentially("do")
    expect(offer(cuc).first).to_be_visible()
    held = hold(cuc, ANSWERS)
    with cuc.page.expect_request(ANSWERS):
        cuc.field(FIELD).press_sequentially(" son")
    offer(cuc).first.check()
    for late in held:
        late.fulfill(json=[])
    expect(offer(cuc).first).to_be_checked()
    cuc.page.get_by_label(say("I have read this and I agree")).check()
    cuc.press("Open my account")
    cuc.page.wait_for_url(lambda url: door.DOOR not in url)
