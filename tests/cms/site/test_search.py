"""Search finds the same with and without marks, on both databases."""

import pytest
from django.test import Client

from cms.site.queries import pages_found
from tests.courses.catalogue import tree as make
from tests.courses.catalogue.tree import Tree, plant


@pytest.fixture
def tree(db: None) -> Tree:
    return plant()


PROBES = ["lừa đảo", "lua dao", "LUA DAO", "Lừa Đảo", "lua đảo"]


@pytest.mark.parametrize("words", PROBES)
def test_a_saved_page_is_found_with_and_without_marks(tree: Tree, words: str) -> None:
    page = tree.published("Tránh lừa đảo qua mạng")
    assert pages_found(words) == [page.pk]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Dịch vụ công trực tuyến", "dich vu cong"),
        ("Thư điện tử", "dien tu"),
        ("Đăng ký tài khoản", "dang ky"),
        ("Mật khẩu và mã OTP", "mat khau"),
    ],
)
def test_words_in_the_body_are_found_too(tree: Tree, said: str, asked: str) -> None:
    page = tree.published("Bài", body=[make.text(body=f"<p>{said}</p>"), make.question()])
    assert pages_found(asked) == [page.pk]


def test_what_is_spelled_as_asked_stands_first(tree: Tree) -> None:
    tree.published("Mà cả khi mua bán")
    spelled = tree.published("Mã đăng nhập")
    assert pages_found("mã")[0] == spelled.pk
    assert len(pages_found("mã")) == 2


def test_drafts_and_withdrawn_pages_are_not_found(tree: Tree) -> None:
    tree.lesson("Bài nháp lừa đảo").save_revision()
    tree.published("Bài lừa đảo cũ").unpublish()
    assert pages_found("lừa đảo") == []


def test_parts_of_courses_have_no_page_to_find(tree: Tree) -> None:
    assert tree.module.pk not in pages_found(tree.module.title)


@pytest.mark.parametrize(
    "words", ["", "   ", "!!!", "\0", "a" * 500, "'; DROP", '"', "AND OR NOT", "*"]
)
def test_odd_words_find_nothing_and_break_nothing(tree: Tree, words: str) -> None:
    answer = Client().get("/tim/", {"q": words})
    assert answer.status_code == 200


def test_the_search_page_says_when_nothing_was_found(tree: Tree) -> None:
    assert 'class="empty"' in Client().get("/tim/?q=khongcogi").content.decode()


def test_a_lesson_found_names_the_course_it_belongs_to(tree: Tree) -> None:
    tree.published("Tránh lừa đảo qua mạng")
    shown = Client().get("/tim/?q=lua+dao").content.decode()
    assert f'<p class="note">{tree.course.title}</p>' in shown
