"""A trainer takes a learner who stands there off a shared number; nobody else's trainer can."""

import pytest

from identity.accounts import actions as accounts
from identity.accounts import sharing
from identity.accounts.contacts import read_contact
from identity.accounts.queries import live_holders
from identity.audit.models import Entry
from identity.security.models import SecurityEvent
from tests import factories
from tests.courses.school import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
NUMBER = "0912 345 678"
CONTACT = read_contact(NUMBER)


@pytest.fixture
def hoa(school, now):
    """Daughter of bác Lan, on her mother's number and in anh Minh's class."""
    factories.lan(contact=NUMBER)
    first = live_holders(CONTACT)[0]
    first = sharing.choose_nickname(holding=first, nickname="Mẹ", by=first.person, now=now)
    invitation = sharing.invite(holding=first, by=first.person, now=now)
    daughter = accounts.create_person(
        name="Trần Thị Hoa", birth_year=1990, commune=factories.commune(), contact=None, now=now
    )
    sharing.join(person=daughter, invitation=invitation.uuid, nickname="Hoa", now=now)
    return school.join(daughter)


@pytest.fixture
def minh(school, now):
    return browser_of(school.trainer, second_factor=True, now=now)


@pytest.fixture
def page(school, hoa):
    return f"/lop/{school.cohort.uuid}/hoc-vien/{hoa.uuid}/so-dung-chung/"


def seat_of(person):
    return next(holding for holding in live_holders(CONTACT) if holding.person == person)


def test_the_page_shows_her_nickname_and_nothing_of_the_others(minh, page, hoa, school):
    shown = minh.get(page).content.decode()
    assert "Hoa" in shown
    assert "678" in shown
    assert "0912 345" not in shown
    assert "Mẹ" not in shown
    look = Entry.objects.get(act="class.sharing.seen")
    assert (look.by, [each.person for each in look.subjects.all()]) == (school.trainer, [hoa])


def test_the_trainer_ends_her_part_and_her_sessions(minh, page, hoa, school, now):
    hers = browser_of(hoa, now=now)
    before = hoa.session_epoch
    minh.post(page, {"end": str(seat_of(hoa).uuid)})
    assert [holding.nickname for holding in live_holders(CONTACT)] == ["Mẹ"]
    hoa.refresh_from_db()
    assert hoa.session_epoch == before + 1
    assert hers.get("/toi/tai-khoan/").status_code == 302
    assert Entry.objects.get(act="sharing.ended_at_desk").by == school.trainer
    assert SecurityEvent.objects.filter(person=hoa, kind="contact_removed").exists()


def test_the_mothers_part_cannot_be_ended_on_the_daughters_page(minh, page, hoa):
    mothers = live_holders(CONTACT)[0]
    for sent in (str(mothers.uuid), "x", ""):
        assert minh.post(page, {"end": sent}).status_code == 404
    assert len(live_holders(CONTACT)) == 2


def test_a_trainer_of_another_commune_finds_no_such_page(page, now):
    stranger = browser_of(factories.hoa(), second_factor=True, now=now)
    assert stranger.get(page).status_code == 404
