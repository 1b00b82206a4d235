"""Doing a task on simulated screens as fingers do it, with scripts and without."""

from typing import Any

from playwright.sync_api import Locator

from tests.journeys.practising import has_scripts
from tests.journeys.words import say

Key = dict[str, Any]
LONGEST_WAY = 12


def give_app_screen(form: Locator, key: Key, is_right: bool) -> None:
    """Look, type, switch and tap; whoever has it wrong falls for the first thing that costs dearly."""
    if not has_scripts(form):
        fill(form, key)
        for tap in key["right"] if is_right else key["critical"][:1]:
            form.locator(f'input[type=radio][value="{tap}"]').check()
        form.get_by_role("button", name=say("Send my answers")).click()
        return
    falls = set() if is_right else set(key["critical"])
    for _ in range(LONGEST_WAY):
        if "over" in form.get_attribute("class").split():
            return
        scene = form.locator(".scene.now")
        fill(scene, key)
        taps = [each.get_attribute("value") for each in scene.locator("button[name=tap]").all()]
        tap = next((each for each in taps if each in falls), None)
        falls -= {tap}
        tap = tap or next(each for each in taps if each in key["right"])
        scene.locator(f'button[value="{tap}"]').click()


def fill(place: Locator, key: Key) -> None:
    """What is to be looked at, typed and switched within a screen, or within all of them."""
    for line in place.locator(".look input").all():
        if line.get_attribute("value") in key["checks"]:
            line.check()
    for field in place.locator("[data-field]").all():
        field.locator("input").fill(key["fields"][field.get_attribute("data-field")]["wanted"])
    for switch in place.locator(".switch input").all():
        switch.set_checked(key["switches"][switch.get_attribute("value")])


def give_form_sim(form: Locator, key: Key, is_right: bool) -> None:
    """Fill in and attach what belongs there, or send a bank card along; then send it."""
    papers = key["right"] + ([] if is_right else key["critical"][:1])
    if not has_scripts(form):
        complete(form, key, papers)
        form.get_by_role("button", name=say("Send the application")).locator("visible=true").click()
        return
    send(form, key, papers)
    if not is_right:
        form.locator(".scene.now").get_by_role("button", name=say("Mend it")).click()
        form.locator(".scene.now .choice:has(:checked)[data-critical]").click()
        go_on(form)
        form.locator(".scene.now").get_by_role("button", name=say("Send the application")).click()


def send(form: Locator, key: Key, papers: list[str]) -> None:
    """From the first screen of the form to its sending."""
    while not form.locator(".review.now").count():
        complete(form.locator(".scene.now"), key, papers)
        go_on(form)
    form.locator(".scene.now").get_by_role("button", name=say("Send the application")).click()


def go_on(form: Locator) -> None:
    """The next screen of the form."""
    form.locator(".scene.now").get_by_role("button", name=say("Go on with the form")).click()


def complete(place: Locator, key: Key, papers: list[str]) -> None:
    """Fields and papers within a screen, or within all of them."""
    for field in place.locator("[data-field]").all():
        wanted = key["fields"][field.get_attribute("data-field")]["wanted"]
        if field.locator(".choice").count():
            field.locator(f'input[value="{wanted}"]').check()
        else:
            field.locator("input").fill(wanted)
    for paper in papers:
        row = place.locator(f'.choice:has(input[value="{paper}"])')
        if row.count():
            row.click()


GIVERS = {"app_screen": give_app_screen, "form_sim": give_form_sim}
