"""A message, a call, a picture and a letter: done wrong, done again, by keyboard alone, without scripts."""

import json

import pytest
from playwright.sync_api import Locator, expect

from courses.practice.spot.marking import TRUSTED
from tests.journeys import lessons, practising
from tests.journeys.conftest import Arrive
from tests.journeys.looking import is_fit_for_people
from tests.journeys.visitor import Visitor
from tests.journeys.words import say

INTERNET, PRIVACY = "/khoa-hoc/su-dung-internet", "/khoa-hoc/bao-ve-thong-tin-ca-nhan"
LESSONS = {
    "spot": f"{PRIVACY}/giu-chia-khoa-cua-minh/mat-khau-va-ma-otp/",
    "branch": f"{PRIVACY}/gap-ke-gia-danh/gia-danh-cong-an-vneid-gia/",
    "hotspot": f"{INTERNET}/vao-mang-va-tim-kiem/trinh-duyet-va-tim-kiem/",
    "compose": f"{PRIVACY}/biet-quyen-cua-minh/quyen-cua-bac-theo-luat/",
}
COSTS = {"spot": lambda _: TRUSTED, "hotspot": lambda key: key["critical"][0]}
KIND = pytest.mark.parametrize("kind", LESSONS)
COSTLY = "Outside, this would have cost dearly:"
MOST_TABS = 80


def go_to(visitor: Visitor, kind: str) -> Locator:
    """The lesson, at the screen of this kind of practice."""
    return lessons.at_item(visitor, LESSONS[kind], kind)


def give(visitor: Visitor, form: Locator, *, is_right: bool) -> None:
    kind = form.get_attribute("data-kind")
    practising.GIVERS[kind](form, lessons.key_of(visitor, form).key, is_right)


@KIND
def test_a_practice_done_wrong_says_what_it_would_have_cost_and_is_done_again(
    somebody: Arrive, kind: str
) -> None:
    lan = somebody()
    form = go_to(lan, kind)
    is_fit_for_people(lan)
    give(lan, form, is_right=False)
    expect(form.locator(".feedback")).to_contain_text(say(COSTLY))
    expect(form.locator(".feedback")).not_to_contain_text(",:")
    is_fit_for_people(lan)
    expect(form.locator(".scene .button:visible")).to_have_count(0)
    lan.press("Do it again")
    expect(form.locator(".scene.now .button-primary")).to_have_count(
        int(kind in {"branch", "compose"})
    )
    give(lan, form, is_right=True)
    expect(form.locator(".feedback")).to_contain_text(say("Well done."))
    is_fit_for_people(lan)
    assert tries_of(lan) == [False, True], "the first try is kept beside the second"


def tries_of(visitor: Visitor) -> list[bool]:
    """Of each try on this phone, in order, whether all its steps were right; a try ends once."""
    kept = visitor.page.evaluate("Object.values({...localStorage}).filter((one) => one[0] === '{')")
    facts = sorted(map(json.loads, kept), key=lambda fact: fact.get("seq", 0))
    done = [fact["attempt"] for fact in facts if fact.get("kind") == "practice.done"]
    steps = [fact for fact in facts if fact.get("kind") == "practice.step"]
    assert len(set(done)) == len(done)
    assert {fact["attempt"] for fact in steps} == set(done)
    return [
        all(fact["answer"]["ok"] for fact in steps if fact["attempt"] == attempt)
        for attempt in done
    ]


@KIND
def test_a_practice_is_done_without_scripts(somebody: Arrive, kind: str) -> None:
    tu = somebody(java_script_enabled=False)
    form = go_to(tu, kind)
    give(tu, form, is_right=True)
    tu.reads("That is right.")
    form = go_to(tu, kind)
    said = lessons.key_of(tu, form)
    give(tu, form, is_right=False)
    tu.reads("Not quite right yet.")
    if kind in COSTS:
        tu.sees(said.feedback[COSTS[kind](said.key)])


@KIND
def test_a_practice_is_done_with_the_keyboard_alone(somebody: Arrive, kind: str) -> None:
    lan = somebody()
    form = go_to(lan, kind)
    assert practising.has_scripts(form)
    PLAYERS[kind](lan, form, lessons.key_of(lan, form).key)
    expect(form.locator(".feedback")).to_contain_text(say("Well done."))
    heard = form.locator(".scene.now h3" if kind == "branch" else ".feedback")
    expect(heard).to_be_focused()


def tab_to(visitor: Visitor, wanted: Locator) -> None:
    """Press Tab until this has the focus; of a group of radios any will do."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        visitor.page.keyboard.press("Tab")
    expect(wanted).to_be_focused()


def choose(visitor: Visitor, group: Locator, value: str) -> None:
    """Come to the first of a group of radios and walk to the one of this value."""
    tab_to(visitor, group.first)
    visitor.page.keyboard.press("Space")
    for _ in range(group.count()):
        if group.locator("visible=true").evaluate_all(
            "(all, value) => all.some((one) => one.checked && one.value === value)", value
        ):
            return
        visitor.page.keyboard.press("ArrowDown")


def press(visitor: Visitor, button: Locator) -> None:
    tab_to(visitor, button)
    visitor.page.keyboard.press("Enter")


def play_spot(lan: Visitor, form: Locator, key: practising.Key) -> None:
    for part in key["correct"]:
        tab_to(lan, form.locator(f'.part input[value="{part}"]'))
        lan.page.keyboard.press("Enter")
        lan.page.keyboard.press("Space")
    words = "I trust it" if key["verdict"] == "trust" else "I do not trust it"
    press(lan, form.get_by_role("button", name=say(words), exact=True))


def play_branch(lan: Visitor, form: Locator, key: practising.Key) -> None:
    while not practising.is_over(form):
        scene = form.locator(".scene.now")
        best = practising.reply(scene, key, is_right=True).locator("input").get_attribute("value")
        choose(lan, scene.locator("input"), best)
        press(lan, scene.get_by_role("button", name=say("Choose this")))
        expect(form.locator(".scene.now h3")).to_be_focused()


def play_hotspot(lan: Visitor, form: Locator, key: practising.Key) -> None:
    press(lan, form.locator(".in-words summary"))
    press(lan, form.locator(f'.place[value="{key["correct"][0]}"]'))


def play_compose(lan: Visitor, form: Locator, key: practising.Key) -> None:
    while form.locator(".scene.now .answer").count():
        scene = form.locator(".scene.now")
        for value in practising.picks(scene, key, is_right=True):
            choose(lan, scene.locator("input"), value)
        press(lan, scene.get_by_role("button", name=say("Continue")))
        expect(form.locator(".scene.now h3")).to_be_focused()
    press(lan, form.get_by_role("button", name=say("Send it")).locator("visible=true"))


PLAYERS = {
    "spot": play_spot,
    "branch": play_branch,
    "hotspot": play_hotspot,
    "compose": play_compose,
}


def test_a_message_looked_at_again_says_what_is_fine_and_not_yet_what_is_wrong(
    somebody: Arrive,
) -> None:
    lan = somebody()
    form = go_to(lan, "spot")
    assert practising.has_scripts(form)
    key = lessons.key_of(lan, form).key
    fine = form.locator(".part:not([data-clue])").first
    fine.click()
    form.get_by_role("button", name=say("I do not trust it"), exact=True).click()
    expect(form.locator(".feedback")).to_contain_text(say("Almost."))
    expect(form.locator(".part-why")).to_have_count(1)
    expect(fine.locator(".part-why")).to_be_visible()
    is_fit_for_people(lan)
    fine.click()
    practising.give_spot(form, key, is_right=True)
    expect(form.locator(".feedback")).to_contain_text(say("Well done."))
    expect(form.locator(".part.clue .part-why")).to_have_count(len(key["correct"]))
    assert tries_of(lan) == [False], "the first judgement is part of the same try"


def test_a_step_back_is_no_way_to_unsay_what_was_said(somebody: Arrive) -> None:
    lan = somebody()
    form = go_to(lan, "branch")
    assert practising.has_scripts(form)
    key = lessons.key_of(lan, form).key
    scene = form.locator(".scene.now")
    first = scene.get_attribute("data-number")
    practising.reply(scene, key, is_right=False).click()
    scene.get_by_role("button", name=say("Choose this")).click()
    lan.press("One step back")
    expect(form.locator(".scene.now")).to_have_attribute("data-number", first)
    practising.give_branch(form, key, is_right=True)
    assert tries_of(lan) == [False]
