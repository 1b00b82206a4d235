"""Deleting a lesson that people know takes it off the site; every result stays."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import CourseEdition, CurrentVersion, LessonPage, LessonVersion, PersonLesson
from tests import factories
from tests.cms.publishing.desk import at_desk


@pytest.fixture
def page(tree):
    return tree.published()


@pytest.fixture
def known(page):
    now = timezone.now()
    PersonLesson.objects.create(
        person=factories.lan(),
        lesson=page.lesson,
        state="{}",
        started_at=now,
        last_seen_at=now,
        done_at=now,
    )
    return page


def delete(page):
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


def test_a_lesson_people_know_is_retired_instead(tree, known):
    mai = at_desk(factories.mai())
    asked = mai.get(delete(known))
    assert asked.url == reverse("lesson_retire", args=[known.pk])
    assert mai.post(delete(known)).url == asked.url
    words = mai.get(asked.url).content.decode()
    assert "0 đang học, 1 đã xong: không ai mất kết quả" in words
    mai.post(asked.url)
    left = LessonPage.objects.get(pk=known.pk)
    assert not left.live
    assert LessonVersion.objects.filter(lesson=known.lesson).exists()
    assert PersonLesson.objects.filter(lesson=known.lesson).exists()
    assert not CurrentVersion.objects.filter(lesson=known.lesson).exists()
    assert CourseEdition.objects.order_by("-number").first().lessons.count() == 0


def test_the_course_around_it_is_retired_with_all_below(tree, known):
    at_desk(factories.mai()).post(reverse("lesson_retire", args=[tree.course.pk]))
    assert LessonPage.objects.filter(pk=known.pk, live=False).exists()


def test_a_lesson_nobody_knows_is_deleted(page):
    mai = at_desk(factories.mai())
    assert mai.get(delete(page)).status_code == 200
    mai.post(delete(page))
    assert not LessonPage.objects.filter(pk=page.pk).exists()


def test_chosen_among_others_it_is_retired_too(tree, known):
    other = tree.published(title="Bài khác")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    at_desk(factories.mai()).post(f"{address}?id={known.pk}&id={other.pk}")
    assert LessonPage.objects.filter(pk__in=[known.pk, other.pk], live=False).count() == 2


def test_an_editor_who_may_not_take_pages_off_is_refused(known):
    answer = at_desk(factories.thu()).post(reverse("lesson_retire", args=[known.pk]))
    assert answer.status_code in {302, 403}
    assert LessonPage.objects.get(pk=known.pk).live
