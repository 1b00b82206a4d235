"""One lesson on one phone: walking, stopping, losing the network, sharing the phone, having no scripts."""

import re

from playwright.sync_api import expect

from tests.journeys import lessons
from tests.journeys.conftest import Arrive
from tests.journeys.screens import CHECK, LESSON
from tests.journeys.visitor import Visitor
from tests.journeys.words import say

WAITING = "Object.keys(localStorage).filter((key) => key.startsWith('fact:')).length"


def first_item(visitor: Visitor) -> None:
    """Walk to the first screen that asks something."""
    while not lessons.screen(visitor).locator("form.item").count():
        visitor.press("Continue")


def test_the_back_button_of_the_phone_goes_one_step_back(somebody: Arrive) -> None:
    lan = somebody()
    lan.open(LESSON)
    visitor_walks_to_step(lan, 3)
    lan.page.go_back()
    lessons.is_on_step(lan, 2)
    lan.press("Go back")
    lessons.is_on_step(lan, 1)


def visitor_walks_to_step(visitor: Visitor, number: int) -> None:
    for step in range(2, number + 1):
        visitor.button("Continue").or_(visitor.button("Answer later")).click()
        lessons.is_on_step(visitor, step)


def test_a_lesson_opened_again_offers_the_step_where_she_stopped(somebody: Arrive) -> None:
    lan = somebody()
    lan.open(LESSON)
    visitor_walks_to_step(lan, 4)
    lan.open("/khoa-hoc/")
    lan.open(LESSON)
    lan.reads("You stopped at step {n}.", n=4)
    lan.press("Go on learning")
    lessons.is_on_step(lan, 4)
    lan.open("/khoa-hoc/")
    lan.open(LESSON)
    lan.press("Start again")
    lessons.is_on_step(lan, 1)


def test_a_lesson_whose_script_is_lost_is_read_without_it(somebody: Arrive) -> None:
    lan = somebody()
    lan.context.route("**/js/player.*", lambda route: route.abort())
    lan.open(LESSON)
    expect(lan.page.locator("html.lost")).to_have_count(1)
    assert lan.page.locator(".screen").count() == lan.page.locator(".screen:visible").count()
    lan.troubles.clear()


def test_an_empty_answer_is_met_with_a_kind_word(somebody: Arrive) -> None:
    lan = somebody()
    lan.open(LESSON)
    first_item(lan)
    lan.press("Send my answer")
    lan.reads("Please choose an answer first.")
    assert "question.answered" not in lan.page.evaluate("JSON.stringify({...localStorage})")


def test_the_end_names_the_questions_still_open(somebody: Arrive) -> None:
    lan = somebody()
    lan.open(f"{LESSON}#het")
    lan.press("I have finished")
    lan.reads("Still without an answer:")
    lan.page.locator("#missing a").first.click()
    expect(lessons.screen(lan).locator("form.item")).to_have_count(1)


def test_answers_wait_while_the_network_is_gone(somebody: Arrive) -> None:
    lan = somebody(demo=("citizens", 2))
    with lan.page.expect_request_finished(lambda asked: "/js/writing." in asked.url):
        lan.open(LESSON)
    lan.reads("Everything you have done is kept.")
    lan.context.set_offline(True)
    lessons.go_through(lan)
    lessons.finish(lan)
    assert lan.page.evaluate(WAITING) > 0
    expect(lan.page.locator("#saved button")).to_be_visible()
    lan.context.set_offline(False)
    lan.reads("Everything you have done is kept.")
    assert lan.page.evaluate(WAITING) == 0
    assert state_of(lan) == "done"


def state_of(visitor: Visitor) -> str:
    """How the lesson stands for her on the server."""
    lesson = visitor.page.locator("#lesson").get_attribute("data-lesson")
    courses = visitor.asks("me/progress")["courses"]
    return next(
        each["state"] for course in courses for each in course["lessons"] if each["id"] == lesson
    )


def test_what_one_learner_did_never_goes_out_under_another_name(somebody: Arrive) -> None:
    lan, neighbour = somebody(demo=("citizens", 0)), somebody(demo=("citizens", 1))
    lan.open(LESSON)
    lan.reads("Everything you have done is kept.")
    lan.context.set_offline(True)
    visitor_walks_to_step(lan, 2)
    waiting = lan.page.evaluate(WAITING)
    assert waiting
    lan.context.clear_cookies()
    lan.context.add_cookies(neighbour.context.cookies())
    lan.context.set_offline(False)
    lan.open(LESSON)
    lan.reads("Everything you have done is kept.")
    assert lan.page.evaluate(WAITING) == waiting, "kept for her, and nobody else is told of it"


def test_what_a_neighbour_answered_does_not_finish_the_lesson_for_the_next(
    somebody: Arrive,
) -> None:
    lan, neighbour = somebody(demo=("citizens", 0)), somebody(demo=("citizens", 1))
    lan.open(LESSON)
    lan.reads("Everything you have done is kept.")
    lessons.go_through(lan)
    lan.context.clear_cookies()
    lan.context.add_cookies(neighbour.context.cookies())
    lan.page.reload()
    lan.press("I have finished")
    lan.reads("Still without an answer:")


def test_the_same_answer_is_told_in_the_same_words_without_scripts(somebody: Arrive) -> None:
    lan = somebody(java_script_enabled=False)
    lan.open(LESSON)
    assert lan.page.locator(".screen").count() == lan.page.locator(".screen:visible").count()
    form = lan.page.locator("form.item[data-kind=single]").first
    row = form.locator(".answer").first
    told = row.get_attribute("data-say")
    row.click()
    form.get_by_role("button", name=say("Send my answer")).click()
    lan.sees(told)
    lan.page.get_by_role("link", name=re.compile(say("Go on with the lesson"))).click()
    lan.is_at(LESSON)


def test_a_check_asks_to_sign_in_before_it_begins(somebody: Arrive) -> None:
    lan = somebody()
    lan.open(CHECK)
    lan.reads("This check is for people who have signed in")
    lan.follow("Sign in, then take the check")
    expect(lan.page).to_have_url(re.compile(r"/dang-nhap/\?next=/khoa-hoc/"))


def test_a_check_carries_no_answer_to_the_phone(somebody: Arrive) -> None:
    lan = somebody()
    lan.open(CHECK)
    page = lan.page.content()
    assert not re.search(r'<label class="answer"[^>]*data-(right|say)', page)
