"""Ông Nam reads the figures of the city, and they are what people have done."""

from django.utils import timezone
from playwright.sync_api import expect

from courses.models import Event, PersonCourse
from identity.models import Residence
from tests.journeys import desks, door, lessons
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.visitor import DESK, Visitor

PLACE = "Đặc khu Cát Hải"
SAU = Newcomer("Đoàn Thị Sáu", "0397 222 333", "+84397222333", "1957", "cat hai", PLACE)
ACTIVE = {"question.answered", "practice.done", "lesson.done"}
LESSON = "/khoa-hoc/su-dung-internet/vao-mang-va-tim-kiem/wi-fi-va-du-lieu-di-dong/"


def test_the_official_reads_what_people_have_done(somebody: Arrive) -> None:
    nam = somebody(demo=("officials", 0), viewport=DESK)
    assert figures(nam, PLACE) == [0, 0, 0, 0]

    sau = somebody()
    door.join_the_site(sau, SAU)
    sau.open(LESSON)
    lessons.go_through(sau)
    lessons.finish(sau)
    sau.reads("Everything you have done is kept.")

    assert figures(nam, PLACE) == [1, 1, 1, 0]
    for commune, counted in counted_from_facts().items():
        assert figures(nam, commune) == counted, commune


def figures(nam: Visitor, commune: str) -> list[int]:
    """Learners, active this month, lessons done and finished, as the page shows them."""
    nam.site.deliver()
    nam.open("/thanh-pho/")
    cells = desks.row_of(nam, commune).get_by_role("cell")
    expect(cells).to_have_count(6)
    return [int(text.replace(".", "")) for text in cells.all_inner_texts()[:4]]


def counted_from_facts() -> dict[str, list[int]]:
    """The same four numbers for each commune where somebody learns, counted one person after another."""
    homes = Residence.objects.filter(until_on=None).values_list("person", "commune__full_name")
    counted: dict[str, list[int]] = {}
    for person, home in homes:
        facts = list(Event.objects.filter(person=person))
        if facts:
            sums = counted.setdefault(home, [0, 0, 0, 0])
            counted[home] = [
                one + more for one, more in zip(sums, hers(person, facts), strict=True)
            ]
    return counted


def hers(person: int, facts: list[Event]) -> list[int]:
    """What one learner adds to her commune."""
    month = timezone.localdate().replace(day=1)
    active = [
        fact
        for fact in facts
        if fact.kind in ACTIVE and timezone.localdate(fact.effective_at) >= month
    ]
    done = {fact.lesson for fact in facts if fact.kind == "lesson.done"}
    has_finished = PersonCourse.objects.filter(person=person).exclude(completed_at=None).exists()
    return [1, int(bool(active)), len(done), int(has_finished)]
