"""A message to be judged: the verdict, the parts that tell, and what believing a trick costs."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cms.publishing.files import Source
from courses.practice.spot.blocks import SpotBlock
from courses.practice.spot.files import read_spot
from courses.practice.spot.kind import SPOT
from courses.practice.spot.marking import TRUSTED, mark_spot
from courses.questions.marking import BadAnswer
from tests.courses.practice.raw import Raw, entries, envelope, refused

PARTS = ("sender", "link", "text", "price")


def judged(clues, verdict="distrust", *, before=()):
    """An answer; `before` are the verdicts taken back."""
    return {"clues": clues, "verdict": verdict} | ({"before": list(before)} if before else {})


VERDICTS = st.sampled_from(("trust", "distrust"))
TAPS = st.lists(st.sampled_from(PARTS))
BEFORE = st.lists(VERDICTS, max_size=4)


def marked(clues, verdict="distrust", *, before=(), among=("sender", "link"), right="distrust"):
    answer = judged(clues, verdict, before=before)
    return mark_spot(answer, parts=PARTS, clues=among, verdict=right)


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
    mark = marked(clues, verdict)
    assert (mark.score, mark.correct) == (score, is_correct)


def test_an_honest_message_has_no_clues_to_tap():
    assert marked([], "trust", among=(), right="trust").score == 100
    assert marked(["text"], "trust", among=(), right="trust").score == 50


def test_to_look_again_costs_nothing():
    mark = marked(["sender", "link"], before=["distrust", "distrust"])
    assert (mark.score, mark.correct, mark.critical, mark.mistakes) == (100, True, (), ())


def test_a_trick_once_believed_is_a_critical_mistake_whatever_came_after():
    mark = marked(["sender", "link"], before=["trust"])
    assert (mark.score, mark.correct, mark.critical) == (75, False, (TRUSTED,))
    assert marked(["sender", "link"], "trust").critical == (TRUSTED,)


def test_to_distrust_an_honest_message_costs_points_and_nothing_else():
    mark = marked([], "trust", before=["distrust"], among=(), right="trust")
    assert (mark.score, mark.correct, mark.critical) == (75, True, ())


def test_parts_judged_wrong_are_named_in_their_order():
    assert marked(["price", "sender"]).mistakes == ("link", "price")


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
        judged([]) | {"before": None},
        judged([]) | {"before": "trust"},
        judged([], before=["maybe"]),
        judged([], before=[judged([])]),
        judged([], before=["distrust"] * 10),
    ],
)
def test_an_answer_of_another_shape_is_refused(answer):
    with pytest.raises(BadAnswer):
        mark_spot(answer, parts=PARTS, clues=("link",), verdict="trust")


@given(TAPS, VERDICTS, BEFORE, st.sets(st.sampled_from(PARTS)), st.data())
def test_any_order_and_repetition_of_taps_and_verdicts_score_the_same(
    taps, verdict, before, clues, data
):
    mark = marked(taps, verdict, before=before, among=clues)
    shuffled = data.draw(st.permutations(taps * 3))
    again = data.draw(st.permutations(before * 2))
    assert mark == marked(shuffled, verdict, before=again, among=clues)
    assert 0 <= mark.score <= 100
    assert not (mark.correct and mark.critical)


@given(TAPS, BEFORE, st.sets(st.sampled_from(PARTS)))
def test_looking_again_never_makes_less_of_the_same_judgement(taps, before, clues):
    careful = [each for each in before if each == "distrust"]
    assert marked(taps, before=careful, among=clues).score == marked(taps, among=clues).score
    assert marked(taps, before=before, among=clues).score >= 25


def part(uid: str, *, is_clue: bool = False, why: str = "") -> Raw:
    return {"uid": uid, "kind": "text", "text": f"Câu {uid}", "is_clue": is_clue, "why": why}


def message(*parts: Raw, **fields: object) -> Raw:
    usual = (part("chao"), part("giuc", is_clue=True, why="Họ giục bác."))
    value = {"channel": "sms", "verdict": "distrust", "cost": "Bác mất tiền."}
    return envelope(**value, parts=entries(*(parts or usual))) | fields


def test_the_card_is_shown_and_what_tells_is_not():
    halves = SPOT.halves(message())
    assert halves.shown["character"] == {
        "name": "bà Mơ",
        "facts": [{"label": "Số dư", "value": "5.000.000"}],
    }
    assert halves.shown["tries"] == 3
    assert "giục" not in str(halves.shown)
    assert "mất tiền" not in str(halves.shown)


def test_a_browser_without_scripts_is_told_what_trusting_it_would_have_cost():
    halves = SPOT.halves(message())
    answer = SPOT.read_form(QueryDict("kind=spot&clue=chao&verdict=trust"))
    mark = SPOT.marker(halves.shown, halves.key)(answer)
    said = [halves.said.get(each, "") for each in SPOT.spoken(answer, mark)]
    assert said == ["Bác thử lại.", "Bác mất tiền.", "", "Họ giục bác."]


def test_a_message_frozen_before_there_was_a_card_is_marked_as_ever():
    halves = SPOT.halves(message())
    shown = {name: halves.shown[name] for name in ("text", "channel", "parts")}
    mark = SPOT.marker(shown, halves.key)(judged(["giuc"]))
    assert (mark.score, mark.correct) == (100, True)


def test_a_message_saved_before_its_cost_was_asked_for_says_nothing_of_it():
    older = message()
    for name in ("cost", "character", "hints", "tries"):
        del older[name]
    block = SpotBlock()
    page = block.render(block.to_python(older), context={})
    assert 'data-cost=""' in page
    assert "None" not in page


CLUE, GREETING = part("giuc", is_clue=True, why="Giục"), part("chao")


@pytest.mark.parametrize(
    ("parts", "fields", "at"),
    [
        ((GREETING, CLUE), {}, set()),
        ((GREETING, CLUE), {"cost": " "}, {"cost"}),
        ((GREETING, CLUE), {"tries": 0}, {"tries"}),
        ((GREETING, CLUE), {"goal": ""}, {"goal"}),
        ((GREETING, part("hen")), {}, {"parts.*"}),
        ((GREETING, part("giuc", is_clue=True)), {}, {"parts.1.why"}),
        ((GREETING, part("hen")), {"verdict": "trust", "cost": ""}, set()),
        ((GREETING, part("hen")), {"verdict": "trust"}, {"cost"}),
        ((GREETING, CLUE), {"verdict": "trust", "cost": ""}, {"parts.*"}),
        ((GREETING, part("hen")), {"cost": ""}, {"parts.*", "cost"}),
        ((GREETING, part("giuc", is_clue=True)), {"cost": ""}, {"parts.1.why", "cost"}),
    ],
)
def test_a_mistake_of_an_editor_is_shown_at_its_field(parts, fields, at):
    assert refused(SpotBlock(), message(*parts, **fields)) == at


def test_a_file_says_the_same_as_the_block():
    entry = {
        "id": "6f6d3d0c-2f55-4d37-9a39-6c8a1f2d9a01",
        "goal": "Tin hay không?",
        "plays": "bà Mơ",
        "card": [{"label": "Bà vừa làm", "value": "tưới cây"}],
        "hints": ["Đọc kỹ."],
        "tries": 2,
        "channel": "zalo",
        "parts": [
            {"id": "6f6d3d0c-2f55-4d37-9a39-6c8a1f2d9a02", "kind": "text", "text": "Chào bà."},
            {
                "id": "6f6d3d0c-2f55-4d37-9a39-6c8a1f2d9a03",
                "kind": "link",
                "text": "qua.example",
                "is_clue": True,
                "why": "Địa chỉ lạ.",
            },
        ],
        "verdict": "distrust",
        "cost": "Mất tiền.",
        "right": "Tốt.",
        "wrong": "Lại.",
    }
    raw = read_spot(Source("bai.yaml", "", entry), {})
    block = SpotBlock()
    assert refused(block, raw) == set()
    assert SPOT.halves(block.get_prep_value(block.to_python(raw))) == SPOT.halves(raw)
