"""When a number counts as silent."""

from datetime import timedelta

import pytest

from identity.accounts.models import Holding
from identity.accounts.rules import is_silent
from tests import factories
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("days", "silent"), [(0, False), (29, False), (30, False), (30.01, True), (400, True)]
)
def test_a_number_is_silent_after_thirty_days(days, silent):
    assert is_silent(NOW - timedelta(days=days), now=NOW) is silent


def test_an_email_address_is_never_silent_because_it_is_not_given_to_others(db):
    factories.lan(contact="lan@example.vn", proved_at=NOW - timedelta(days=900))
    assert not Holding.objects.get().is_silent(NOW)
