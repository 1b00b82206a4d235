"""Winning an account back: who hears of it, who stops it, and what is void once it is given back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from identity.accounts.actions import end_sessions
from identity.accounts.contacts import read_contact
from identity.accounts.guardians import answer_for_child
from identity.accounts.models import Holding
from identity.accounts.queries import contacts_of, holder_of
from identity.audit.models import Entry
from identity.codes.models import KnownBrowser
from identity.factors import cards, pins
from identity.factors.models import Card, Pin
from identity.factors.queries import methods_of
from identity.outbox import actions as outbox
from identity.recovery import finishing, requests
from identity.recovery.contacts import replace_contact
from identity.recovery.models import RecoveryRequest
from identity.recovery.queries import requests_for
from identity.recovery.refusals import UndoOver
from identity.recovery.requests import RecoveryRefused
from identity.recovery.rules import State
from identity.recovery.undoing import change_of_link, undo_by_link, undo_since
from identity.security import actions as security
from identity.security.models import Kind, SecurityEvent
from identity.security.queries import is_frozen
from identity.security.replies import secrets_of
from tests import factories
from tests.identity.recovery.people import HERE, NEW_PHONE, PHONE, holding_of, signed_in, silent_lan
from tests.identity.signin.conftest import enrolled

pytestmark = pytest.mark.django_db
NEW = read_contact(NEW_PHONE)
MEANT = "phone:+84912345678"
DAY = timedelta(days=1)


@pytest.fixture
def lan():
    return factories.lan(contact=PHONE)


@pytest.fixture
def now():
    return timezone.now()


def asked(now, meant=MEANT, contact=NEW):
    request = requests.ask(meant=meant, contact=contact, now=now)
    requests.look_up(request=request.uuid, now=now)
    request.refresh_from_db()
    return request


def state(request):
    request.refresh_from_db()
    return State(request.state)


def events(person, kind=Kind.RECOVERY_STARTED):
    return SecurityEvent.objects.filter(person=person, kind=kind).count()


def test_after_three_quiet_days_the_new_number_opens_the_account_and_the_old_one_nothing(lan, now):
    request = asked(now)
    assert state(request) is State.WAITING
    finishing.sweep(now=now + 3 * DAY - timedelta(minutes=1))
    assert state(request) is State.WAITING
    finishing.sweep(now=now + 3 * DAY)
    assert state(request) is State.DONE
    assert contacts_of(lan) == [NEW]
    assert Holding.objects.get(person=lan, until__isnull=False).ended_reason == "lost"


def test_everything_that_opened_the_account_before_is_void(lan, now):
    minh, browser = factories.minh(), signed_in(lan)
    enrolled(lan)
    cards.issue_card(person=lan, by=minh, now=now)
    pins.set_pin(person=lan, pin="2846", kind="digits", by=minh, now=now)
    request = requests.start(person=lan, contact=NEW, by=minh, now=now)
    requests.confirm(request=request, by=factories.quang(), now=now)
    finishing.sweep(now=now + DAY)
    assert state(request) is State.DONE
    assert browser.get("/toi/tai-khoan/").status_code == 302
    assert methods_of(lan) == frozenset()
    assert not Pin.objects.filter(person=lan).exists()
    assert not Card.objects.live().filter(person=lan).exists()
    assert not KnownBrowser.objects.filter(revoked_at=None).exists()
    assert is_frozen(lan.pk, now + DAY + timedelta(days=6, hours=23))
    assert not is_frozen(lan.pk, now + DAY + timedelta(days=7))


def test_the_clock_and_a_second_clock_give_it_back_once(lan, now):
    request = asked(now)
    for _ in range(3):
        finishing.advance(request=request.pk, now=now + 3 * DAY)
    assert events(lan, Kind.RECOVERY_DONE) == 1
    assert Holding.objects.filter(person=lan, until=None).count() == 1


def test_each_day_of_waiting_brings_one_notice_however_often_the_clock_comes(lan, now):
    asked(now)
    assert events(lan) == 1
    for hours in (1, 24, 25, 47, 49, 50):
        finishing.sweep(now=now + timedelta(hours=hours))
    assert events(lan) == 3


def test_any_session_of_the_account_stops_it_for_good(lan, now):
    request = asked(now)
    assert requests.cancel(request=request, by=lan, now=now)
    assert not requests.cancel(request=request, by=lan, now=now)
    finishing.sweep(now=now + 4 * DAY)
    assert state(request) is State.CANCELLED
    assert holder_of(read_contact(PHONE)) == lan
    assert events(lan, Kind.RECOVERY_CANCELLED) == 1


def test_the_answer_to_a_notice_stops_it(lan, now):
    request = asked(now)
    SecurityEvent.objects.filter(person=lan).update(disavowed_at=now + DAY)
    finishing.sweep(now=now + 3 * DAY)
    assert state(request) is State.CANCELLED


def test_signing_in_meanwhile_means_that_waiting_is_not_enough(lan, now):
    request = asked(now)
    Holding.objects.filter(person=lan).update(proved_at=now + DAY)
    finishing.sweep(now=now + 4 * DAY)
    assert state(request) is State.WAITING
    finishing.sweep(now=now + 14 * DAY)
    assert state(request) is State.EXPIRED


def test_a_silent_number_is_told_nothing_so_waiting_is_not_enough(now):
    lan = silent_lan()
    request = asked(now)
    finishing.sweep(now=now + 4 * DAY)
    assert state(request) is State.WAITING
    assert contacts_of(lan) == [read_contact(PHONE)]


def test_two_who_ask_for_one_account_are_told_apart_at_the_desk_only(lan, now):
    one = asked(now)
    other = asked(now, contact=read_contact("0983222112"))
    finishing.sweep(now=now + 4 * DAY)
    assert (state(one), state(other)) == (State.WAITING, State.WAITING)
    for staff in (factories.minh(), factories.quang()):
        requests.confirm(request=other, by=staff, now=now)
    finishing.sweep(now=now + 4 * DAY)
    assert (state(one), state(other)) == (State.REFUSED, State.DONE)


def test_the_fourth_who_asks_is_heard_in_silence(lan, now):
    made = [asked(now, contact=read_contact(f"098322211{n}")) for n in range(4)]
    assert [state(each) for each in made] == [State.WAITING] * 3 + [State.EXPIRED]


def test_nobody_is_meant_by_an_unknown_number_a_childs_account_or_a_shared_past(lan, now):
    assert state(asked(now, meant="phone:+84912345000")) is State.EXPIRED
    child = factories.person(contact="0912345001", birth_year=2015)
    answer_for_child(child=child, guardian=lan, relation="mother", by=lan, now=now)
    assert state(asked(now, meant="phone:+84912345001")) is State.EXPIRED
    assert not SecurityEvent.objects.exists()


def test_the_question_is_written_down_alike_whoever_is_meant(lan, now):
    done = []
    for meant in (MEANT, "phone:+84912345000", "card:ABCDEFGHJ"):
        with CaptureQueriesContext(connection) as queries:
            request = requests.ask(meant=meant, contact=NEW, now=now)
        done.append(len(queries))
        assert (request.person, request.state) == (None, State.ASKED)
    assert len(set(done)) == 1


def test_a_new_number_that_has_an_account_is_refused_before_and_waits_after(lan, now):
    factories.person(contact=NEW_PHONE)
    with pytest.raises(RecoveryRefused) as why:
        requests.ask(meant=MEANT, contact=NEW, now=now)
    assert why.value.code == "taken"
    fresh = "0983222113"
    request = asked(now, contact=read_contact(fresh))
    other = factories.person(contact=fresh)
    finishing.sweep(now=now + 3 * DAY)
    assert state(request) is State.READY
    assert holder_of(read_contact(fresh)) == other
    assert contacts_of(lan) == [read_contact(PHONE)]
    finishing.sweep(now=now + 14 * DAY)
    assert state(request) is State.EXPIRED


def test_a_new_number_that_was_silent_tells_nothing_and_goes_over_at_the_end(lan, now):
    """Her new SIM had an owner before, who is told nothing of, and whose number it is no more."""
    before = factories.person(contact=NEW_PHONE, proved_at=now - 31 * DAY)
    requests.start(person=lan, contact=NEW, by=factories.minh(), now=now)
    request = asked(now)
    requests.refuse(request=request, by=factories.quang(), now=now)
    finishing.sweep(now=now + 3 * DAY)
    assert contacts_of(lan) == [NEW]
    assert contacts_of(before) == []
    assert Holding.objects.get(person=before).ended_reason == "passed_on"


def test_her_own_silent_number_can_be_the_new_one(now):
    lan = silent_lan()
    cards.issue_card(person=lan, by=factories.minh(), now=now)
    requests.start(person=lan, contact=read_contact(PHONE), by=factories.minh(), now=now)
    finishing.sweep(now=now + 3 * DAY)
    assert contacts_of(lan) == [read_contact(PHONE)]
    assert not holder_of(read_contact(PHONE)).kept
    assert events(lan, Kind.RECYCLED) == 0


def test_a_session_that_was_ended_could_object_to_nothing(now):
    """Its row stands until it is next used; who could hear of the request decides about the wait."""
    lan = silent_lan()
    signed_in(lan)
    assert asked(now).was_told
    end_sessions(person=lan, by=None, now=now)
    assert not asked(now, contact=read_contact("0983222112")).was_told


def test_whoever_has_the_lost_phone_does_not_bring_its_number_back(lan, now):
    """He changed the number to his own, which told the phone in his hand how to undo it."""
    added = read_contact("0977 000 009")
    change = replace_contact(
        person=lan, holding=holding_of(lan).uuid, contact=added, here=HERE, by=lan, now=now
    )
    token = secrets_of(change.event)[0]
    assert change_of_link(token, now=now) == change
    requests.start(person=lan, contact=NEW, by=factories.minh(), now=now)
    finishing.sweep(now=now + 3 * DAY)
    assert contacts_of(lan) == [NEW]
    with pytest.raises(UndoOver):
        undo_by_link(token=token, network="203.0.113.9", now=now + 4 * DAY)
    assert not undo_since(person=lan, since=now, now=now + 4 * DAY)
    assert contacts_of(lan) == [NEW]


def test_staff_of_the_commune_see_and_decide_and_others_see_nothing(lan, now):
    request, minh, hoa = asked(now), factories.minh(), factories.hoa()
    assert list(requests_for(minh, now=now)) == [request]
    assert list(requests_for(hoa, now=now)) == []
    with pytest.raises(RecoveryRefused) as why:
        requests.confirm(request=request, by=hoa, now=now)
    assert why.value.code == "not_yours"
    with pytest.raises(RecoveryRefused):
        requests.start(person=lan, contact=NEW, by=hoa, now=now)
    requests.refuse(request=request, by=minh, now=now)
    with pytest.raises(RecoveryRefused) as why:
        requests.confirm(request=request, by=minh, now=now)
    assert why.value.code == "over"


def test_one_member_of_staff_counts_once_however_often_the_button_is_pressed(lan, now):
    request, minh = asked(now), factories.minh()
    for _ in range(3):
        requests.confirm(request=request, by=minh, now=now)
    assert request.confirmations.count() == 1
    assert Entry.objects.filter(act="recovery.confirmed").count() == 1
    finishing.sweep(now=now + DAY)
    assert state(request) is State.WAITING


def test_staff_do_not_confirm_themselves_and_need_an_administrator(now):
    minh, quang = factories.minh(contact=PHONE), factories.quang()
    request = asked(now)
    assert list(requests_for(minh, now=now)) == []
    with pytest.raises(RecoveryRefused):
        requests.confirm(request=request, by=minh, now=now)
    requests.confirm(request=request, by=quang, now=now)
    helper = factories.granted(factories.person(), "trainer", factories.HOME)
    requests.confirm(request=request, by=helper, now=now)
    finishing.sweep(now=now + 4 * DAY)
    assert state(request) is State.WAITING
    requests.confirm(request=request, by=factories.admin(), now=now)
    finishing.sweep(now=now + 4 * DAY)
    assert state(request) is State.DONE


def test_a_frozen_account_can_be_won_back(lan, now):
    event = security.report(person=lan, kind=Kind.NEW_DEVICE, now=now - DAY)
    security.close_changes(event=event, now=now - DAY)
    request = asked(now)
    finishing.sweep(now=now + 3 * DAY)
    assert state(request) is State.DONE


def test_one_broken_request_does_not_hold_up_the_others(lan, now, monkeypatch):
    first, second = asked(now), asked(now, meant="phone:+84912345000")
    RecoveryRequest.objects.filter(pk=second.pk).update(state=State.ASKED)
    real = finishing.advance

    def breaks(*, request, now):
        if request == second.pk:
            raise RuntimeError
        real(request=request, now=now)

    monkeypatch.setattr(finishing, "advance", breaks)
    finishing.sweep(now=now + 3 * DAY)
    assert state(first) is State.DONE
    outbox.keep_due(now=timezone.now)
