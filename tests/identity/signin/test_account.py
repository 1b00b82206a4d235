"""My account: what is kept about me, and correcting it."""

import pytest

from identity.accounts.contacts import Contact
from identity.accounts.models import Residence
from identity.accounts.queries import commune_of
from identity.audit.models import Entry
from identity.signin.account import masked
from tests import factories
from tests.identity.signin.conftest import PHONE

pytestmark = pytest.mark.django_db
PAGE = "/toi/tai-khoan/"


@pytest.fixture
def lan(visitor):
    """Bác Lan, just arrived."""
    visitor.sign_in(PHONE)
    visitor.introduce()
    return visitor


def test_strangers_are_sent_to_the_door(client):
    assert client.get(PAGE)["Location"] == f"/dang-nhap/?next={PAGE}"


def test_she_sees_her_name_commune_masked_number_and_consent(lan):
    page = lan.client.get(PAGE).content.decode()
    assert "Nguyễn Thị Lan" in page
    assert factories.commune().full_name in page
    assert "912 345" not in page
    assert "678" in page
    assert 'action="/dang-xuat/"' in page
    assert lan.client.get(PAGE).context["consents"].count() == 1


def test_she_corrects_her_name(lan):
    assert lan.client.post(PAGE, {"name": "  Nguyễn Thị  Lân "})["Location"] == PAGE
    assert "Nguyễn Thị Lân" in lan.client.get(PAGE).content.decode()
    assert Entry.objects.filter(act="person.renamed").exists()


def test_a_name_that_is_none_is_refused_in_words(lan):
    answer = lan.client.post(PAGE, {"name": "12"})
    assert answer.status_code == 200
    assert "name" in answer.context["form"].errors


def test_she_moves_and_the_day_is_kept(lan):
    factories.commune(factories.ELSEWHERE)
    assert lan.client.post(PAGE, {"commune": factories.ELSEWHERE}).status_code == 302
    residence = Residence.objects.open().get()
    assert residence.commune.code == factories.ELSEWHERE
    assert commune_of(residence.person).code == factories.ELSEWHERE


def test_staff_see_their_roles_and_who_gave_them(lan):
    person = Residence.objects.get().person
    lan.client.force_login(factories.granted(person, "trainer", factories.HOME))
    grants = lan.client.get(PAGE).context["grants"]
    assert [grant.role for grant in grants] == ["trainer"]


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        (Contact("phone", "+84912345678"), "••••\N{NO-BREAK SPACE}•••\N{NO-BREAK SPACE}678"),
        (Contact("email", "lan@example.vn"), "l•••@example.vn"),
    ],
)
def test_an_address_is_shown_masked(contact, shown):
    assert masked(contact) == shown
