"""Publishing freezes: versions, keys and editions, on every way of publishing."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from cms.publishing.refusals import PublishRefused
from courses.catalogue import queries
from courses.models import AnswerKey, CourseEdition, LessonPage, LessonVersion
from tests.courses.catalogue import tree as make
from tests.courses.catalogue.tree import Tree


def editions(tree: Tree) -> list[list[str]]:
    found = CourseEdition.objects.filter(course=tree.course.translation_key).order_by("number")
    return [[lesson.title for lesson in edition.lessons.all()] for edition in found]


def test_publishing_a_lesson_freezes_a_version_with_its_keys(tree: Tree) -> None:
    page = tree.published()
    version = LessonVersion.objects.get(lesson=page.translation_key)
    assert version.revision == page.live_revision_id
    assert [item["kind"] for item in version.items] == ["single", "spot"]
    assert AnswerKey.objects.filter(version=version).count() == 2
    assert queries.current_version(page.lesson) == version.uuid


def test_a_draft_has_no_version(tree: Tree) -> None:
    page = tree.lesson()
    page.save_revision()
    assert not LessonVersion.objects.exists()
    assert queries.current_version(page.lesson) is None


def test_the_same_words_make_no_second_version(tree: Tree) -> None:
    page = tree.published()
    make.publish(page)
    assert LessonVersion.objects.count() == 1


def test_another_answer_key_makes_another_version(tree: Tree) -> None:
    page = tree.published(body=[make.text(), make.question()])
    body = make.raw_of(page)
    for each in body[1]["value"]["choices"]:
        each["value"]["correct"] = not each["value"]["correct"]
    make.publish(make.rewrite(page, body))
    first, second = LessonVersion.objects.order_by("number")
    assert first.items == second.items
    assert queries.current_version(page.lesson) == second.uuid
    assert queries.answer_keys(first.uuid) != queries.answer_keys(second.uuid)


def test_nothing_that_is_right_or_wrong_is_in_what_everybody_may_read(tree: Tree) -> None:
    page = tree.published(body=make.check_body(), use="check")
    version = LessonVersion.objects.get(lesson=page.translation_key)
    open_half = f"{version.body}{version.items}"
    assert "LỘ" not in open_half
    assert "'correct'" not in open_half


def test_a_version_is_told_by_the_kinds_of_its_keys(tree: Tree) -> None:
    body = [make.text(), make.question(kind="true_false"), make.spot()]
    page = tree.published(body=body)
    keys = queries.answer_keys(queries.current_version(page.lesson))
    true_false, spot = (
        keys[item.id] for item in queries.frozen_version(queries.current_version(page.lesson)).items
    )
    assert (true_false.key["answer"], true_false.feedback["false"]) == (False, "Đúng vậy.")
    assert (spot.key["verdict"], len(spot.key["correct"]), spot.feedback["right"]) == (
        "distrust",
        1,
        "Bác tinh lắm.",
    )


def test_a_freeze_that_fails_leaves_the_old_page_live(tree: Tree) -> None:
    page = tree.published()
    make.rewrite(page, [make.text("Lời mới"), make.question()])
    revision = page.save_revision()
    broken = mock.patch("courses.catalogue.freezing.freeze_body", side_effect=KeyError("uid"))
    with broken, pytest.raises(PublishRefused):
        revision.publish()
    live = LessonPage.objects.get(pk=page.pk)
    assert live.live
    assert live.body[0].value["heading"] == "Bến đò"
    assert LessonVersion.objects.count() == 1


def test_an_unfinished_draft_is_refused_by_every_way_of_publishing(tree: Tree) -> None:
    page = tree.lesson(body=[make.text(), make.question("Câu hỏi", make.choice("Một"))])
    revision = page.save_revision(clean=False)
    with pytest.raises(PublishRefused) as refused:
        revision.publish()
    assert refused.value.page == page.pk
    assert not LessonPage.objects.get(pk=page.pk).live


def test_a_lesson_is_never_born_live(tree: Tree) -> None:
    page = LessonPage(title="Bài vội", live=True)
    page.body = tree.lesson("Khuôn").body
    tree.module.add_child(instance=page)
    assert not LessonPage.objects.get(pk=page.pk).live


def test_what_is_scheduled_is_frozen_at_its_hour(tree: Tree) -> None:
    page = tree.lesson()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert not LessonVersion.objects.exists()
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled", verbosity=0)
    assert LessonVersion.objects.get().lesson == page.translation_key


def test_a_refused_page_stops_no_other_page_of_the_same_hour(tree: Tree) -> None:
    bad, good = tree.lesson("Bài dở", body=[make.text()]), tree.lesson("Bài hay")
    for page in (bad, good):
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision().publish()
    make.rewrite(bad, [make.question("Thiếu", make.choice("Một"))]).save_revision(
        clean=False
    ).publish()
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled", verbosity=0)
    assert not Page.objects.get(pk=bad.pk).live
    assert Page.objects.get(pk=good.pk).live
    assert not bad.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_a_sixth_lesson_makes_a_new_edition_and_leaves_the_old_one(tree: Tree) -> None:
    tree.published("Một")
    tree.published("Hai")
    assert editions(tree) == [["Một"], ["Một", "Hai"]]


def test_new_words_make_no_new_edition(tree: Tree) -> None:
    page = tree.published("Một")
    page.title = "Một, viết lại"
    make.publish(page)
    assert len(editions(tree)) == 1


def test_a_lesson_that_need_not_be_done_stands_in_the_edition_without_counting(tree: Tree) -> None:
    tree.published("Một")
    tree.published("Thêm", is_required=False)
    edition = queries.current_edition(tree.course.translation_key)
    assert len(edition.lessons) == 2
    assert len(edition.required) == 1


def test_unpublishing_makes_a_new_edition_and_keeps_the_versions(tree: Tree) -> None:
    tree.published("Một")
    gone = tree.published("Hai")
    gone.unpublish()
    assert editions(tree)[-1] == ["Một"]
    assert queries.current_version(gone.lesson) is None
    assert LessonVersion.objects.filter(lesson=gone.translation_key).exists()


def test_a_deleted_lesson_is_retired_and_its_versions_stay(tree: Tree) -> None:
    tree.published("Một")
    gone = tree.published("Hai")
    Page.objects.get(pk=gone.pk).delete()
    assert editions(tree)[-1] == ["Một"]
    version = LessonVersion.objects.get(lesson=gone.translation_key)
    assert version.page is None
    assert queries.frozen_version(version.uuid).title == "Hai"


def test_moving_a_lesson_makes_a_new_edition_in_the_new_order(tree: Tree) -> None:
    first, second = tree.published("Một"), tree.published("Hai")
    Page.objects.get(pk=second.pk).move(Page.objects.get(pk=first.pk), pos="left")
    assert editions(tree)[-1] == ["Hai", "Một"]


def test_a_part_that_leaves_the_site_takes_its_lessons_out_of_the_edition(tree: Tree) -> None:
    tree.published("Một")
    tree.module.unpublish()
    assert editions(tree)[-1] == []


def test_a_course_off_the_site_makes_no_editions(tree: Tree) -> None:
    tree.course.unpublish()
    tree.published("Một")
    assert editions(tree) == []
    make.publish(tree.course)
    assert editions(tree) == [["Một"]]


def test_an_edition_names_every_course_that_ever_listed_a_lesson(tree: Tree) -> None:
    page = tree.published()
    page.unpublish()
    assert queries.courses_of(page.lesson) == {tree.course.translation_key}


def test_what_is_frozen_is_read_once_and_remembered(tree: Tree, django_assert_num_queries) -> None:
    version = queries.current_version(tree.published().lesson)
    queries.frozen_version(version)
    queries.answer_keys(version)
    with django_assert_num_queries(0):
        queries.frozen_version(version)
        queries.answer_keys(version)


def test_an_unknown_version_is_not_remembered_as_unknown(tree: Tree) -> None:
    missing = make.uuid.uuid4()
    assert queries.frozen_version(missing) is None
    assert queries.answer_keys(missing) == {}
    version = queries.current_version(tree.published().lesson)
    late = LessonVersion.objects.get(uuid=version)
    late.pk, late.uuid, late.number = None, missing, late.number + 1
    late.save(force_insert=True)
    assert queries.frozen_version(missing).version == missing
