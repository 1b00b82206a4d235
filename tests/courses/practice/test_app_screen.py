"""The screens of an app: the way taken is marked, and the way back, the detours and the repairs with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.practice.app_screen.marking import mark_app_screen
from courses.practice.app_screen.steps import Known
from courses.practice.app_screen.walking import Button, Screen, Switch
from courses.practice.entries import Wanted
from courses.questions.marking import BadAnswer

SCREENS = {
    "payee": Screen(
        buttons={
            "pay": Button("lost", is_critical=True),
            "ask": Button("sum", is_right=True),
            "wait": Button("payee"),
        },
        checks=("name",),
    ),
    "lost": Screen(buttons={"ring": Button("sum", is_right=True)}),
    "sum": Screen(
        buttons={"send": Button(None, is_right=True), "leave": Button(None)},
        fields={"amount": Wanted("85.000", "digits")},
        switches={"mic": Switch(wanted=False, is_critical=True)},
    ),
}
KNOWN = Known(
    taps={"pay", "ask", "wait", "ring", "send", "leave"},
    fields={"amount"},
    switches={"mic"},
    lines={"name", "bank"},
)
GOOD = {"typed": {"amount": "85000"}, "on": {"mic": False}}


def mark(*steps):
    return mark_app_screen({"steps": list(steps)}, start="payee", screens=SCREENS, known=KNOWN)


LOOKED = {"tap": "ask", "seen": ["name"]}
SENT = {"tap": "send", **GOOD}


def test_everything_right_at_once_is_a_hundred():
    found = mark(LOOKED, SENT)
    assert (found.score, found.correct, found.mistakes) == (100, True, ())


@pytest.mark.parametrize(
    ("steps", "score", "is_correct"),
    [
        ([{"tap": "ask"}, SENT], 80, True),
        ([{"tap": "wait"}, LOOKED, SENT], 90, True),
        ([LOOKED, {"tap": "send", **GOOD, "typed": {"amount": "8500"}}, SENT], 90, True),
        ([LOOKED], 40, False),
        ([LOOKED, {"tap": "leave", **GOOD}], 40, False),
        ([], 0, False),
    ],
)
def test_each_thing_counts_alike_and_half_when_mended(steps, score, is_correct):
    found = mark(*steps)
    assert (found.score, found.correct) == (score, is_correct)


def test_who_paid_without_looking_has_not_done_it_right():
    found = mark({"tap": "pay"}, {"tap": "ring"}, SENT)
    assert found.critical == ("pay",)
    assert not found.correct


def test_a_switch_left_as_it_must_not_be_is_critical_although_it_was_mended():
    found = mark(LOOKED, {"tap": "send", **GOOD, "on": {"mic": True}}, SENT)
    assert found.critical == ("mic",)


def test_a_line_nobody_looked_at_is_named():
    assert mark({"tap": "ask"}, SENT).mistakes == ("name",)


def test_the_way_back_of_the_phone_leads_to_the_screen_before():
    found = mark({"tap": "ask"}, {"tap": "back"}, LOOKED, SENT)
    assert (found.score, found.correct) == (90, True)


def test_a_form_without_scripts_sends_its_screens_in_its_own_order():
    found = mark({**SENT, "seen": ["name"]}, {"tap": "ring"}, {"tap": "ask"})
    assert (found.score, found.correct) == (100, True)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {},
        {"steps": {}},
        {"steps": ["ask"]},
        {"steps": [{}]},
        {"steps": [{"tap": "nowhere"}]},
        {"steps": [{"tap": ["ask"]}]},
        {"steps": [{"tap": "ask", "typed": {"other": "1"}}]},
        {"steps": [{"tap": "ask", "typed": {"amount": 1}}]},
        {"steps": [{"tap": "ask", "on": {"mic": "yes"}}]},
        {"steps": [{"tap": "ask", "seen": "name"}]},
        {"steps": [{"tap": "ask", "seen": [[]]}]},
        {"steps": [{"tap": "ask"}] * 1000},
    ],
)
def test_an_answer_of_another_shape_is_refused(answer):
    with pytest.raises(BadAnswer):
        mark_app_screen(answer, start="payee", screens=SCREENS, known=KNOWN)


steps = st.fixed_dictionaries(
    {"tap": st.sampled_from([*sorted(KNOWN.taps), "back"])},
    optional={
        "typed": st.dictionaries(st.just("amount"), st.sampled_from(["85000", "8", ""])),
        "on": st.dictionaries(st.just("mic"), st.booleans()),
        "seen": st.lists(st.sampled_from(["name", "bank"])),
    },
)


@given(st.lists(steps, max_size=30))
def test_any_way_gets_a_mark_and_going_on_never_costs_what_was_done_right(way):
    so_far = [mark(*way[:end]).score for end in range(len(way) + 1)]
    assert so_far == sorted(so_far)
    assert so_far[-1] <= 100
    found = mark(*way)
    assert not (found.correct and found.critical)
    assert set(found.critical) <= {"pay", "mic"}
