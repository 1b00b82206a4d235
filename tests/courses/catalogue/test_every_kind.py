"""Every kind of item marks whatever it is sent: its solution wholly, garbage without falling over."""

import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.translation import gettext
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.catalogue.kinds import KINDS
from courses.progress.grading import grade
from courses.progress.reading import CANONICAL, LONGEST_ANSWER
from courses.questions.kinds import ANSWERED, DONT_KNOW
from courses.questions.marking import BadAnswer
from tests.courses.catalogue.examples import blocks, frozen, sheet_of

every_kind = pytest.mark.parametrize("name", KINDS)
# what comes back from an office names each place by itself
OF_SEVERAL = ("multiple", "spot", "hotspot", "branch", "app_screen", "compose")
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
SOME = settings(max_examples=40)


def solution(name: str) -> Any:
    shown, key, _ = frozen(name)
    return KINDS[name].solution(shown, key)


def solved(name: str) -> str:
    """What is right, in words."""
    shown, key, _ = frozen(name)
    words = str(KINDS[name].solved(shown, key))
    assert words
    return words


def marks_or_refuses(name: str, answer: Any) -> None:
    """A mark from 0 to 100 with words to it, or a refusal; nothing else."""
    try:
        found = grade(sheet_of(name), answer)
    except BadAnswer:
        return
    assert type(found.mark.score) is int
    assert 0 <= found.mark.score <= 100
    assert type(found.mark.correct) is bool
    assert not (found.mark.correct and found.mark.critical)
    assert isinstance(found.feedback, str)
    assert found == grade(sheet_of(name), answer), "the same answer has the same mark"


def strings(node: Any) -> Iterator[str]:
    """Every text in a JSON value, names of fields too."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from node
        yield from strings(list(node.values()))
    elif isinstance(node, list):
        for each in node:
            yield from strings(each)


@cache
def near(name: str) -> st.SearchStrategy[Any]:
    """JSON made of the item's own ids and words and the names of the fields of its answer."""
    shown, key, _ = frozen(name)
    known = st.sampled_from(sorted(set(strings([shown, key, solution(name)]))))
    return st.recursive(
        known | LEAVES,
        lambda inner: st.lists(inner, max_size=8) | st.dictionaries(known, inner, max_size=5),
        max_leaves=12,
    )


def twisted(node: Any, dice: random.Random) -> Any:
    """The same answer with its lists in another order, with some of them twice or not at all."""
    if isinstance(node, dict):
        return {name: twisted(each, dice) for name, each in node.items() if dice.random() < 0.95}
    if not isinstance(node, list):
        return node
    drawn = [twisted(each, dice) for each in node for _ in range(dice.choice((0, 1, 1, 2)))]
    dice.shuffle(drawn)
    return drawn


def test_the_two_live_courses_hold_one_of_every_kind():
    assert not set(KINDS) - set(blocks())


@every_kind
def test_the_solution_of_every_kind_is_wholly_right(name):
    found = grade(sheet_of(name), solution(name))
    assert (found.mark.score, found.mark.correct, found.mark.critical) == (100, True, ())
    assert found.feedback


@every_kind
def test_the_solution_fits_into_an_event(name):
    assert len(CANONICAL.encode(solution(name))) < LONGEST_ANSWER / 2


@every_kind
def test_not_knowing_is_an_answer_to_a_question_and_none_to_a_practice(name):
    if KINDS[name].event != ANSWERED:
        with pytest.raises(BadAnswer):
            grade(sheet_of(name), dict(DONT_KNOW))
        return
    found = grade(sheet_of(name), dict(DONT_KNOW))
    assert (found.mark.score, found.mark.correct) == (0, False)
    assert found.feedback.startswith(f"{gettext('What is right:')} {solved(name)}")


@every_kind
@given(st.data())
@SOME
def test_garbage_is_marked_or_refused_by_every_kind(name, data):
    marks_or_refuses(name, data.draw(near(name)))


@every_kind
@given(st.data())
@SOME
def test_garbage_in_the_right_fields_is_marked_or_refused(name, data):
    right = solution(name)
    if isinstance(right, dict):
        fields = st.sampled_from([*right, "steps"])
        marks_or_refuses(name, data.draw(st.dictionaries(fields, near(name), max_size=4)))
    elif isinstance(right, list):
        marks_or_refuses(name, data.draw(st.lists(near(name), max_size=6)))


@every_kind
@given(st.integers())
@SOME
def test_any_order_and_repetition_is_marked_or_refused(name, seed):
    marks_or_refuses(name, twisted(solution(name), random.Random(seed)))


@every_kind
@given(st.dictionaries(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=3)))
@SOME
def test_any_form_can_be_read(name, fields):
    sent = QueryDict(mutable=True)
    for field, values in fields.items():
        sent.setlist(field, values)
    answer = KINDS[name].read_form(sent)
    marks_or_refuses(name, json.loads(json.dumps(answer)))


@every_kind
def test_what_is_said_and_what_is_right_stand_apart_from_what_is_shown(name):
    block = blocks()[name]
    shown, _, told = frozen(name)
    open_half = json.dumps(shown, ensure_ascii=False)
    assert not [text for text in told["said"].values() if text and text in open_half]
    assert shown["id"] == block["value"]["uid"]


@pytest.mark.parametrize("name", OF_SEVERAL)
def test_what_is_said_to_one_of_several_stands_behind_its_words(name):
    sheet, (shown, _, _) = sheet_of(name), frozen(name)
    assert set(sheet.feedback) & set(strings(shown)) <= set(sheet.titles)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("match", lambda right: {}),
        ("order", lambda right: right[::-1]),
        ("short_text", lambda right: f"{right}?x"),
        ("number", lambda right: f"{right}99"),
    ],
)
def test_whoever_wrote_or_arranged_it_wrong_reads_what_is_right(name, wrong):
    found = grade(sheet_of(name), wrong(solution(name)))
    assert not found.mark.correct
    assert f"{gettext('What is right:')} {solved(name)}" in found.feedback


def test_the_model_beside_a_letter_is_called_one():
    found = grade(sheet_of("compose"), solution("compose")).feedback
    model = f"{gettext('A model letter')}:\n\n{sheet_of('compose').explanation}"
    assert found.endswith(model)


def test_a_place_that_costs_dearly_is_named_before_its_reason():
    sheet, (shown, key, told) = sheet_of("hotspot"), frozen("hotspot")
    place = key["critical"][0]
    (label,) = [area["text"] for area in shown["areas"] if area["id"] == place]
    reason = told["said"][place]
    assert grade(sheet, {"steps": [place]}).feedback.endswith(f": “{label}” – {reason}")
