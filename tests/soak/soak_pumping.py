"""The long form of "spending on messages is bounded": 1,000 networks, 5,000 numbers, ten minutes."""

import pytest

from tests.identity.codes.doors import Door
from tests.soak.pumping import LONG, block_budget, budget, pump

pytestmark = pytest.mark.django_db


def test_a_long_attack_stays_below_every_budget_and_spares_the_known(now, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    citizen = Door().remembered(now)
    report = pump(LONG, now=now)
    assert report.sent <= budget()
    assert report.most_in_a_block <= block_budget()
    assert report.opened
    assert citizen.ask(now)
