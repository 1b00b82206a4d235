"""A person with two accounts that became one counts once, where she lives."""

from datetime import timedelta

import pytest

from identity.accounts.merging import join_accounts, part_accounts
from tests import factories
from tests.courses.reports.test_figures import figures, keep_promises, learn
from tests.courses.teaching import MORNING, Phone, edition, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
LATER = MORNING + timedelta(seconds=2)


@pytest.fixture
def lessons():
    both = [publish(), publish()]
    edition(*both)
    return both


def test_she_counts_once_and_what_she_did_in_both_makes_a_finished_course(lessons):
    old, lan = factories.person(), factories.lan()
    one, two = Phone(), Phone()
    learn(old, *one.complete(lessons[0]), phone=one)
    learn(lan, *two.complete(lessons[0]), *two.complete(lessons[1]), phone=two)
    keep_promises()
    assert figures() == (2, 2, 3, 1)
    alias = join_accounts(absorbed=old, kept=lan, by=lan, now=MORNING)
    keep_promises(LATER)
    assert figures() == (1, 1, 2, 1)
    part_accounts(alias=alias, by=lan, now=LATER)
    keep_promises(LATER + timedelta(seconds=2))
    assert figures() == (2, 2, 3, 1)


def test_what_the_absorbed_account_did_moves_to_the_commune_where_the_kept_one_lives(lessons):
    old, lan = factories.person(commune_code=factories.ELSEWHERE), factories.lan()
    phone = Phone()
    learn(old, *phone.complete(lessons[0]), *phone.complete(lessons[1]), phone=phone)
    keep_promises()
    assert figures(factories.ELSEWHERE) == (1, 1, 2, 1)
    join_accounts(absorbed=old, kept=lan, by=lan, now=MORNING)
    keep_promises(LATER)
    assert figures(factories.ELSEWHERE) == (0, 0, 0, 0)
    assert figures() == (1, 1, 2, 1)
