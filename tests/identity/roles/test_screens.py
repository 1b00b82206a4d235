"""The administrator's pages over HTTP: who gets in, what they do, what is refused in words."""

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from identity.accounts.contacts import read_contact
from identity.audit.models import Entry
from identity.codes.addressing import address_of
from identity.codes.browsers import Browser, is_known, note_use, remember, used_by
from identity.codes.models import TryBudget, TryScope
from identity.factors.queries import has_totp
from identity.roles.models import Grant
from identity.roles.permissions import has_role
from identity.sessions import staff
from tests import factories
from tests.conftest import NOW
from tests.identity.signin.conftest import enrolled

pytestmark = pytest.mark.django_db

HERS = "0987 111 222"


@pytest.fixture(autouse=True)
def clock():
    """A clock that stands still."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def signed_in(client, settings):
    """Somebody whose session showed the second factor."""

    def enter(person):
        client.force_login(person)
        session = client.session
        staff.open_staff_session(session, is_admin=has_role(person, "admin", now=NOW), now=NOW)
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    return enter


PAGES = ("/quan-tri/", "/quan-tri/bo-nhiem/", "/quan-tri/mo-lai-ma/")


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_sent_to_the_door(client, page):
    assert client.get(page)["Location"] == f"/dang-nhap/?next={page}"


@pytest.mark.parametrize("page", PAGES)
def test_learners_find_nothing_there(signed_in, page):
    assert signed_in(factories.lan()).get(page).status_code in {302, 404}


@pytest.mark.parametrize("who", [factories.minh, factories.quang, factories.thu, factories.nam])
def test_other_staff_find_no_administrators_page(signed_in, who):
    inside = signed_in(who())
    assert inside.get("/quan-tri/").status_code == 404
    assert inside.post("/quan-tri/bo-nhiem/").status_code == 404


def test_an_administrator_sees_everybody_and_the_look_is_written_down(signed_in):
    admin, trainer = factories.admin(), factories.minh()
    answer = signed_in(admin).get("/quan-tri/")
    page = answer.content.decode()
    assert trainer.name in page
    look = Entry.objects.get(act="roles.seen")
    assert set(look.subjects.values_list("person_id", flat=True)) == {admin.pk, trainer.pk}


def test_an_administrator_appoints_by_phone(signed_in):
    inside, person = signed_in(factories.admin()), factories.person(contact=HERS)
    answer = inside.post("/quan-tri/bo-nhiem/", {"contact": "+84987111222", "role": "editor"})
    assert answer["Location"] == "/quan-tri/"
    assert has_role(person, "editor", now=NOW)


def test_a_manager_is_appointed_for_a_commune_until_a_day(signed_in):
    inside, person = signed_in(factories.admin()), factories.person(contact=HERS)
    sent = {"contact": HERS, "role": "manager", "commune": factories.HOME, "until_on": "31/12/2027"}
    assert inside.post("/quan-tri/bo-nhiem/", sent).status_code == 302
    grant = Grant.objects.select_related("commune").get(person=person)
    assert (grant.commune.code, grant.until_at.isoformat()) == (
        factories.HOME,
        "2027-12-31T17:00:00+00:00",
    )


def test_what_is_missing_is_said_all_at_once(signed_in):
    inside = signed_in(factories.admin())
    errors = inside.post("/quan-tri/bo-nhiem/", {"until_on": "x"}).context["form"].errors
    assert set(errors) == {"contact", "role", "until_on"}
    sent = {"contact": HERS, "role": "manager"}
    errors = inside.post("/quan-tri/bo-nhiem/", sent).context["form"].errors
    assert set(errors) == {"contact", "commune_search"}


@pytest.mark.parametrize("day", ["31/12/9999", "9999-12-31", "01/01/2100"])
def test_a_last_day_beyond_all_calendars_is_a_slip(signed_in, day):
    inside, person = signed_in(factories.admin()), factories.person(contact=HERS)
    sent = {"contact": HERS, "role": "official", "until_on": day}
    assert set(inside.post("/quan-tri/bo-nhiem/", sent).context["form"].errors) == {"until_on"}
    assert not Grant.objects.filter(person=person).exists()


def test_ending_a_role_asks_first_and_keeps_the_last_administrator(signed_in):
    admin, trainer = factories.admin(), factories.minh()
    inside = signed_in(admin)
    grant = Grant.objects.get(person=trainer)
    page = f"/quan-tri/{grant.uuid}/ket-thuc/"
    assert trainer.name in inside.get(page).content.decode()
    assert has_role(trainer, "trainer", now=NOW)
    assert inside.post(page).status_code == 302
    assert not has_role(trainer, "trainer", now=NOW)
    own = Grant.objects.get(person=admin)
    assert inside.post(f"/quan-tri/{own.uuid}/ket-thuc/").context["refused"].code == "last_admin"


def closed(contact):
    """An address whose sign-in closed after too many wrong codes."""
    digest = address_of(read_contact(contact)).digests[0]
    return TryBudget.objects.create(
        scope=TryScope.STRANGERS, digest=digest, tries_since_success=50, updated_at=NOW
    )


@pytest.mark.parametrize(
    ("who", "is_allowed"),
    [
        (factories.minh, True),
        (factories.quang, True),
        (factories.admin, True),
        (factories.hoa, False),
    ],
)
def test_a_closed_sign_in_is_opened_only_near_home(signed_in, who, is_allowed):
    factories.lan(contact=HERS)
    budget = closed(HERS)
    answer = signed_in(who()).post("/quan-tri/mo-lai-ma/", {"contact": HERS})
    budget.refresh_from_db()
    assert (budget.tries_since_success == 0) is is_allowed
    assert answer.status_code == (302 if is_allowed else 200)
    assert Entry.objects.filter(act="codes.budget_reopened").exists() is is_allowed


@pytest.mark.parametrize(("who", "is_open"), [(factories.admin, True), (factories.quang, False)])
def test_only_an_administrator_opens_the_tries_of_an_authenticator(signed_in, who, is_open):
    enrolled(factories.minh(contact=HERS))
    budget = TryBudget.objects.get(scope=TryScope.AUTHENTICATOR)
    TryBudget.objects.filter(pk=budget.pk).update(tries_since_success=50)
    signed_in(who()).post("/quan-tri/mo-lai-ma/", {"contact": HERS})
    budget.refresh_from_db()
    assert (budget.tries_since_success == 0) is is_open


def test_an_unknown_address_and_one_of_another_commune_are_refused_alike(signed_in):
    factories.lan(contact=HERS)
    inside = signed_in(factories.hoa())
    said = [
        inside.post("/quan-tri/mo-lai-ma/", {"contact": contact}).context["form"].errors
        for contact in (HERS, "0977 000 111")
    ]
    assert said[0] == said[1]


def test_a_refused_look_up_is_written_down_with_the_person_it_found(signed_in):
    lan, hoa = factories.lan(contact=HERS), factories.hoa()
    inside = signed_in(hoa)
    for contact in (HERS, "0977 000 111", "no number"):
        inside.post("/quan-tri/mo-lai-ma/", {"contact": contact})
    found, unknown = Entry.objects.filter(act="codes.look_up_refused").order_by("pk")
    assert {found.by, unknown.by} == {hoa}
    assert [subject.person_id for subject in found.subjects.all()] == [lan.pk]
    assert not unknown.subjects.exists()
    assert "987" not in str((found.detail, unknown.detail))


def test_editors_find_no_such_page(signed_in):
    assert signed_in(enrolled(factories.thu())).get("/quan-tri/mo-lai-ma/").status_code == 404


def test_a_lost_phone_is_forgotten_and_every_session_of_it_ends(signed_in, client):
    trainer = enrolled(factories.minh(contact=HERS))
    grant = Grant.objects.get(person=trainer)
    theirs = Client()
    theirs.force_login(trainer)
    address = address_of(read_contact(HERS)).digests
    browser = Browser("", token=remember(Browser(""), address, now=NOW))
    note_use(browser, trainer.pk, address, now=NOW)
    inside, page = signed_in(factories.admin()), f"/quan-tri/{grant.uuid}/mat-dien-thoai/"
    assert trainer.name in inside.get(page).content.decode()
    assert has_totp(trainer)
    assert is_known(browser, address, now=NOW)
    assert inside.post(page)["Location"] == "/quan-tri/"
    assert not has_totp(trainer)
    assert theirs.get("/toi/tai-khoan/").status_code == 302
    assert not is_known(browser, address, now=NOW)
    assert not used_by(browser, [trainer.pk], now=NOW)


def test_nobody_forgets_the_own_phone_but_the_operator_can(signed_in):
    admin = enrolled(factories.admin(contact=HERS))
    grant = Grant.objects.get(person=admin)
    assert signed_in(admin).post(f"/quan-tri/{grant.uuid}/mat-dien-thoai/").status_code == 404
    assert has_totp(admin)
    call_command("forget_authenticator", contact=HERS, verbosity=0)
    assert not has_totp(admin)
    with pytest.raises(CommandError):
        call_command("forget_authenticator", contact="0977 000 111")
