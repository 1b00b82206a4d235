"""A small course in Wagtail's tree, and bodies for its lessons."""

from __future__ import annotations

import uuid
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page, Site

from cms.models import HomePage
from courses.models import CatalogueIndexPage, CoursePage, LessonPage, ModulePage, SkillArea

Raw = dict[str, Any]


def new() -> str:
    return str(uuid.uuid4())


def text(heading: str = "Bến đò", body: str = "<p>Chào bác.</p>") -> Raw:
    return {"type": "text", "id": new(), "value": {"uid": "", "heading": heading, "body": body}}


def choice(words: str, *, correct: bool = False, feedback: str = "Bác xem lại nhé.") -> Raw:
    value = {"uid": "", "text": words, "correct": correct, "feedback": feedback}
    return {"type": "item", "id": new(), "value": value}


def question(words: str = "Ai được hỏi mã?", *choices: Raw, kind: str = "single") -> Raw:
    shown = choices or (choice("Không ai", correct=True), choice("Ngân hàng"))
    value = {
        "uid": "",
        "kind": kind,
        "text": words,
        "choices": list(shown) if kind != "true_false" else [],
        "answer": "false" if kind == "true_false" else "",
        "feedback_true": "Không phải." if kind == "true_false" else "",
        "feedback_false": "Đúng vậy." if kind == "true_false" else "",
        "explanation": "Mã là của riêng bác.",
    }
    return {"type": "question", "id": new(), "value": value}


def part(words: str, *, is_clue: bool = False, why: str = "") -> Raw:
    value = {"uid": "", "kind": "text", "text": words, "is_clue": is_clue, "why": why}
    return {"type": "item", "id": new(), "value": value}


def spot(*parts: Raw, verdict: str = "distrust") -> Raw:
    shown = parts or (part("Chúc mừng bác!"), part("Bấm ngay", is_clue=True, why="Họ giục bác."))
    value = {
        "uid": "",
        "goal": "Tìm chỗ đáng ngờ.",
        "character": {"name": "", "facts": []},
        "hints": [],
        "tries": 2,
        "channel": "sms",
        "parts": list(shown),
        "verdict": verdict,
        "cost": "Bác mất tiền." if verdict == "distrust" else "",
        "right": "Bác tinh lắm.",
        "wrong": "Bác xem lại.",
    }
    return {"type": "spot", "id": new(), "value": value}


def check_body() -> list[Raw]:
    """An introduction and eight questions whose feedback says so."""
    right = [choice("Đúng", correct=True, feedback="LỘ ĐÁP ÁN"), choice("Sai", feedback="LỘ SAI")]
    return [text(), *(question(f"Câu {number}", *map(again, right)) for number in range(1, 9))]


def again(raw: Raw) -> Raw:
    """The same block with another stream id."""
    return raw | {"id": new(), "value": dict(raw["value"])}


@dataclass(frozen=True)
class Tree:
    """A home page with one course of one part."""

    home: HomePage
    course: CoursePage
    module: ModulePage

    def lesson(
        self, title: str = "Mã OTP", body: list[Raw] | None = None, **fields: Any
    ) -> LessonPage:
        """A draft lesson."""
        page = LessonPage(title=title, live=False, **fields)
        wanted = body if body is not None else [text(), question(), spot()]
        page.body = page._meta.get_field("body").stream_block.to_python(wanted)
        self.module.add_child(instance=page)
        return page

    def published(
        self, title: str = "Mã OTP", body: list[Raw] | None = None, **fields: Any
    ) -> LessonPage:
        """A lesson on the site."""
        return publish(self.lesson(title, body, **fields))


def publish(page: Page) -> Any:
    """Save and publish as the editor's screen does."""
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def raw_of(page: LessonPage) -> list[Raw]:
    return deepcopy(page.body.stream_block.get_prep_value(page.body))


def rewrite(page: LessonPage, body: list[Raw]) -> LessonPage:
    """Put another body on a page, in memory."""
    page.body = page.body.stream_block.to_python(body)
    return page


def plant() -> Tree:
    """Home, list of courses, a live course and its part."""
    home = HomePage(title="Bến Số", slug="trang-chu")
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update(root_page=home.page_ptr)
    index = CatalogueIndexPage(title="Khóa học", slug="khoa-hoc")
    home.add_child(instance=index)
    skill = SkillArea.objects.create(code="privacy", title="Bảo vệ thông tin", position=6)
    course = CoursePage(title="Bảo vệ thông tin cá nhân", slug="bao-ve", skill=skill)
    index.add_child(instance=course)
    module = ModulePage(title="Mã và mật khẩu", slug="ma-va-mat-khau")
    course.add_child(instance=module)
    return Tree(home=home, course=course, module=module)
