"""Every kind of page, asked by axe, by the smallest screen with the largest letters, and by the keyboard."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser import Site
from tests.journeys import door, lessons, screens
from tests.journeys.conftest import Arrive, Memory, remembered
from tests.journeys.screens import Screen
from tests.journeys.visitor import PHONE, Visitor, arrive

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST = {"width": 320, "height": 568}
LARGEST_TEXT = "28"
TARGET = 48
# what a person must be able to hit: everything that is a control of its own, not a word in a sentence
TARGETS = ".button, .answer, .part, .choice label, .lesson-row[href], .nav a, .sizes button, .input"


@pytest.fixture(scope="module")
def lookers(chromium: Browser, shared_site: Site, memory: Memory) -> Iterator[dict]:
    """One browser for each person, shared by the pages she looks at."""
    arrived: dict[tuple, Visitor] = {}

    def looker(demo: tuple[str, int] | None) -> Visitor:
        if demo not in arrived:
            kept = remembered(chromium, shared_site, memory, demo) if demo else None
            arrived[demo] = arrive(chromium, shared_site, storage_state=kept)
        return arrived[demo]

    yield looker
    for visitor in arrived.values():
        visitor.context.close()


@pytest.mark.parametrize("screen", screens.ALL, ids=str)
def test_every_page_is_clean_and_fits(lookers, screen: Screen) -> None:
    visitor = look_at(lookers, screen)
    assert complaints(visitor) == []
    assert too_small(visitor) == []
    assert wider_than_the_smallest_screen(visitor) == []


def test_every_screen_of_a_lesson_is_clean_when_answered(somebody: Arrive) -> None:
    visitor = somebody()
    visitor.open(screens.LESSON)
    last = visitor.page.locator("section.screen").count()
    for number in range(1, last):
        form = lessons.screen(visitor).locator("form.item")
        if form.count():
            lessons.answer(visitor, form, is_right=number % 2 == 0)
            assert complaints(visitor) == []
            assert wider_than_the_smallest_screen(visitor) == []
        visitor.page.locator("#walk [data-walk=on]").click()
        lessons.is_on_step(visitor, number + 1)
    lessons.finish(visitor)
    assert complaints(visitor) == []


def test_the_pages_of_signing_in_are_clean(somebody: Arrive) -> None:
    visitor = somebody()
    visitor.open("/dang-nhap/")
    visitor.press("Send me the code")
    has_errors_and_is_clean(visitor)
    door.ask_for_code(visitor, "0907 123 123")
    assert complaints(visitor) == []
    door.enter_code(visitor, "+84907123123")
    assert complaints(visitor) == []
    visitor.press("Open my account")
    has_errors_and_is_clean(visitor)
    assert wider_than_the_smallest_screen(visitor) == []


def test_the_first_meeting_with_the_authenticator_is_clean(somebody: Arrive) -> None:
    visitor = somebody()
    visitor.open("/dang-nhap/?next=/lop/")
    door.ask_for_code(visitor, visitor.site.demo["trainers"][1]["phone"])
    door.enter_code(visitor, visitor.site.demo["trainers"][1]["phone"])
    visitor.heading("Second step")
    assert complaints(visitor) == []
    visitor.press("Continue")
    has_errors_and_is_clean(visitor)


@pytest.mark.parametrize("path", [screens.LESSON, "/dang-nhap/", "/"])
def test_pages_without_scripts_are_clean(chromium: Browser, shared_site: Site, path: str) -> None:
    visitor = arrive(chromium, shared_site, bypass_csp=True)
    visitor.page.route("**/*.js", lambda route: route.abort())
    visitor.open(path)
    assert complaints(visitor) == []
    assert wider_than_the_smallest_screen(visitor) == []
    visitor.context.close()


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
    """The first choice with the space bar, then the first button."""
    tab_to(visitor, "section.screen.now form.item input:not([type=hidden])")
    visitor.page.keyboard.press("Space")
    tab_to(visitor, "section.screen.now form.item button")
    visitor.page.keyboard.press("Enter")
    expect(lessons.screen(visitor).locator(".feedback")).not_to_be_empty()


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


def complaints(visitor: Visitor) -> list[str]:
    """What axe finds wrong, one line each."""
    found = Axe().run(visitor.page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def too_small(visitor: Visitor) -> list[str]:
    """Controls one can see that are lower or narrower than a thumb needs."""
    script = """([css, least]) => [...document.querySelectorAll(css)].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.height < least - 0.5 || box.width < least - 0.5);
    }).map((one) => one.outerHTML.slice(0, 100))"""
    return visitor.page.evaluate(script, [TARGETS, TARGET])


def wider_than_the_smallest_screen(visitor: Visitor) -> list[str]:
    """What sticks out at 320 px with the largest letters; tables may scroll in their own frame."""
    visitor.page.set_viewport_size(SMALLEST)
    visitor.page.evaluate(
        "(size) => { document.documentElement.dataset.text = size }", LARGEST_TEXT
    )
    script = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll('body *')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.table-wrap'))
        .map((one) => one.outerHTML.slice(0, 100))"""
    found = visitor.page.evaluate(script)
    visitor.page.set_viewport_size(PHONE)
    visitor.page.evaluate("() => { document.documentElement.dataset.text = '19' }")
    return found


def has_errors_and_is_clean(visitor: Visitor) -> None:
    """The page says what to correct, has the focus there, and says so in its title."""
    summary = visitor.page.get_by_role("alert").first
    expect(summary).to_be_focused()
    assert complaints(visitor) == []
