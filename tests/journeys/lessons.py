"""Walking through a lesson in the browser: reading, answering, finishing, handing a check in."""

from collections.abc import Callable
from uuid import UUID

from playwright.sync_api import Locator, expect

from courses.catalogue import queries as catalogue
from courses.catalogue.frozen import Key
from tests.journeys import answering
from tests.journeys.visitor import Visitor
from tests.journeys.words import say

Which = Callable[[int], bool]


def always(_at: int) -> bool:
    """Every answer is right."""
    return True


def go_through(visitor: Visitor, *, is_right: Which = always) -> None:
    """From the screen she is at to the end; `is_right` says which of the answers she gets right."""
    screens = visitor.page.locator("section.screen")
    expect(visitor.page.locator("html.playing")).to_have_count(1)
    last, answered = screens.count() - 1, 0
    here = screen(visitor)
    at = screens.evaluate_all("all => all.findIndex((one) => one.classList.contains('now'))")
    for number in range(at, last):
        if here.locator("form.item").count():
            answer(visitor, here.locator("form.item"), is_right=is_right(answered))
            answered += 1
        visitor.press("Continue")
        is_on_step(visitor, number + 2)


def at_item(visitor: Visitor, path: str, kind: str) -> Locator:
    """The one item of this kind in the lesson at this address, her browser at its screen."""
    visitor.open(path)
    form = visitor.page.locator(f'form.item[data-kind="{kind}"]')
    number = form.locator("xpath=ancestor::section").get_attribute("id")
    visitor.open(f"{path}#{number}")
    visitor.page.reload()
    expect(form).to_be_visible()
    return form


def screen(visitor: Visitor) -> Locator:
    """The one screen she sees."""
    return visitor.page.locator("section.screen.now")


def is_on_step(visitor: Visitor, number: int) -> None:
    """The page says which step this is."""
    of_all = visitor.page.locator("section.screen").count()
    said = say("Step {n} of {all}", n=number, all=of_all)
    expect(visitor.page.locator("#where")).to_have_text(said)


def answer(visitor: Visitor, form: Locator, *, is_right: bool) -> None:
    """Tap an answer, send it, and read what the page says to it."""
    answering.give(form, key_of(visitor, form), is_right=is_right)
    feedback = form.locator(".feedback")
    if visitor.page.locator("#lesson").get_attribute("data-use") == "check":
        told = say("Your answer is kept. The result comes at the end.")
    else:
        told = feedback.get_attribute("data-right" if is_right else "data-wrong")
    expect(feedback).to_contain_text(told)


def key_of(visitor: Visitor, form: Locator) -> Key:
    """What the server holds to be right; no page of a check says it."""
    version = visitor.page.locator("#lesson").get_attribute("data-version")
    return catalogue.answer_keys(UUID(version))[UUID(form.get_attribute("data-item"))]


def finish(visitor: Visitor) -> None:
    """The last screen of a lesson."""
    visitor.press("I have finished")
    visitor.reads("Well done! This lesson is done.")


def hand_in(visitor: Visitor) -> None:
    """The last screen of a check."""
    visitor.press("Hand in")


def course(slug: str) -> UUID:
    """The id of a course of the pilot."""
    from courses.models import CoursePage

    return CoursePage.objects.values_list("translation_key", flat=True).get(slug=slug)
