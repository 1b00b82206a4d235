"""Signing in, as people do it: the code comes from the sent messages, staff show an authenticator."""

import re
from dataclasses import dataclass

import pyotp
from django.utils import timezone

from identity.codes.models import Challenge, SendBudget
from identity.models import Session
from tests import factories
from tests.journeys.visitor import Visitor
from tests.journeys.words import say

DOOR, PROFILE, SECOND = "/dang-nhap/", "/dang-nhap/ho-so/", "/dang-nhap/xac-thuc/"


@dataclass(frozen=True)
class Newcomer:
    """What somebody says of herself; `wrote` is how she writes her address, `to` how it is kept."""

    name: str
    wrote: str
    to: str
    birth_year: str = "1959"
    # a ward of before 2025, divided between two of today
    commune_words: str = "vinh niem"
    commune: str = "Phường Lê Chân"


def ask_for_code(visitor: Visitor, wrote: str) -> None:
    """The first page: an address. What other stories sent there, and from this network, does not count."""
    the_minute_is_over()
    visitor.write("Your mobile number or e-mail address", wrote)
    visitor.press("Send me the code")
    visitor.heading("Enter the code")


def enter_code(visitor: Visitor, to: str) -> None:
    """The second page: the six digits of the message."""
    visitor.write("Code of 6 digits", code_sent(visitor, to))
    visitor.press("Continue")


def code_sent(visitor: Visitor, to: str) -> str:
    """The digits of the newest message to this address."""
    text = visitor.site.last_message(to)["text"]
    return re.search(r"\b\d{6}\b", text).group()


def knock(visitor: Visitor, contact: str) -> None:
    """From the door to whatever comes after the code."""
    visitor.open(DOOR)
    ask_for_code(visitor, contact)
    enter_code(visitor, contact)


def nobody_has_rested() -> None:
    """A slow machine takes longer over the other stories than an administrator may rest."""
    Session.objects.update(seen_at=timezone.now())


def the_minute_is_over() -> None:
    """One code a minute goes to an address, sixty an hour from a network: act as if both had passed."""
    SendBudget.objects.update(sent=[])
    Challenge.objects.update(next_send_at=factories.LONG_AGO)


def introduce(visitor: Visitor, newcomer: Newcomer) -> None:
    """The newcomer's page: name, year of birth, commune found by typing, consent."""
    visitor.heading("A few words about you")
    visitor.write("Your full name", newcomer.name)
    visitor.write("Year of birth", newcomer.birth_year)
    choose_commune(visitor, newcomer.commune_words, newcomer.commune)
    visitor.page.get_by_label(say("I have read this and I agree")).check()
    visitor.press("Open my account")


def choose_commune(visitor: Visitor, words: str, full_name: str) -> None:
    """Type, wait for the offers, choose one."""
    visitor.field("Your ward, commune or special zone").press_sequentially(words)
    visitor.page.get_by_role("radio", name=re.compile(full_name, re.IGNORECASE)).first.check()


def join_the_site(visitor: Visitor, newcomer: Newcomer) -> None:
    """A newcomer's whole way in."""
    visitor.open(DOOR)
    ask_for_code(visitor, newcomer.wrote)
    enter_code(visitor, newcomer.to)
    introduce(visitor, newcomer)


def come_in_as(visitor: Visitor, person: dict) -> None:
    """A demo person signs in; staff show the authenticator whose secret the demo list holds."""
    knock(visitor, person.get("phone") or person["email"])
    if "totp_secret" in person:
        show_authenticator(visitor, person["totp_secret"])
    visitor.page.wait_for_url(lambda url: DOOR not in url)


def show_authenticator(visitor: Visitor, secret: str) -> None:
    """The second step of staff."""
    visitor.write("The 6 digits shown in your authenticator app", pyotp.TOTP(secret).now())
    visitor.press("Continue")


def enrol_authenticator(visitor: Visitor) -> str:
    """The first time: the key is typed into the app from the page; what the app then shows is entered."""
    visitor.heading("Set up your second step")
    secret = visitor.page.locator("code.secret").inner_text().replace(" ", "")
    show_authenticator(visitor, secret)
    return secret
