"""What a new editor or moderator does first, on the first screen until she has done it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UpgradeNotificationPanel, WhatsNewInWagtailVersionPanel
from wagtail.models import PageLogEntry, Site

from identity.roles.queries import live_grants

# news about Wagtail is for whoever installs it
ABOUT_WAGTAIL = (UpgradeNotificationPanel, WhatsNewInWagtailVersionPanel)
HELP = "/tro-giup/"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, why or how, and where; `address` is a path or the name of a view."""

    title: Promise
    text: Promise
    address: str

    @property
    def href(self) -> str:
        """Where the step is done."""
        if self.address.startswith("/"):
            return self.address
        if self.address != "wagtailadmin_explore":
            return reverse(self.address)
        home = Site.objects.filter(is_default_site=True).values_list("root_page", flat=True).first()
        return reverse(self.address, args=[home]) if home else reverse("wagtailadmin_explore_root")


@dataclass(frozen=True, slots=True)
class Beginning:
    """The steps of a role, and the acts in a page's history that show they are known."""

    role: str
    heading: Promise
    steps: tuple[Step, ...]
    known_by: tuple[str, ...]


ASK = Step(
    title=_("Look something up in the help"),
    text=_("It answers what people ask most, and says whom to call."),
    address=HELP,
)
BEGINNINGS = (
    Beginning(
        role="editor",
        heading=_("Your first steps as an editor"),
        steps=(
            Step(
                title=_("Open a lesson and change a sentence"),
                text=_(
                    "Choose Courses, then a course, a part and a lesson. Save draft keeps your work;"
                    " readers still see the old lesson."
                ),
                address="wagtailadmin_explore",
            ),
            Step(
                title=_("Send it for review"),
                text=_(
                    "Open the arrow beside Save draft and choose to send it. Here you see which"
                    " pages wait and which were approved."
                ),
                address="wagtailadmin_reports:workflow",
            ),
            ASK,
        ),
        known_by=("wagtail.edit", "wagtail.create", "wagtail.workflow.start"),
    ),
    Beginning(
        role="moderator",
        heading=_("Your first steps as a moderator"),
        steps=(
            Step(
                title=_("See which pages wait for review"),
                text=_("They also stand on this first screen as soon as an editor sends one."),
                address="wagtailadmin_reports:workflow_tasks",
            ),
            Step(
                title=_("Approve a page, or ask for changes"),
                text=_(
                    "Open the page and read it. Approve puts it on the site at once; Request"
                    " changes sends it back with your note."
                ),
                address="wagtailadmin_reports:workflow",
            ),
            ASK,
        ),
        known_by=("wagtail.workflow.approve", "wagtail.workflow.reject"),
    ),
)


class FirstSteps(Component):
    """The panel of one role."""

    template_name = "wagtailadmin/home/first_steps.html"
    order = 50

    def __init__(self, beginning: Beginning) -> None:
        self.beginning = beginning

    def get_context_data(self, _parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """What the template shows."""
        return {"beginning": self.beginning}


def arrange_first_screen(request: HttpRequest, panels: list[Any], now: dt.datetime) -> None:
    """Take out what is about Wagtail, and put in the first steps of roles that are new to her."""
    panels[:] = [panel for panel in panels if not isinstance(panel, ABOUT_WAGTAIL)]
    if not request.user.is_authenticated:
        return
    roles = {grant.role for grant in live_grants(request.user.pk, now)}
    done = set(
        PageLogEntry.objects.filter(user=request.user).values_list("action", flat=True).distinct()
    )
    panels += [
        FirstSteps(each)
        for each in BEGINNINGS
        if each.role in roles and done.isdisjoint(each.known_by)
    ]
