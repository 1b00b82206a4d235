"""One number, several people: the chooser, the PIN, joining and leaving, over HTTP."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from identity.accounts import actions as accounts
from identity.accounts import sharing
from identity.accounts.contacts import read_contact
from identity.accounts.models import Holding, Invitation, Person
from identity.accounts.queries import live_holders
from identity.audit.models import Entry
from identity.factors import pins
from identity.factors.models import PinKind
from identity.security.models import Freeze, SecurityEvent
from tests import factories
from tests.identity.signin.conftest import PHONE, PROFILE, Visitor, let_the_next_code_go_out

CONTACT = read_contact(PHONE)
PIN, HER_PIN = "4719", "8305"
SHARING = "/toi/tai-khoan/dung-chung/"
JOINING = PROFILE | {
    "name": "Trần Thị Hoa",
    "birth_year": "1990",
    "nickname": "Hoa",
    "pin": HER_PIN,
    "again": HER_PIN,
}


@pytest.fixture
def lan(visitor) -> Person:
    """Bác Lan, signed in in `visitor`, alone on her number."""
    person = factories.lan(contact=PHONE)
    visitor.sign_in(PHONE)
    return person


def share(visitor, **changes):
    """Send the form that makes the number a shared one."""
    page = visitor.client.get(SHARING, follow=True).redirect_chain[-1][0]
    said = {"nickname": "Mẹ", "pin": PIN, "again": PIN} | changes
    return visitor.client.post(page, said)


def do(visitor, act):
    """Press one of the buttons of the sharing page."""
    page = visitor.client.get(SHARING, follow=True).redirect_chain[-1][0]
    return visitor.client.post(page, {"do": act}, follow=True)


def knock(visitor):
    """A code to the number, typed rightly; the answer."""
    let_the_next_code_go_out()
    return visitor.sign_in(PHONE)


def choose(visitor, who="1"):
    return visitor.client.post("/dang-nhap/ai/", {"who": who})


def enter_pin(visitor, pin):
    return visitor.client.post("/dang-nhap/ma-pin/", {"pin": pin})


def come_in(visitor, who, pin):
    """All three steps of somebody on a shared number."""
    knock(visitor)
    choose(visitor, who)
    return enter_pin(visitor, pin)


@pytest.fixture
def hoa(lan, visitor, other) -> Person:
    """Her daughter, who joined in `other`."""
    share(visitor)
    knock(other)
    choose(other, "moi")
    assert other.client.post("/dang-nhap/nguoi-moi/", JOINING).status_code == 302
    return Person.objects.get(name="Trần Thị Hoa")


def test_the_first_names_herself_sets_a_pin_and_an_invitation_stands_open(lan, visitor):
    share(visitor)
    holding = Holding.objects.get(person=lan)
    assert (holding.nickname, pins.has_pin(lan)) == ("Mẹ", True)
    invitation = Invitation.objects.get()
    assert invitation.expires_at - invitation.opened_at == timedelta(minutes=30)
    page = visitor.client.get(SHARING, follow=True).content.decode()
    assert timezone.localtime(invitation.expires_at).strftime("%H:%M") in page


def test_from_then_on_a_code_alone_opens_nothing(lan, visitor, other):
    share(visitor)
    do(visitor, "withdraw")
    assert knock(other).url == "/dang-nhap/ai/"
    assert not other.is_in()
    for path in ("/dang-nhap/ma/", "/dang-nhap/ho-so/", "/dang-nhap/ma-pin/"):
        assert other.client.get(path, follow=True).redirect_chain[-1][0] == "/dang-nhap/ai/"
    other.introduce()
    assert not other.is_in()
    assert Person.objects.count() == 1


def test_the_chooser_shows_the_nicknames_and_nothing_else(hoa, visitor):
    third = Visitor()
    knock(third)
    page = third.client.get("/dang-nhap/ai/").content.decode()
    assert "Mẹ" in page
    assert "Hoa" in page
    for hidden in ("Nguyễn Thị Lan", "Trần Thị Hoa", "1959", "1990", "I am new here", "moi"):
        assert f'"{hidden}"' not in page
        assert f">{hidden}<" not in page
    assert str(hoa.uuid) not in page


def test_each_opens_her_own_account_with_her_own_pin(hoa, lan):
    for who, pin, person in (("1", PIN, lan), ("2", HER_PIN, hoa)):
        browser = Visitor()
        assert come_in(browser, who, pin).status_code == 302
        assert browser.client.get("/api/v1/session").json()["person"]["id"] == str(person.uuid)


def test_anothers_pin_opens_nothing_and_is_said_kindly(hoa):
    browser = Visitor()
    answer = come_in(browser, "1", HER_PIN)
    assert answer.status_code == 200
    assert str(pins.WrongPin.sentence) in answer.content.decode()
    assert not browser.is_in()


def test_five_wrong_pins_make_wait_and_close_nobody_elses(hoa, lan):
    browser = Visitor()
    come_in(browser, "1", "9052")
    for _ in range(4):
        enter_pin(browser, "9052")
    assert enter_pin(browser, PIN).status_code == 429
    choose(browser, "2")
    enter_pin(browser, HER_PIN)
    assert browser.client.get("/api/v1/session").json()["person"]["id"] == str(hoa.uuid)


def test_pictures_are_tapped_one_after_the_other(hoa, lan):
    pins.set_pin(person=lan, pin="3-11-7", kind=PinKind.PICTURES, by=lan, now=timezone.now())
    browser = Visitor()
    knock(browser)
    choose(browser, "1")
    for picked, picture in (("", "3"), ("3", "11"), ("3-11", "7")):
        browser.client.post("/dang-nhap/ma-pin/", {"picked": picked, "picture": picture})
    assert browser.is_in()


def test_nobody_joins_without_an_invitation(lan, visitor, other):
    share(visitor)
    do(visitor, "withdraw")
    knock(other)
    assert choose(other, "moi").url == "/dang-nhap/ai/"
    assert other.client.post("/dang-nhap/nguoi-moi/", JOINING).url == "/dang-nhap/ai/"
    assert Person.objects.count() == 1


def test_an_invitation_that_runs_out_while_she_writes_lets_nobody_in(lan, visitor, other):
    share(visitor)
    knock(other)
    Invitation.objects.update(expires_at=timezone.now())
    assert other.client.post("/dang-nhap/nguoi-moi/", JOINING).url == "/dang-nhap/ai/"
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"nickname": "me"}, "nickname"),
        ({"nickname": "Trần Thị Hoa"}, "nickname"),
        ({"pin": "1234", "again": "1234"}, "pin"),
        ({"pin": "1990", "again": "1990"}, "pin"),
        ({"again": "9052"}, "again"),
        ({"name": ""}, "name"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(lan, visitor, other, changes, field):
    share(visitor)
    knock(other)
    answer = other.client.post("/dang-nhap/nguoi-moi/", JOINING | changes)
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    assert Person.objects.count() == 1
    assert Invitation.objects.get().ended_at is None


def test_everybody_who_was_there_is_told_and_sees_the_newcomer(hoa, lan, visitor):
    assert SecurityEvent.objects.filter(person=lan, kind="number_shared").count() == 1
    assert not SecurityEvent.objects.filter(person=hoa, kind="number_shared").exists()
    page = visitor.client.get(SHARING, follow=True).content.decode()
    assert "<li>Hoa</li>" in page
    assert "Trần Thị Hoa" not in page


def test_sharing_needs_a_fresh_proof(lan, visitor):
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        answer = visitor.client.get(SHARING, follow=True)
        assert answer.redirect_chain[-1][0].startswith("/dang-nhap/xac-nhan/")


def test_nobody_opens_the_page_of_anothers_number(hoa, lan, other):
    factories.minh(contact="0987 111 222")
    strange = live_holders(read_contact("0987 111 222"))[0]
    assert other.client.get(f"{SHARING}{strange.uuid}/").status_code == 404
    her_mothers = Holding.objects.select_related("identifier").get(person=lan)
    assert other.client.get(f"{SHARING}{her_mothers.uuid}/").status_code == 404


def test_who_has_no_other_way_in_is_not_let_go(hoa, lan, other):
    holding = Holding.objects.select_related("identifier").get(person=hoa)
    leave = f"{SHARING}{holding.uuid}/roi/"
    assert b"button-danger" not in other.client.get(leave).content
    other.client.post(leave)
    assert Holding.objects.live().filter(person=hoa).exists()


def test_who_has_another_way_leaves_and_those_who_stay_keep_their_pin(hoa, lan, other):
    email = read_contact("hoa@vidu.vn")
    accounts.hold_contact(person=hoa, contact=email, now=timezone.now())
    holding = Holding.objects.select_related("identifier").get(person=hoa, seat=2)
    assert other.client.post(f"{SHARING}{holding.uuid}/roi/").url == "/toi/tai-khoan/"
    assert [one.person for one in live_holders(CONTACT)] == [lan]
    assert SecurityEvent.objects.filter(person=hoa, kind="contact_removed").exists()
    browser = Visitor()
    assert knock(browser).url == "/dang-nhap/ai/"
    assert not browser.is_in()


def test_alone_again_she_signs_in_by_the_code(lan, visitor, other):
    share(visitor)
    do(visitor, "alone")
    assert live_holders(CONTACT)[0].is_guarded, "an invitation stands open"
    do(visitor, "withdraw")
    do(visitor, "alone")
    knock(other)
    assert other.is_in()


def test_when_all_are_silent_the_number_tells_nothing(hoa, lan):
    browser = Visitor()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert knock(browser).url == "/dang-nhap/ho-so/"
        assert b"M\xe1\xba\xb9" not in browser.client.get("/dang-nhap/ho-so/").content


def test_whoever_has_the_number_after_them_starts_empty_and_ends_what_they_held(hoa, lan):
    stranger = Visitor()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        knock(stranger)
        stranger.introduce(name="Lê Văn Lạ")
    held = live_holders(CONTACT)
    assert [holding.person.name for holding in held] == ["Lê Văn Lạ"]
    assert not held[0].is_guarded


def test_a_frozen_account_lets_nobody_join(lan, visitor, other):
    share(visitor)
    now = timezone.now()
    Freeze.objects.create(person=lan, since=now, until=now + timedelta(days=10))
    knock(other)
    assert other.client.get("/dang-nhap/nguoi-moi/").url == "/dang-nhap/ai/"
    assert Invitation.objects.count() == 1
    do(visitor, "invite")
    assert Invitation.objects.count() == 1


def test_one_silent_among_live_ones_needs_her_pin_and_nothing_more(hoa, lan):
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        come_in(Visitor(), "2", HER_PIN)
    browser = Visitor()
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert come_in(browser, "1", PIN).status_code == 302
        assert browser.is_in()


def test_staff_on_a_shared_number_still_show_their_second_factor(hoa, lan):
    factories.granted(lan, "editor")
    browser = Visitor()
    assert come_in(browser, "1", PIN).url == "/dang-nhap/xac-thuc/"
    assert not browser.is_in()


def test_what_a_session_bore_does_not_pass_to_the_next_person(hoa, lan):
    browser = Visitor()
    come_in(browser, "1", PIN)
    browser.client.post("/dang-xuat/")
    come_in(browser, "2", HER_PIN)
    assert browser.client.get("/api/v1/session").json()["person"]["id"] == str(hoa.uuid)
    assert "Nguyễn Thị Lan" not in browser.client.get("/toi/tai-khoan/").content.decode()


def test_a_new_pin_ends_the_other_sessions(hoa, lan, visitor):
    elsewhere = Visitor()
    come_in(elsewhere, "1", PIN)
    changed = elsewhere.client.post("/toi/tai-khoan/ma-pin/", {"pin": "9052", "again": "9052"})
    assert changed.url == "/toi/tai-khoan/"
    assert elsewhere.is_in()
    assert not visitor.is_in()
    assert come_in(Visitor(), "1", "9052").status_code == 302


def test_an_old_sign_in_does_not_change_the_pin(hoa, lan, visitor):
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        answer = visitor.client.post("/toi/tai-khoan/ma-pin/", {"pin": "9052", "again": "9052"})
    assert answer.url.startswith("/dang-nhap/xac-nhan/")


def test_every_step_is_written_down(hoa, lan):
    acts = set(Entry.objects.values_list("act", flat=True))
    expected = {"sharing.nickname_chosen", "sharing.invited", "sharing.joined", "factors.pin_set"}
    assert expected <= acts
    assert timedelta(minutes=30) == sharing.INVITATION_LIFE
