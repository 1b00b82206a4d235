"""Marking of questions: what scores what, and that nothing a device sends can break it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions.marking import BadAnswer, mark_multiple, mark_single, mark_true_false

CHOICES = ("a", "b", "c", "d")
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(CHOICES),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize(("answer", "score"), [("a", 100), ("b", 0)])
def test_a_single_choice_is_right_or_wrong(answer, score):
    mark = mark_single(answer, choices=CHOICES, right={"a"})
    assert (mark.score, mark.correct) == (score, score == 100)


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        (["a", "b", "c"], 100),
        (["c", "b", "a", "a"], 100),
        (["a", "b"], 66),
        (["a", "b", "c", "d"], 66),
        (["a", "d"], 0),
        (["d"], 0),
        ([], 0),
    ],
)
def test_a_wrong_tap_costs_a_right_one(answer, score):
    mark = mark_multiple(answer, choices=CHOICES, right={"a", "b", "c"})
    assert (mark.score, mark.correct) == (score, score == 100)


def test_nothing_to_tap_is_answered_by_tapping_nothing():
    assert mark_multiple([], choices=CHOICES, right=set()).correct
    assert mark_multiple(["a"], choices=CHOICES, right=set()).score == 0


@pytest.mark.parametrize("answer", [1, 0, "true", None, [True], {}])
def test_only_a_boolean_answers_true_or_false(answer):
    with pytest.raises(BadAnswer):
        mark_true_false(answer, right=True)


@given(st.lists(st.sampled_from(CHOICES)), st.sets(st.sampled_from(CHOICES)), st.randoms())
def test_order_and_repetition_change_no_mark(answer, right, random):
    shuffled = answer * 2
    random.shuffle(shuffled)
    mark = mark_multiple(answer, choices=CHOICES, right=right)
    assert mark == mark_multiple(shuffled, choices=CHOICES, right=right)
    assert 0 <= mark.score <= 100
    assert mark.correct == (set(answer) == right) == (mark.score == 100)


@given(anything)
def test_whatever_is_sent_gets_a_mark_or_is_a_bad_answer(answer):
    for mark in (
        lambda: mark_single(answer, choices=CHOICES, right={"a"}),
        lambda: mark_multiple(answer, choices=CHOICES, right={"a"}),
        lambda: mark_true_false(answer, right=False),
    ):
        with suppress(BadAnswer):
            assert 0 <= mark().score <= 100
