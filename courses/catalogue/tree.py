"""What follows when Wagtail unpublishes, moves or deletes parts of a course: its edition is kept true."""

from typing import Any

from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_unpublished, post_page_move

from courses.catalogue import actions as catalogue
from courses.catalogue.pages import CoursePage, LessonPage, ModulePage


def connect() -> None:
    """Listen to changes that pass by no save of ours; called once when Django starts."""
    page_unpublished.connect(follow_withdrawal, dispatch_uid="courses.catalogue.tree")
    post_page_move.connect(follow_move, dispatch_uid="courses.catalogue.tree")
    for model in (LessonPage, ModulePage):
        post_delete.connect(follow_deletion, sender=model, dispatch_uid="courses.catalogue.tree")


def follow_withdrawal(*, instance: Page, **_signal: Any) -> None:
    """A part that left the site leaves the newest edition."""
    if isinstance(instance, LessonPage):
        catalogue.withdraw_lesson(lesson=instance.lesson, language=instance.language)
    _keep_editions_around(instance)


def follow_move(
    *, instance: Page, parent_page_before: Page, parent_page_after: Page, **_signal: Any
) -> None:
    """Both the course a part left and the one it came to."""
    if issubclass(instance.specific_class, (LessonPage, ModulePage)):
        _keep_editions_around(parent_page_before, parent_page_after)


def follow_deletion(*, instance: Page, **_signal: Any) -> None:
    """A deleted lesson is retired: off the site, its versions and editions stay."""
    if isinstance(instance, LessonPage):
        catalogue.withdraw_lesson(lesson=instance.lesson, language=instance.language)
    _keep_editions_around(instance)


def _keep_editions_around(*pages: Page) -> None:
    now = timezone.now()
    for page in pages:
        for course in CoursePage.objects.ancestor_of(page, inclusive=True):
            catalogue.keep_edition(course=course, now=now)
