"""Looking at a page as axe does, as a thumb does, and as somebody with a small screen and large letters."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.visitor import PHONE, Visitor

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# what passed is not listed: nobody reads it, and naming its elements takes longer than the rules
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
SMALLEST = {"width": 320, "height": 568}
LARGEST_TEXT = "28"
TARGET = 48
# what a person must be able to hit: everything that is a control of its own, not a word in a sentence
TARGETS = (
    ".button, .answer, .part, .choice label, .lesson-row[href], .nav a, .sizes button, .input, "
    ".back a, .go a, .links a, .acts a"
)


def is_fit_for_people(visitor: Visitor) -> None:
    """No complaint of axe, nothing too small for a thumb, nothing beyond the edge of the smallest screen."""
    is_clean(visitor)
    found = [*too_small(visitor), *wider_than_the_smallest_screen(visitor)]
    assert not found, "\n".join(found)


def is_clean(visitor: Visitor) -> None:
    """No complaint of axe."""
    found = complaints(visitor)
    assert not found, "\n".join(found)


def complaints(visitor: Visitor) -> list[str]:
    """What axe finds wrong, one line each, on a page that has come whole."""
    visitor.page.wait_for_load_state()
    found = Axe().run(visitor.page, options=OPTIONS)
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
    }).map((one) => "too small: " + one.outerHTML.slice(0, 100))"""
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
        .map((one) => "too wide: " + one.outerHTML.slice(0, 100))"""
    found = visitor.page.evaluate(script)
    visitor.page.set_viewport_size(PHONE)
    visitor.page.evaluate("() => { document.documentElement.dataset.text = '19' }")
    return found


def has_errors_and_is_clean(visitor: Visitor) -> None:
    """The page says what to correct, has the focus there, and says so in its title."""
    summary = visitor.page.get_by_role("alert").first
    expect(summary).to_be_focused()
    is_clean(visitor)
