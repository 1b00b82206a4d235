"""Cháu Bảo, 10, joins a class with her mother's phone; the mother looks on, and takes her consent back."""

from django.utils import timezone

from tests.journeys import door, looking
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import DESK, Visitor
from tests.journeys.words import say

CHILD, MOTHER, PHONE = "Trần Gia Bảo", "Nguyễn Thị Hạnh", "0912345741"


def test_a_child_joins_with_her_mothers_phone_and_leaves_when_she_says_so(somebody: Arrive) -> None:
    minh = somebody(demo=("trainers", 0), viewport=DESK)
    both_sit_at_the_desk(minh)
    looking.is_fit_for_people(minh)

    mother = somebody()
    door.the_minute_is_over()
    door.knock(mother, f"+84{PHONE[1:]}")
    mother.page.wait_for_url(lambda url: door.DOOR not in url)
    mother.open("/toi/tai-khoan/")
    mother.follow("My children and grandchildren")
    mother.sees(CHILD)
    looking.is_fit_for_people(mother)
    mother.follow("Take back my consent")
    looking.is_fit_for_people(mother)
    mother.press("Take back my consent")
    mother.reads("No child learns with your consent")


def both_sit_at_the_desk(minh: Visitor) -> None:
    """The trainer writes both names, reads the text aloud, and the mother reads him her code."""
    minh.open(f"/lop/{minh.site.demo['trainers'][0]['cohort']}/nguoi-moi/")
    minh.page.locator("a[href$='/tre-em/']").first.click()
    minh.press("Send the code to the guardian")
    looking.has_errors_and_is_clean(minh)
    minh.write("The child's full name", CHILD)
    minh.write("The child's year of birth", str(timezone.now().year - 10))
    minh.write("The guardian's full name", MOTHER)
    minh.page.get_by_label(say("Mother"), exact=True).check()
    minh.write("The guardian's mobile number or e-mail address", PHONE)
    minh.page.get_by_label(say("I read this text to both, and the guardian agrees")).check()
    minh.press("Send the code to the guardian")
    looking.is_fit_for_people(minh)
    door.enter_code(minh, f"+84{PHONE[1:]}")
    minh.page.wait_for_url(lambda url: "/tre-em/" not in url)
    minh.sees(MOTHER)
