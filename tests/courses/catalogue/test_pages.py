"""What lesson pages show, and what they never show."""

import json
import re
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from courses.catalogue import queries
from courses.models import LessonPage
from tests.courses.catalogue import tree as make
from tests.courses.catalogue.tree import Tree


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_new_screen_begins_at_each_text_steps_question_and_practice(tree: Tree) -> None:
    callout = {
        "type": "callout",
        "id": make.new(),
        "value": {"uid": "", "kind": "tip", "heading": "", "body": "x"},
    }
    page = tree.published(body=[make.text("Một"), callout, make.question(), make.spot()])
    screens = page.screens()
    assert [(screen.number, screen.kind, len(screen.blocks)) for screen in screens] == [
        (1, "text", 2),
        (2, "question", 1),
        (3, "spot", 1),
    ]
    assert [screen.uid for screen in screens] == page.versions.get().steps


def test_a_practice_lesson_teaches_at_once(tree: Tree) -> None:
    page = tree.published(body=[make.text(), make.question()])
    assert "Bác xem lại nhé." in read(page.url)


def test_a_check_shows_nothing_of_its_keys(tree: Tree) -> None:
    page = tree.published(body=make.check_body(), use="check")
    html = read(page.url)
    assert "Câu 8" in html
    assert "LỘ" not in html
    assert "data-right>" not in html


def test_the_api_shows_nothing_of_the_keys_of_a_check(tree: Tree) -> None:
    page = tree.published(body=make.check_body(), use="check")
    told = json.loads(read(f"/api/v1/lessons/{page.lesson}"))
    shown = {"id", "kind", "use", "text", "choices", "codes"}
    assert [set(item) for item in told["items"]] == [shown] * 8
    assert "LỘ" not in str(told)


# with the point or comma, which no id on a page has
SECRETS = ("LỘ", "735.5", "735,5", "0.25", "0,25", "accepted")


def of_every_kind() -> list[make.Raw]:
    """Two of each kind that a check may hold beside choices of pictures, with keys that say so."""
    pairs = [{"uid": "", "left": left, "right": right} for left, right in ("am", "bz", "cn")]
    steps = [{"uid": "", "text": text} for text in ("Bước hai", "Bước ba", "Bước một")]
    said = {"right": "LỘ ĐÚNG", "wrong": "LỘ SAI", "explanation": "LỘ LÝ DO"}
    values = {
        "match": {"pairs": listed(pairs), "explanation": "LỘ LÝ DO"},
        "order": {"entries": listed(steps), "explanation": "LỘ LÝ DO"},
        "short_text": said | {"accepted": listed(["LỘ TỪ"])},
        "number": said | {"amount": "735.5", "tolerance": "0.25", "unit": "đồng"},
    }
    return [
        {"type": kind, "id": make.new(), "value": {"uid": "", "text": f"Câu {kind}"} | value}
        for kind, value in values.items()
        for _twice in range(2)
    ]


def listed(values: list[Any]) -> list[make.Raw]:
    return [{"type": "item", "id": make.new(), "value": value} for value in values]


def test_no_kind_of_question_shows_its_key_in_a_check(tree: Tree) -> None:
    page = tree.published(body=[make.text(), *of_every_kind()], use="check")
    for shown in (read(page.url), read(f"/api/v1/lessons/{page.lesson}")):
        assert "Câu number" in shown
        assert not [secret for secret in SECRETS if secret in shown]
    assert page.title not in read("/tim/?q=lo+tu")
    html = read(page.url)
    assert set(re.findall(r'data-key="([^"]*)"', html)) == {""}
    for item in json.loads(read(f"/api/v1/lessons/{page.lesson}"))["items"]:
        right = queries.answer_keys(queries.current_version(page.lesson))[UUID(item["id"])].key
        if item["kind"] == "order":
            assert [each["id"] for each in item["entries"]] != right["order"]
        assert set(item) <= {
            "id",
            "kind",
            "use",
            "text",
            "left",
            "right",
            "entries",
            "unit",
            "codes",
        }


def test_searching_for_the_feedback_of_a_check_finds_nothing(tree: Tree) -> None:
    tree.published("Bài kiểm tra", body=make.check_body(), use="check")
    assert "Bài kiểm tra" in read("/tim/?q=bai+kiem+tra")
    assert "Bài kiểm tra" not in read("/tim/?q=lo+dap+an")


def test_nobody_reads_a_preview_without_being_an_editor(tree: Tree) -> None:
    page = tree.published(body=make.check_body(), use="check")
    for address in (f"/cms/pages/{page.pk}/view_draft/", f"/cms/pages/{page.pk}/edit/preview/"):
        assert Client().get(address).status_code in {302, 404}


def test_a_part_of_a_course_shows_the_course_at_that_part(tree: Tree) -> None:
    tree.published()
    answer = Client().get(tree.module.url)
    assert answer.headers["Location"] == f"{tree.course.url}#{tree.module.slug}"


def test_what_is_published_is_seen_at_the_next_request(tree: Tree) -> None:
    page = tree.published()
    read(page.url)
    body = make.raw_of(page)
    body[0]["value"]["heading"] = "Bến mới"
    make.publish(make.rewrite(page, body))
    assert "Bến mới" in read(page.url)


def test_an_address_without_marks_keeps_every_d(tree: Tree) -> None:
    assert tree.published("Đừng đọc mã cho ai").slug == "dung-doc-ma-cho-ai"


def test_another_address_leaves_a_redirect(tree: Tree, django_capture_on_commit_callbacks) -> None:
    page = tree.published()
    old = page.url
    page.slug = "dia-chi-moi"
    with django_capture_on_commit_callbacks(execute=True):
        make.publish(page)
    assert Client().get(old, follow=False).headers["Location"] == page.url


def test_a_lesson_moved_to_another_part_leaves_a_redirect(tree: Tree) -> None:
    page = tree.published()
    other = type(tree.module)(title="Phần khác", slug="phan-khac")
    tree.course.add_child(instance=other)
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    assert Redirect.objects.filter(redirect_page_id=page.pk).exists()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ([make.text(), *[make.question() for _ in range(7)]], "8"),
        ([make.text(), make.spot(), *[make.question() for _ in range(8)]], ""),
    ],
)
def test_a_check_is_an_introduction_and_eight_questions(
    tree: Tree, body: list[make.Raw], message: str
) -> None:
    page = tree.lesson(body=body, use="check")
    with pytest.raises(ValidationError) as refused:
        page.check_whole()
    assert message in str(refused.value.message_dict["body"])


@pytest.mark.parametrize("mark", [0, 101])
def test_a_pass_mark_is_a_percentage(tree: Tree, mark: int) -> None:
    page = tree.lesson()
    page.pass_mark = mark
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "pass_mark" in refused.value.message_dict


def test_lessons_stand_only_in_parts_of_courses(tree: Tree) -> None:
    assert LessonPage.allowed_parent_page_models() == [type(tree.module)]
    assert not LessonPage.creatable_subpage_models()
