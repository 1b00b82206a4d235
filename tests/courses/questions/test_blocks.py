"""What an editor may write as a question or a practice; each mistake is shown at its field."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from courses.questions.blocks import QuestionBlock
from tests.courses.catalogue.tree import Raw, choice, question


def fields_refused(block: Any, raw: Raw) -> set[str]:
    """The fields at which cleaning the block complains."""
    try:
        block.clean(block.to_python(raw["value"]))
    except ValidationError as wrong:
        return set(wrong.block_errors)
    return set()


def asked(*choices: Raw, kind: str = "single", **fields: Any) -> set[str]:
    raw = question("Chọn gì?", *choices, kind=kind)
    raw["value"].update(fields)
    return fields_refused(QuestionBlock(), raw)


RIGHT, WRONG = choice("Phải", correct=True), choice("Trái")


@pytest.mark.parametrize(
    ("kind", "choices", "refused"),
    [
        ("single", [RIGHT, WRONG], set()),
        ("single", [RIGHT], {"choices"}),
        ("single", [WRONG, WRONG], {"choices"}),
        ("single", [RIGHT, RIGHT], {"choices"}),
        ("multiple", [RIGHT, RIGHT, WRONG], set()),
        ("multiple", [RIGHT, RIGHT], set()),
        ("multiple", [WRONG, WRONG], {"choices"}),
        ("multiple", [RIGHT, *[WRONG] * 6], {"choices"}),
    ],
)
def test_choices_fit_the_kind_of_question(kind: str, choices: list[Raw], refused: set[str]) -> None:
    assert asked(*choices, kind=kind) == refused


def test_every_choice_needs_feedback() -> None:
    assert asked(RIGHT, choice("Trái", feedback="")) == {"choices"}


def test_a_true_or_false_question_needs_its_answer_and_both_feedbacks() -> None:
    assert asked(kind="true_false") == set()
    assert asked(kind="true_false", answer="") == {"answer"}
    assert asked(kind="true_false", feedback_true=" ") == {"feedback_true"}
    assert asked(kind="true_false", choices=[RIGHT]) == {"choices"}


def test_a_question_is_as_long_as_a_phone_can_show() -> None:
    assert asked(RIGHT, WRONG, text="a" * 401) == {"text"}
