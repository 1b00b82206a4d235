"""Asking for codes: who gets a message, when, and what stays the same for known and unknown."""

import re
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from identity.accounts.contacts import Contact, read_contact
from identity.codes import actions as codes
from identity.codes.browsers import Browser
from identity.codes.models import Challenge
from identity.codes.queries import pending
from identity.codes.refusals import CodeExpired, NetworkFull, TooManySends, TooSoon
from identity.messaging.models import Message
from tests import factories
from tests.identity.codes.doors import HOME_NETWORK, LAN, Door, right_code, sent_messages

pytestmark = pytest.mark.django_db


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def other_browser(number: int = 1, contact: Contact = LAN) -> Door:
    return Door(contact, Browser(f"stranger-{number}"), f"198.51.100.{number}")


def test_a_code_goes_out_and_the_message_holds_it(door, now):
    challenge = door.ask(now)
    (message,) = sent_messages(now)
    assert message["to"] == "+84912345678"
    assert message["channel"] == "sms"
    assert right_code(challenge) in message["text"]
    assert message["params"] == {"code": right_code(challenge), "minutes": "10"}


def test_an_email_address_gets_an_email(now):
    door = Door(read_contact("Lan@Vidu.VN"))
    challenge = door.ask(now)
    (message,) = sent_messages(now)
    assert (message["channel"], message["to"]) == ("email", "lan@vidu.vn")
    assert right_code(challenge) in message["text"]


def test_known_and_unknown_addresses_cost_the_same_queries_and_the_same_messages(now):
    Door(read_contact("0961234567"), Browser("first-in-this-network")).ask(now)
    holder = factories.person(contact="0987654321")
    assert holder.is_active
    shapes = []
    for contact in (LAN, read_contact("0987654321")):
        with CaptureQueriesContext(connection) as captured:
            Door(contact, Browser("b")).ask(now)
        shapes.append([re.sub(r"'[^']*'|\d+", "?", entry["sql"]) for entry in captured])
    assert shapes[0] == shapes[1]
    assert len(sent_messages(now)) == 3


def test_asking_again_at_once_leads_back_to_the_same_code_without_a_second_message(door, now):
    assert door.ask(now) == door.ask(now + minutes(0.2))
    assert len(sent_messages(now)) == 1


def test_a_resend_sends_the_same_code(door, now):
    challenge = door.ask(now)
    assert door.again(challenge, now + minutes(1)) == challenge
    first, second = sent_messages(now + minutes(1))
    assert first["params"]["code"] == second["params"]["code"]
    assert second["params"]["minutes"] == "9"
    assert first["id"] != second["id"]


def test_a_resend_that_comes_too_soon_is_told_when(door, now):
    challenge = door.ask(now)
    with pytest.raises(TooSoon) as refused:
        door.again(challenge, now + minutes(0.9))
    assert refused.value.retry_at == now + minutes(1)
    assert "09:01" in refused.value.message


def test_the_waits_between_resends_grow(door, now):
    challenge = door.ask(now)
    door.again(challenge, now + minutes(1))
    with pytest.raises(TooSoon):
        door.again(challenge, now + minutes(2.9))
    door.again(challenge, now + minutes(3))
    assert Challenge.objects.get().next_send_at == now + minutes(15)


def test_a_code_with_little_life_left_is_not_sent_again_but_made_new(door, now):
    challenge = door.ask(now)
    fresh = door.again(challenge, now + minutes(8.5))
    assert fresh != challenge
    assert Challenge.objects.get(uuid=fresh).expires_at == now + minutes(18.5)


def test_another_browser_gets_another_code(door, now):
    assert door.ask(now) != other_browser().ask(now + minutes(1))


def test_a_challenge_of_another_browser_cannot_be_sent_again_or_seen(door, now):
    challenge = door.ask(now)
    with pytest.raises(CodeExpired):
        other_browser().again(challenge, now + minutes(1))
    assert pending(challenge=challenge, browser=Browser("stranger"), now=now) is None
    assert pending(challenge=challenge, browser=Browser(""), now=now) is None
    assert pending(challenge=challenge, browser=door.browser, now=now).contact == LAN


@pytest.mark.parametrize(
    ("sends", "span", "every"),
    [
        (1, minutes(1), minutes(0.25)),
        (3, minutes(15), minutes(1)),
        (5, minutes(60), minutes(3)),
        (10, minutes(1440), minutes(30)),
    ],
)
def test_an_address_gets_only_so_many_messages_from_strangers(now, sends, span, every):
    for step in range(span // every):
        at = now + step * every
        try:
            other_browser(step).ask(at)
        except TooManySends as refused:
            assert refused.retry_at > at
    assert Message.objects.count() == sends


def test_all_spellings_of_an_address_share_one_budget(now):
    for index, spelling in enumerate(["0912345678", "+84 912 345 678", "0084912345678"]):
        door = other_browser(index, read_contact(spelling))
        if index:
            with pytest.raises(TooManySends):
                door.ask(now)
        else:
            door.ask(now)


def test_strangers_cannot_use_up_the_messages_of_a_known_browser(door, now):
    known = door.remembered(now)
    for step in range(60):
        try:
            other_browser(step).ask(now + 5 * minutes(step))
        except TooManySends:
            continue
    at = now + minutes(300)
    with pytest.raises(TooManySends):
        other_browser().ask(at + minutes(60))
    assert known.ask(at)


def crowd(number: int, network: str = HOME_NETWORK):
    """People who never asked before, in one network."""
    for index in range(number):
        yield Door(Contact("phone", f"+8491{index:07d}"), Browser(f"b{index}"), network)


def test_a_network_sends_sixty_an_hour_and_no_more(now):
    for door in crowd(60):
        door.ask(now)
    with pytest.raises(NetworkFull) as refused:
        Door(LAN).ask(now + minutes(59))
    assert refused.value.retry_at == now + minutes(60)
    Door(LAN).ask(now + minutes(60))


def test_a_refusal_by_the_network_takes_nothing_from_the_address(now, settings):
    settings.SIGNIN_NETWORK_CAP = 1
    other = Door(read_contact("0987654321"), Browser("x"))
    other.ask(now)
    with pytest.raises(NetworkFull):
        Door().ask(now)
    assert Door(network="192.0.2.1").ask(now)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("not an address", "", True),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64", True),
        ("203.0.113.7", "203.0.113.7/32", True),
    ],
)
def test_a_network_is_one_ipv4_address_or_one_ipv6_64(now, settings, one, other, is_same):
    settings.SIGNIN_NETWORK_CAP = 1
    Door(network=one).ask(now)
    second = Door(read_contact("0987654321"), Browser("y"), other)
    if is_same:
        with pytest.raises(NetworkFull):
            second.ask(now)
    else:
        second.ask(now)


def test_a_trusted_network_has_no_cap(now, settings):
    settings.SIGNIN_NETWORK_CAP = 1
    settings.TRUSTED_NETWORKS = [ip_network("203.0.113.0/24")]
    for door in crowd(5):
        door.ask(now)


def test_a_trainer_lifts_the_cap_of_the_hall_for_a_while(now, settings):
    settings.SIGNIN_NETWORK_CAP = 2
    trainer = factories.minh()
    codes.lift_network_cap(
        network=HOME_NETWORK, most=4, until=now + minutes(180), by=trainer, now=now
    )
    doors = list(crowd(6))
    for door in doors[:4]:
        door.ask(now)
    with pytest.raises(NetworkFull):
        doors[4].ask(now + minutes(1))
    with pytest.raises(NetworkFull):
        for door in doors[:3]:
            door.ask(now + minutes(181))
