"""A conversation: what an editor may write, how what was said is marked, what is kept from the page."""

import json

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cms.publishing.files import Source
from courses.practice.branch.blocks import BranchBlock
from courses.practice.branch.files import read_branch
from courses.practice.branch.kind import BRANCH
from courses.questions.marking import BadAnswer
from tests.courses.practice.raw import Raw, entries, envelope, refused


def reply(uid: str, goto: str, quality: str = "good", **more: object) -> Raw:
    value = {"uid": uid, "label": f"Câu {uid}", "goto": goto, "quality": quality}
    return value | {"critical": False, "feedback": f"Lời {uid}"} | more


def turn(key: str, *choices: Raw, ending: str = "", **more: object) -> Raw:
    value = {"uid": f"id-{key}", "key": key, "who": "Người lạ", "say": "A lô?", "image": None}
    return value | {"alt": "", "choices": entries(*choices), "ending": ending} | more


def talk(*turns: Raw) -> Raw:
    """A call: hang up at once, or be led on to a code."""
    usual = (
        turn("goi", reply("tat", "yen"), reply("hoi", "ma", "risky")),
        turn(
            "ma",
            reply("thoi", "yen"),
            reply("lai", "goi", "risky"),
            reply("doc", "mat", "bad", critical=True),
        ),
        turn("yen", ending="good"),
        turn("mat", ending="bad"),
    )
    return envelope(channel="call", steps=entries(*(turns or usual)))


def marked(*said: str) -> tuple[int, bool, tuple[str, ...]]:
    halves = BRANCH.halves(talk())
    mark = BRANCH.marker(halves.shown, halves.key)({"steps": list(said)})
    return mark.score, mark.correct, mark.critical


@pytest.mark.parametrize(
    ("said", "score", "is_correct", "critical"),
    [
        (["tat"], 100, True, ()),
        (["hoi", "thoi"], 75, True, ()),
        (["hoi"], 25, False, ()),
        (["hoi", "doc"], 25, False, ("doc",)),
        # she went back, but what was said was said
        (["hoi", "doc", "thoi"], 50, False, ("doc",)),
        (["hoi", "thoi", "tat"], 87, True, ()),
        # nobody asked for the code on this way
        (["tat", "doc"], 100, True, ()),
        (["doc"], 0, False, ()),
        ([], 0, False, ()),
    ],
)
def test_a_conversation_is_followed_from_its_beginning(said, score, is_correct, critical):
    assert marked(*said) == (score, is_correct, critical)


@given(st.lists(st.sampled_from(["tat", "hoi", "thoi", "lai", "doc"])), st.randoms())
def test_what_was_said_twice_or_in_another_order_marks_the_same(said, dice):
    again = said * 2
    dice.shuffle(again)
    assert marked(*said) == marked(*again)


@pytest.mark.parametrize("answer", [None, [], {}, {"steps": "tat"}, {"steps": ["nowhere"]}])
def test_an_answer_of_another_shape_is_refused(answer):
    halves = BRANCH.halves(talk())
    with pytest.raises(BadAnswer):
        BRANCH.marker(halves.shown, halves.key)(answer)


def test_the_best_way_is_the_shortest_of_good_answers():
    halves = BRANCH.halves(talk())
    assert BRANCH.solution(halves.shown, halves.key) == {"steps": ["tat"]}


def test_every_critical_mistake_is_named_in_the_words_of_its_answer():
    halves = BRANCH.halves(talk())
    answer = {"steps": ["hoi", "doc"]}
    mark = BRANCH.marker(halves.shown, halves.key)(answer)
    assert [halves.said[each] for each in BRANCH.spoken(answer, mark)] == [
        "Bác thử lại.",
        "Lời doc",
    ]


def test_the_open_half_tells_nothing_of_good_and_bad():
    shown = json.dumps(BRANCH.halves(talk()).shown)
    assert not [word for word in ("good", "bad", "risky", "critical", "ending") if word in shown]


def test_a_form_holds_whatever_was_ticked_on_any_screen():
    sent = QueryDict("kind=branch&reply-1=hoi&reply-2=thoi&lesson=x")
    assert BRANCH.read_form(sent) == {"steps": ["hoi", "thoi"]}


GOOD, BAD = turn("yen", ending="good"), turn("mat", ending="bad")


@pytest.mark.parametrize(
    ("turns", "places"),
    [
        ([], set()),
        ([turn("a", reply("1", "yen"), reply("2", "nowhere")), GOOD], {"steps.0.choices.1.goto"}),
        ([turn("a", reply("1", "yen")), GOOD], {"steps.0.choices.*"}),
        ([turn("a", reply("1", "b"), reply("2", "yen")), turn("b"), GOOD], {"steps.1.ending"}),
        (
            [turn("a", reply("1", "yen"), reply("2", "yen"), ending="bad"), GOOD],
            {"steps.0.ending"},
        ),
        ([turn("yen", reply("1", "yen"), reply("2", "yen")), GOOD], {"steps.0.key", "steps.1.key"}),
        ([turn("a", reply("1", "yen"), reply("2", "yen")), GOOD, BAD], {"steps.2.key"}),
        (
            [
                turn("a", reply("1", "yen"), reply("2", "b")),
                turn("b", reply("3", "b"), reply("4", "b")),
                GOOD,
            ],
            {"steps.1.choices.*"},
        ),
        ([turn("a", reply("1", "mat"), reply("2", "mat")), BAD], {"steps.*"}),
        (
            [turn("a", reply("1", "yen", "risky"), reply("2", "mat")), GOOD, BAD],
            {"steps.*"},
        ),
        (
            [turn("a", reply("1", "yen"), reply("2", "yen", critical=True)), GOOD],
            {"steps.0.choices.1.quality"},
        ),
        ([turn("Mã số", reply("1", "yen"), reply("2", "yen")), GOOD], {"steps.0.key"}),
        ([turn("a", *[reply(str(at), "yen") for at in range(5)]), GOOD], {"steps.0.choices.*"}),
    ],
)
def test_a_mistake_of_an_editor_is_shown_at_its_field(turns, places):
    assert refused(BranchBlock(), talk(*turns)) == places


UUIDS = [f"6f6d3d0c-2f55-4d37-9a39-6c8a1f2d9a0{at}" for at in range(5)]


def test_a_file_says_the_same_as_the_block():
    choices = [
        {"id": UUIDS[1], "label": "Tắt máy", "goto": "yen", "quality": "good", "feedback": "Đúng."},
        {
            "id": UUIDS[2],
            "label": "Đọc mã",
            "goto": "yen",
            "quality": "bad",
            "critical": True,
            "feedback": "Mất tiền.",
        },
    ]
    steps = [
        {"id": UUIDS[3], "key": "goi", "who": "Người lạ", "say": "A lô?", "choices": choices},
        {"id": UUIDS[4], "key": "yen", "who": "Nhà", "say": "Yên ổn.", "ending": "good"},
    ]
    entry = {"id": UUIDS[0], "goal": "Làm thử", "right": "Tốt.", "wrong": "Lại.", "steps": steps}
    raw = read_branch(Source("bai.yaml", "", entry), {})
    block = BranchBlock()
    assert refused(block, raw) == set()
    again = block.get_prep_value(block.to_python(raw))
    assert BRANCH.halves(again) == BRANCH.halves(raw)
