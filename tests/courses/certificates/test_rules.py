"""What is earned, how a result is called, what may follow what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.certificates.rules import ALLOWED_NEXT, Band, Status, band_of, is_earned, may_become


@pytest.mark.parametrize(
    ("is_finished", "checks", "earned"),
    [
        (True, [], True),
        (True, [True], True),
        (True, [True, False], False),
        (False, [True], False),
        (False, [], False),
    ],
)
def test_a_course_is_certified_when_finished_and_its_checks_are_passed(is_finished, checks, earned):
    assert is_earned(is_finished=is_finished, checks_passed=checks) is earned


@pytest.mark.parametrize(
    ("scores", "band"),
    [
        ([], Band.FINISHED),
        ([80], Band.PASSED),
        ([84, 85], Band.PASSED),
        ([85], Band.GOOD),
        ([95, 94], Band.GOOD),
        ([100, 90], Band.EXCELLENT),
    ],
)
def test_a_result_is_a_word(scores, band):
    assert band_of(scores) == band


@given(st.lists(st.integers(0, 100)))
def test_every_result_has_a_word(scores):
    assert band_of(scores) in Band


def test_only_what_stands_changes():
    assert set(ALLOWED_NEXT) == set(Status)
    assert may_become("issued", Status.REVOKED)
    assert may_become("issued", Status.SUPERSEDED)
    assert not any(may_become(done, each) for done in ("revoked", "superseded") for each in Status)
