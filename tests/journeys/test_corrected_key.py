"""A key was wrong: chị Mai sees whom it touches, tries it out, confirms, and takes it back; marks follow."""

import json
from uuid import UUID, uuid4

from django.utils import timezone

from courses.catalogue import queries as catalogue
from courses.models import LessonPage, PersonLesson, Regrade
from courses.progress import actions as progress
from courses.progress.reading import read_body
from identity.accounts.models import Person
from tests import factories
from tests.courses.catalogue import tree
from tests.journeys import editors
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import DESK, Visitor

SLUG = "mat-khau-va-ma-otp"


def test_a_corrected_key_lifts_a_mark_and_can_be_taken_back(somebody: Arrive) -> None:
    page = editors.lesson_page(SLUG)
    learner = factories.person(name="Bác Tám")
    question = correct_in_draft(page)
    answer_rightly_all_along(learner, page, question)
    assert best_of(learner, page) == 0

    mai = somebody(demo=("moderators", 0), viewport=DESK)
    mai.open(f"/cms/pages/{page.pk}/edit/")
    unfold_header(mai)
    mai.page.get_by_role("link", name="Thay đổi này ảnh hưởng thế nào").first.click()
    mai.sees("không ai mất kết quả")
    editors.choose(mai, "Corrects a key")
    work(mai)
    mai.open(f"/cms/cham-lai/{Regrade.objects.get().uuid}/")
    mai.press("Confirm and carry out")
    work(mai)
    assert best_of(learner, page) > 0
    mai.page.reload()
    mai.press("Undo")
    work(mai)
    assert best_of(learner, page) == 0


def unfold_header(moderator: Visitor) -> None:
    """What else can be done with a page stands behind the dots beside its title."""
    moderator.page.locator("main header, header").locator(
        "[data-w-dropdown-target=toggle]:visible"
    ).first.click()


def correct_in_draft(page: LessonPage) -> dict:
    """A draft in which the other choice of the first question is right; the question as it stood."""
    body = tree.raw_of(page)
    block = next(each for each in body if each["type"] == "question")
    assert block["value"]["kind"] in {"single", "true_false"}
    asked = json.loads(json.dumps(block["value"]))
    if asked["kind"] == "true_false":
        block["value"]["answer"] = "false" if asked["answer"] == "true" else "true"
    else:
        first, second = (each["value"] for each in block["value"]["choices"][:2])
        was_first = first["correct"]
        for each in block["value"]["choices"]:
            each["value"]["correct"] = False
        (second if was_first else first)["correct"] = True
    tree.rewrite(page, body).save_revision()
    return block["value"]


def answer_rightly_all_along(learner: Person, page: LessonPage, question: dict) -> None:
    """Her answer is the one that the corrected key calls right."""
    if question["kind"] == "true_false":
        given: object = question["answer"] == "true"
    else:
        given = next(
            each["value"]["uid"] for each in question["choices"] if each["value"]["correct"]
        )
    event = {
        "id": str(uuid4()),
        "seq": 1,
        "kind": "question.answered",
        "learner": None,
        "lesson": str(page.lesson),
        "version": str(catalogue.current_version(page.lesson)),
        "item": question["uid"],
        "attempt": None,
        "answer": given,
        "at": timezone.now().isoformat(),
    }
    sent = json.dumps({"device": str(uuid4()), "events": [event]}).encode()
    (verdict,) = progress.record(events=read_body(sent), by=learner, now=timezone.now())
    assert (verdict.verdict, verdict.score) == ("applied", 0)
    assert UUID(question["uid"])


def best_of(learner: Person, page: LessonPage) -> int | None:
    return PersonLesson.objects.get(person=learner, lesson=page.lesson).best_score


def work(visitor: Visitor) -> None:
    """What the workers do: one promise may lead to another."""
    for _ in range(3):
        visitor.site.deliver()
