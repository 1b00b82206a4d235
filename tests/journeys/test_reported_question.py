"""Bác Bảy reports a question she cannot read; cô Thu answers as an editor; the next one reads it."""

import re

from playwright.sync_api import expect

from courses.analysis.models import ItemReport
from tests.journeys.conftest import Arrive
from tests.journeys.looking import is_fit_for_people
from tests.journeys.visitor import DESK, Visitor
from tests.journeys.words import say

LESSON = "/khoa-hoc/su-dung-internet/vao-mang-va-tim-kiem/wi-fi-va-du-lieu-di-dong/"
SAID = "Chữ nhỏ quá, gọi tôi 0987 654 321"
ANSWER = "Chúng tôi đã viết lại câu này cho dễ đọc."


def test_a_reported_question_is_answered_and_the_answer_is_read(somebody: Arrive) -> None:
    bay = somebody(java_script_enabled=False)
    report(bay)
    bay.follow("Go on with the lesson")
    assert bay.page.url.startswith(f"{bay.site.url}{LESSON}")
    thu = somebody(demo=("editors", 0), viewport=DESK)
    answer(thu)
    next_one = somebody()
    open_report(next_one)
    next_one.sees(ANSWER)
    is_fit_for_people(next_one)


def open_report(visitor: Visitor) -> None:
    visitor.open(LESSON)
    link = visitor.page.locator("a", has_text=say("Report a fault in this question")).first
    visitor.page.goto(f"{visitor.site.url}{link.get_attribute('href')}")


def report(bay: Visitor) -> None:
    """Without scripts: choose what is wrong, forget nothing, send."""
    open_report(bay)
    bay.press("Send")
    bay.reads("Choose what is wrong with the question.")
    bay.page.get_by_label(say("It is hard to understand")).check()
    bay.write("A few words about it", SAID)
    bay.press("Send")
    bay.heading("Thank you. An editor will look at this question.")


def answer(thu: Visitor) -> None:
    """From the menu of reports to the answer."""
    thu.open("/cms/cau-hoi/bao-loi/")
    thu.sees("Chữ nhỏ quá, gọi tôi •••")
    thu.page.get_by_role("link", name=say("It is hard to understand")).first.click()
    thu.page.get_by_label(re.compile(re.escape(say("Answer")))).fill(ANSWER)
    thu.press("Keep the answer and close")
    expect(thu.page.locator(".messages .success")).to_be_visible()
    assert ItemReport.objects.get().closed_at is not None
