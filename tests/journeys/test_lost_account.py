"""Bác Tư has lost number, e-mail and card: a stranger who says so is stopped, two of the staff help her."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from identity.recovery import finishing
from identity.recovery.models import RecoveryConfirmation, RecoveryRequest
from tests.journeys import door, looking
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.visitor import DESK, Visitor
from tests.journeys.words import say

TU = Newcomer("Lý Thị Tư", "0912 345 731", "+84912345731")
HOANG = Newcomer("Lý Văn Hoàng", "0912 345 732", "+84912345732")
STRANGERS, NEW = "0912345733", "0912345734"
SEEN = "I have seen the person and her papers, and it is her account"


def test_whoever_still_has_the_account_stops_a_stranger(somebody: Arrive) -> None:
    hoang, stranger = somebody(), somebody()
    door.join_the_site(hoang, HOANG)
    stranger.open(door.DOOR)
    stranger.unfold("Lost everything, or a strange message?")
    stranger.follow("I have lost everything")
    stranger.press("Send me the code")
    looking.has_errors_and_is_clean(stranger)
    stranger.write("A number or e-mail address you had before", HOANG.wrote)
    stranger.write("Your number or e-mail address now", STRANGERS)
    stranger.press("Send me the code")
    looking.is_fit_for_people(stranger)
    door.enter_code(stranger, e164(STRANGERS))
    stranger.heading("We have written it down")

    stranger.site.deliver()
    hoang.open("/toi/tai-khoan/")
    hoang.follow("Who asks for my account")
    looking.is_fit_for_people(hoang)
    hoang.press("That was not me: stop it")
    hoang.reads("Nobody asks for it")


def test_two_who_saw_her_give_the_account_back_after_a_day(somebody: Arrive) -> None:
    before = somebody()
    door.join_the_site(before, TU)
    before.context.close()
    ask_at_the_desk(somebody(demo=("trainers", 0), viewport=DESK))
    confirm(somebody(demo=("managers", 0), viewport=DESK))
    a_day_goes_by()
    tu = somebody()
    door.the_minute_is_over()
    door.knock(tu, e164(NEW))
    tu.page.wait_for_url(lambda url: door.DOOR not in url)
    tu.open("/toi/tai-khoan/")
    expect(tu.field("Your full name")).to_have_value(TU.name)


def ask_at_the_desk(minh: Visitor) -> None:
    """The trainer sees her and her papers; she reads him the code from her new phone."""
    minh.open("/quan-tri/khoi-phuc/")
    minh.follow("Ask for somebody who is here")
    minh.press("Send the code")
    looking.has_errors_and_is_clean(minh)
    minh.write("A number or e-mail address the person had before", TU.wrote)
    minh.write("Her number or e-mail address now", NEW)
    minh.page.get_by_label(say(SEEN)).check()
    minh.press("Send the code")
    door.enter_code(minh, e164(NEW))
    minh.is_at("/quan-tri/khoi-phuc/")
    minh.sees(TU.name)
    looking.is_fit_for_people(minh)


def confirm(quang: Visitor) -> None:
    """The manager sees her too."""
    quang.open("/quan-tri/khoi-phuc/")
    card = quang.page.locator("section.card").filter(has_text=TU.name)
    card.get_by_role("link", name=say("I have seen her")).click()
    looking.is_fit_for_people(quang)
    quang.page.get_by_label(say(SEEN)).check()
    quang.press("Confirm")
    quang.reads("Written down: you have seen the person and her papers.")


def a_day_goes_by() -> None:
    """Act as if everything had been asked and confirmed 25 hours ago, and let the clock do its work."""
    earlier = timezone.now() - timedelta(hours=25)
    RecoveryConfirmation.objects.update(at=earlier)
    RecoveryRequest.objects.filter(person__name=TU.name).update(
        asked_at=earlier, waiting_at=earlier
    )
    finishing.sweep(now=timezone.now())


def e164(local: str) -> str:
    """How a Vietnamese number is kept."""
    return f"+84{local[1:]}"
