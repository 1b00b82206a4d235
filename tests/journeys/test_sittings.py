"""A class measures itself before and after a course; and a check is held under the trainer's eyes."""

import re
from typing import Any

from django.utils import timezone
from playwright.sync_api import Browser, expect

from identity.accounts.models import Person
from identity.factors import pins
from tests.browser import Site
from tests.journeys.conftest import Arrive
from tests.journeys.looking import is_clean, is_fit_for_people
from tests.journeys.visitor import Visitor, arrive
from tests.journeys.words import say

TRAINER = ("trainers", 0)
LAN, BINH = ("citizens", 0), ("citizens", 1)
PIN = "730915"


def test_a_class_sees_what_it_gained(somebody: Arrive) -> None:
    trainer = somebody(demo=TRAINER)
    desk = desk_of(trainer)
    # axe is a script, so it looks at the pages of the one whose phone runs them
    lan, binh = somebody(demo=LAN), somebody(demo=BINH, java_script_enabled=False)
    open_test(trainer, desk, "before")
    is_fit_for_people(trainer)
    answer_all(lan, choice=0, looks=True)
    answer_all(binh, choice=None)
    close_test(trainer, desk, finished=2)
    lan.open("/toi/")
    lan.misses("Go to the questions")

    open_test(trainer, desk, "after")
    answer_all(lan, choice=1)
    answer_all(binh, choice=1)
    close_test(trainer, desk, finished=2)
    trainer.reads("By objective, of those who did both tests")
    row = trainer.page.get_by_role("row").filter(has_text=trainer.site.demo["citizens"][1]["name"])
    expect(row).to_contain_text("0 %")
    is_clean(trainer)
    trainer.open(desk.removesuffix("do-tien-bo/"))
    trainer.reads("Test before and after, supervised check")
    nobody_from_elsewhere_sees_it(somebody, desk)


def test_a_check_under_the_trainers_eyes(
    somebody: Arrive, chromium: Browser, shared_site: Site
) -> None:
    lan = somebody(demo=LAN)
    trainer = trainer_with_a_pin(somebody)
    hall, code = open_check(trainer)
    lan.open("/toi/")
    lan.follow("Go to the check")
    is_fit_for_people(lan)
    lan.write("Code of the check", code)
    lan.press("Sit down")
    lan.reads("Your trainer comes to see who you are.")
    trainer.open(hall)
    is_fit_for_people(trainer)
    trainer.press("I have seen the identity card")

    lan.page.reload()
    lan.press("Begin the check")
    answer(lan, choice=0)
    lan.sees(say("Question %(number)s of %(total)s", number=2, total=8))
    again = the_phone_stops(lan, chromium, shared_site)
    come_back(again, trainer, hall)
    is_fit_for_people(again)
    replace_a_question(again, trainer, hall)
    hand_in(again)
    trainer.open(hall)
    trainer.reads("%(handed)s of %(total)s have handed in.", handed=1, total=size_of_class(trainer))
    trainer.follow("End the check")
    trainer.press("End the check")
    trainer.reads("It is closed. What was answered before counts.")
    again.context.close()


def desk_of(trainer: Visitor) -> str:
    cohort = trainer.site.demo[TRAINER[0]][TRAINER[1]]["cohort"]
    return f"/lop/{cohort}/do-tien-bo/"


def size_of_class(trainer: Visitor) -> int:
    """Other stories may have joined it."""
    cohort = trainer.site.demo[TRAINER[0]][TRAINER[1]]["cohort"]
    return len(trainer.asks(f"cohorts/{cohort}/board")["rows"])


def open_test(trainer: Visitor, desk: str, moment: str) -> None:
    trainer.open(desk)
    trainer.page.locator(f'form[action$="/mo/{moment}/"] button').click()
    trainer.reads(f"The test {moment} the course is open. Learners find it on their own page.")


def answer_all(learner: Visitor, *, choice: int | None, looks: bool = False) -> None:
    """To the end, always the same choice, or always "I don't know"."""
    look = is_fit_for_people if looks else passes_by
    learner.open("/toi/")
    learner.follow("Go to the questions")
    look(learner)
    learner.press("Begin")
    learner.sees(say("Question %(number)s of %(total)s", number=1, total=8))
    look(learner)
    for number in range(2, 9):
        answer(learner, choice=choice)
        learner.sees(say("Question %(number)s of %(total)s", number=number, total=8))
    answer(learner, choice=choice)
    learner.heading("All done, thank you")
    look(learner)


def passes_by(_learner: Visitor) -> None:
    """Nothing to look at this time."""


def answer(learner: Visitor, *, choice: int | None) -> None:
    if choice is None:
        learner.press("I don’t know")
        return
    learner.page.get_by_role("radio").nth(choice).check()
    learner.page.locator("form[novalidate] button.button-primary").click()


def close_test(trainer: Visitor, desk: str, *, finished: int) -> None:
    trainer.open(desk)
    trainer.reads(
        "%(finished)s of %(total)s have finished.", finished=finished, total=size_of_class(trainer)
    )
    trainer.follow("Close this test")
    trainer.press("Close the test")
    trainer.reads("It is closed. What was answered before counts.")


def nobody_from_elsewhere_sees_it(somebody: Arrive, desk: str) -> None:
    hoa = somebody(demo=("trainers", 1))
    assert hoa.status_of(desk) == 404
    assert hoa.status_of_post(f"{desk}mo/before/") == 404


def trainer_with_a_pin(somebody: Arrive) -> Visitor:
    """Without a PIN the page leads to where she sets one; that page is another story's."""
    trainer = somebody(demo=TRAINER)
    trainer.open(desk_of(trainer))
    trainer.follow("Open a supervised check")
    trainer.reads("Then come back to this class and open the check.")
    expect(trainer.page.get_by_role("link", name=say("Set my PIN"))).to_be_visible()
    name = trainer.site.demo[TRAINER[0]][TRAINER[1]]["name"]
    person = Person.objects.get(name=name)
    pins.set_pin(person=person, pin=PIN, by=person, now=timezone.now())
    return trainer


def open_check(trainer: Visitor) -> tuple[str, str]:
    trainer.open(desk_of(trainer))
    trainer.follow("Open a supervised check")
    is_fit_for_people(trainer)
    trainer.write("Your PIN", PIN)
    trainer.press("Open the check")
    code = trainer.page.locator(".code").inner_text()
    return trainer.page.url.removeprefix(trainer.site.url), code


def the_phone_stops(lan: Visitor, chromium: Browser, site: Site) -> Visitor:
    """Her browser dies with its window; she is still signed in when it comes back."""
    kept: Any = lan.context.storage_state()
    lan.page.close()
    return arrive(chromium, site, storage_state=kept)


def come_back(again: Visitor, trainer: Visitor, hall: str) -> None:
    again.open("/toi/")
    again.follow("Go to the check")
    again.reads("You have left the check, or your phone stopped.")
    again.press("Ask to go on")
    again.reads("Your trainer has been asked.")
    trainer.open(hall)
    trainer.press("Let her go on")
    trainer.sees(say("%(name)s may go on.", name=again.site.demo["citizens"][0]["name"]))
    again.page.reload()
    again.press("Go on with the check")
    again.sees(say("Question %(number)s of %(total)s", number=2, total=8))


def replace_a_question(again: Visitor, trainer: Visitor, hall: str) -> None:
    broken = again.page.locator("main fieldset legend").inner_text().splitlines()[0]
    again.unfold("Something is wrong with this question")
    again.press("No answer is right")
    trainer.open(hall)
    trainer.sees(broken)
    trainer.press("Replace it for everybody")
    again.page.reload()
    expect(again.page.get_by_text(broken)).to_have_count(0)


def hand_in(again: Visitor) -> None:
    for number in range(2, 9):
        again.sees(say("Question %(number)s of %(total)s", number=number, total=8))
        again.press("I don’t know")
    again.press("Hand in")
    again.sees(
        say("Nothing is lost. Read the lessons once more and ask your trainer for another day.")
    )
    expect(again.page.locator("main")).to_contain_text(re.compile(r"\d+"))
