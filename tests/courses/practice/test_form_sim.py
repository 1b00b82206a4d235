"""An application on a portal: right at once is best, mended is half, and a bank card is never to be sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.practice.entries import Wanted
from courses.practice.form_sim.marking import mark_form_sim
from courses.questions.marking import BadAnswer

FIELDS = {"name": Wanted("Đỗ Thị Mơ", "same"), "born": Wanted("05/09/1957", "date")}
PAPERS = {"clear", "blurred", "card"}
RIGHT = {"typed": {"name": "Đỗ Thị Mơ", "born": "5/9/1957"}, "attached": ["clear"]}


def mark(*steps):
    return mark_form_sim(
        {"steps": list(steps)},
        fields=FIELDS,
        papers=PAPERS,
        right=frozenset({"clear"}),
        critical=frozenset({"card"}),
    )


@pytest.mark.parametrize(
    ("steps", "score", "is_correct", "mistakes"),
    [
        ([RIGHT], 100, True, ()),
        ([{**RIGHT, "typed": {"name": "Mơ", "born": "5/9/1957"}}, RIGHT], 83, True, ()),
        ([{**RIGHT, "attached": ["blurred"]}, RIGHT], 83, True, ()),
        ([{"typed": {}}, RIGHT], 50, True, ()),
        ([{"typed": {}}], 0, False, ("name", "born", "clear")),
        ([{**RIGHT, "attached": ["clear", "blurred"]}], 66, False, ("blurred",)),
        ([RIGHT, {"attached": []}], 66, False, ("clear",)),
    ],
)
def test_the_first_sending_counts_whole_and_the_mended_one_half(steps, score, is_correct, mistakes):
    found = mark(*steps)
    assert (found.score, found.correct, found.mistakes) == (score, is_correct, mistakes)


def test_a_bank_card_once_sent_stays_sent():
    found = mark({**RIGHT, "attached": ["clear", "card"]}, RIGHT)
    assert found.critical == ("card",)
    assert not found.correct


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {},
        {"steps": []},
        {"steps": ["x"]},
        {"steps": [{"typed": []}]},
        {"steps": [{"typed": {"name": 5}}]},
        {"steps": [{"typed": {"other": "x"}}]},
        {"steps": [{"attached": ["other"]}]},
        {"steps": [{"attached": None}]},
        {"steps": [RIGHT] * 51},
    ],
)
def test_an_answer_of_another_shape_is_refused(answer):
    with pytest.raises(BadAnswer):
        mark_form_sim(answer, fields=FIELDS, papers=PAPERS, right=frozenset(), critical=frozenset())


sendings = st.fixed_dictionaries(
    {},
    optional={
        "typed": st.dictionaries(st.sampled_from(["name", "born"]), st.text(max_size=12)),
        "attached": st.lists(st.sampled_from(sorted(PAPERS))),
    },
)


@given(st.lists(sendings, min_size=1, max_size=10))
def test_any_sendings_get_a_mark_and_mending_all_is_always_enough(steps):
    found = mark(*steps, RIGHT)
    assert 50 <= found.score <= 100
    assert found.correct is not bool(found.critical)
