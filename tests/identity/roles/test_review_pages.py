"""The review of roles over HTTP: who is on it, keeping and ending with one press, and who is kept out."""

from datetime import timedelta

import pytest
import time_machine

from identity.audit.models import Entry
from identity.roles.models import EndReason, Grant
from identity.roles.permissions import has_role
from identity.roles.rules import REVIEW_EVERY, Role
from tests import factories
from tests.conftest import NOW
from tests.courses.school import browser_of

pytestmark = pytest.mark.django_db
REVIEW = "/quan-tri/ra-soat/"
LAST_DAY = "31/12/2026"


@pytest.fixture(autouse=True)
def clock():
    """A clock that stands still."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def grants():
    """The roles of a trainer here, of one elsewhere and of an administrator, all due to be looked at."""
    people = {"minh": factories.minh(), "hoa": factories.hoa(), "admin": factories.admin()}
    Grant.objects.update(from_at=NOW - REVIEW_EVERY, used_at=NOW)
    return {name: Grant.objects.get(person=person) for name, person in people.items()}


@pytest.fixture
def desk():
    """The manager's browser, whose session showed the second factor."""
    return browser_of(factories.quang(), second_factor=True, now=NOW)


def test_a_manager_sees_who_is_due_and_the_look_is_written_down(grants, desk):
    page = desk.get(REVIEW).content.decode()
    minh = grants["minh"].person
    assert minh.name in page
    assert grants["hoa"].person.name not in page
    look = Entry.objects.get(act="roles.review.seen")
    assert [subject.person_id for subject in look.subjects.all()] == [minh.pk]


def test_with_one_press_a_role_is_kept(grants, desk):
    answer = desk.post(f"{REVIEW}{grants['minh'].uuid}/", follow=True)
    assert answer.redirect_chain == [(REVIEW, 302)]
    assert has_role(grants["minh"].person, Role.TRAINER, now=NOW)
    assert f"{REVIEW}{grants['minh'].uuid}/" not in answer.content.decode()
    assert Entry.objects.filter(act="grant.reviewed").count() == 1


def test_ending_a_role_asks_first_and_leads_back(grants, desk):
    minh, page = grants["minh"].person, f"/quan-tri/{grants['minh'].uuid}/ket-thuc/"
    asked = desk.get(page).content.decode()
    assert minh.name in asked
    assert f'href="{REVIEW}"' in asked
    assert has_role(minh, Role.TRAINER, now=NOW)
    assert desk.post(page)["Location"] == REVIEW
    assert not has_role(minh, Role.TRAINER, now=NOW)
    assert desk.post(page).status_code == 404


@pytest.mark.parametrize("whose", ["hoa", "admin"])
def test_a_manager_neither_keeps_nor_ends_what_is_not_in_her_charge(grants, desk, whose):
    grant = grants[whose]
    assert desk.post(f"{REVIEW}{grant.uuid}/").status_code == 404
    assert desk.get(f"/quan-tri/{grant.uuid}/ket-thuc/").status_code == 404
    assert desk.post(f"/quan-tri/{grant.uuid}/ket-thuc/").status_code == 404
    assert has_role(grant.person, grant.role, now=NOW)


def test_nobody_keeps_or_ends_the_own_role(desk):
    own = Grant.objects.get()
    Grant.objects.update(from_at=NOW - REVIEW_EVERY)
    assert own.person.name not in desk.get(REVIEW).content.decode()
    assert desk.post(f"{REVIEW}{own.uuid}/").status_code == 404
    assert desk.post(f"/quan-tri/{own.uuid}/ket-thuc/").status_code == 404


@pytest.mark.parametrize("who", [factories.minh, factories.thu, factories.nam])
def test_nobody_else_finds_the_page(who):
    browser = browser_of(who(), second_factor=True, now=NOW)
    assert browser.get(REVIEW).status_code == 404


def test_what_ended_by_itself_is_shown(grants, desk):
    Grant.objects.filter(pk=grants["minh"].pk).update(
        until_at=NOW - timedelta(days=1), ended_reason=EndReason.IDLE
    )
    page = desk.get(REVIEW).content.decode()
    assert f"{grants['minh'].person.name}: " in page


def test_the_last_day_that_was_chosen_is_the_one_that_is_shown(desk):
    factories.person("Đoàn Thị Yên", contact="0987 111 222")
    sent = {"contact": "0987111222", "until_on": LAST_DAY}
    desk.post(f"/xa-phuong/{factories.HOME}/huong-dan-vien/", sent)
    Grant.objects.filter(role=Role.TRAINER).update(from_at=NOW - REVIEW_EVERY)
    for page in (REVIEW, f"/xa-phuong/{factories.HOME}/"):
        assert LAST_DAY in desk.get(page).content.decode()
