"""Bác Sáu comes once a season: her number was silent, and a code alone no longer opens her account."""

from datetime import timedelta

from django.utils import timezone

from identity.accounts.contacts import Contact
from identity.accounts.queries import live_holders
from identity.codes.models import BrowserUse, Challenge, SendBudget
from tests import factories
from tests.journeys import door, looking
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.visitor import DESK, Visitor
from tests.journeys.words import say

SAU = Newcomer("Đỗ Thị Sáu", "0912 345 711", "+84912345711")
BAY = Newcomer("Đỗ Thị Bảy", "0912 345 712", "+84912345712")
STRANGER = Newcomer("Lê Văn Mới", "0912 345 712", "+84912345712")


def test_a_trainer_confirms_bac_sau_and_her_code_opens_her_account(somebody: Arrive) -> None:
    door.join_the_site(somebody(), SAU)
    let_the_number_fall_silent(SAU)
    sau = somebody()
    door.knock(sau, SAU.to)
    sau.heading("A few words about you")
    sau.follow("I had an account before")
    looking.is_fit_for_people(sau)
    sau.follow("My authenticator app")
    looking.is_fit_for_people(sau)
    sau.write("The 6 digits shown in your authenticator app", "000000")
    sau.press("Open my account")
    looking.has_errors_and_is_clean(sau)

    confirm_her(somebody(demo=("trainers", 0), viewport=DESK), SAU)
    sau.open("/dang-nhap/mo-lai/")
    sau.heading("Your trainer has confirmed you")
    looking.is_fit_for_people(sau)
    sau.press("Open my account")
    sau.page.wait_for_url(lambda url: door.DOOR not in url)
    sau.open("/toi/tai-khoan/")
    assert sau.field("Your full name").input_value() == SAU.name


def test_whoever_got_the_number_starts_anew_and_learns_nothing(somebody: Arrive) -> None:
    bay = somebody()
    door.join_the_site(bay, BAY)
    let_the_number_fall_silent(BAY)
    stranger = somebody()
    door.knock(stranger, STRANGER.to)
    door.introduce(stranger, STRANGER)
    stranger.page.wait_for_url(lambda url: door.DOOR not in url)
    assert stranger.asks("me")["name"] == STRANGER.name
    assert BAY.name not in stranger.page.content()
    assert bay.status_of("/api/v1/me") == 401


def let_the_number_fall_silent(newcomer: Newcomer) -> None:
    """Act as if she had not come for 31 days, on no device."""
    ago = timezone.now() - timedelta(days=31)
    for holding in live_holders(Contact("phone", newcomer.to)):
        type(holding).objects.filter(pk=holding.pk).update(proved_at=ago)
        BrowserUse.objects.filter(person=holding.person).update(seen_at=ago)
    SendBudget.objects.all().delete()
    Challenge.objects.update(next_send_at=factories.LONG_AGO)


def confirm_her(minh: Visitor, newcomer: Newcomer) -> None:
    """The trainer looks her up by name and year and says which paper he saw: two minutes."""
    minh.open("/quan-tri/mo-lai-ma/")
    minh.follow("Open an account again")
    minh.write("Name, or part of it", newcomer.name.split()[-1])
    minh.write("Year of birth", newcomer.birth_year)
    minh.press("Search")
    looking.is_fit_for_people(minh)
    minh.follow_title(newcomer.name)
    looking.is_fit_for_people(minh)
    minh.press("Confirm")
    looking.has_errors_and_is_clean(minh)
    minh.page.get_by_label(say("Citizen identity card"), exact=True).check()
    words = "The person stands before me, and the name and the picture on the paper are hers"
    minh.page.get_by_label(say(words)).check()
    minh.press("Confirm")
    minh.reads(
        "Confirmed. Within 15 minutes %(name)s signs in with a code on her own phone.",
        name=newcomer.name,
    )
