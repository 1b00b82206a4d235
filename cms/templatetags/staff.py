"""Where the roles of whoever is signed in may go; for pages that are made for one person only."""

from dataclasses import dataclass

from django import template
from django.template import RequestContext
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from identity.roles.queries import live_grants
from identity.roles.rules import CMS_ROLES, Role

register = template.Library()

REOPENING = frozenset({Role.TRAINER, Role.MANAGER, Role.ADMIN})
DESKS: tuple[tuple[frozenset[Role], str, Promise], ...] = (
    (frozenset({Role.TRAINER}), "/lop/", _("My classes")),
    (frozenset({Role.MANAGER}), "/xa-phuong/", _("My commune")),
    (frozenset({Role.OFFICIAL}), "/thanh-pho/", _("The city")),
    (CMS_ROLES, "/cms/", _("Lessons and pages")),
    (frozenset({Role.ADMIN}), "/quan-tri/", _("Staff")),
    (frozenset({Role.MANAGER, Role.ADMIN}), "/quan-tri/ra-soat/", _("Review of roles")),
    (frozenset({Role.ADMIN}), "/quan-tri/tin-nhan/", _("Messages")),
    (REOPENING, "/quan-tri/mo-lai-ma/", _("Help somebody to sign in")),
)


@dataclass(frozen=True)
class StaffLink:
    """One desk; `is_here` when the page belongs to it."""

    href: str
    label: Promise
    is_here: bool


@register.simple_tag(takes_context=True)
def staff_links(context: RequestContext) -> list[StaffLink]:
    """The desks of the signed-in person's live roles, in the order of the house."""
    request = context["request"]
    if not request.user.is_authenticated:
        return []
    held = {Role(grant.role) for grant in live_grants(request.user.pk, timezone.now())}
    mine = [(href, label) for roles, href, label in DESKS if held & roles]
    here = max(
        (href for href, _label in mine if request.path.startswith(href)), key=len, default=""
    )
    return [StaffLink(href, label, is_here=href == here) for href, label in mine]
