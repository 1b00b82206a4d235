"""Sessions in our own table: hashed keys, one read with the person, an end that holds everywhere."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client

from identity.accounts import actions as accounts
from identity.models import Session
from identity.sessions import actions as sessions
from identity.sessions.proofs import has_fresh_proof, note_proof, proofs
from identity.sessions.queries import open_sessions
from identity.sessions.store import Place, SessionStore, hash_of
from tests import factories
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def clock():
    """A clock that stands still."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lan(register):
    return factories.lan()


def signed_in(person, device="own"):
    """A client of hers, opened on such a device, and its key."""
    client = Client()
    client.force_login(person)
    session = client.session
    sessions.open_on(session, Place(device, "Chrome, Android", "113.160.•.•"), now=NOW)
    session.save()
    return client, session.session_key


def is_in(client):
    return client.get("/api/v1/session").json()["signed_in"]


def test_the_key_stands_nowhere_in_the_table(lan):
    _client, key = signed_in(lan)
    row = Session.objects.get()
    assert row.key_hash == hash_of(key)
    assert key not in str(Session.objects.values().get())


def test_what_stands_in_the_table_opens_nothing(lan):
    signed_in(lan)
    thief = Client()
    thief.cookies["sessionid"] = Session.objects.get().key_hash[:32]
    assert not is_in(thief)


def test_one_query_finds_session_and_person(lan, django_assert_num_queries):
    client, _key = signed_in(lan)
    with django_assert_num_queries(1):
        assert client.get("/api/v1/session").json()["person"]["id"] == str(lan.uuid)


@pytest.mark.parametrize("key", ["\x00" * 32, "A" * 32, "a" * 31, "a" * 33, "é" * 32])
def test_a_key_we_never_made_is_not_looked_for(db, key, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert SessionStore(key).get("anything") is None


def test_a_new_key_leaves_the_old_one_dead(lan):
    client, old = signed_in(lan)
    session = client.session
    session.cycle_key()
    planted = Client()
    planted.cookies["sessionid"] = old
    assert not is_in(planted)
    client.cookies["sessionid"] = session.session_key
    assert is_in(client)
    assert Session.objects.get().browser == "Chrome, Android"


@pytest.mark.parametrize(
    ("device", "rest", "stays"),
    [
        ("own", timedelta(days=29, hours=23), True),
        ("own", timedelta(days=30, seconds=1), False),
        ("shared", timedelta(minutes=14), True),
        ("shared", timedelta(minutes=15), False),
    ],
)
def test_a_session_rests_as_long_as_its_device_allows(lan, clock, device, rest, stays):
    client, _key = signed_in(lan, device)
    clock.shift(rest)
    assert is_in(client) is stays


@pytest.mark.parametrize("page", ["/on-tap/nhac/", "/tim-cho-bat-dau/", "/toi/", "/lop/tham-gia/"])
def test_whoever_uses_a_shared_device_is_not_sent_away_in_the_middle(lan, clock, page):
    client, _key = signed_in(lan, "shared")
    for _ in range(2):
        clock.shift(timedelta(minutes=10))
        assert client.get(page).wsgi_request.user == lan


def test_a_shared_device_forgets_after_two_hours_of_use(lan, clock):
    client, _key = signed_in(lan, "shared")
    for _ in range(11):
        clock.shift(timedelta(minutes=10))
        assert is_in(client)
    clock.shift(timedelta(minutes=10))
    assert not is_in(client)


def test_use_is_written_down_now_and_then_only(lan, clock, django_assert_num_queries):
    client, _key = signed_in(lan)
    clock.shift(timedelta(minutes=59))
    with django_assert_num_queries(1):
        is_in(client)
    clock.shift(timedelta(minutes=1))
    with django_assert_num_queries(2):
        is_in(client)
    assert Session.objects.get().seen_at == NOW + timedelta(hours=1)


def test_every_session_ends_with_the_epoch(lan):
    clients = [signed_in(lan)[0] for _ in range(3)]
    accounts.end_sessions(person=lan, by=lan, now=NOW)
    assert [is_in(client) for client in clients] == [False] * 3


def test_one_session_is_ended_and_the_others_stay(lan):
    one, key = signed_in(lan)
    other, _key = signed_in(lan)
    ended = Session.objects.get(key_hash=hash_of(key))
    sessions.end_session(session=ended.uuid, by=lan, now=NOW)
    assert (is_in(one), is_in(other)) == (False, True)


def test_nobody_ends_the_session_of_another(lan):
    client, _key = signed_in(lan)
    other = factories.people(1)[0]
    with pytest.raises(sessions.NotYourSession):
        sessions.end_session(session=Session.objects.get().uuid, by=other, now=NOW)
    assert is_in(client)


def test_all_others_are_ended_but_this_one(lan):
    mine, key = signed_in(lan)
    others = [signed_in(lan)[0] for _ in range(2)]
    kept = SessionStore(key)
    assert sessions.end_other_sessions(person=lan, keep=kept, by=lan, now=NOW) == 2
    assert is_in(mine)
    assert not any(is_in(client) for client in others)
    assert open_sessions(lan, NOW).count() == 1


def test_a_session_ended_meanwhile_is_not_written_back(lan):
    client, _key = signed_in(lan)
    session = client.session
    session["note"] = "late"
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists()


def test_a_closed_account_has_no_session(lan):
    client, _key = signed_in(lan)
    lan.is_active = False
    lan.save(update_fields=["is_active"])
    assert not is_in(client)


def test_a_proof_is_fresh_for_a_quarter_of_an_hour(lan):
    session = SessionStore()
    assert proofs(session) == {}
    note_proof(session, "code:phone", now=NOW)
    later = NOW + timedelta(minutes=14, seconds=59)
    assert has_fresh_proof(session, now=later)
    assert not has_fresh_proof(session, now=NOW + timedelta(minutes=15))
    assert not has_fresh_proof(session, now=later, methods={"totp", "passkey"})
    assert has_fresh_proof(session, now=later, methods={"code:phone"})


def test_a_visitor_is_kept_for_a_day(db):
    session = SessionStore()
    session["signin"] = "on its way"
    session.save()
    assert Session.objects.get().expire_at == NOW + timedelta(days=1)
