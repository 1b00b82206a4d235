"""A very old phone without scripts: reading, answering, signing in and being marked work all the same."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys import answering, door, lessons
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.visitor import Visitor
from tests.journeys.words import say

COURSE = "/khoa-hoc/bao-ve-thong-tin-ca-nhan/"
CHECK = "Bài kiểm tra cuối khóa"
TU = Newcomer("Trần Thị Tư", "0868 444 555", "+84868444555", "1952", "le chan")


def test_a_phone_without_scripts_reads_answers_signs_in_and_is_marked(somebody: Arrive) -> None:
    tu = somebody(java_script_enabled=False)
    tu.open(COURSE)
    tu.follow("Start with the first lesson")
    lesson = tu.page.url
    expect(tu.page.locator("section.screen").last).to_be_visible()
    answer_every_item(tu, lesson, keeps=False)
    sign_in(tu, lesson)
    answer_every_item(tu, lesson, keeps=True)
    finish(tu)
    take_the_check(tu)
    read_the_marks(tu)


def answer_every_item(tu: Visitor, lesson: str, *, keeps: bool) -> None:
    """Answer, read the answer to it on a page of its own, go on with the lesson."""
    hint = "You are not signed in, so this answer is not kept. Sign in to keep what you learn."
    for form in items_of(tu, lesson):
        send(tu, form)
        tu.reads("That is right.")
        tu.misses(hint) if keeps else tu.reads(hint)
        tu.follow("Go on with the lesson")
        assert tu.page.url.startswith(lesson)


def items_of(tu: Visitor, lesson: str) -> list[Locator]:
    tu.page.goto(lesson)
    forms = tu.page.locator("form.item")
    expect(forms.first).to_be_visible()
    return [forms.nth(at) for at in range(forms.count())]


def send(tu: Visitor, form: Locator) -> None:
    answering.give(form, lessons.key_of(tu, form), is_right=True)


def sign_in(tu: Visitor, lesson: str) -> None:
    tu.page.goto(lesson)
    tu.open(f"/dang-nhap/?next={lesson.removeprefix(tu.site.url)}")
    door.ask_for_code(tu, TU.wrote)
    door.enter_code(tu, TU.to)
    introduce(tu)
    expect(tu.page).to_have_url(lesson)


def introduce(tu: Visitor) -> None:
    """Without scripts the communes stand on the page after the form was sent once; nothing typed is lost."""
    tu.write("Your full name", TU.name)
    tu.write("Year of birth", TU.birth_year)
    tu.write("Your ward, commune or special zone", TU.commune_words)
    tu.page.get_by_label(say("I have read this and I agree")).check()
    tu.press("Open my account")
    tu.reads("Choose your commune in the list.")
    tu.page.get_by_role("radio", name=re.compile(TU.commune)).first.check()
    tu.press("Open my account")


def finish(tu: Visitor) -> None:
    tu.press("I have finished")
    tu.reads("Well done! This lesson is done.")


def take_the_check(tu: Visitor) -> None:
    tu.open(COURSE)
    tu.follow_title(CHECK)
    for form in items_of(tu, tu.page.url):
        send(tu, form)
        tu.reads("Your answer is kept.")
        tu.follow("Go on with the lesson")
    tu.press("Hand in")
    tu.reads("You have %(score)s points out of 100. You passed!", score=100)


def read_the_marks(tu: Visitor) -> None:
    tu.follow("See what I have learned")
    tu.is_at("/toi/")
    row = tu.page.locator(".lesson-row", has_text=CHECK)
    expect(row).to_contain_text(say("Best result %(score)s %%", score=100))
    lessons_in_all = tu.asks("me/progress")["courses"][0]["lessons_total"]
    tu.reads("%(done)s of %(total)s lessons done", done=2, total=lessons_in_all)
