"""Cô Thu writes, chị Mai approves, readers see it at once, and nobody loses what was learned."""

import re

from playwright.sync_api import expect

from tests.journeys import editors
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import DESK, Visitor
from tests.journeys.words import say

COURSE = "/khoa-hoc/bao-ve-thong-tin-ca-nhan/"
OLD, NEW = "Mật khẩu và mã OTP", "Mật khẩu, mã OTP và cuốn sổ tay"
SIXTH = "Ôn lại: giữ chìa khóa nhà mình"
EM = 6  # of the demo citizens: she has finished the course


def test_an_editor_changes_a_lesson_and_adds_one_and_nobody_falls(somebody: Arrive) -> None:
    reader = somebody()
    reader.open(COURSE)
    reader.sees(OLD)
    trainer = somebody(demo=("trainers", 1), viewport=DESK)
    before = percents(trainer)
    assert max(before.values()) == 100

    change_a_lesson(somebody, reader)
    assert percents(trainer) == before

    add_a_sixth_lesson(somebody, reader)
    assert percents(trainer) == before
    it_is_new_and_not_required(somebody(demo=("citizens", EM)))


def percents(trainer: Visitor) -> dict[str, int]:
    """Each learner of the class of this course, by the API."""
    cohort = trainer.site.demo["trainers"][1]["cohort"]
    rows = trainer.asks(f"cohorts/{cohort}/board")["rows"]
    return {row["learner"]["name"]: row["percent"] for row in rows}


def change_a_lesson(somebody: Arrive, reader: Visitor) -> None:
    thu = somebody(demo=("editors", 0), viewport=DESK)
    page = editors.lesson_page("mat-khau-va-ma-otp").pk
    editors.rewrite(thu, page, title=NEW, summary="Giữ mật khẩu và mã OTP như giữ chìa khóa nhà.")
    reader.page.reload()
    reader.sees(OLD)
    approve(somebody, NEW, kind="Wording only")
    reader.page.reload()
    reader.sees(NEW)
    reader.follow_title(NEW)
    reader.heading(NEW)


def approve(somebody: Arrive, title: str, kind: str = "") -> None:
    mai = somebody(demo=("moderators", 0), viewport=DESK)
    editors.approve(mai, title, kind=kind)


def add_a_sixth_lesson(somebody: Arrive, reader: Visitor) -> None:
    thu = somebody(demo=("editors", 0), viewport=DESK)
    original = editors.lesson_page("mat-khau-va-ma-otp").pk
    made = editors.copy(thu, original, title="Bản nháp", slug="on-lai")
    reader.open(COURSE)
    expect(lessons_of(reader)).to_have_count(6)
    editors.rewrite(thu, made, title=SIXTH)
    approve(somebody, SIXTH)
    reader.open(COURSE)
    expect(lessons_of(reader)).to_have_count(7)
    reader.follow_title(SIXTH)
    reader.heading(SIXTH)


def lessons_of(reader: Visitor):
    return reader.page.locator("main a[data-lesson]")


def it_is_new_and_not_required(em: Visitor) -> None:
    em.open("/toi/")
    expect(em.page.locator(".lesson-row", has_text=SIXTH)).to_contain_text(say("New, not required"))
    em.reads("%(done)s of %(total)s lessons done", done=6, total=6)
    finished = re.compile(re.escape(say("Finished")))
    expect(em.page.locator("main .tag-good").first).to_have_text(finished)
