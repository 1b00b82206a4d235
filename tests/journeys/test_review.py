"""Two days after a part of a course three questions come back, and what was done stays done."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from courses.models import PersonLesson, Review, ReviewAnswer
from tests.journeys import door, lessons
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.looking import has_errors_and_is_clean, is_fit_for_people
from tests.journeys.visitor import Visitor
from tests.journeys.words import say

PART = "/khoa-hoc/su-dung-internet/vao-mang-va-tim-kiem/"
LESSONS = (f"{PART}wi-fi-va-du-lieu-di-dong/", f"{PART}trinh-duyet-va-tim-kiem/")
CHIN = Newcomer("Bùi Thị Chín", "0868 999 123", "+84868999123", "1953", "le chan")


def test_what_was_learned_comes_back_and_nothing_is_taken_away(somebody: Arrive) -> None:
    chin = somebody()
    door.join_the_site(chin, CHIN)
    learn_the_part(chin)
    chin.open("/toi/")
    chin.misses("A short review, about 2 minutes")
    days_pass()
    before = done_lessons()
    chin.open("/toi/")
    chin.reads("A short review, about 2 minutes")
    chin.press("Start the review")
    is_fit_for_people(chin)
    chin.press("Send my answer")
    has_errors_and_is_clean(chin)
    for number in (1, 2, 3):
        chin.reads("Question %(number)s of %(total)s", number=number, total=3)
        chin.press("I don’t know")
        chin.reads("No harm in not knowing. Now you do:")
        is_fit_for_people(chin)
        chin.follow("Finish" if number == 3 else "Next question")
    chin.heading("That was it, thank you")
    assert done_lessons() == before
    assert ReviewAnswer.objects.filter(person__name=CHIN.name).count() == 3
    ask_for_messages(chin)


def learn_the_part(chin: Visitor) -> None:
    for lesson in LESSONS:
        chin.open(lesson)
        lessons.go_through(chin)
        lessons.finish(chin)
        chin.reads("Everything you have done is kept.")


def days_pass() -> None:
    """The server's clock cannot be moved from here; the due day can be brought to now."""
    now = timezone.now()
    rows = Review.objects.filter(person__name=CHIN.name)
    assert rows.update(due_at=now - timedelta(hours=1), remind_at=now - timedelta(hours=1)) == 1


def done_lessons() -> list[tuple[object, ...]]:
    rows = PersonLesson.objects.filter(person__name=CHIN.name).order_by("pk")
    return list(rows.values_list("lesson", "done_at", "best_score", "last_seen_at"))


def ask_for_messages(chin: Visitor) -> None:
    """By her own press, with a text of its own, and stopped as easily."""
    chin.open("/on-tap/")
    is_fit_for_people(chin)
    chin.press("I agree: write to me")
    chin.reads("We will write to you when it is time.")
    chin.press("No more messages")
    expect(chin.page.get_by_role("button", name=say("I agree: write to me"))).to_be_visible()
