"""A withdrawn item is asked of nobody and shown to nobody; its old versions stay; it can come back."""

from uuid import UUID

from django.test import Client

from courses.analysis import actions as analysis
from courses.catalogue import queries as catalogue
from courses.models import LessonPage, LessonVersion
from courses.progress.grading import paper
from tests import factories
from tests.courses.catalogue import tree as make
from tests.courses.catalogue.tree import Tree


def newest(page: LessonPage) -> LessonVersion:
    return page.versions.order_by("-number").first()


def withdrawn(tree: Tree, now) -> tuple[LessonPage, UUID]:
    page = tree.published(body=make.check_body(), use="check")
    item = UUID(newest(page).items[2]["id"])
    analysis.withdraw_item(
        lesson=page.lesson, item=item, reason="Đáp án sai", by=factories.thu(), now=now
    )
    return page, item


def test_the_lesson_is_frozen_without_it_and_the_page_says_so(tree: Tree, now) -> None:
    page, item = withdrawn(tree, now)
    version = newest(page)
    assert (version.number, len(version.items)) == (2, 7)
    assert str(item) not in paper(version.uuid).outline.checks
    assert str(item) in version.steps
    html = Client().get(page.url).content.decode()
    assert ("Câu 2" in html, "Câu 3" in html) == (True, False)


def test_the_old_version_still_marks_what_a_phone_brings_late(tree: Tree, now) -> None:
    page, item = withdrawn(tree, now)
    first = page.versions.get(number=1)
    assert item in paper(first.uuid).sheets
    assert catalogue.withdrawn_items(page.lesson) == {item}


def test_asking_it_again_brings_it_back_with_its_id(tree: Tree, now) -> None:
    page, item = withdrawn(tree, now)
    analysis.restore_item(item=item, by=factories.mai(), now=now)
    assert str(item) in {each["id"] for each in newest(page).items}
    assert "Câu 3" in Client().get(page.url).content.decode()


def test_every_question_of_a_lesson_can_be_reported_from_where_it_stands(tree: Tree) -> None:
    page = tree.published(body=make.check_body(), use="check")
    html = Client().get(page.url).content.decode()
    links = [
        f"/hoc/bao-loi/?b={newest(page).uuid}&amp;c={each['id']}" for each in newest(page).items
    ]
    assert all(link in html for link in links)
    assert Client().get(links[0].replace("&amp;", "&")).status_code == 200
