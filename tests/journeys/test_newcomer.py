"""Bác Lan, 67, with a small phone: she tries a lesson, signs in, learns a course, and comes back."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys import door, lessons
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.visitor import DESK, Visitor
from tests.journeys.words import say

INTERNET = "/khoa-hoc/su-dung-internet/"
FIRST = "Wi-Fi và dữ liệu di động"
IS_IT_YOURS = "Is what was just learned on this phone yours?"
PASSED = "You have {score} points out of 100. You passed!"
FAILED = (
    "You have {score} points out of 100. For a pass you need {pass}."
    " Nothing is lost: read once more and try again."
)
LAN = Newcomer("Hoàng Thị Ngọc Lan", "0912.345.678", "+84912345678")
TUYET = Newcomer("Đào Thị Tuyết", "+84 912 345 679", "+84912345679")
SON = Newcomer("Bùi Văn Sơn", "84912345680", "+84912345680")


def test_bac_lan_tries_learns_finishes_and_comes_back(somebody: Arrive) -> None:
    lan = somebody()
    learn_the_first_lesson_as_nobody(lan)
    sign_in_from_the_lesson(lan, LAN)
    say_that_it_was_hers(lan)
    finish_the_course(lan)
    assert hers(lan)["percent"] == 100

    stop_in_the_middle_of_another_course(lan)
    later = somebody(storage_state={"cookies": lan.context.cookies(), "origins": []})
    find_the_place_again(later)

    minh = somebody(demo=("trainers", 0), viewport=DESK)
    trainer = minh.site.demo["trainers"][0]
    join_his_class(later, trainer["join_code"])
    see_her_on_the_board(minh, trainer, hers(later))


def test_a_lesson_somebody_else_did_on_the_phone_is_dropped(somebody: Arrive) -> None:
    tuyet = somebody()
    learn_the_first_lesson_as_nobody(tuyet)
    sign_in_from_the_lesson(tuyet, TUYET)
    tuyet.reads(IS_IT_YOURS)
    tuyet.press("Ask me later")
    tuyet.open("/toi/")
    tuyet.misses(IS_IT_YOURS)
    tuyet.context.clock.set_system_time(timezone.now() + timedelta(hours=12, minutes=1))
    tuyet.open("/toi/")
    tuyet.press("No, remove it")
    tuyet.reads("It has been removed from this phone.")
    tuyet.open("/toi/")
    tuyet.misses(IS_IT_YOURS)
    assert [each["lessons_done"] for each in tuyet.asks("me/progress")["courses"]] == [0]


def test_a_failed_check_says_what_is_missing_and_can_be_taken_again(somebody: Arrive) -> None:
    son = somebody()
    door.join_the_site(son, SON)
    son.open(f"{INTERNET}vua-mat-vua-tai/bai-kiem-tra-cuoi-khoa/")
    lessons.go_through(son, is_right=lambda at: at >= 2)
    lessons.hand_in(son)
    son.reads(FAILED, score=75, **{"pass": 80})
    expect(son.page.locator("#next .button-primary")).to_have_text(say("Take the check again"))
    son.press("Take the check again")
    lessons.is_on_step(son, 1)
    lessons.go_through(son)
    lessons.hand_in(son)
    son.reads(PASSED, score=100)


def learn_the_first_lesson_as_nobody(lan: Visitor) -> None:
    lan.open("/")
    lan.follow("Start learning")
    lan.is_at("/khoa-hoc/")
    lan.follow_title("Sử dụng Internet")
    lan.follow("Start with the first lesson")
    lan.sees(FIRST)
    lessons.go_through(lan)
    lessons.finish(lan)
    lan.reads("You have not signed in. What you do is kept in this phone.")


def sign_in_from_the_lesson(lan: Visitor, who: Newcomer) -> None:
    lan.follow("Sign in to keep it")
    door.ask_for_code(lan, who.wrote)
    door.enter_code(lan, who.to)
    door.introduce(lan, who)
    lan.is_at(f"{INTERNET}vao-mang-va-tim-kiem/wi-fi-va-du-lieu-di-dong/")


def say_that_it_was_hers(lan: Visitor) -> None:
    lan.open("/toi/")
    lan.reads(IS_IT_YOURS)
    expect(lan.page.locator("#pending li")).to_have_text([FIRST])
    lan.press("Yes, it is mine")
    lan.reads("It now stands with your name.")
    expect(row_of(lan, FIRST)).to_contain_text(say("Done"))


def row_of(visitor: Visitor, title: str):
    return visitor.page.locator(".lesson-row", has_text=title)


def finish_the_course(lan: Visitor) -> None:
    lan.follow("Open the lesson")
    for _lesson in range(4):
        lessons.go_through(lan)
        lessons.finish(lan)
        lan.follow("Go to the next lesson")
    lessons.go_through(lan)
    lessons.hand_in(lan)
    lan.reads(PASSED, score=100)
    lan.follow("See what I have learned")
    lan.is_at("/toi/")
    expect(lan.page.locator("main .tag-good").first).to_have_text(say("Finished"))


def hers(lan: Visitor, slug: str = "su-dung-internet") -> dict:
    wanted = str(lessons.course(slug))
    return next(each for each in lan.asks("me/progress")["courses"] if each["id"] == wanted)


def stop_in_the_middle_of_another_course(lan: Visitor) -> None:
    lan.follow("Start the course")
    for number in (2, 3):
        lan.page.locator("#walk [data-walk=on]").click()
        lessons.is_on_step(lan, number)
    lan.reads("Everything you have done is kept.")


def find_the_place_again(lan: Visitor) -> None:
    lan.open("/toi/")
    lan.reads("Continue where you stopped")
    lan.sees(say("You were at step %(screen)s of %(screens)s.", screen=3, screens="").rstrip(" ."))
    lan.follow("Continue the lesson")
    lan.reads("You stopped at step {n}.", n=3)
    lan.press("Go on learning")
    lessons.is_on_step(lan, 3)


def join_his_class(lan: Visitor, code: str) -> None:
    lan.open("/toi/")
    lan.follow("Join a class with its code")
    lan.write("Code of the class", code.lower())
    lan.press("Join the class")
    lan.open("/toi/")
    lan.sees("Lớp tối thứ Ba, nhà văn hóa số 3")


def see_her_on_the_board(minh: Visitor, trainer: dict, standing: dict) -> None:
    minh.open("/lop/")
    minh.follow_title("Lớp tối thứ Ba, nhà văn hóa số 3")
    row = minh.page.get_by_role("row").filter(has_text=LAN.name)
    done, total = standing["lessons_done"], standing["lessons_total"]
    expect(row.get_by_role("cell").first).to_have_text(f"{standing['percent']} %{done}/{total}")
    board = minh.asks(f"cohorts/{trainer['cohort']}/board")
    same = next(each for each in board["rows"] if each["learner"]["name"] == LAN.name)
    numbers = ("lessons_done", "lessons_total", "percent")
    assert [same[name] for name in numbers] == [standing[name] for name in numbers]
