"""What changes the rights of a person ends her sessions: twenty clients of a server, at the next request."""

import http.client
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from identity.accounts import actions as accounts
from identity.accounts.models import Person
from identity.roles import actions as roles
from identity.roles.models import Grant
from identity.security import actions as security
from identity.security import disavowing
from identity.security.replies import secrets_of
from identity.sessions.actions import end_other_sessions
from identity.sessions.models import Device
from identity.sessions.store import Place, SessionStore
from identity.signin.lost_phone import forget_phone
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 20


@pytest.fixture
def lan(transactional_db) -> Person:
    return factories.lan(contact="0912 345 678", now=timezone.now() - timedelta(days=1))


def keys_of(person: Person, number: int = CLIENTS) -> list[str]:
    """The session keys of so many browsers she signed in in."""
    person.refresh_from_db()
    return [_opened(person) for _ in range(number)]


def _opened(person: Person) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    session.opened_in(Place(Device.OWN), now=timezone.now())
    return str(session.session_key)


def still_in(server, keys: list[str]) -> int:
    """How many of these browsers are served at their very next request, all asking at once."""

    def ask(key: str) -> bool:
        line = http.client.HTTPConnection(server.thread.host, server.thread.port, timeout=30)
        line.request(
            "GET", "/api/v1/me", headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"}
        )
        status = line.getresponse().status
        line.close()
        assert status in {200, 401}
        return status == 200

    with ThreadPoolExecutor(len(keys)) as pool:
        return sum(pool.map(ask, keys))


def grant(person: Person) -> Grant:
    return roles.grant_role(
        by=None, person=person, role="trainer", commune=factories.commune(), now=timezone.now()
    )


def disavow(person: Person) -> None:
    now = timezone.now()
    event = security.report(person=person, kind="new_device", now=now)
    disavowing.disavow_by_link(token=secrets_of(event)[0], now=now)


def close(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)


CHANGES = {
    "a role is given": grant,
    "a role is ended": lambda person: roles.end_grant(
        by=None, grant=Grant.objects.get(person=person), now=timezone.now()
    ),
    "she says it was not her": disavow,
    "the authenticator is taken away": lambda person: forget_phone(
        person=person, by=None, now=timezone.now()
    ),
    "somebody ends her sessions": lambda person: accounts.end_sessions(
        person=person, by=None, now=timezone.now()
    ),
    "she ends all devices": lambda person: end_other_sessions(
        person=person, keep=None, by=person, now=timezone.now()
    ),
    "the account is closed": close,
}


@pytest.mark.parametrize("change", CHANGES)
def test_twenty_clients_are_out_at_their_next_request(live_server, lan, change):
    if change == "a role is ended":
        grant(lan)
    stranger = factories.person("Vũ Thị Cúc", now=timezone.now())
    keys, others = keys_of(lan), keys_of(stranger, 2)
    assert still_in(live_server, keys) == CLIENTS
    CHANGES[change](lan)
    assert still_in(live_server, keys) == 0
    assert still_in(live_server, others) == 2


def test_where_she_lives_gives_no_right_so_moving_ends_nothing(live_server, lan):
    keys = keys_of(lan)
    commune = factories.commune(factories.ELSEWHERE)
    accounts.move_person(person=lan, commune=commune, by=lan, now=timezone.now())
    assert still_in(live_server, keys) == CLIENTS
