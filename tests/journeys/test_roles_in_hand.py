"""Anh Quang appoints a trainer with a last day, looks the roles through half a year later, and ends one."""

from datetime import date, timedelta

from django.utils import timezone

from identity.roles.models import Grant
from identity.roles.rules import REVIEW_EVERY
from tests.journeys import door, looking
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.visitor import DESK, Visitor
from tests.journeys.words import say

YEN = Newcomer("Đoàn Thị Yên", "0912 345 751", "+84912345751")
REVIEW = "/quan-tri/ra-soat/"


def test_a_manager_appoints_looks_through_and_ends(somebody: Arrive) -> None:
    door.join_the_site(somebody(), YEN)
    quang = somebody(demo=("managers", 0), viewport=DESK)
    appoint_until_a_day(quang)
    half_a_year_goes_by()

    quang.open("/xa-phuong/")
    quang.page.get_by_role("link", name=say("Review of roles")).click()
    quang.is_at(REVIEW)
    looking.is_fit_for_people(quang)
    card(quang).get_by_role("button", name=say("Still needed")).click()
    quang.reads("%(name)s keeps the role. It comes up again in half a year.", name=YEN.name)
    assert card(quang).count() == 0

    half_a_year_goes_by()
    quang.open(REVIEW)
    card(quang).get_by_role("link", name=say("End this role")).click()
    quang.heading("End this role?")
    looking.is_fit_for_people(quang)
    quang.press("End the role")
    quang.open(REVIEW)
    assert card(quang).count() == 0
    quang.open("/xa-phuong/")
    assert quang.page.get_by_text(YEN.name).count() == 0


def appoint_until_a_day(quang: Visitor) -> None:
    """By her number, with the last day in the form; a day that is none is said."""
    last = date.today() + timedelta(days=300)
    quang.open("/xa-phuong/")
    quang.follow("Appoint another trainer")
    quang.write("Mobile number or e-mail address of the trainer", YEN.wrote)
    quang.write("Last day as trainer", "31/02/2027")
    quang.press("Appoint the trainer")
    looking.has_errors_and_is_clean(quang)
    quang.write("Last day as trainer", f"{last:%d/%m/%Y}")
    quang.press("Appoint the trainer")
    quang.sees(YEN.name)
    quang.sees(f"{last:%d/%m/%Y}")


def half_a_year_goes_by() -> None:
    """Act as if her role had been given, and looked at, half a year ago."""
    ago = timezone.now() - REVIEW_EVERY
    Grant.objects.filter(person__name=YEN.name).update(from_at=ago, reviewed_at=None, used_at=ago)


def card(quang: Visitor):
    """Her card among the roles that are due."""
    return quang.page.locator("section.card").filter(has_text=YEN.name)
