"""Staff: the second factor before the session, its lifetimes, and a grant that is looked at each time."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms.publishing.actions import prepare_editorial
from identity.accounts.contacts import read_contact
from identity.accounts.models import Person
from identity.accounts.queries import holder_of
from identity.factors.models import Totp
from identity.factors.queries import current_code, has_totp
from identity.roles.actions import end_grant, grant_role
from identity.roles.models import Grant
from tests import factories
from tests.identity.signin.conftest import PHONE, enrolled, let_the_next_code_go_out

pytestmark = pytest.mark.django_db

ADMIN_PAGE = "/quan-tri/"
START = factories.LONG_AGO + timedelta(days=30)


@pytest.fixture
def clock():
    """A clock that stands still until it is moved."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def admin(clock, visitor) -> Person:
    """Chị Yến, whose authenticator is set up."""
    return enrolled(factories.admin(contact=PHONE))


def sign_in(visitor, person, next_url=ADMIN_PAGE):
    """Code, then authenticator."""
    assert visitor.sign_in(PHONE, next_url)["Location"] == "/dang-nhap/xac-thuc/"
    return visitor.show_authenticator(person)


def test_the_first_administrator_enrols_at_the_first_sign_in(visitor, clock):
    call_command("make_admin", email="Sep@Example.vn", verbosity=0)
    person = holder_of(read_contact("sep@example.vn"))
    assert visitor.sign_in("sep@example.vn", ADMIN_PAGE)["Location"] == "/dang-nhap/xac-thuc/"
    page = visitor.client.get("/dang-nhap/xac-thuc/")
    assert "<svg" in page.content.decode()
    secret = page.context["enrolment"].secret
    assert visitor.client.get("/dang-nhap/xac-thuc/").context["enrolment"].secret == secret
    assert not has_totp(person)

    assert visitor.show_authenticator(person)["Location"] == ADMIN_PAGE
    assert has_totp(person)
    assert visitor.client.get(ADMIN_PAGE).status_code == 200


def test_a_seed_that_an_earlier_sign_in_was_shown_never_counts(visitor, other, clock):
    person = factories.admin(contact=PHONE)
    visitor.sign_in(PHONE)
    visitor.client.get("/dang-nhap/xac-thuc/")
    earlier = current_code(person, now=timezone.now())
    clock.shift(timedelta(seconds=1))
    let_the_next_code_go_out()
    other.sign_in(PHONE)
    page = other.client.get("/dang-nhap/xac-thuc/")
    answer = visitor.client.post("/dang-nhap/xac-thuc/", {"code": earlier})
    assert answer.status_code == 200
    assert answer.context["enrolment"].secret != page.context["enrolment"].secret
    assert not has_totp(person)


def test_make_admin_twice_changes_nothing_and_takes_only_an_address(db):
    for _time in range(2):
        call_command("make_admin", email="sep@example.vn", verbosity=0)
    assert Grant.objects.count() == 1
    for wrong in ("0912345678", "sep@"):
        with pytest.raises(CommandError):
            call_command("make_admin", email=wrong)


def test_before_the_second_factor_nobody_is_in(visitor, admin):
    visitor.sign_in(PHONE, ADMIN_PAGE)
    assert not visitor.is_in()
    assert visitor.client.get(ADMIN_PAGE).status_code == 302
    assert visitor.client.get("/cms/").status_code == 302
    assert visitor.client.get("/toi/tai-khoan/").status_code == 302


def test_a_wrong_or_used_authenticator_code_lets_nobody_in(visitor, other, admin):
    visitor.sign_in(PHONE)
    right = current_code(admin, now=timezone.now())
    wrong = "000000" if right != "000000" else "000001"
    answer = visitor.client.post("/dang-nhap/xac-thuc/", {"code": wrong})
    assert answer.context["form"].errors["code"]
    assert visitor.show_authenticator(admin).status_code == 302
    other.sign_in(PHONE)
    assert other.client.post("/dang-nhap/xac-thuc/", {"code": right}).status_code == 200
    assert not other.is_in()


def test_the_secret_is_never_shown_once_the_authenticator_counts(visitor, admin):
    visitor.sign_in(PHONE)
    assert visitor.client.get("/dang-nhap/xac-thuc/").context["enrolment"] is None


def test_an_administrator_who_rests_five_minutes_shows_the_second_factor_again(
    visitor, admin, clock
):
    sign_in(visitor, admin)
    clock.shift(timedelta(minutes=4, seconds=50))
    assert visitor.client.get(ADMIN_PAGE).status_code == 200
    clock.shift(timedelta(minutes=5))
    answer = visitor.client.get(ADMIN_PAGE)
    assert answer["Location"] == "/dang-nhap/?next=/quan-tri/"
    assert not visitor.is_in()
    answer = visitor.client.get(answer["Location"])
    assert answer["Location"].startswith("/dang-nhap/xac-thuc/?next=")
    assert visitor.show_authenticator(admin, ADMIN_PAGE)["Location"] == ADMIN_PAGE
    assert visitor.client.get(ADMIN_PAGE).status_code == 200


def test_a_session_that_rested_too_long_answers_no_lesson_in_her_name(visitor, admin, clock):
    sign_in(visitor, admin)
    browser = {"headers": {"sec-fetch-site": "same-origin"}}
    answer = visitor.client.post("/hoc/tra-loi/", {}, **browser)
    assert answer.wsgi_request.user == admin
    clock.shift(timedelta(minutes=6))
    answer = visitor.client.post("/hoc/tra-loi/", {}, **browser)
    assert answer.wsgi_request.user.is_anonymous


@pytest.mark.parametrize("page", ["/on-tap/", "/tim-cho-bat-dau/", "/toi/", "/api/v1/me"])
def test_a_session_that_rested_too_long_is_nobodys_on_any_personal_page(
    visitor, admin, clock, page
):
    sign_in(visitor, admin)
    clock.shift(timedelta(minutes=6))
    assert visitor.client.get(page).wsgi_request.user.is_anonymous


def test_a_page_that_looks_for_news_by_itself_keeps_no_session_awake(visitor, admin, clock):
    sign_in(visitor, admin)
    for _look in range(4):
        clock.shift(timedelta(minutes=1))
        answer = visitor.client.get(ADMIN_PAGE, headers={"x-unattended": "1"})
        assert answer.status_code == 200
    clock.shift(timedelta(minutes=1))
    answer = visitor.client.get(ADMIN_PAGE, headers={"x-unattended": "1"})
    assert answer.status_code == 302


def test_an_administrators_session_is_over_after_eight_hours_of_work(visitor, admin, clock):
    sign_in(visitor, admin)
    for _step in range(8 * 15):
        clock.shift(timedelta(minutes=4))
        visitor.client.get("/api/v1/session")
    assert visitor.client.get(ADMIN_PAGE).status_code == 302
    assert visitor.client.get("/dang-nhap/").status_code == 200


def test_other_staff_rest_fifteen_minutes_and_work_twelve_hours(visitor, clock):
    trainer = enrolled(factories.minh(contact=PHONE))
    sign_in(visitor, trainer, "/quan-tri/mo-lai-ma/")
    clock.shift(timedelta(minutes=14))
    assert visitor.client.get("/quan-tri/mo-lai-ma/").status_code == 200
    clock.shift(timedelta(minutes=15))
    assert visitor.client.get("/quan-tri/mo-lai-ma/").status_code == 302


def test_whoever_becomes_administrator_while_signed_in_signs_in_anew(visitor, clock):
    person = enrolled(factories.minh(contact=PHONE))
    sign_in(visitor, person, "/quan-tri/mo-lai-ma/")
    session = visitor.client.session.session_key
    grant_role(by=None, person=person, role="admin", now=timezone.now())
    clock.shift(timedelta(minutes=2))
    assert visitor.client.get(ADMIN_PAGE).status_code == 302
    assert not visitor.is_in()
    sign_in(visitor, person)
    assert visitor.client.get(ADMIN_PAGE).status_code == 200
    assert visitor.client.session.session_key != session
    clock.shift(timedelta(minutes=6))
    assert visitor.client.get(ADMIN_PAGE).status_code == 302


def test_a_session_dies_with_the_last_grant(visitor, admin):
    factories.granted(factories.person(), "admin")
    sign_in(visitor, admin)
    end_grant(by=None, grant=Grant.objects.get(person=admin), now=timezone.now())
    assert visitor.client.get(ADMIN_PAGE).status_code == 302
    assert not visitor.is_in()


def test_a_closed_account_is_out_at_once(visitor, admin):
    sign_in(visitor, admin)
    Person.objects.filter(pk=admin.pk).update(is_active=False)
    assert visitor.client.get(ADMIN_PAGE).status_code == 302


def test_a_learner_who_becomes_staff_signs_in_anew_for_staff_pages(visitor, clock):
    person = factories.lan(contact=PHONE)
    visitor.sign_in(PHONE)
    assert visitor.client.get(ADMIN_PAGE).status_code == 404
    grant_role(by=None, person=person, role="admin", now=timezone.now())
    assert not visitor.is_in()
    answer = visitor.client.get(ADMIN_PAGE)
    assert answer["Location"] == "/dang-nhap/?next=/quan-tri/"
    clock.shift(timedelta(minutes=2))
    assert visitor.client.get(answer["Location"]).status_code == 200
    sign_in(visitor, enrolled(person))
    assert visitor.client.get(ADMIN_PAGE).status_code == 200


def test_editors_pages_are_for_editors_and_lead_through_our_door(visitor, clock):
    assert visitor.client.get("/cms/")["Location"] == "/dang-nhap/?next=/cms/"
    trainer = enrolled(factories.minh(contact=PHONE))
    sign_in(visitor, trainer)
    assert visitor.client.get("/cms/").status_code == 404


def test_an_administrator_is_no_editor(visitor, admin):
    sign_in(visitor, admin)
    assert visitor.client.get("/cms/").status_code == 404


def test_an_editor_reaches_the_editors_pages(visitor, clock):
    prepare_editorial()
    sign_in(visitor, enrolled(factories.thu(contact=PHONE)))
    assert visitor.client.get("/cms/").status_code == 200


def test_the_staff_api_knows_nobody_without_the_second_factor(visitor, clock):
    person = factories.lan(contact=PHONE)
    visitor.sign_in(PHONE)
    factories.granted(person, "trainer", factories.HOME)
    assert visitor.client.get("/api/v1/cohorts").status_code == 401


def test_nothing_of_the_seed_stands_in_the_session_or_in_clear(visitor, admin):
    visitor.sign_in(PHONE)
    assert "seed" not in str(dict(visitor.client.session.items()))
    assert len(Totp.objects.get(person=admin).sealed_seed) > 60
