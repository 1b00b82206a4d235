"""Every kind of question in its lesson: left unanswered, answered wrong, answered right."""

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.journeys import answering, lessons
from tests.journeys.conftest import Arrive
from tests.journeys.looking import is_fit_for_people
from tests.journeys.visitor import Visitor
from tests.journeys.words import say

INTERNET, PRIVACY = "/khoa-hoc/su-dung-internet", "/khoa-hoc/bao-ve-thong-tin-ca-nhan"
LESSONS = {
    "number": f"{INTERNET}/vao-mang-va-tim-kiem/wi-fi-va-du-lieu-di-dong/",
    "short_text": f"{INTERNET}/vao-mang-va-tim-kiem/trinh-duyet-va-tim-kiem/",
    "order": f"{INTERNET}/doc-tin-va-dung-ung-dung/cai-va-go-ung-dung-an-toan/",
    "picture_choice": f"{INTERNET}/vua-mat-vua-tai/chu-to-va-doc-man-hinh/",
    "match": f"{PRIVACY}/giu-chia-khoa-cua-minh/mat-khau-va-ma-otp/",
}
DRESS = "**/css/practice.*"
KIND = pytest.mark.parametrize("kind", LESSONS)


def go_to(visitor: Visitor, kind: str) -> Locator:
    """The lesson, at the screen of this kind of question."""
    return lessons.at_item(visitor, LESSONS[kind], kind)


def hold(visitor: Visitor) -> list[Route]:
    """What the rarer kinds wear waits here, and their scripts with it."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    visitor.context.route(DRESS, keep)
    return held


@KIND
def test_a_question_teaches_whoever_does_not_know_or_has_it_wrong(
    somebody: Arrive, kind: str
) -> None:
    lan = somebody()
    form, said = go_to(lan, kind), "I don’t know"
    key = lessons.key_of(lan, form)
    answering.send(form)
    expect(form.locator(".feedback")).to_have_text(say("Please choose an answer first."))
    form.get_by_role("button", name=say(said)).click()
    expect(form.locator(".feedback")).to_contain_text(say("What is right:"))
    is_fit_for_people(lan)
    form = go_to(lan, kind)
    answering.give(form, key, is_right=False)
    expect(form.locator(".feedback")).to_contain_text(say("Not quite."))
    form = go_to(lan, kind)
    answering.give(form, key, is_right=True)
    expect(form.locator(".feedback")).to_contain_text(say("That is right."))


@KIND
def test_a_question_is_answered_without_scripts(somebody: Arrive, kind: str) -> None:
    tu = somebody(java_script_enabled=False)
    for is_right, told in [(True, "That is right."), (False, "Not quite right yet.")]:
        form = go_to(tu, kind)
        answering.give(form, lessons.key_of(tu, form), is_right=is_right)
        tu.reads(told)
    form = go_to(tu, kind)
    form.get_by_role("button", name=say("I don’t know")).click()
    tu.reads("No harm in not knowing. Now you do:")
    tu.reads("What is right:")


def test_an_answer_given_before_the_script_is_ready_is_taken_once_it_is(somebody: Arrive) -> None:
    lan = somebody()
    form = go_to(lan, "order")
    held = hold(lan)
    with lan.page.expect_response(lambda answer: "/js/arranging." in answer.url):
        lan.page.reload(wait_until="commit")
    order = lessons.key_of(lan, form).key["order"]
    for place, entry in enumerate(order, 1):
        form.locator(f'[name="place-{entry}"]').select_option(str(place))
    answering.send(form)
    expect(form.locator(".feedback")).to_be_empty()
    for route in held:
        route.continue_()
    expect(form.locator(".feedback")).to_contain_text(say("That is right."))


def test_nothing_moves_under_a_finger_that_is_still_down(somebody: Arrive) -> None:
    lan = somebody()
    held = hold(lan)
    lan.open(LESSONS["order"])
    form = lan.page.locator('form.item[data-kind="order"]')
    while not form.is_visible():
        lan.press("Continue")
    button = form.get_by_role("button", name=say("Send my answer"))
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    lan.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lan.page.mouse.down()
    with lan.page.expect_response(DRESS):
        for route in held:
            route.continue_()
    lan.page.wait_for_load_state("networkidle")
    assert button.bounding_box() == box
    lan.page.mouse.up()
    expect(form.locator(".feedback")).to_have_text(say("Please choose an answer first."))
    expect(form.locator(".order-button").first).to_be_visible()
