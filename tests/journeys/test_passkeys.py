"""Finger or face, and the sheet of paper: added in a browser, used at every door, lost and replaced."""

import re
from dataclasses import dataclass
from typing import Any

from tests.journeys import door
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.looking import is_fit_for_people
from tests.journeys.visitor import Visitor

ACCOUNT, PROTECTION = "/toi/tai-khoan/", "/toi/tai-khoan/bao-mat/"
FINGER_DOOR = "/dang-nhap/van-tay/"
MAI = Newcomer("Phạm Thị Mai", "0912 345 691", "+84912345691")
DUNG = Newcomer("Vũ Văn Dũng", "0912 345 692", "+84912345692")
SMALL_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Finger:
    """The fingerprint reader of a visitor's phone, played by the browser itself (CDP WebAuthn)."""

    session: Any
    id: str

    def moves_to(self, visitor: Visitor) -> "Finger":
        """The same phone in another browser: its passkeys go along."""
        kept = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        other = finger_of(visitor)
        for credential in kept["credentials"]:
            what = {"authenticatorId": other.id, "credential": credential}
            other.session.send("WebAuthn.addCredential", what)
        return other

    def is_not_hers(self) -> None:
        """Somebody else's finger on the reader."""
        what = {"authenticatorId": self.id, "isUserVerified": False}
        self.session.send("WebAuthn.setUserVerified", what)


def finger_of(visitor: Visitor) -> Finger:
    """Give the visitor's browser a reader."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": SMALL_PHONE})
    return Finger(session, made["authenticatorId"])


def add_this_device(visitor: Visitor) -> None:
    visitor.open(ACCOUNT)
    visitor.follow("What protects my account")
    is_fit_for_people(visitor)
    visitor.follow("Add this device")
    is_fit_for_people(visitor)
    visitor.press("Add this device")
    visitor.reads("From now on you can sign in on this device without a code.")


def sign_in_by_finger(visitor: Visitor) -> None:
    visitor.open(door.DOOR)
    visitor.follow("Sign in with finger or face")
    visitor.heading("Sign in with finger or face")
    visitor.press("Use finger or face")


def test_mai_adds_her_phone_and_signs_in_without_a_code(somebody: Arrive) -> None:
    mai = somebody()
    finger = finger_of(mai)
    door.join_the_site(mai, MAI)
    add_this_device(mai)
    is_fit_for_people(mai)

    later = somebody()
    is_fit_for_people_at(later, FINGER_DOOR)
    finger.moves_to(later)
    sign_in_by_finger(later)
    later.is_at("/toi/")

    stranger = somebody()
    finger.moves_to(stranger).is_not_hers()
    sign_in_by_finger(stranger)
    stranger.reads("Nothing was checked. Press the button to try once more.")
    stranger.is_at(FINGER_DOOR)


def test_dung_is_asked_for_his_finger_before_the_device_is_removed(somebody: Arrive) -> None:
    dung = somebody()
    finger_of(dung)
    door.join_the_site(dung, DUNG)
    add_this_device(dung)
    dung.open("/dang-nhap/xac-nhan/?next=/toi/tai-khoan/bao-mat/")
    dung.heading("Show that it is you")
    is_fit_for_people(dung)
    dung.press("Use finger or face")
    dung.is_at(PROTECTION)
    dung.page.locator(".card-title a").first.click()
    is_fit_for_people(dung)
    dung.write("Name of this device", "Điện thoại cũ")
    dung.press("Save the name")
    dung.sees("Điện thoại cũ")
    dung.page.locator(".card-title a").first.click()
    dung.press("Remove this device")
    dung.reads("The device was removed from your list.")
    print_a_sheet(dung)


def print_a_sheet(visitor: Visitor) -> None:
    """Ten codes in large type; on paper only what belongs there."""
    visitor.follow("Print a recovery sheet")
    is_fit_for_people(visitor)
    visitor.press("Show me ten codes")
    visitor.heading("My recovery sheet")
    codes = visitor.page.locator(".sheet code").all_inner_texts()
    assert len([code for code in codes if re.fullmatch(r"[0-9A-Z-]{17}", code)]) == 10
    is_fit_for_people(visitor)
    visitor.page.emulate_media(media="print")
    visitor.misses("I have kept the codes")
    visitor.sees(codes[0])
    visitor.page.emulate_media(media="screen")


def test_a_finger_is_second_step_enough_for_staff(somebody: Arrive) -> None:
    hai = somebody(demo=("managers", 1))
    finger = finger_of(hai)
    add_this_device(hai)

    again = somebody()
    finger.moves_to(again)
    sign_in_by_finger(again)
    again.is_at("/toi/")
    assert again.status_of("/xa-phuong/") == 200


def test_without_scripts_the_door_says_which_way_is_open(somebody: Arrive) -> None:
    visitor = somebody(java_script_enabled=False)
    visitor.open(FINGER_DOOR)
    visitor.reads("This browser cannot check a finger or a face. Go on in another way.")
    visitor.follow("Sign in with number or e-mail")
    visitor.is_at(door.DOOR)


def is_fit_for_people_at(visitor: Visitor, path: str) -> None:
    visitor.open(path)
    is_fit_for_people(visitor)
