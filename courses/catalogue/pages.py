"""The pages of the catalogue: courses, their modules and lessons."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.pages.models import PublicPage
from courses.catalogue import actions as catalogue
from courses.catalogue import changes, identities, queries, screens
from courses.catalogue.body import CHECK, PRACTICE, USES, LessonBody, check_body_fits_use
from courses.catalogue.forms import LessonForm

logger = logging.getLogger(__name__)
PASS_MARK = 80


def is_whole_row(saving: dict[str, Any]) -> bool:
    """Whether a save writes content; Wagtail also saves single bookkeeping fields."""
    return saving.get("update_fields") is None


@dataclass(frozen=True, slots=True)
class ModuleOutline:
    """A part of a course on the site, with its lessons there."""

    module: ModulePage
    lessons: tuple[LessonPage, ...]


class CatalogueIndexPage(PublicPage):
    """One row in all: the list of courses."""

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["courses.CoursePage"]
    max_count = 1
    template = "courses/catalogue/index.html"
    shelf_template = "courses/catalogue/shelf.html"

    class Meta:
        verbose_name = _("list of courses")

    def courses(self) -> models.QuerySet[CoursePage]:
        """The courses on the site, in the order editors gave them."""
        return CoursePage.objects.live().child_of(self).select_related("skill").order_by("path")


class CoursePage(PublicPage):
    """One row per course. Its lessons are counted by course editions, never by its children."""

    skill = models.ForeignKey(
        "courses.SkillArea", models.PROTECT, related_name="+", verbose_name=_("skill area")
    )
    audience = models.CharField(_("for whom"), max_length=200, blank=True)

    parent_page_types = ["courses.CatalogueIndexPage"]
    subpage_types = ["courses.ModulePage"]
    template = "courses/catalogue/course.html"
    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("skill"),
        FieldPanel("audience"),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Write the page and keep the course's edition true to its tree."""
        with transaction.atomic():
            result = super().save(*args, **kwargs)
            if is_whole_row(kwargs):
                catalogue.keep_edition(course=self, now=timezone.now())
        return result

    def outline(self) -> list[ModuleOutline]:
        """The live parts with their live lessons, in the order of the tree; two queries."""
        lessons: dict[str, list[LessonPage]] = {}
        for lesson in LessonPage.objects.live().descendant_of(self).order_by("path"):
            lessons.setdefault(lesson.path[: -lesson.steplen], []).append(lesson)
        modules = ModulePage.objects.live().child_of(self).order_by("path")
        return [ModuleOutline(module, tuple(lessons.get(module.path, ()))) for module in modules]

    def lesson_count(self) -> int:
        """How many live lessons it has."""
        return sum(len(module.lessons) for module in self.outline())

    def minutes(self) -> int:
        """How long the live lessons take together."""
        return sum(lesson.minutes for module in self.outline() for lesson in module.lessons)


class ModulePage(PublicPage):
    """One row per part of a course; it has no page of its own to show."""

    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]
    preview_modes = []
    has_own_page = False

    class Meta:
        verbose_name = _("part of a course")
        verbose_name_plural = _("parts of a course")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Write the page and keep the course's edition true to its tree."""
        with transaction.atomic():
            result = super().save(*args, **kwargs)
            if is_whole_row(kwargs):
                catalogue.keep_edition(course=self.course, now=timezone.now())
        return result

    @property
    def course(self) -> CoursePage:
        """The course it is a part of."""
        return CoursePage.objects.ancestor_of(self).get()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The course page, at this part."""
        return redirect(f"{self.get_parent().get_url(request)}#{self.slug}")


class LessonPage(PublicPage):
    """One row per lesson as editors see it now; what it said when published is a LessonVersion.

    The lesson's id is `translation_key`, the same in every language.
    """

    use = models.CharField(_("use"), max_length=8, choices=USES, default=PRACTICE)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark (percent)"),
        default=PASS_MARK,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Of a check: the score from which it is passed."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=6, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    is_required = models.BooleanField(
        _("required"), default=True, help_text=_("Counts towards finishing the course.")
    )
    framework_codes = ParentalManyToManyField(
        "courses.FrameworkCode", blank=True, related_name="+", verbose_name=_("framework codes")
    )
    body = StreamField(LessonBody(), verbose_name=_("content"))

    base_form_class = LessonForm
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    template = "courses/catalogue/lesson.html"
    content_panels = [
        *PublicPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("use"), FieldPanel("pass_mark")]),
                FieldRowPanel([FieldPanel("minutes"), FieldPanel("is_required")]),
            ],
            heading=_("How it is taught"),
        ),
        FieldPanel("body"),
        FieldPanel("framework_codes"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    @property
    def lesson(self) -> UUID:
        """The id that events, editions and the API name."""
        return self.translation_key

    @property
    def language(self) -> str:
        """The language this page is written in, such as `vi`."""
        return self.locale.language_code

    @property
    def is_check(self) -> bool:
        """Whether the server alone marks it."""
        return self.use == CHECK

    @cached_property
    def course(self) -> CoursePage:
        """The course it stands in."""
        return CoursePage.objects.ancestor_of(self).select_related("skill").get()

    @property
    def skill(self) -> Any:
        """The skill area, which is its course's."""
        return self.course.skill

    def check_whole(self) -> None:
        """Every block is finished and the body fits the use."""
        super().check_whole()
        check_body_fits_use(self.body, use=self.use)

    def asks_before_publishing(self) -> str | None:
        """What this change means for those who know the lesson, once for each text."""
        try:
            proposed = changes.proposal(self)
        except Exception:
            # whatever is wrong with the draft, publishing it says so to the editor
            logger.exception("change_not_weighed", extra={"lesson": str(self.lesson)})
            return None
        is_settled = proposed is None or proposed.kind in proposed.possible
        return None if is_settled else reverse("lesson_change", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Write the row; what is written as live is frozen in the same transaction.

        Every way of publishing ends here: editor, bulk, workflow, schedule, import. A row is never born
        live, so a copy waits as a draft and nothing is on the site without its version.
        """
        if not is_whole_row(kwargs):
            return super().save(*args, **kwargs)
        with transaction.atomic():
            if self.pk is None:
                self.live, self.has_unpublished_changes = False, True
            identities.settle_page(self)
            result = super().save(*args, **kwargs)
            catalogue.follow_lesson(page=self, now=timezone.now())
        return result

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Give copied and new blocks their own uuids before the revision is written."""
        with transaction.atomic():
            identities.settle_page(self)
            return super().save_revision(*args, **kwargs)

    def screens(self) -> list[screens.Screen]:
        """The lesson one screen after another; a check without anything that is right or wrong."""
        return screens.screens_of(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the lesson template shows. Knows nothing of learners."""
        context = super().get_context(request, *args, **kwargs)
        previous, following = self._neighbours()
        shown = self.screens()
        return context | {
            "course": self.course,
            "screens": shown,
            "scripts": screens.scripts_of(shown),
            "styles": screens.styles_of(shown),
            "version": queries.current_version(self.lesson, language=self.language),
            "previous_lesson": previous,
            "next_lesson": following,
        }

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The same without a version: what is tried in a preview is no fact about anybody."""
        return super().get_preview_context(request, mode_name) | {"version": None}

    def _neighbours(self) -> tuple[LessonPage | None, LessonPage | None]:
        lessons = [lesson for part in self.course.outline() for lesson in part.lessons]
        here = next((at for at, lesson in enumerate(lessons) if lesson.pk == self.pk), None)
        if here is None:
            return None, None
        around = [None, *lessons, None]
        return around[here], around[here + 2]
