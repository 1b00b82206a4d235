"""Marking of a simulated message: the verdict and the clues, and nothing else, make the score."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.practice.spot.marking import mark_spot
from courses.questions.marking import BadAnswer

PARTS = ("sender", "link", "text", "price")


def spot(clues, verdict="distrust", *, among=("sender", "link")):
    return mark_spot(
        {"clues": clues, "verdict": verdict}, parts=PARTS, clues=among, verdict="distrust"
    )


@pytest.mark.parametrize(
    ("clues", "verdict", "score", "is_correct"),
    [
        (["sender", "link"], "distrust", 100, True),
        (["link"], "distrust", 75, True),
        ([], "distrust", 50, False),
        (["sender", "link", "text"], "distrust", 75, True),
        (["text", "price"], "distrust", 50, False),
        (["sender", "link"], "trust", 50, False),
        ([], "trust", 0, False),
    ],
)
def test_half_for_the_verdict_and_half_for_the_clues(clues, verdict, score, is_correct):
    mark = spot(clues, verdict)
    assert (mark.score, mark.correct) == (score, is_correct)


def test_an_honest_message_has_no_clues_to_tap():
    assert spot([], among=()).score == 100
    assert spot(["text"], among=()).score == 50


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        "distrust",
        {"clues": []},
        {"clues": [], "verdict": "maybe"},
        {"clues": [], "verdict": ["trust"]},
        {"clues": "sender", "verdict": "trust"},
        {"clues": ["nowhere"], "verdict": "trust"},
        {"clues": [[]], "verdict": "trust"},
        {"clues": None, "verdict": "trust"},
    ],
)
def test_an_answer_of_another_shape_is_refused(answer):
    with pytest.raises(BadAnswer):
        mark_spot(answer, parts=PARTS, clues=("link",), verdict="trust")


@given(
    st.lists(st.sampled_from(PARTS)),
    st.sets(st.sampled_from(PARTS)),
    st.sampled_from(("trust", "distrust")),
    st.randoms(),
)
def test_taps_in_any_order_and_number_score_the_same(taps, clues, verdict, random):
    shuffled = taps * 3
    random.shuffle(shuffled)
    mark = spot(taps, verdict, among=clues)
    assert mark == spot(shuffled, verdict, among=clues)
    assert 0 <= mark.score <= 100
    assert mark.correct == (verdict == "distrust" and mark.score >= 75)
