"""What a practice adds to a lesson stays small: one module each, one style sheet for all."""

import gzip

import pytest

from courses.catalogue.body import PRACTICE_TYPES, LessonBody
from tests.house.reading import PROJECT

STATIC = PROJECT / "cms/static"


def packed(name: str) -> int:
    return len(gzip.compress((STATIC / name).read_bytes(), 9))


@pytest.mark.parametrize("kind", sorted(PRACTICE_TYPES))
def test_the_module_of_a_practice_keeps_its_budget(kind: str) -> None:
    assert packed(LessonBody().child_blocks[kind].meta.script) <= 3 * 1024


@pytest.mark.parametrize("name", ["js/scenes.js", "js/realness.js"])
def test_what_the_modules_share_keeps_the_same_budget(name: str) -> None:
    assert packed(name) <= 3 * 1024


def test_the_style_sheet_of_practices_keeps_its_budget() -> None:
    assert packed("css/practice.css") <= 2 * 1024
