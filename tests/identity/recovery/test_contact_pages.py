"""`/toi/tai-khoan/lien-he/`: the pages, their proofs and their answers."""

import pytest
from django.utils import timezone

from identity.accounts.actions import hold_contact
from identity.accounts.contacts import read_contact
from identity.accounts.models import Holding
from identity.accounts.queries import holder_of
from identity.security import actions as security
from tests import factories
from tests.identity.recovery.people import (
    EMAIL,
    NEW_PHONE,
    PHONE,
    code_sent_to,
    email_code_sent_to,
    holding_of,
    messages_to,
    signed_in,
    with_email,
)
from tests.identity.signin.conftest import enrolled

LIST = "/toi/tai-khoan/lien-he/"
ADD, CODE = f"{LIST}them/", f"{LIST}ma/"
CONFIRM = "/dang-nhap/xac-nhan/"


def change_page(person, kind="phone"):
    return f"{LIST}{holding_of(person, kind).uuid}/doi/"


def test_my_addresses_are_shown_masked():
    lan = with_email(factories.lan(contact=PHONE))
    page = signed_in(lan).get(LIST).content.decode()
    assert "••••\N{NO-BREAK SPACE}•••\N{NO-BREAK SPACE}678" in page
    assert "l•••@example.vn" in page
    assert "0912" not in page


def test_strangers_are_sent_to_sign_in(client):
    for page in (LIST, ADD, CODE):
        assert client.get(page)["Location"].startswith("/dang-nhap/")


def test_a_number_is_changed_by_a_proof_of_the_old_and_a_code_to_the_new():
    lan = factories.lan(contact=PHONE)
    client = signed_in(lan, "code:phone")
    assert client.post(change_page(lan), {"contact": NEW_PHONE})["Location"] == CODE
    answer = client.post(CODE, {"code": code_sent_to(NEW_PHONE)}, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "0983 222 111" in answer.content.decode()
    assert holder_of(read_contact(NEW_PHONE)) == lan


def test_without_a_fresh_proof_every_page_asks_for_one_first():
    lan = factories.lan(contact=PHONE)
    client = signed_in(lan)
    for page in (ADD, CODE, change_page(lan), f"{LIST}{holding_of(lan).uuid}/bo/"):
        assert client.get(page)["Location"].startswith(CONFIRM), page


def test_a_code_to_the_phone_does_not_change_the_phone_where_there_is_an_email():
    lan = with_email(factories.lan(contact=PHONE))
    client = signed_in(lan, "code:phone")
    asked = client.get(change_page(lan))
    assert asked["Location"].startswith(CONFIRM)
    client.post(asked["Location"], {"send": "1", "next": change_page(lan)})
    assert len(messages_to(EMAIL)) == 1
    proved = client.post(
        f"{CONFIRM}?cach=tin-nhan", {"code": email_code_sent_to(EMAIL), "next": change_page(lan)}
    )
    assert proved["Location"] == change_page(lan)
    assert client.get(change_page(lan)).status_code == 200


def test_an_email_added_a_moment_ago_does_not_prove_a_change_of_the_phone():
    lan = with_email(factories.lan(contact=PHONE))
    hold_contact(person=lan, contact=read_contact("ke.trom@example.vn"), now=timezone.now())
    client = signed_in(lan, "code:phone", "code:email")
    asked = client.get(change_page(lan))
    client.post(asked["Location"], {"send": "1", "next": change_page(lan)})
    assert not messages_to("ke.trom@example.vn")
    assert len(messages_to(EMAIL)) == 1


def test_whoever_has_an_app_shows_the_app():
    lan = enrolled(factories.lan(contact=PHONE))
    page = change_page(lan)
    assert signed_in(lan, "code:phone").get(page)["Location"].startswith(CONFIRM)
    assert signed_in(lan, "totp").get(page).status_code == 200


@pytest.mark.parametrize("is_held", [True, False])
def test_known_and_unknown_addresses_are_told_apart_only_after_the_code(is_held):
    lan = factories.lan(contact=PHONE)
    if is_held:
        factories.person(contact=NEW_PHONE)
    client = signed_in(lan, "code:phone")
    assert client.post(ADD, {"contact": NEW_PHONE})["Location"] == CODE
    assert client.get(CODE).status_code == 200
    assert len(messages_to(NEW_PHONE)) == 1
    wrong = client.post(CODE, {"code": "000000"})
    assert wrong.status_code == 200
    answer = client.post(CODE, {"code": code_sent_to(NEW_PHONE)})
    assert answer.status_code == (409 if is_held else 302)
    assert holder_of(read_contact(PHONE)) == lan


def test_a_conflict_offers_to_join_the_two_accounts():
    lan = factories.lan(contact=PHONE)
    factories.person("Nguyễn Thị Lan", contact=NEW_PHONE)
    client = signed_in(lan, "code:phone")
    client.post(ADD, {"contact": NEW_PHONE})
    answer = client.post(CODE, {"code": code_sent_to(NEW_PHONE)})
    assert "/toi/tai-khoan/gop/" in answer.content.decode()


def test_the_code_page_without_anything_on_its_way_leads_back():
    answer = signed_in(factories.lan(contact=PHONE), "code:phone").get(CODE, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]


def test_going_back_and_sending_the_code_again_changes_nothing_twice():
    lan = factories.lan(contact=PHONE)
    client = signed_in(lan, "code:phone")
    client.post(ADD, {"contact": EMAIL})
    code = email_code_sent_to(EMAIL)
    client.post(CODE, {"code": code})
    assert client.post(CODE, {"code": code}, follow=True).redirect_chain == [(LIST, 302)]
    assert Holding.objects.live().filter(person=lan).count() == 2


def test_an_address_is_removed_after_one_more_question():
    lan = with_email(factories.lan(contact=PHONE))
    page = f"{LIST}{holding_of(lan).uuid}/bo/"
    client = signed_in(lan, "code:email", "code:email:oldest")
    assert client.get(page).status_code == 200
    assert holder_of(read_contact(PHONE)) == lan
    assert client.post(page)["Location"] == LIST
    assert holder_of(read_contact(PHONE)) is None


def test_the_only_address_has_no_link_to_remove_it_and_a_post_is_refused_in_words():
    lan = factories.lan(contact=PHONE)
    client = signed_in(lan, "code:phone")
    assert "/bo/" not in client.get(LIST).content.decode()
    client.post(f"{LIST}{holding_of(lan).uuid}/bo/")
    assert holder_of(read_contact(PHONE)) == lan


def test_somebody_elses_address_is_not_there():
    lan, binh = factories.lan(contact=PHONE), factories.person()
    client = signed_in(binh, "code:phone")
    assert client.get(change_page(lan)).status_code == 404


def test_a_number_of_before_2018_is_offered_in_its_new_form():
    client = signed_in(factories.lan(contact=PHONE), "code:phone")
    answer = client.post(ADD, {"contact": "0163 222 1111"})
    assert "033 222 1111".replace(" ", "") in answer.content.decode().replace(" ", "")


def test_while_changes_are_closed_the_list_says_until_when():
    lan, now = with_email(factories.lan(contact=PHONE)), timezone.now()
    event = security.report(person=lan, kind="disavowed", now=now)
    security.close_changes(event=event, now=now)
    page = signed_in(lan).get(LIST).content.decode()
    assert "/doi/" not in page
    assert "notice-warning" in page


def test_the_session_holds_the_new_address_only_sealed():
    client = signed_in(factories.lan(contact=PHONE), "code:phone")
    client.post(ADD, {"contact": NEW_PHONE})
    assert "983222111" not in str(dict(client.session))
