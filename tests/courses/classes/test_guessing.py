"""However they arrive, no more than twenty wrong codes of one person are looked at in an hour."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from courses.classes import guessing
from courses.classes.models import JoinBudget
from tests import factories


@pytest.mark.django_db(transaction=True)
def test_sixty_four_guesses_at_once_do_not_pass_the_limit(now):
    lan = factories.lan()

    def guess(_number):
        try:
            return guessing.claim_try(person=lan, now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as threads:
        taken = list(threads.map(guess, range(64)))
    assert taken.count(True) == guessing.WRONG_TRIES
    assert JoinBudget.objects.get(person=lan).wrong_tries == guessing.WRONG_TRIES
