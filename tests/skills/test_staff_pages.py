"""Each staff page by itself: nothing of another commune (P9), no look that is not written down (P19)."""

import pytest
import time_machine

from identity.audit.models import Entry
from tests.courses.school import browser_of
from tests.skills.staffpages import (
    FORMER,
    World,
    addresses,
    administrator_in,
    everything,
    outsiders,
    staff_addresses,
)

pytestmark = pytest.mark.django_db
NOBODY_FURTHER = ("GET", "POST")
# what is open to everybody, at the door, or a person's own; anything else needs `require_role`
NOT_FOR_STAFF = (
    "api/",
    "^api/",
    "chung-chi/",
    "dang-nhap/",
    "dang-xuat/",
    "dev/outbox/",
    "dich-vu/bien-nhan/",
    "hoan-tac/",
    "hoc/",
    "khong-phai-toi/",
    "lop/tham-gia/",
    "favicon.ico",
    "media/",
    "on-tap/",
    "robots.txt",
    "tai-lieu/",
    "^tai-lieu",
    "tim/",
    "tim-cho-bat-dau/",
    "toi/",
    "_giao-dien/",
    "_util/",
    "^_util/",
    ".well-known/did.json",
    "cms/account/",
    "cms/login/",
    "cms/logout/",
    "^cms/",
    "^accounts",
    "^((?:",
)

# who of the staff asked or confirmed stands beside what she did; that is no look at her
COLLEAGUES_BESIDE_THEIR_ACTS = ("quan-tri/khoi-phuc/",)


@pytest.fixture(autouse=True)
def clock(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def world(now):
    return World.made(now=now)


def test_every_other_address_is_guarded_by_a_role():
    """A new staff page without `require_role`, or a new place for people, must be named above."""
    unguarded = [each.pattern for each in addresses() if not each.is_for_staff]
    assert not [pattern for pattern in unguarded if not pattern.startswith(NOT_FOR_STAFF)]


def test_every_parameter_of_a_staff_page_is_known_here(world):
    named = {name for each in staff_addresses() for name in each.parameters}
    assert named <= set(world.values)


def test_staff_of_another_commune_find_nothing(world, now):
    for who, person in outsiders(now).items():
        browser = browser_of(person, second_factor=True, now=now)
        for address in staff_addresses():
            for method in NOBODY_FURTHER:
                answer = browser.generic(method, address.filled(world.values))
                said = f"{method} {address.pattern} by somebody {who}: {answer.status_code}"
                assert not world.shown_in(answer.content.decode(errors="replace")), said
                assert world.cohort.name not in answer.content.decode(errors="replace"), said
                # a code that was another unit's before still leads its staff to that one
                is_their_own = who == FORMER and "code" in address.parameters
                if address.parameters and not is_their_own:
                    assert answer.status_code in {404, 405}, said


def test_somebody_suspended_is_sent_to_the_door(world, now):
    person = everything(now)
    browser = administrator_in(person, now=now)
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    for address in staff_addresses():
        answer = browser.get(address.filled(world.values))
        assert answer.status_code in {302, 401, 405}, address.pattern


def test_every_page_that_shows_somebody_has_written_it_down_first(world, now):
    browser = administrator_in(everything(now), now=now)
    shown = 0
    for address in staff_addresses():
        newest = Entry.objects.order_by("pk").last().pk
        answer = browser.get(address.filled(world.values))
        people = world.shown_in(answer.content.decode(errors="replace"))
        looks = Entry.objects.filter(pk__gt=newest, act__endswith=".seen")
        seen = set(looks.values_list("subjects__person", flat=True))
        if address.pattern.startswith(COLLEAGUES_BESIDE_THEIR_ACTS):
            people = [person for person in people if person in world.citizens]
        unseen = [person.name for person in people if person.pk not in seen]
        assert not unseen, f"{address.pattern} shows {unseen} and writes nothing down"
        about_people = looks.filter(subjects__isnull=False)
        assert all(each.role and each.fields and each.reason for each in about_people)
        shown += bool(people)
    assert shown >= 5


def test_a_list_of_many_is_one_entry_with_all_of_them(world, now):
    browser = administrator_in(everything(now), now=now)
    browser.get(f"/lop/{world.cohort.uuid}/")
    look = Entry.objects.get(act="class.board.seen")
    assert [row.person_id for row in look.subjects.all()] == [
        row.person_id for row in world.cohort.enrolments.order_by("person")
    ]
    assert (look.role, look.role_commune, look.network) == ("trainer", "10507", "127.0.•.•")
