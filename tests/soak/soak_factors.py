"""A step of an app, a recovery code and an answer of a passkey, each sent fifty times at once, 20 rounds."""

from datetime import timedelta

import pytest

from identity.accounts.models import Person
from identity.codes.models import TryBudget
from identity.factors import questions
from identity.factors.recovery_codes import make_sheet
from tests.identity.factors import test_passkeys, test_recovery_codes, test_totp

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, SHEETS = 20, 2
STEP = timedelta(seconds=30)
# when a used secret is sent once more
AGAIN = tuple(timedelta(seconds=seconds) for seconds in (31, 61, 91))


@pytest.fixture
def lan(now) -> Person:
    return Person.objects.create(name="Nguyễn Thị Lan", created_at=now)


def opened_once(outcome) -> None:
    """One went through; the others were refused as used, wrong or too many."""
    assert outcome["accepted"] == 1
    TryBudget.objects.all().delete()


def opened_nothing(outcome) -> None:
    """What was used is worth nothing, however much later."""
    assert outcome["accepted"] == 0
    TryBudget.objects.all().delete()


def test_a_step_of_the_app_is_accepted_once_in_twenty_rounds(lan, now):
    test_totp.enrol(lan, now - 10 * STEP)
    for round_ in range(ROUNDS):
        at = now + 5 * round_ * STEP
        code = test_totp.shown(lan, at)
        opened_once(test_totp.all_at_once(lan, code, at))
        for later in AGAIN:
            opened_nothing(test_totp.all_at_once(lan, code, at + later))


def test_a_recovery_code_is_accepted_once_in_twenty_rounds(lan, now):
    for _sheet in range(SHEETS):
        for code in make_sheet(person=lan, now=now):
            opened_once(test_recovery_codes.all_at_once(lan, code, now))
            for later in AGAIN:
                opened_nothing(test_recovery_codes.all_at_once(lan, code, now + later))


def test_an_answer_of_a_passkey_is_accepted_once_in_twenty_rounds(lan, now):
    device = test_passkeys.added(lan, now)
    for round_ in range(1, ROUNDS + 1):
        at = now + 5 * round_ * STEP
        question = questions.ask(None, now=at)
        given = {"answer": device.show(question.options), "kept": question.kept}
        opened_once(test_passkeys.all_at_once(given | {"now": at}))
        for later in AGAIN:
            opened_nothing(test_passkeys.all_at_once(given | {"now": at + later}))
