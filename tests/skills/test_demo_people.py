"""The demo people without a phone of their own come in as the list says; a second seeding adds nobody."""

import json

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from identity.accounts.models import Person
from identity.factors.models import Card
from tests import databases
from tests.identity.signin.conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def listed():
    """The demo list of the content template."""
    databases.use("content")
    return json.loads((settings.DATA_DIR / "demo.json").read_text(encoding="utf-8"))


def test_the_card_and_the_pin_of_the_list_open_the_account(listed):
    [cuc] = listed["card_holders"]
    browser = Client()
    browser.post("/dang-nhap/the/", {"number": cuc["card"]})
    assert browser.post("/dang-nhap/the/ma-pin/", {"pin": cuc["pin"]})["Location"] == "/toi/"


def test_two_on_one_number_are_told_apart_by_their_pins(listed):
    thanh, mo = listed["one_phone"]
    visitor = Visitor()
    visitor.sign_in(mo["phone"])
    page = visitor.client.get("/dang-nhap/ai/").content.decode()
    assert thanh["nickname"] in page
    assert thanh["name"] not in page
    visitor.client.post("/dang-nhap/ai/", {"who": "2"})
    visitor.client.post("/dang-nhap/ma-pin/", {"pin": mo["pin"]})
    assert visitor.client.get("/api/v1/me").json()["name"] == mo["name"]


def test_a_second_seeding_adds_nobody(listed):
    before = (Person.objects.count(), Card.objects.count())
    call_command("seed_demo", verbosity=0)
    assert (Person.objects.count(), Card.objects.count()) == before
    again = json.loads((settings.DATA_DIR / "demo.json").read_text(encoding="utf-8"))
    assert again == listed
