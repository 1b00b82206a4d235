"""The door over HTTP: newcomers, people who return, codes that do not fit."""

import pytest
from django.urls import reverse
from django.utils import timezone

from identity.accounts.contacts import read_contact
from identity.accounts.models import Holding, Identifier, Person, Residence
from identity.accounts.queries import holder_of
from identity.audit.models import Entry
from identity.codes.refusals import RaceLost
from identity.consent.models import Consent
from tests import factories
from tests.identity.signin.conftest import PHONE, let_the_next_code_go_out

pytestmark = pytest.mark.django_db


def test_a_newcomer_proves_her_number_says_who_she_is_and_is_in(visitor):
    answer = visitor.sign_in(PHONE, "/khoa-hoc/")
    assert answer["Location"] == "/dang-nhap/ho-so/"
    assert not Identifier.objects.exists()

    answer = visitor.introduce()

    assert answer.status_code == 302
    assert answer["Location"] == "/khoa-hoc/"
    person = Person.objects.get()
    assert (person.name, person.birth_year) == ("Nguyễn Thị Lan", 1959)
    assert Residence.objects.get(person=person).commune.code == factories.HOME
    assert Holding.objects.get(person=person).until is None
    consent = Consent.objects.select_related("text").get(person=person)
    assert (consent.text.purpose, consent.text.language, consent.channel) == (
        "account",
        "vi",
        "web",
    )
    assert len(consent.text.digest) == 64
    assert visitor.is_in()


def test_who_returns_is_let_in_by_the_code_alone(visitor):
    factories.lan(contact=PHONE)
    answer = visitor.sign_in("+84912345678", "/khoa-hoc/")
    assert answer["Location"] == "/khoa-hoc/"
    assert visitor.is_in()
    assert Entry.objects.filter(act="session.opened").count() == 1


def test_the_session_key_changes_at_sign_in(visitor):
    factories.lan(contact=PHONE)
    visitor.ask(PHONE)
    before = visitor.client.session.session_key
    visitor.enter(visitor.newest_code())
    assert visitor.client.session.session_key != before


def test_the_next_page_is_never_on_another_host(visitor):
    factories.lan(contact=PHONE)
    for evil in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/dang-nhap/"):
        answer = visitor.sign_in(PHONE, evil)
        assert answer["Location"] == "/toi/"
        visitor.client.logout()
        let_the_next_code_go_out()


def test_a_wrong_code_keeps_the_page_and_says_so(visitor):
    factories.lan(contact=PHONE)
    visitor.ask(PHONE)
    right = visitor.newest_code()
    wrong = "000000" if right != "000000" else "000001"
    answer = visitor.enter(wrong)
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]
    assert not visitor.is_in()
    assert visitor.enter(f" {right[:3]} {right[3:]}").status_code == 302
    assert visitor.is_in()


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef"])
def test_what_cannot_be_a_code_costs_no_try(visitor, typed):
    visitor.ask(PHONE)
    for _time in range(7):
        assert visitor.enter(typed).context["form"].errors["code"]
    assert visitor.enter(visitor.newest_code()).status_code == 302


def test_five_wrong_codes_void_the_code_and_a_new_one_can_be_asked_for(visitor):
    visitor.ask(PHONE)
    right = visitor.newest_code()
    wrong = "000000" if right != "000000" else "000001"
    for _time in range(5):
        visitor.enter(wrong)
    assert visitor.enter(right).status_code == 200
    let_the_next_code_go_out()
    visitor.client.post("/dang-nhap/ma/gui-lai/")
    assert visitor.enter(visitor.newest_code())["Location"] == "/dang-nhap/ho-so/"


def test_ten_wrong_codes_close_the_address_with_a_page_that_says_what_to_do(visitor):
    for _code in range(2):
        let_the_next_code_go_out()
        visitor.ask(PHONE)
        right = visitor.newest_code()
        wrong = "000000" if right != "000000" else "000001"
        for _time in range(5):
            visitor.enter(wrong)
    let_the_next_code_go_out()
    visitor.ask(PHONE)
    answer = visitor.enter(visitor.newest_code())
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 3000


def test_a_code_of_another_browser_opens_nothing(visitor, other):
    factories.lan(contact=PHONE)
    visitor.ask(PHONE)
    code = visitor.newest_code()
    other.ask("0987 654 321")
    assert other.enter(code).status_code == 200
    assert not other.is_in()


def test_a_code_that_was_used_in_another_tab_answers_409_with_a_page(visitor, monkeypatch):
    visitor.ask(PHONE)
    code = visitor.newest_code()

    def lost(**_what):
        raise RaceLost

    monkeypatch.setattr("identity.codes.actions.confirm", lost)
    answer = visitor.enter(code)
    assert answer.status_code == 409
    assert reverse("signin:contact") in answer.content.decode()


def test_a_resend_sends_the_same_code(visitor):
    visitor.ask(PHONE)
    first = visitor.newest_code()
    let_the_next_code_go_out()
    answer = visitor.client.post("/dang-nhap/ma/gui-lai/")
    assert answer["Location"] == "/dang-nhap/ma/"
    assert visitor.newest_code() == first
    assert visitor.enter(first).status_code == 302


def test_a_resend_too_soon_says_when(visitor):
    visitor.ask(PHONE)
    answer = visitor.client.post("/dang-nhap/ma/gui-lai/", follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain == [("/dang-nhap/ma/", 302)]
    assert [message.level_tag for message in answer.context["messages"]] == ["info"]


def test_too_many_messages_answer_with_a_page_and_a_time(visitor, other):
    assert visitor.ask(PHONE).status_code == 302
    answer = other.ask(PHONE)
    assert answer.status_code == 429
    assert answer["Retry-After"]


def test_the_door_says_where_one_is_when_nothing_is_on_its_way(visitor):
    for page in ("/dang-nhap/ma/", "/dang-nhap/ho-so/", "/dang-nhap/xac-thuc/"):
        assert "/dang-nhap/" in visitor.client.get(page).content.decode()
        assert visitor.client.post(page, {"code": "123456"}).status_code == 200


def test_going_back_after_signing_in_leads_on(visitor):
    factories.lan(contact=PHONE)
    visitor.sign_in(PHONE)
    for page in ("/dang-nhap/", "/dang-nhap/ma/", "/dang-nhap/ho-so/", "/dang-nhap/xac-thuc/"):
        assert visitor.client.get(page)["Location"] == "/toi/"


def test_an_account_that_opened_meanwhile_is_simply_entered(visitor):
    visitor.sign_in(PHONE)
    factories.lan(contact=PHONE, now=timezone.now())
    assert visitor.introduce(name="Ai Đó Khác").status_code == 302
    assert visitor.is_in()
    assert Person.objects.get() == holder_of(read_contact(PHONE))


def test_a_closed_account_is_told_so_and_stays_out(visitor):
    person = factories.lan(contact=PHONE)
    person.is_active = False
    person.save()
    assert visitor.sign_in(PHONE).status_code == 403
    assert not visitor.is_in()


def test_signing_out_needs_a_post_and_ends_the_session(visitor):
    factories.lan(contact=PHONE)
    visitor.sign_in(PHONE)
    assert visitor.client.get("/dang-xuat/").status_code == 200
    assert visitor.is_in()
    assert visitor.client.post("/dang-xuat/")["Location"] == "/"
    assert not visitor.is_in()
    assert Entry.objects.filter(act="session.ended").exists()


def test_an_old_number_comes_back_in_its_new_form_for_one_more_press(visitor):
    answer = visitor.ask("0168 234 5678")
    field = answer.context["form"]["contact"]
    assert field.errors
    assert visitor.ask(field.value()).status_code == 302


@pytest.mark.parametrize("typed", ["", "0225 123 456", "+1 202 555 0100", "không phải số", "a@b"])
def test_an_address_that_cannot_be_used_is_said_at_the_field_and_in_the_title(visitor, typed):
    answer = visitor.ask(typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.context["form"].errors["contact"]
    assert 'href="#id_contact"' in page
    assert 'aria-invalid="true"' in page
