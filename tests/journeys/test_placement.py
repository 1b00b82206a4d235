"""Where to start: a visitor alone, a phone without scripts, and a trainer who reads aloud and taps."""

import re

from playwright.sync_api import expect

from courses.models import PersonCourse, PlacementRun
from courses.placement.pools import shelf
from tests.journeys import door
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.looking import has_errors_and_is_clean, is_fit_for_people
from tests.journeys.visitor import Visitor
from tests.journeys.words import say

INTRO = "/tim-cho-bat-dau/"
BAY = Newcomer("Hoàng Văn Bảy", "0868 777 123", "+84868777123", "1955", "le chan")
FIRST_LESSON = "Wi-Fi và dữ liệu di động"


def test_a_visitor_answers_some_rests_goes_on_signs_in_and_keeps_it(somebody: Arrive) -> None:
    bay = somebody()
    bay.open("/khoa-hoc/")
    bay.follow("Not sure where to start? A few short questions show it.")
    is_fit_for_people(bay)
    bay.press("Start")
    is_fit_for_people(bay)
    bay.press("Send my answer")
    has_errors_and_is_clean(bay)
    answer(bay, is_known=True)
    bay.follow("Rest for now")
    bay.follow("Go on")
    walk(bay, is_known=True)
    is_fit_for_people(bay)
    sign_in(bay)
    bay.press("Yes, keep them")
    bay.reads("It now stands with your name.")
    bay.open("/toi/")
    bay.page.get_by_role("link", name=re.compile("^Nên bắt đầu từ đâu")).click()
    bay.heading("Where to start")
    # nothing of it counts as learned
    assert not PersonCourse.objects.filter(person__name=BAY.name).exists()


def test_a_phone_without_scripts_and_somebody_who_knows_nothing_yet(somebody: Arrive) -> None:
    quiet = somebody(java_script_enabled=False)
    quiet.open(INTRO)
    quiet.press("Start")
    walk(quiet, is_known=False)
    lead = quiet.page.locator(".lead")
    expect(lead).to_contain_text(FIRST_LESSON)
    quiet.follow("Open the lesson")
    expect(quiet.page.get_by_role("heading", level=1)).to_have_text(FIRST_LESSON)


def test_a_trainer_reads_aloud_and_taps(somebody: Arrive) -> None:
    minh = somebody(demo=("trainers", 0))
    cohort = minh.site.demo["trainers"][0]["cohort"]
    minh.open(f"/lop/{cohort}/")
    minh.page.locator("table.board tbody th a").first.click()
    minh.follow("Find where she can start: read the questions aloud")
    is_fit_for_people(minh)
    minh.press("Start")
    walk(minh, is_known=False)
    minh.reads("Read aloud and tapped by a trainer.")
    is_fit_for_people(minh)
    run = PlacementRun.objects.filter(help="operated").latest("pk")
    assert run.finished_at and run.by.name == minh.site.demo["trainers"][0]["name"]


def walk(visitor: Visitor, *, is_known: bool) -> None:
    """Answer until the place to start is found: never more than twelve."""
    for _ in range(12):
        if visitor.page.get_by_role("heading", level=1).inner_text() == say("Where to start"):
            break
        answer(visitor, is_known=is_known)
    visitor.heading("Where to start")


def answer(visitor: Visitor, *, is_known: bool) -> None:
    """The right answer, or that she does not know."""
    before = visitor.page.locator("input[name=item]").get_attribute("value")
    if is_known:
        choose_right(visitor, before)
        visitor.press("Send my answer")
    else:
        visitor.press("I don’t know")
    expect(visitor.page.locator(f'input[name=item][value="{before}"]')).to_have_count(0)


def choose_right(visitor: Visitor, item: str) -> None:
    run = PlacementRun.objects.latest("pk")
    key = next(key for found, key in shelf(run.pool_id).keys.items() if str(found) == item)
    value = key["correct"][0] if "correct" in key else str(key["answer"]).lower()
    visitor.page.locator(f'input[value="{value}"]').check()


def sign_in(bay: Visitor) -> None:
    bay.follow("Sign in to keep it")
    door.ask_for_code(bay, BAY.wrote)
    door.enter_code(bay, BAY.to)
    door.introduce(bay, BAY)
    bay.heading("Where to start")
