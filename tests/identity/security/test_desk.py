"""Opening changes again: the manager of her commune or an administrator, never herself, written down."""

import pytest
from django.conf import settings
from django.test import Client

from identity.audit.models import Entry
from identity.roles.permissions import has_role
from identity.security import actions as security
from identity.security.models import Freeze, SecurityEvent
from identity.security.queries import is_frozen, liftable
from identity.security.refusals import NotYoursToLift
from identity.sessions import staff
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/dong-thay-doi/"


@pytest.fixture
def freeze(lan, now) -> Freeze:
    """Bác Lan said that it was not her."""
    event = security.report(person=lan, kind="new_device", now=now)
    return security.close_changes(event=event, now=now)


def signed_in(person) -> Client:
    """A browser whose session showed the second factor."""
    client = Client()
    client.force_login(person)
    session = client.session
    staff.open_staff_session(session, is_admin=has_role(person, "admin", now=NOW), now=NOW)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


@pytest.mark.parametrize("who", [factories.quang, factories.admin])
def test_who_answers_for_her_sees_her_and_opens_changes_again(freeze, lan, who, now):
    by = who()
    desk = signed_in(by)
    assert lan.name in desk.get(LIST).content.decode()
    asked = desk.get(f"{LIST}{freeze.uuid}/")
    assert lan.name in asked.content.decode()
    assert is_frozen(lan.pk, now)
    answer = desk.post(f"{LIST}{freeze.uuid}/", follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert not is_frozen(lan.pk, now)
    freeze.refresh_from_db()
    assert (freeze.lifted_by, freeze.lifted_at) == (by, now)
    assert SecurityEvent.objects.filter(person=lan, kind="freeze_lifted").exists()
    lifted = Entry.objects.get(act="security.freeze_lifted")
    assert lifted.by == by


def test_every_look_is_written_down_with_who_was_seen(freeze, lan):
    desk = signed_in(factories.quang())
    desk.get(LIST)
    desk.get(f"{LIST}{freeze.uuid}/")
    looks = Entry.objects.filter(act="security.frozen.seen")
    assert [[seen.person_id for seen in look.subjects.all()] for look in looks] == [[lan.pk]] * 2


@pytest.mark.parametrize("who", [factories.minh, factories.hoa, factories.thu, factories.nam])
def test_other_staff_find_no_such_page(freeze, who):
    desk = signed_in(who())
    assert desk.get(LIST).status_code == 404
    assert desk.post(f"{LIST}{freeze.uuid}/").status_code == 404


def test_a_manager_of_another_commune_sees_and_opens_nothing(freeze, lan, now):
    elsewhere = factories.granted(
        factories.person("Lê Văn Tám", commune_code=factories.ELSEWHERE),
        "manager",
        factories.ELSEWHERE,
    )
    desk = signed_in(elsewhere)
    assert lan.name not in desk.get(LIST).content.decode()
    assert desk.get(f"{LIST}{freeze.uuid}/").status_code == 404
    assert desk.post(f"{LIST}{freeze.uuid}/").status_code == 404
    with pytest.raises(NotYoursToLift):
        security.lift_freeze(freeze=freeze.uuid, by=elsewhere, now=now)
    assert is_frozen(lan.pk, now)


def test_nobody_opens_the_own_account(now):
    quang = factories.quang()
    event = security.report(person=quang, kind="new_device", now=now)
    own = security.close_changes(event=event, now=now)
    assert not liftable(quang, now).exists()
    with pytest.raises(NotYoursToLift):
        security.lift_freeze(freeze=own.uuid, by=quang, now=now)


def test_opening_twice_is_refused_the_second_time(freeze, now):
    by = factories.admin()
    security.lift_freeze(freeze=freeze.uuid, by=by, now=now)
    with pytest.raises(NotYoursToLift):
        security.lift_freeze(freeze=freeze.uuid, by=by, now=now)


def test_an_empty_list_says_so_and_a_learner_is_led_away(lan):
    assert "Hiện không có ai" in signed_in(factories.quang()).get(LIST).content.decode()
    client = Client()
    client.force_login(lan)
    assert client.get(LIST).status_code in {302, 404}
