"""Bà Nụ has neither phone nor e-mail: anh Minh makes her account, and she comes in with a card."""

import re
from pathlib import Path

import pypdf
from playwright.sync_api import expect

from identity.accounts.models import Person
from identity.factors import cardsecrets
from identity.factors.cardqueries import live_card
from tests.journeys.conftest import Arrive
from tests.journeys.looking import is_clean, is_fit_for_people
from tests.journeys.visitor import DESK, Visitor
from tests.journeys.words import say

NU = "Đặng Thị Nụ"
PIN = "493715"
STORY = ("Boat", "Bowl of rice", "Cat")
DEAD = "This card no longer works. If you have a newer one, use that. Otherwise ask your trainer."
DOOR, PIN_PAGE = "/dang-nhap/the/", "/dang-nhap/the/ma-pin/"


def test_somebody_without_a_phone_comes_in_with_a_card(somebody: Arrive, tmp_path: Path) -> None:
    minh, nu = somebody(demo=("trainers", 0), viewport=DESK), somebody()
    page = an_account_is_made(minh)
    she_chooses_digits(minh)
    number = a_card_is_printed(minh, tmp_path)
    she_types_the_number(nu, number)
    nobody_from_elsewhere_finds_her(somebody, page)

    she_chooses_pictures_instead(minh, page)
    is_signed_out(nu)
    she_scans_and_taps(nu, token_of_her_card())

    old = token_of_her_card()
    a_new_card_is_made(minh, page)
    is_signed_out(nu)
    nu.open(f"{DOOR}#{old}")
    expect(nu.page.get_by_role("alert")).to_contain_text(say(DEAD))


def an_account_is_made(minh: Visitor) -> str:
    """Three answers; returns the path of her page in the class."""
    minh.open(f"/lop/{minh.site.demo['trainers'][0]['cohort']}/")
    minh.follow("Somebody has no phone: open an account here")
    minh.write("Full name", NU)
    minh.write("Year of birth", "1951")
    minh.page.get_by_label(say("I read this text to the person, and the person agrees")).check()
    minh.press("Open the account")
    minh.press("Make a card")
    minh.reads("The card is made.")
    is_clean(minh)
    return minh.page.url.removeprefix(minh.site.url)


def she_chooses_digits(minh: Visitor) -> None:
    """On the trainer's device, handed over."""
    minh.follow("Hand over the device: choose a PIN")
    is_clean(minh)
    minh.follow("Digits")
    minh.write("Your new PIN", PIN)
    minh.write("The same PIN once more", PIN)
    is_clean(minh)
    minh.press("Use this PIN")
    minh.heading("Done. Please give the device back.")
    minh.follow("Trainer: go on")


def a_card_is_printed(minh: Visitor, folder: Path) -> str:
    """The paper; returns the number that stands on it."""
    with minh.page.expect_download() as download:
        minh.press("Print the card")
    paper = folder / "card.pdf"
    download.value.save_as(paper)
    text = pypdf.PdfReader(paper).pages[0].extract_text()
    assert NU in text
    return re.search(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}\b", text).group()


def she_types_the_number(nu: Visitor, number: str) -> None:
    """At a shared device, from the first page of the door."""
    nu.open("/dang-nhap/")
    nu.follow("I have a paper card")
    is_fit_for_people(nu)
    nu.write("Number on your card", number.lower().replace("-", " "))
    nu.press("Continue")
    is_fit_for_people(nu)
    nu.write("Your PIN", PIN)
    nu.page.get_by_label(say("A shared device, I use it only this time")).check()
    nu.press("Sign in")
    nu.is_at("/toi/")
    nu.open("/toi/tai-khoan/")
    nu.reads("You sign in with this one.")


def nobody_from_elsewhere_finds_her(somebody: Arrive, page: str) -> None:
    hoa = somebody(demo=("trainers", 1), viewport=DESK)
    for path in ("", "the/moi/", "the/khoa/", "ma-pin/"):
        assert hoa.status_of(f"{page}{path}") == 404, path
    for act in ("the/", "the/moi/", "the/khoa/", "the/in/", "ma-pin/", "ma-pin/mo-lai/"):
        assert hoa.status_of_post(f"{page}{act}") == 404, act


def she_chooses_pictures_instead(minh: Visitor, page: str) -> None:
    """She forgot the digits, and sits beside the trainer."""
    minh.open(page)
    minh.follow("PIN forgotten: let the person choose a new one")
    minh.follow("Three pictures")
    is_clean(minh)
    tap(minh, *STORY, *STORY)
    minh.heading("Done. Please give the device back.")


def tap(visitor: Visitor, *words: str) -> None:
    """Tap pictures one after the other."""
    for word in words:
        visitor.press(word)
        visitor.page.wait_for_load_state()


def is_signed_out(nu: Visitor) -> None:
    assert nu.status_of("/toi/") == 302


def she_scans_and_taps(nu: Visitor, token: str) -> None:
    """The camera opens the address of the picture; the token leaves the address bar at once."""
    nu.open(f"{DOOR}#{token}")
    nu.is_at(PIN_PAGE)
    is_fit_for_people(nu)
    nu.page.go_back()
    assert token not in nu.page.evaluate("location.href")
    nu.open(PIN_PAGE)
    nu.page.get_by_label(say("A shared device, I use it only this time")).check()
    tap(nu, *STORY)
    nu.is_at("/toi/")


def a_new_card_is_made(minh: Visitor, page: str) -> None:
    minh.open(page)
    minh.follow("Lost or torn: make a new card")
    is_clean(minh)
    minh.press("Make a new card")
    minh.reads("The new card is made. The old one no longer works.")


def token_of_her_card() -> str:
    """What the QR picture of her card holds; no browser here has a camera."""
    nu = Person.objects.get(name=NU)
    card = live_card(nu)
    assert card is not None
    return cardsecrets.face_of(card, nu).token
