"""Every question, choice and part keeps its own uuid; a copy gets fresh ones."""

import pytest
from wagtail.models import Locale, Page

from courses.catalogue.identities import nodes_of
from courses.models import ItemIdentity, LessonPage
from tests.courses.catalogue import tree as make
from tests.courses.catalogue.tree import Tree


def uids(page: LessonPage) -> list[str]:
    return [node["value"]["uid"] for node in nodes_of(make.raw_of(page))]


def stored(page: Page) -> LessonPage:
    return LessonPage.objects.get(pk=page.pk)


def test_a_new_block_gets_a_uuid_when_it_is_saved(tree: Tree) -> None:
    page = tree.lesson()
    assert len(set(uids(stored(page)))) == len(uids(page)) == 7
    assert all(uids(stored(page)))


def test_an_edited_and_moved_block_keeps_its_uuid(tree: Tree) -> None:
    page = tree.published(body=[make.text(), make.question("Một"), make.question("Hai")])
    before = {node["id"]: node["value"]["uid"] for node in nodes_of(make.raw_of(page))}
    body = make.raw_of(page)
    body[1]["value"]["text"] = "Một, viết lại"
    make.publish(make.rewrite(page, [body[0], body[2], body[1]]))
    assert {
        node["id"]: node["value"]["uid"] for node in nodes_of(make.raw_of(stored(page)))
    } == before


def test_a_form_that_lost_the_uuid_gives_the_block_back_its_own(tree: Tree) -> None:
    page = tree.published()
    before = uids(page)
    body = make.raw_of(page)
    for node in nodes_of(body):
        node["value"]["uid"] = ""
    make.rewrite(page, body).save_revision()
    assert uids(page) == before


def test_a_copied_block_gets_fresh_uuids_and_the_original_keeps_its_own(tree: Tree) -> None:
    page = tree.published(body=[make.text(), make.question()])
    original = make.raw_of(page)
    copied = make.raw_of(page)[1]
    for node in nodes_of([copied]):
        node["id"] = make.new()
    make.rewrite(page, [original[0], copied, original[1]]).save_revision()
    after = make.raw_of(page)
    assert after[2] == original[1]
    assert not {n["value"]["uid"] for n in nodes_of([after[1]])} & {
        n["value"]["uid"] for n in nodes_of([after[2]])
    }


def test_a_block_carried_to_another_lesson_gets_fresh_uuids(tree: Tree) -> None:
    first = tree.published()
    second = tree.lesson("Bài khác", body=make.raw_of(first))
    assert not set(uids(first)) & set(uids(stored(second)))


def test_a_copied_page_gets_fresh_uuids_in_row_and_revisions(tree: Tree) -> None:
    page = tree.published()
    copy = page.copy(update_attrs={"slug": "ban-sao", "title": "Bản sao"}).specific
    assert copy.translation_key != page.translation_key
    latest = copy.get_latest_revision_as_object()
    assert not set(uids(latest)) & set(uids(page))
    assert uids(latest) == uids(stored(copy))


def test_a_copied_page_waits_as_a_draft(tree: Tree) -> None:
    copy = tree.published().copy(update_attrs={"slug": "ban-sao"}, keep_live=True)
    assert not stored(copy).live


def test_going_back_to_an_older_revision_of_a_copy_keeps_the_copys_uuids(tree: Tree) -> None:
    page = tree.published()
    copy = page.copy(update_attrs={"slug": "ban-sao"}).specific
    oldest = copy.revisions.order_by("created_at", "id").first().as_object()
    oldest.slug = "ban-sao"
    oldest.save_revision().publish()
    assert not set(uids(stored(copy))) & set(uids(page))


def test_a_copy_for_translation_keeps_every_uuid(tree: Tree) -> None:
    page = tree.published()
    english = Locale.objects.create(language_code="en")
    for ancestor in (tree.home, tree.course.get_parent().specific, tree.course, tree.module):
        ancestor.copy_for_translation(english)
    translated = page.copy_for_translation(english)
    assert translated.translation_key == page.translation_key
    assert uids(stored(translated)) == uids(page)


@pytest.mark.parametrize(
    "rubbish", ["khong-phai-uuid", "123", "00000000-0000-0000-0000-00000000000g"]
)
def test_a_uuid_that_is_none_is_replaced(tree: Tree, rubbish: str) -> None:
    body = [make.text()]
    body[0]["value"]["uid"] = rubbish
    assert uids(stored(tree.lesson(body=body)))[0] != rubbish


def test_every_uuid_has_one_owner(tree: Tree) -> None:
    page = tree.published()
    owners = ItemIdentity.objects.filter(uid__in=uids(page)).values_list("lesson", flat=True)
    assert set(owners) == {page.translation_key}
