"""The figures of an item and what makes one suspicious, without a database."""

import random
import re

from hypothesis import given
from hypothesis import strategies as st

from courses.analysis import rules
from courses.analysis.masking import MASK, masked
from courses.analysis.rules import Choice, Figures

SCORES = st.dictionaries(
    st.integers(1, 60),
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 100), max_size=8),
    max_size=60,
)


def figures(**changes) -> Figures:
    usual = {
        "use": "check",
        "people": 40,
        "facility": 0.6,
        "discrimination": 0.4,
        "median_seconds": 20,
        "skips": 1,
        "unanswered": 0,
        "choices": (Choice("a", "A", True, 24, 16), Choice("b", "B", False, 16, 4)),
        "mistakes": {},
    }
    return Figures(**(usual | changes))


@given(SCORES, st.sampled_from("abcdefgh"))
def test_discrimination_lies_between_minus_one_and_one_or_has_no_meaning(scores, item):
    found = rules.discrimination(scores, item)
    assert found is None or -1 <= found <= 1


@given(SCORES, st.sampled_from("abcdefgh"), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(scores, item, chance: random.Random):
    people = list(scores)
    chance.shuffle(people)
    again = {person: scores[person] for person in people}
    before, after = rules.discrimination(scores, item), rules.discrimination(again, item)
    assert (before is None) == (after is None)
    assert before is None or abs(before - after) < 1e-6
    assert rules.better_half(scores, item) == rules.better_half(again, item)


@given(SCORES, st.sampled_from("abcdefgh"))
def test_the_better_half_is_at_least_half_of_those_who_can_be_compared(scores, item):
    compared = [hers for hers in scores.values() if item in hers and len(hers) > 1]
    assert len(rules.better_half(scores, item)) * 2 >= len(compared)


@given(st.lists(st.floats(-1e6, 1e6), max_size=50))
def test_the_middle_time_is_held_between_a_glance_and_a_rest(seconds):
    found = rules.middle_seconds(seconds)
    assert found is None or rules.LEAST_SECONDS <= found <= rules.MOST_SECONDS


def test_the_item_itself_is_not_in_what_it_is_compared_with():
    scores = {1: {"a": 100, "b": 0, "c": 0}, 2: {"a": 0, "b": 100, "c": 100}}
    assert rules.discrimination(scores, "a") == -1.0


def test_nobody_and_an_item_alone_have_no_discrimination():
    assert rules.discrimination({}, "a") is None
    assert rules.discrimination({1: {"a": 100}, 2: {"a": 0}}, "a") is None
    assert rules.facility([]) is None


def test_a_usual_item_is_not_suspicious():
    assert rules.flags(figures(), reports=0) == ()


def test_each_rule_names_its_own_fault():
    tempting = (Choice("a", "A", True, 10, 4), Choice("b", "B", False, 30, 16))
    cases = {
        rules.HARD: figures(facility=0.19),
        rules.EASY: figures(facility=0.96),
        rules.FLAT: figures(discrimination=0.09),
        rules.TEMPTING: figures(choices=tempting),
        rules.SKIPPED: figures(skips=6, unanswered=6),
    }
    assert {flag: rules.flags(each, reports=0) for flag, each in cases.items()} == {
        flag: (flag,) for flag in cases
    }
    assert rules.flags(figures(), reports=3) == (rules.REPORTED,)


def test_twenty_nine_people_say_nothing_and_a_practice_may_be_easy():
    assert rules.flags(figures(people=29, facility=0.0), reports=9) == ()
    assert rules.flags(figures(use="practice", facility=1.0), reports=0) == ()


def test_a_question_with_several_right_choices_is_not_called_tempting():
    both = (
        Choice("a", "A", True, 10, 4),
        Choice("b", "B", True, 9, 4),
        Choice("c", "C", False, 30, 9),
    )
    assert not rules.is_tempting(both)


def test_numbers_and_addresses_are_masked_and_words_are_not():
    said = "Gọi 0912 345.678 hoặc a.b@c.vn,\n câu 12 sai từ 2025"
    assert masked(said) == f"Gọi {MASK} hoặc {MASK} câu 12 sai từ 2025"


@given(st.text(max_size=300))
def test_no_six_digits_in_a_row_survive(text):
    assert not re.search(r"\d{6}", masked(text))
