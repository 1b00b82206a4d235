"""Known and unknown addresses take the same time at the door; measured, so it runs here only."""

import time
from random import Random
from statistics import median

import pytest
from django.test import Client

from identity.accounts.contacts import read_contact
from identity.accounts.models import Holding, Identifier, Person
from identity.accounts.sealing import indexes, seal_identifier
from tests.soak.ranks import same_source

pytestmark = pytest.mark.django_db
PEOPLE = 200
LARGEST_GAP_SECONDS = 0.010


def number(each):
    return f"09{(1, 6, 7, 8)[each % 4]}{each * 9973 % 10**7:07}"


def make_known(each, now):
    """Somebody who has proved this number lately."""
    contact = read_contact(number(each))
    index = indexes(contact.kind, contact.value)[0]
    row = Identifier.objects.create(
        kind=contact.kind,
        key_id=index.key_id,
        digest=index.digest,
        sealed=seal_identifier(contact.value, digest=index.digest),
        created_at=now,
    )
    person = Person.objects.create(name=f"Người thử {each}", birth_year=1959, created_at=now)
    Holding.objects.create(identifier=row, person=person, since=now, proved_at=now)


def seconds_at_the_door(each):
    """One address asked for and one wrong code entered, from a network of its own."""
    browser = Client(REMOTE_ADDR=f"10.1.{each // 250}.{each % 250}")
    began = time.perf_counter()
    browser.post("/dang-nhap/", {"contact": number(each)})
    browser.post("/dang-nhap/ma/", {"code": "000000"})
    return time.perf_counter() - began


def test_nobody_tells_known_from_unknown_by_the_clock(now, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    for each in range(PEOPLE):
        make_known(each, now)
    order = [*range(2 * PEOPLE)]
    Random(7).shuffle(order)
    seconds_at_the_door(2 * PEOPLE)
    taken = {each: seconds_at_the_door(each) for each in order}
    known = [taken[each] for each in range(PEOPLE)]
    unknown = [taken[each] for each in range(PEOPLE, 2 * PEOPLE)]
    assert abs(median(known) - median(unknown)) < LARGEST_GAP_SECONDS
    assert same_source(known, unknown) > 0.01
