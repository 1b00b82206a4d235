"""An invented app and an application: done well, done dearly, by keys alone, with a number of one's own."""

import pytest
from playwright.sync_api import Locator, expect

from tests.courses.practice.tables import ENTRIES, LOOKS
from tests.journeys import answering, editors, lessons, simulating
from tests.journeys.conftest import Arrive
from tests.journeys.looking import is_fit_for_people
from tests.journeys.visitor import Visitor
from tests.journeys.words import say

PRIVACY = "/khoa-hoc/bao-ve-thong-tin-ca-nhan"
PAYING = (f"{PRIVACY}/gap-ke-gia-danh/bi-lua-thi-lam-gi/", "app_screen")
SIGNING_IN = (f"{PRIVACY}/giu-chia-khoa-cua-minh/mat-khau-va-ma-otp/", "app_screen")
PERMITTING = (
    "/khoa-hoc/su-dung-internet/doc-tin-va-dung-ung-dung/cai-va-go-ung-dung-an-toan/",
    "app_screen",
)
FILING = (f"{PRIVACY}/biet-quyen-cua-minh/quyen-cua-bac-theo-luat/", "form_sim")
Where = tuple[str, str]
EACH = pytest.mark.parametrize(
    "where", [PAYING, SIGNING_IN, PERMITTING, FILING], ids=["pay", "sign in", "permit", "file"]
)
CARD = "4111 1111 1111 1111"
COSTLY = "Outside, this would have cost dearly:"


def go_to(visitor: Visitor, where: Where, *, plays: bool = True) -> Locator:
    """The lesson, at the screen of the practice."""
    form = lessons.at_item(visitor, *where)
    if plays:
        visitor.page.keyboard.press("Shift")
        expect(form.locator(".scene.now")).to_have_count(1)
    return form


@EACH
def test_a_task_is_done_well_dearly_and_again(somebody: Arrive, where: Where) -> None:
    lan = somebody()
    form = go_to(lan, where)
    key = lessons.key_of(lan, form)
    is_fit_for_people(lan)
    answering.give(form, key, is_right=False)
    expect(form.locator(".feedback")).to_contain_text(say(COSTLY))
    is_fit_for_people(lan)
    expect(form.locator(".scene .button:visible")).to_have_count(0)
    form.get_by_role("button", name=say("Do it again")).click()
    expect(form.locator(".feedback")).to_be_empty()
    is_filing = where == FILING
    expect(form.locator(".scene.now .button-primary")).to_have_count(1 if is_filing else 0)
    answering.give(form, key, is_right=True)
    expect(form.locator(".feedback")).to_contain_text(say("Well done."))
    done = "Object.values(localStorage).filter((each) => each.includes('practice.done')).length"
    assert lan.page.evaluate(done) == 2, "both tries are facts"


@EACH
def test_a_task_is_done_without_scripts(somebody: Arrive, where: Where) -> None:
    tu = somebody(java_script_enabled=False)
    for is_right, told in [(True, "That is right."), (False, "Not quite right yet.")]:
        form = go_to(tu, where, plays=False)
        answering.give(form, lessons.key_of(tu, form), is_right=is_right)
        tu.reads(told)


def test_a_payment_is_made_by_keys_alone(somebody: Arrive) -> None:
    lan = somebody()
    form = go_to(lan, PAYING)
    key = lessons.key_of(lan, form).key
    while "over" not in form.get_attribute("class").split():
        scene = form.locator(".scene.now")
        for line in scene.locator(".look input").all():
            line.focus()
            lan.page.keyboard.press("Space")
        for field in scene.locator("[data-field]").all():
            field.locator("input").focus()
            wanted = key["fields"][field.get_attribute("data-field")]["wanted"]
            lan.page.keyboard.type(wanted)
            lan.page.keyboard.press("Enter")
            expect(scene.locator("button").first).to_be_focused()
        button = scene.locator("button[name=tap][data-right]")
        button.focus()
        lan.page.keyboard.press("Enter")
        if "over" not in form.get_attribute("class").split():
            expect(form.locator(".scene.now h3")).to_be_focused()
    expect(form.locator(".feedback")).to_contain_text(say("Well done."))


def test_a_real_number_never_leaves_the_field(somebody: Arrive) -> None:
    lan = somebody()
    form = go_to(lan, FILING)
    form.locator(".scene.now input").nth(1).fill(CARD)
    simulating.go_on(form)
    expect(form.locator(".echo")).to_contain_text(say("This number looks like a real bank card."))
    expect(form.locator(".scene.now input").nth(1)).to_have_value("")
    assert "4111" not in lan.page.evaluate("JSON.stringify({...localStorage})")


def test_a_real_number_is_refused_without_scripts_and_kept_nowhere(somebody: Arrive) -> None:
    tu = somebody(java_script_enabled=False)
    form = go_to(tu, FILING, plays=False)
    form.locator("input[type=text]").first.fill(CARD)
    form.get_by_role("button", name=say("Send the application")).locator("visible=true").click()
    tu.reads(
        "What was typed looks like a real number. Use only the invented ones here; nothing was kept."
    )


def test_what_comes_back_names_every_fault_and_leads_to_each(somebody: Arrive) -> None:
    lan = somebody()
    form = go_to(lan, FILING)
    key = lessons.key_of(lan, form).key
    while not form.locator(".review.now").count():
        simulating.go_on(form)
    form.locator(".scene.now").get_by_role("button", name=say("Send the application")).click()
    faults = form.locator(".returned.now li button")
    expect(faults).to_have_count(len(key["fields"]) + len(key["right"]))
    is_fit_for_people(lan)
    faults.nth(3).click()
    expect(form.locator(".scene.now .field-bad input").first).to_be_focused()
    form.locator(".scene.now").get_by_role("button", name=say("One step back")).click()
    simulating.send(form, key, key["right"])
    expect(form.locator(".accepted.now")).to_be_visible()
    expect(form.locator(".feedback")).to_contain_text(say("Well done."))


def test_the_phone_and_the_server_have_the_same_rules(somebody: Arrive) -> None:
    lan = somebody()
    go_to(lan, FILING)
    asked = """([name, calls]) => {
        const all = performance.getEntriesByType("resource").map((each) => each.name);
        return import(all.find((each) => each.includes(`/${name}.`))).then((rules) =>
            calls.map(([what, ...given]) => rules[what](...given)));
    }"""
    looks = [["whatLooksReal", text, ""] for text, _kind in LOOKS]
    assert lan.page.evaluate(asked, ["realness", looks]) == [kind for _text, kind in LOOKS]
    fits = [["fits", typed, wanted, rule] for rule, wanted, typed, _ in ENTRIES]
    assert lan.page.evaluate(asked, ["scenes", fits]) == [is_met for *_, is_met in ENTRIES]


def test_an_editor_plays_a_draft_in_its_preview_and_keeps_nothing(somebody: Arrive) -> None:
    thu = somebody(demo=("editors", 0))
    path, kind = PAYING
    page = editors.lesson_page(path.strip("/").rpartition("/")[2]).pk
    thu.open(path)
    form = thu.page.locator(f'form.item[data-kind="{kind}"]')
    key = lessons.key_of(thu, form)
    thu.page.evaluate("localStorage.clear()")
    thu.open(f"/cms/pages/{page}/view_draft/")
    expect(form.locator(".scene.now")).to_have_count(1)
    for is_right, told in [(False, COSTLY), (True, "Well done.")]:
        answering.give(form, key, is_right=is_right)
        expect(form.locator(".feedback")).to_contain_text(say(told))
        form.get_by_role("button", name=say("Do it again")).click()
    assert "practice" not in thu.page.evaluate("JSON.stringify({...localStorage})")
