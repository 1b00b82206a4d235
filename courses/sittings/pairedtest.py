"""The paired test of a course as editors write it: two equivalent forms and the reserve of its check."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, RevisionMixin
from wagtail.snippets.models import register_snippet

from courses.sittings import releasing
from courses.sittings.blocks import MOST_OBJECTIVES, FormBody, ObjectivesBody
from courses.sittings.editing import PairedTestForm
from courses.sittings.identities import raw_of, settle
from courses.sittings.wholeness import check_whole


class PairedTest(DraftStateMixin, RevisionMixin, models.Model):
    """One row per course: its two forms and its reserve questions as editors see them now.

    What learners sit is a FormRelease, made when this is published. `live` says whether a class may
    open a sitting; a sitting that is open keeps its forms.
    """

    BODIES: ClassVar[tuple[str, ...]] = ("objectives", "form_a", "form_b", "reserve")

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    course = models.OneToOneField(
        "courses.CoursePage", models.CASCADE, related_name="+", verbose_name=_("course")
    )
    objectives = StreamField(
        ObjectivesBody(), verbose_name=_("Objectives"), max_num=MOST_OBJECTIVES
    )
    form_a = StreamField(FormBody(), verbose_name=_("Form A"))
    form_b = StreamField(FormBody(), verbose_name=_("Form B"))
    reserve = StreamField(FormBody(), verbose_name=_("Reserve of the check"), blank=True)

    panels = [
        HelpPanel(
            content=_(
                "Two forms that ask for the same objectives with different questions. Half of a class"
                " gets form A before the course and form B after it, the other half the reverse. The"
                " reserve replaces questions of the check that turn out to be broken."
            )
        ),
        FieldPanel("course"),
        FieldPanel("objectives"),
        FieldPanel("form_a"),
        FieldPanel("form_b"),
        FieldPanel("reserve"),
    ]

    base_form_class = PairedTestForm

    class Meta:
        verbose_name = _("test before and after")
        verbose_name_plural = _("tests before and after")

    def __str__(self) -> str:
        return self.course.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; what is written as live is released in the same transaction."""
        if kwargs.get("update_fields") is not None:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            settle(self)
            super().save(*args, **kwargs)
            if self.live:
                releasing.release(test=self, now=timezone.now())

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Give new parts their uuids before the revision is written."""
        with transaction.atomic():
            settle(self)
            return super().save_revision(*args, **kwargs)

    def check_whole(self) -> None:
        """Refuse what cannot be used; raises ValidationError with the place of each mistake."""
        check_whole({name: raw_of(self, name) for name in self.BODIES})


# beside the model and not in a hook, so that the right to publish it is made by the migrations
register_snippet("courses.sittings.viewset.PairedTestViewSet")
