"""The second proof behind a silent number."""

import pytest
from django.utils import timezone

from identity.accounts.contacts import read_contact
from identity.accounts.queries import holder_of
from identity.codes import actions as codes
from identity.codes.addressing import address_of
from identity.codes.models import TryBudget
from identity.codes.refusals import TriesClosed
from identity.codes.rules import TRIES_SINCE_SUCCESS
from identity.factors import hashing, recovery_codes
from identity.factors.queries import current_code
from identity.factors.recovery_codes import RecoveryUnreadable, make_sheet
from identity.recovery import second_proof
from identity.recovery.second_proof import NotProved
from tests import factories
from tests.identity.recovery.people import (
    EMAIL,
    NEW_PHONE,
    PHONE,
    email_code_sent_to,
    holding_of,
    messages_to,
    share,
    silent_lan,
    with_email,
)
from tests.identity.signin.conftest import enrolled

WAYS = "/dang-nhap/mo-lai/"


def behind(visitor, contact=PHONE):
    """The visitor proved the number and says that she had an account before."""
    assert visitor.sign_in(contact)["Location"] == "/dang-nhap/ho-so/"
    page = visitor.client.get("/dang-nhap/ho-so/").content.decode()
    assert f'href="{WAYS}"' in page
    return visitor.client


def test_a_code_of_her_app_opens_the_old_account_and_the_number_is_hers_again(visitor):
    lan = enrolled(silent_lan())
    answer = behind(visitor).post(
        f"{WAYS}ung-dung/", {"code": current_code(lan, now=timezone.now())}
    )
    assert answer.status_code == 302
    assert visitor.is_in()
    assert lan.name in visitor.client.get("/toi/tai-khoan/").content.decode()
    assert not holding_of(lan).is_silent(timezone.now())


def test_a_code_of_her_sheet_opens_it_once(visitor, other):
    lan = silent_lan()
    codes = make_sheet(person=lan, now=timezone.now())
    behind(visitor).post(f"{WAYS}ma-du-phong/", {"code": codes[0].lower()})
    assert visitor.is_in()
    with pytest.raises(NotProved):
        second_proof.by_recovery_code(
            contact=read_contact(PHONE), code=codes[0], now=timezone.now()
        )


def test_a_code_to_her_email_opens_it(visitor):
    lan = with_email(silent_lan())
    client = behind(visitor)
    assert client.post(f"{WAYS}thu/", {"contact": EMAIL})["Location"] == f"{WAYS}thu/ma/"
    client.post(f"{WAYS}thu/ma/", {"code": email_code_sent_to(EMAIL)})
    assert visitor.is_in()
    assert holder_of(read_contact(PHONE)) == lan


@pytest.mark.parametrize("has_account", [True, False])
def test_an_email_that_is_not_hers_gets_the_same_answer_whoever_holds_it(visitor, has_account):
    lan = silent_lan()
    if has_account:
        factories.person(contact="khac@example.vn")
    client = behind(visitor)
    client.post(f"{WAYS}thu/", {"contact": "khac@example.vn"})
    answer = client.post(f"{WAYS}thu/ma/", {"code": email_code_sent_to("khac@example.vn")})
    assert answer.status_code == 200
    assert str(NotProved().message) in answer.content.decode()
    assert not visitor.is_in()
    assert holding_of(lan).is_silent(timezone.now())


@pytest.mark.parametrize("page", ["ung-dung/", "ma-du-phong/"])
def test_known_and_unknown_numbers_get_the_same_answer_to_a_wrong_proof(visitor, other, page):
    make_sheet(person=enrolled(silent_lan()), now=timezone.now())
    typed = {"ung-dung/": "000000", "ma-du-phong/": "ABCD-EFGH-JKMN-PQ"}[page]
    answers = [
        behind(who, contact).post(f"{WAYS}{page}", {"code": typed})
        for who, contact in ((visitor, PHONE), (other, NEW_PHONE))
    ]
    sentence = str(NotProved().message)
    assert [answer.status_code for answer in answers] == [200, 200]
    assert all(sentence in answer.content.decode() for answer in answers)


def test_a_stranger_has_five_tries_an_hour_and_uses_up_nothing_of_the_owners(db):
    lan = enrolled(silent_lan())
    contact = read_contact(PHONE)
    for _try in range(5):
        with pytest.raises(NotProved):
            second_proof.by_authenticator(contact=contact, code="000000", now=timezone.now())
    with pytest.raises(TriesClosed):
        second_proof.by_authenticator(
            contact=contact, code=current_code(lan, now=timezone.now()), now=timezone.now()
        )
    assert not TryBudget.objects.filter(scope="totp", tries_since_success__gt=0).exists()


def test_a_number_five_people_had_costs_the_work_of_one_nobody_had(db, monkeypatch):
    share(silent_lan(), *factories.people(4))
    hashed, real = [], hashing.slow_hash

    def noted(secret, *, salt):
        hashed.append(secret)
        return real(secret, salt=salt)

    for module in (second_proof, recovery_codes):
        monkeypatch.setattr(module, "slow_hash", noted)
    for contact in (PHONE, NEW_PHONE):
        hashed.clear()
        with pytest.raises(NotProved):
            second_proof.by_recovery_code(
                contact=read_contact(contact), code="ABCD-EFGH-JKM-NPQ", now=timezone.now()
            )
        assert len(hashed) == 1


def test_wrong_proofs_on_a_shared_number_are_counted_for_none_of_its_people(db):
    lan, hoa = enrolled(silent_lan()), enrolled(factories.person("Trần Thị Hoa"))
    share(lan, hoa)
    for person in (lan, hoa):
        make_sheet(person=person, now=timezone.now())
    contact, now = read_contact(PHONE), timezone.now()
    for prove, code in (
        (second_proof.by_authenticator, "000000"),
        (second_proof.by_recovery_code, "ABCD-EFGH-JKM-NPQ"),
    ):
        with pytest.raises(NotProved):
            prove(contact=contact, code=code, now=now)
    tried = TryBudget.objects.filter(tries_since_success__gt=0)
    assert {budget.scope for budget in tried} == {"second"}
    hers = second_proof.by_authenticator(contact=contact, code=current_code(hoa, now=now), now=now)
    assert hers.person == hoa
    assert not TryBudget.objects.filter(tries_since_success__gt=0).exists()


def test_a_trainer_opens_what_wrong_second_proofs_closed(db):
    lan, minh, contact = enrolled(silent_lan()), factories.minh(), read_contact(PHONE)
    now = timezone.now()
    TryBudget.objects.create(
        scope="second",
        digest=address_of(contact).digests[0],
        tries_since_success=TRIES_SINCE_SUCCESS,
        updated_at=now,
    )
    code = current_code(lan, now=now)
    with pytest.raises(TriesClosed):
        second_proof.by_authenticator(contact=contact, code=code, now=now)
    assert codes.reopen_budget(contact=contact, by=minh, now=now)
    assert second_proof.by_authenticator(contact=contact, code=code, now=now).person == lan


def test_what_cannot_be_a_code_of_a_sheet_costs_no_try(db):
    with pytest.raises(RecoveryUnreadable):
        second_proof.by_recovery_code(contact=read_contact(PHONE), code="abc", now=timezone.now())
    assert not TryBudget.objects.exists()


def test_the_pages_are_shut_before_a_code_was_proved(visitor):
    visitor.ask(PHONE)
    for page in ("", "ung-dung/", "ma-du-phong/", "thu/", "thu/ma/", "van-tay/", "xac-nhan/"):
        answer = visitor.client.get(f"{WAYS}{page}")
        assert answer.status_code == 200
        assert f'action="{WAYS}' not in answer.content.decode()
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_a_passkey_of_nobody_is_answered_like_a_wrong_one(visitor):
    silent_lan()
    client = behind(visitor)
    assert client.post(f"{WAYS}van-tay/hoi/").status_code == 200
    answer = client.post(f"{WAYS}van-tay/", {"credential": "{}"})
    assert str(NotProved().message) in answer.content.decode()


def test_an_email_field_takes_no_number(visitor):
    silent_lan()
    answer = behind(visitor).post(f"{WAYS}thu/", {"contact": NEW_PHONE})
    assert answer.status_code == 200
    assert not messages_to(NEW_PHONE)
