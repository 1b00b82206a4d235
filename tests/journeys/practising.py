"""Doing a practice as fingers do it: a call, a picture to tap, a letter; with scripts and without."""

import re
from typing import Any

from playwright.sync_api import Locator, expect

from tests.journeys.words import say

Key = dict[str, Any]
LONGEST_TALK = 12
ACTING = re.compile(r"\bacting\b")


def give_branch(form: Locator, key: Key, is_right: bool) -> None:
    """Say what is good, or what is worst, on every screen one comes to."""
    if not has_scripts(form):
        for scene in form.locator(".scene:has(.answer)").all():
            reply(scene, key, is_right=is_right).click()
        form.get_by_role("button", name=say("Send my answers")).click()
        return
    for _ in range(LONGEST_TALK):
        if is_over(form):
            return
        scene = form.locator(".scene.now")
        reply(scene, key, is_right=is_right).click()
        scene.get_by_role("button", name=say("Choose this")).click()


def reply(scene: Locator, key: Key, *, is_right: bool) -> Locator:
    """The answer of a screen that is worth most, or least."""
    rows = {
        row.locator("input").get_attribute("value"): row for row in scene.locator(".answer").all()
    }
    worth = {"good": 2, "risky": 1, "bad": 0}
    best = max if is_right else min
    return rows[best(rows, key=lambda value: worth[key["quality"][value]])]


def give_spot(form: Locator, key: Key, is_right: bool) -> None:
    """Tap the suspicious parts, then trust it or not; or say what is wrong until it is shown."""
    for part in key["correct"] if is_right else ():
        form.locator(f'label.part:has(input[value="{part}"])').click()
    trusts = (key["verdict"] == "trust") is is_right
    words = say("I trust it" if trusts else "I do not trust it")
    verdict = form.get_by_role("button", name=words, exact=True)
    if not has_scripts(form):
        verdict.click()
        return
    while not is_over(form):
        verdict.click()


def give_hotspot(form: Locator, key: Key, is_right: bool) -> None:
    """Tap the right place of the picture, or wrong ones until it is shown."""
    values = [each.get_attribute("value") for each in form.locator(".place").all()]
    wrong = [*key["critical"], *(value for value in values if value not in key["correct"])]
    for value in key["correct"][:1] if is_right else dict.fromkeys(wrong):
        place = form.locator(f'.place[value="{value}"]')
        if not has_scripts(form):
            place.click()
            return
        if not is_over(form):
            tap(form, place)


def tap(form: Locator, place: Locator) -> None:
    """Put a finger on the middle of a place of the picture."""
    x, y, w, h = map(float, place.get_attribute("data-box").split())
    picture = form.locator(".places img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    box = picture.bounding_box()
    middle = {"x": box["width"] * (x + w / 2) / 100, "y": box["height"] * (y + h / 2) / 100}
    picture.click(position=middle)


def give_compose(form: Locator, key: Key, is_right: bool) -> None:
    """Pick what fits on each screen, or what gives a secret away; read it once more; send it."""
    scenes = form.locator(".scene:has(.answer)")
    for scene in scenes.all():
        for value in picks(scene, key, is_right=is_right):
            scene.locator(f'.answer:has(input[value="{value}"])').click()
        if has_scripts(form):
            scene.get_by_role("button", name=say("Continue")).click()
    form.get_by_role("button", name=say("Send it")).locator("visible=true").click()


def picks(scene: Locator, key: Key, *, is_right: bool) -> list[str]:
    """What to pick on one screen of a letter."""
    values = [each.get_attribute("value") for each in scene.locator(".answer input").all()]
    fitting = [value for value in values if value in key["fits"]]
    costly = [value for value in values if value in key["critical"]]
    return (fitting if is_right else costly or values[-1:])[: None if is_right else 1]


def has_scripts(form: Locator) -> bool:
    """Whether the practice is played one screen at a time; its script may come after the page."""
    if form.page.locator("html.playing").count():
        expect(form).to_have_class(ACTING)
    return "acting" in (form.get_attribute("class") or "").split()


def is_over(form: Locator) -> bool:
    """Whether the try has come to its end."""
    return "over" in (form.get_attribute("class") or "").split()


GIVERS = {
    "spot": give_spot,
    "branch": give_branch,
    "hotspot": give_hotspot,
    "compose": give_compose,
}
