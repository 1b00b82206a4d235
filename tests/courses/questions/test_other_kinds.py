"""Pictures, pairs, orders, a few words and numbers: written, marked, read from a form."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from courses.questions.arranging.blocks import MatchBlock, OrderBlock
from courses.questions.arranging.kind import MATCH, ORDER
from courses.questions.marking import BadAnswer
from courses.questions.pictures.blocks import PictureQuestionBlock
from courses.questions.writing.blocks import NumberBlock, ShortTextBlock
from courses.questions.writing.kind import NUMBER, SHORT_TEXT

ITEM = "6f6d3d0c-2f55-4d37-9a39-6c8a1f2d9a01"


def entries(*found):
    return [{"type": "item", "id": str(at), "value": value} for at, value in enumerate(found)]


def match(*pairs):
    shown = pairs or (("Mã OTP", "Giữ cho mình"), ("Số tổng đài", "Nói cho ai cũng được"))
    found = [{"uid": f"l{at}", "left": one, "right": two} for at, (one, two) in enumerate(shown)]
    return {"uid": ITEM, "text": "Nối lại", "pairs": entries(*found), "explanation": "Nhớ nhé."}


def order(*texts):
    found = [{"uid": f"e{at}", "text": text} for at, text in enumerate(texts or ("A", "B", "C"))]
    return {"uid": ITEM, "text": "Xếp lại", "entries": entries(*found), "explanation": "Nhớ nhé."}


def words(*accepted, **more):
    value = {"uid": ITEM, "text": "Gõ gì?", "right": "Phải.", "wrong": "Chưa.", "explanation": ""}
    return value | {"accepted": entries(*(accepted or ("Đồ Sơn",)))} | more


def number(**more):
    value = {"uid": ITEM, "text": "Bao nhiêu?", "right": "Phải.", "wrong": "Chưa."}
    return value | {"explanation": "", "amount": "150000", "tolerance": "0", "unit": "đ"} | more


def marked(kind, value, answer):
    halves = kind.halves(value)
    mark = kind.marker(halves.shown, halves.key)(answer)
    return mark.correct, mark.score


def refused(block, value):
    try:
        block.clean(block.to_python(value))
    except ValidationError as wrong:
        return set(wrong.block_errors)
    return set()


@pytest.mark.parametrize(
    ("kind", "value"),
    [(MATCH, match()), (ORDER, order()), (SHORT_TEXT, words()), (NUMBER, number())],
)
def test_the_solution_of_each_kind_is_wholly_right(kind, value):
    halves = kind.halves(value)
    assert marked(kind, value, kind.solution(halves.shown, halves.key)) == (True, 100)


def test_each_pair_found_counts_alike():
    halves = MATCH.halves(match())
    rights = {each["text"]: each["id"] for each in halves.shown["right"]}
    assert marked(MATCH, match(), {"l0": rights["Giữ cho mình"]}) == (False, 50)
    crossed = {"l0": rights["Nói cho ai cũng được"], "l1": rights["Giữ cho mình"]}
    assert marked(MATCH, match(), crossed) == (False, 0)


def test_the_right_side_tells_nothing_of_where_it_belongs():
    shown = MATCH.halves(match()).shown
    assert [each["text"] for each in shown["right"]] == ["Giữ cho mình", "Nói cho ai cũng được"]
    assert not {each["id"] for each in shown["right"]} & {each["id"] for each in shown["left"]}


def test_two_lines_may_go_with_the_same():
    value = match(("Zalo", "Nhắn tin"), ("SMS", "Nhắn tin"), ("Chrome", "Xem trang"))
    assert len(MATCH.halves(value).shown["right"]) == 2


@pytest.mark.parametrize(
    "answer", [None, [], "l0", {"l9": "x"}, {"l0": "x"}, {"l0": 1}, {"l0": None}]
)
def test_pairs_that_do_not_exist_are_no_answer(answer):
    with pytest.raises(BadAnswer):
        marked(MATCH, match(), answer)


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        (["e0", "e1", "e2"], 100),
        (["e1", "e0", "e2"], 50),
        (["e2", "e1", "e0"], 0),
        (["e1", "e2", "e0"], 50),
    ],
)
def test_neighbours_the_right_way_round_count(answer, score):
    assert marked(ORDER, order(), answer) == (score == 100, score)


@pytest.mark.parametrize(
    "answer", [None, [], ["e0", "e1"], ["e0", "e1", "e1"], ["e0", "e1", "e2", "e2"], [1, 2, 3]]
)
def test_an_order_names_everything_once(answer):
    with pytest.raises(BadAnswer):
        marked(ORDER, order(), answer)


@pytest.mark.parametrize("texts", [("A", "B", "C"), ("C", "B", "A"), ("B", "A", "C")])
def test_steps_are_never_shown_in_their_right_order(texts):
    assert [each["text"] for each in ORDER.halves(order(*texts)).shown["entries"]] != list(texts)


@pytest.mark.parametrize("answer", ["Đồ Sơn", "do son", "  ĐỒ-SƠN. ", "đồ  sơn"])
def test_marks_capitals_and_blanks_make_no_difference(answer):
    assert marked(SHORT_TEXT, words(), answer) == (True, 100)


def test_other_words_are_wrong_and_none_are_no_answer():
    assert marked(SHORT_TEXT, words(), "Cát Bà") == (False, 0)
    for answer in ("", "  ", None, 5, "x" * 201):
        with pytest.raises(BadAnswer):
            marked(SHORT_TEXT, words(), answer)


@pytest.mark.parametrize(
    ("answer", "is_right"),
    [("150.000 đ", True), (150000, True), ("149.500", True), ("149.499", False)],
)
def test_a_number_is_right_within_its_tolerance(answer, is_right):
    assert marked(NUMBER, number(tolerance="500"), answer)[0] is is_right


@pytest.mark.parametrize("answer", [None, True, "nhiều", float("nan"), float("inf"), [], {}])
def test_what_is_no_number_is_no_answer(answer):
    with pytest.raises(BadAnswer):
        marked(NUMBER, number(), answer)


def test_a_form_says_the_same_without_scripts():
    rights = {each["text"]: each["id"] for each in MATCH.halves(match()).shown["right"]}
    sent = QueryDict(f"pair-l0={rights['Giữ cho mình']}&pair-l1=")
    assert MATCH.read_form(sent) == {"l0": rights["Giữ cho mình"]}
    assert MATCH.read_form(QueryDict("")) is None
    assert ORDER.read_form(QueryDict("place-e0=3&place-e1=1&place-e2=2")) == ["e1", "e2", "e0"]
    assert ORDER.read_form(QueryDict("place-e0=&place-e1=1&place-e2=")) == ["e1", "e0", "e2"]
    assert ORDER.read_form(QueryDict("place-e0=&place-e1=")) is None
    assert NUMBER.read_form(QueryDict("written=150.000")) == "150.000"
    assert SHORT_TEXT.read_form(QueryDict("written=")) is None


def test_each_mistake_of_an_editor_is_shown_at_its_field():
    assert refused(MatchBlock(), match()) == set()
    assert refused(MatchBlock(), match(("A", "x"), ("a ", "y"))) == {"pairs"}
    assert refused(MatchBlock(), match(("A", "x"), ("B", "X"))) == {"pairs"}
    assert refused(OrderBlock(), order()) == set()
    assert refused(OrderBlock(), order("A", "B")) == {"entries"}
    assert refused(OrderBlock(), order("A", "B", "b")) == {"entries"}
    assert refused(ShortTextBlock(), words()) == set()
    assert refused(ShortTextBlock(), words("Đồ Sơn", "...")) == {"accepted"}
    assert refused(NumberBlock(), number()) == set()
    assert refused(NumberBlock(), number(tolerance="-1")) == {"tolerance"}
    nothing = {"uid": ITEM, "text": "Hình nào?", "choices": [], "explanation": ""}
    assert refused(PictureQuestionBlock(), nothing) == {"choices"}
