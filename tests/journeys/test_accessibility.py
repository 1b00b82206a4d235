"""Every kind of page, asked by axe, by the smallest screen with the largest letters, and by the keyboard."""

import re
from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Route, expect

from tests.browser import Site
from tests.journeys import door, lessons, screens
from tests.journeys.conftest import Arrive, Memory, remembered
from tests.journeys.looking import (
    has_errors_and_is_clean,
    is_clean,
    is_fit_for_people,
    wider_than_the_smallest_screen,
)
from tests.journeys.screens import Screen
from tests.journeys.visitor import PHONE, Visitor, arrive

WENT_WRONG = [
    "cms/errors/400.html",
    "cms/errors/403.html",
    # what a lost race says
    "identity/signin/start_again.html",
    "cms/errors/500.html",
    "cms/errors/503.html",
]
TOLD = {"title": "Việc này vừa làm xong", "text": "Bác bấm hai lần thôi, không sao cả."}


@pytest.fixture(scope="module")
def lookers(chromium: Browser, shared_site: Site, memory: Memory) -> Iterator[dict]:
    """One browser for each person, shared by the pages she looks at."""
    arrived: dict[tuple, Visitor] = {}

    def looker(demo: tuple[str, int] | None) -> Visitor:
        if demo not in arrived:
            kept = remembered(chromium, shared_site, memory, demo) if demo else None
            arrived[demo] = arrive(chromium, shared_site, storage_state=kept)
        door.nobody_has_rested()
        return arrived[demo]

    yield looker
    for visitor in arrived.values():
        visitor.context.close()


@pytest.mark.parametrize("screen", screens.ALL, ids=str)
def test_every_page_is_clean_and_fits(lookers, screen: Screen) -> None:
    is_fit_for_people(look_at(lookers, screen))


@pytest.mark.parametrize("behind", screens.BEHIND_A_LINK, ids=str)
def test_every_page_behind_a_link_is_clean_and_fits(lookers, behind: Screen) -> None:
    visitor = look_at(lookers, behind)
    visitor.page.locator(behind.link).first.click()
    visitor.page.wait_for_load_state("networkidle")
    assert not visitor.page.url.endswith(behind.path)
    is_fit_for_people(visitor)


@pytest.mark.parametrize("template", WENT_WRONG)
def test_the_pages_of_what_went_wrong_are_clean_and_fit(lookers, template: str) -> None:
    visitor = lookers(None)
    visitor.open("/dang-nhap/")
    style = visitor.page.locator("link[rel=stylesheet]").get_attribute("href")
    html = render_to_string(template, TOLD).replace("/static/css/app.css", style)
    visitor.page.route("**/loi/", lambda route: route.fulfill(body=html, content_type="text/html"))
    visitor.open("/loi/")
    is_fit_for_people(visitor)


def test_a_form_that_stood_open_too_long_says_what_to_do(somebody: Arrive) -> None:
    visitor = somebody()
    visitor.open("/dang-nhap/")
    visitor.context.clear_cookies()
    visitor.press("Send me the code")
    visitor.heading("This page stood open for too long")
    is_fit_for_people(visitor)


def test_being_asked_to_wait_is_clean(somebody: Arrive) -> None:
    visitor = somebody()
    visitor.open("/dang-nhap/")
    door.ask_for_code(visitor, "0907 123 124")
    visitor.context.clear_cookies()
    visitor.open("/dang-nhap/")
    visitor.write("Your mobile number or e-mail address", "0907 123 124")
    visitor.press("Send me the code")
    visitor.heading("Please wait a little")
    is_fit_for_people(visitor)


def test_every_screen_of_a_lesson_is_clean_when_answered(somebody: Arrive) -> None:
    visitor = somebody()
    visitor.open(screens.LESSON)
    last = visitor.page.locator("section.screen").count()
    for number in range(1, last):
        form = lessons.screen(visitor).locator("form.item")
        if form.count():
            lessons.answer(visitor, form, is_right=number % 2 == 0)
            is_clean(visitor)
            assert wider_than_the_smallest_screen(visitor) == []
        visitor.page.locator("#walk [data-walk=on]").click()
        lessons.is_on_step(visitor, number + 1)
    lessons.finish(visitor)
    is_clean(visitor)


def test_the_pages_of_signing_in_are_clean(somebody: Arrive) -> None:
    visitor = somebody()
    visitor.open("/dang-nhap/")
    visitor.press("Send me the code")
    has_errors_and_is_clean(visitor)
    door.ask_for_code(visitor, "0907 123 123")
    is_clean(visitor)
    door.enter_code(visitor, "+84907123123")
    is_clean(visitor)
    visitor.press("Open my account")
    has_errors_and_is_clean(visitor)
    assert wider_than_the_smallest_screen(visitor) == []


def test_the_first_meeting_with_the_authenticator_is_clean(somebody: Arrive) -> None:
    visitor = somebody()
    visitor.open("/dang-nhap/?next=/lop/")
    door.ask_for_code(visitor, visitor.site.demo["trainers"][1]["phone"])
    door.enter_code(visitor, visitor.site.demo["trainers"][1]["phone"])
    visitor.heading("Second step")
    is_clean(visitor)
    visitor.press("Continue")
    has_errors_and_is_clean(visitor)


@pytest.mark.parametrize("path", [screens.LESSON, "/dang-nhap/", "/"])
def test_pages_without_scripts_are_clean(somebody: Arrive, path: str) -> None:
    visitor = somebody()
    visitor.page.route(f"**{path}", without_scripts)
    visitor.open(path)
    expect(visitor.page.locator("html.js")).to_have_count(0)
    is_clean(visitor)
    assert wider_than_the_smallest_screen(visitor) == []


def without_scripts(route: Route) -> None:
    """The page as an old phone has it; axe itself is a script, so scripts cannot just be switched off."""
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r"(?s)<script.*?</script>", "", answer.text()))


def test_a_lesson_can_be_done_with_the_keyboard_alone(somebody: Arrive) -> None:
    visitor = somebody()
    visitor.open(screens.LESSON)
    steps = visitor.page.locator("section.screen").count()
    for number in range(1, steps):
        if lessons.screen(visitor).locator("form.item").count():
            answer_by_keyboard(visitor)
        tab_to(visitor, "#walk [data-walk=on]")
        visitor.page.keyboard.press("Enter")
        lessons.is_on_step(visitor, number + 1)
        expect(lessons.screen(visitor).locator("h2").first).to_be_focused()
    tab_to(visitor, "#done button")
    visitor.page.keyboard.press("Enter")
    visitor.reads("Well done! This lesson is done.")
    expect(visitor.page.locator("#result")).to_be_focused()


def answer_by_keyboard(visitor: Visitor) -> None:
    """The first choice with the space bar, or a number typed, then the first button."""
    tab_to(visitor, "section.screen.now form.item input:not([type=hidden])")
    is_written = visitor.page.evaluate("document.activeElement.name === 'written'")
    visitor.page.keyboard.press("7" if is_written else "Space")
    tab_to(visitor, "section.screen.now form.item button")
    visitor.page.keyboard.press("Enter")
    expect(lessons.screen(visitor).locator(".feedback")).not_to_be_empty()
    # a message is judged again until it is shown
    while lessons.screen(visitor).locator(".verdicts").is_visible():
        visitor.page.keyboard.press("Enter")


def tab_to(visitor: Visitor, selector: str) -> None:
    """Press Tab until something that fits is reached; it must be seen to have the focus."""
    for _press in range(60):
        if visitor.page.evaluate("(css) => document.activeElement.matches(css)", selector):
            ring = "getComputedStyle(document.activeElement.closest('label') || document.activeElement)"
            own = "getComputedStyle(document.activeElement)"
            seen = f"[{ring}, {own}].some((one) => one.outlineStyle !== 'none' || one.boxShadow !== 'none')"
            assert visitor.page.evaluate(seen), f"no sign of the focus at {selector}"
            return
        visitor.page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {selector}")


def look_at(lookers, screen: Screen) -> Visitor:
    visitor = lookers(screen.demo)
    visitor.page.set_viewport_size(PHONE)
    group, index = screen.demo or ("trainers", 0)
    visitor.open(screen.path.format(cohort=visitor.site.demo[group][index].get("cohort")))
    visitor.page.wait_for_load_state("networkidle")
    return visitor
