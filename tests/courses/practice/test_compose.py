"""A letter: what it must hold, from ready sentences or in one's own words, and what it must not."""

import json

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cms.publishing.files import Source
from courses.practice.compose.blocks import ComposeBlock
from courses.practice.compose.files import read_compose
from courses.practice.compose.kind import COMPOSE
from courses.practice.compose.marking import LONGEST
from courses.practice.compose.showing import letter_view
from courses.questions.marking import BadAnswer
from tests.courses.practice.raw import Raw, entries, envelope, refused


def pick(uid: str, **more: object) -> Raw:
    value = {"uid": uid, "label": f"Ý {uid}", "fits": False, "critical": False}
    return value | {"why": f"Vì {uid}"} | more


def part(uid: str, purpose: str, *options: Raw, words: tuple[str, ...] = ()) -> Raw:
    value = {"uid": uid, "purpose": purpose, "label": f"Phần {uid}"}
    return value | {"options": entries(*options), "words": entries(*words)}


TO = (pick("dung", fits=True), pick("nham"))
ASKING = part("xin", "asked", pick("ro", fits=True), pick("than"), pick("lo", critical=True))
GREETING = part("chao", "greeting", pick("kinh", fits=True), pick("nay"))
OWN = (
    part("tieu-de", "subject"),
    part("chao", "greeting", words=("Kính gửi", "Chào")),
    part("xin", "asked", words=("xóa số", "bỏ số")),
)


def letter(*parts: Raw, **more: object) -> Raw:
    fields: Raw = {
        "channel": "email",
        "writing": "bank",
        "recipients": entries(*TO),
        "parts": entries(*(parts or (GREETING, ASKING))),
        "attachments": entries(pick("anh", fits=True), pick("can-cuoc", critical=True)),
        "secrets": [],
        "model": "Kính gửi cửa hàng,",
    }
    return envelope(**(fields | more))


def own_words(**more: object) -> Raw:
    secret = {"uid": "mat-khau", "text": "hoa-cuc-vang", "why": "Mật khẩu thì giữ kín."}
    fields = {"writing": "free", "attachments": [], "secrets": entries(secret)}
    return letter(*OWN, **(fields | more))


def marked(value: Raw, *picked: str, **typed: str) -> tuple[int, bool, tuple[str, ...]]:
    halves = COMPOSE.halves(value)
    mark = COMPOSE.marker(halves.shown, halves.key)({"steps": list(picked), **typed})
    return mark.score, mark.correct, mark.critical


@pytest.mark.parametrize(
    ("picked", "score", "is_correct", "critical"),
    [
        (["dung", "kinh", "ro", "anh"], 100, True, ()),
        (["dung", "nay", "ro", "anh"], 80, True, ()),
        (["dung", "kinh", "ro"], 80, True, ()),
        (["nham", "kinh", "ro", "anh"], 80, False, ()),
        (["dung", "nham", "kinh", "ro", "anh"], 80, False, ()),
        (["dung", "kinh", "than", "anh"], 80, False, ()),
        (["dung", "kinh", "lo", "anh"], 60, False, ("lo",)),
        (["dung", "kinh", "ro", "anh", "can-cuoc"], 60, False, ("can-cuoc",)),
        ([], 0, False, ()),
    ],
)
def test_every_check_of_a_letter_counts_alike(picked, score, is_correct, critical):
    assert marked(letter(), *picked) == (score, is_correct, critical)


@pytest.mark.parametrize(
    ("subject", "text", "score", "is_correct", "critical"),
    [
        ("Xin xóa số", "Kính gửi cửa hàng, xin xóa số của tôi.", 100, True, ()),
        ("Xin xoa so", "CHAO cua hang, xin bo so cua toi", 100, True, ()),
        ("", "Kính gửi cửa hàng, xin xóa số của tôi.", 80, True, ()),
        ("Xin", "Kính gửi cửa hàng, tôi rất phiền.", 80, False, ()),
        ("Xin", "Chào, bỏ số. Mật khẩu: Hoa cúc vàng", 80, False, ("mat-khau",)),
        ("hoacucvang", "Chào, bỏ số.", 80, False, ("mat-khau",)),
        ("", "", 40, False, ()),
    ],
)
def test_own_words_are_compared_without_marks_and_capitals(
    subject, text, score, is_correct, critical
):
    found = marked(own_words(), "dung", subject=subject, text=text)
    assert found == (score, is_correct, critical)


PICKS = ["dung", "nham", "kinh", "nay", "ro", "than", "lo", "anh", "can-cuoc"]


@given(st.lists(st.sampled_from(PICKS)), st.randoms())
def test_picks_in_any_order_and_number_mark_the_same(picked, dice):
    again = picked * 2
    dice.shuffle(again)
    assert marked(letter(), *picked) == marked(letter(), *again)


@given(st.text(max_size=LONGEST["text"]), st.text(max_size=LONGEST["subject"]))
def test_whatever_is_typed_has_a_mark(text, subject):
    score, _, _ = marked(own_words(), "dung", text=text, subject=subject)
    assert 0 <= score <= 100


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {},
        {"steps": None},
        {"steps": ["nowhere"]},
        {"steps": [], "text": 7},
        {"steps": [], "text": "a" * (LONGEST["text"] + 1)},
        {"steps": [], "subject": ["a"]},
    ],
)
def test_an_answer_of_another_shape_is_refused(answer):
    halves = COMPOSE.halves(own_words())
    with pytest.raises(BadAnswer):
        COMPOSE.marker(halves.shown, halves.key)(answer)


@pytest.mark.parametrize("value", [letter(), own_words()])
def test_the_solution_is_wholly_right_and_the_open_half_keeps_it(value):
    halves = COMPOSE.halves(value)
    answer = COMPOSE.solution(halves.shown, halves.key)
    mark = COMPOSE.marker(halves.shown, halves.key)(answer)
    assert (mark.score, mark.correct) == (100, True)
    shown = json.dumps(halves.shown, ensure_ascii=False)
    hidden = ("hoa-cuc-vang", "fits", "critical", "Kính gửi", "Vì ")
    assert not [word for word in hidden if word in shown]


def test_a_form_holds_picks_and_what_was_typed():
    sent = QueryDict("kind=compose&pick-to=dung&pick-0=kinh&pick-with=anh&pick-with=can-cuoc")
    assert COMPOSE.read_form(sent) == {"steps": ["dung", "kinh", "anh", "can-cuoc"]}
    sent = QueryDict("pick-to=dung&subject=+Xin+&text=Ch%C3%A0o%0A")
    assert COMPOSE.read_form(sent) == {"steps": ["dung"], "subject": "Xin", "text": "Chào"}


def test_a_word_comes_to_everything_picked():
    halves = COMPOSE.halves(letter())
    answer = {"steps": ["dung", "lo"]}
    mark = COMPOSE.marker(halves.shown, halves.key)(answer)
    told = [halves.said[each] for each in COMPOSE.spoken(answer, mark)]
    assert told == ["Bác thử lại.", "Vì dung", "Vì lo"]


ONE = part("xin", "asked", pick("ro", fits=True))
NONE_FITS = part("xin", "asked", pick("a"), pick("b"))
BOTH = pick("ro", fits=True, critical=True)


@pytest.mark.parametrize(
    ("value", "at"),
    [
        (letter(), set()),
        (own_words(), set()),
        (letter(recipients=entries(pick("a"), pick("b"))), {"recipients.*"}),
        (letter(recipients=entries(*TO, pick("c", fits=True))), {"recipients.*"}),
        (letter(ONE), {"parts.0.options.*"}),
        (letter(NONE_FITS), {"parts.0.options.*"}),
        (letter(GREETING), {"parts.*"}),
        (letter(part("xin", "asked", BOTH, pick("b"))), {"parts.0.options.0.critical"}),
        (own_words(parts=entries(part("xin", "asked"))), {"parts.0.words.*"}),
        (own_words(parts=entries(OWN[0], OWN[0], OWN[2])), {"parts.1.purpose"}),
        (letter(model=""), {"model"}),
    ],
)
def test_a_mistake_of_an_editor_is_shown_at_its_field(value, at):
    assert refused(ComposeBlock(), value) == at


def fresh(at: int) -> str:
    return f"6f6d3d0c-2f55-4d37-9a39-6c8a1f2d9b{at:02d}"


def test_a_file_says_the_same_as_the_block():
    picks = [
        {"id": fresh(at), "label": f"Ý {at}", "fits": at % 2 == 0, "why": "Vì thế."}
        for at in range(6)
    ]
    entry = {
        "id": fresh(90),
        "goal": "Viết thư",
        "right": "Tốt.",
        "wrong": "Lại.",
        "writing": "bank",
        "recipients": picks[:2],
        "parts": [{"id": fresh(91), "purpose": "asked", "label": "Xin gì", "options": picks[2:4]}],
        "attachments": picks[4:],
        "secrets": [{"id": fresh(92), "text": "hoa-cuc-vang", "why": "Giữ kín."}],
        "model": "Kính gửi,",
    }
    raw = read_compose(Source("bai.yaml", "", entry), {})
    block = ComposeBlock()
    assert refused(block, raw) == set()
    assert COMPOSE.halves(block.get_prep_value(block.to_python(raw))) == COMPOSE.halves(raw)


def test_only_the_head_of_a_letter_and_what_goes_with_it_are_named_in_it():
    value = ComposeBlock().to_python(letter(OWN[0], GREETING, ASKING))
    heads = [screen.head for screen in letter_view(value, use="practice").screens]
    assert heads == ["Gửi đến", "Phần tieu-de", "", "", "Gửi kèm"]
