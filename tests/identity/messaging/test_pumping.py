"""What somebody who pumps can cost the city: never more than its budget, and nobody known pays for it."""

from datetime import timedelta

import pytest

from identity.messaging.models import Message
from tests.identity.codes.doors import Door
from tests.soak.pumping import Attack, block_budget, budget, everything_stops, pump

pytestmark = pytest.mark.django_db
SHORT = Attack(networks=40, numbers=200, minutes=10, a_minute=20, most_seconds=60)


@pytest.fixture(autouse=True)
def own_outbox_file(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def test_an_attack_costs_no_more_than_the_budget_trips_the_breaker_and_spares_the_known(
    now, settings
):
    settings.MESSAGE_LIMITS = {**settings.MESSAGE_LIMITS, "city": (120, 900), "block": (10, 90)}
    citizen = Door().remembered(now)
    report = pump(SHORT, now=now)
    assert report.minutes == SHORT.minutes
    assert report.sent <= budget()
    assert report.most_in_a_block <= block_budget()
    assert "all" in report.opened
    assert report.refused["messages_paused"] > 0
    after = now + timedelta(minutes=10)
    assert everything_stops(after)
    assert citizen.ask(after)
    assert Message.objects.filter(is_favoured=True).count() == 1
