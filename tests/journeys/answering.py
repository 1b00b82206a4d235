"""Giving an answer to each kind of item, as fingers do it, with scripts and without."""

from typing import Any

from playwright.sync_api import Locator, expect

from courses.catalogue.frozen import Key
from tests.journeys import practising, simulating
from tests.journeys.words import say


def give(form: Locator, key: Key, *, is_right: bool) -> None:
    """Answer the item and send the answer."""
    GIVERS[key.kind](form, key.key, is_right)


def send(form: Locator) -> None:
    """The button every question has."""
    form.get_by_role("button", name=say("Send my answer")).click()


def give_choice(form: Locator, key: dict[str, Any], is_right: bool) -> None:
    """One choice, several, or true and false."""
    rows = form.locator("label.answer")
    values = [row.locator("input").get_attribute("value") for row in rows.all()]
    right = key.get("correct") or [str(key["answer"]).lower()]
    wrong = next(value for value in values if value not in right)
    for value in values:
        if value in (right if is_right else [wrong]):
            rows.nth(values.index(value)).click()
    send(form)


def give_pairs(form: Locator, key: dict[str, Any], is_right: bool) -> None:
    """Choose for each line; whoever has it wrong chooses the same for all."""
    same = next(iter(key["pairs"].values()))
    for left, right in key["pairs"].items():
        form.locator(f'[name="pair-{left}"]').select_option(right if is_right else same)
    send(form)


def give_order(form: Locator, key: dict[str, Any], is_right: bool) -> None:
    """Tap the lines one after another, or number them where there is no script."""
    order = key["order"] if is_right else key["order"][::-1]
    is_tapped = has_buttons(form)
    for place, entry in enumerate(order, 1):
        row = form.locator(f'.order-row:has([name="place-{entry}"])')
        if is_tapped:
            row.get_by_role("button").click()
        else:
            row.locator("select").select_option(str(place))
    send(form)


def has_buttons(form: Locator) -> bool:
    """Whether lines are tapped; in a lesson with scripts they are, but theirs may come after the page."""
    buttons = form.locator(".order-row").get_by_role("button")
    if form.page.locator("html.playing").count():
        expect(buttons.first).to_be_visible()
    return buttons.count() > 0


def give_words(form: Locator, key: dict[str, Any], is_right: bool) -> None:
    """Write a few words, or a number."""
    right = key["accepted"][0] if "accepted" in key else key["amount"]
    form.locator('[name="written"]').fill(right if is_right else "9999")
    send(form)


GIVERS = {
    "single": give_choice,
    "multiple": give_choice,
    "true_false": give_choice,
    "picture_choice": give_choice,
    "match": give_pairs,
    "order": give_order,
    "short_text": give_words,
    "number": give_words,
    **practising.GIVERS,
    **simulating.GIVERS,
}
