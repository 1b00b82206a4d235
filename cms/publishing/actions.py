"""Who may edit: the groups, their permissions, the review workflow, and membership that follows grants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.users.models import UserProfile

from identity.accounts.models import Person
from identity.roles.queries import live_grants

# role -> the group's name as editors read it in Wagtail's screens
GROUPS = {"editor": "Biên tập viên", "moderator": "Người duyệt bài"}
REVIEW = "Duyệt trước khi đăng"
PAGE_RIGHTS = {
    "editor": ("add_page", "change_page"),
    "moderator": ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
# Wagtail asks for the rights of its own image model, whichever model holds the pictures
PICTURE_RIGHTS = ("add_image", "change_image", "choose_image")
# nobody deletes a recording by hand: lessons cite it, and what no page uses goes by itself
RECORDING_RIGHTS = ("add_recording", "change_recording", "view_recording")
# written by editors, let into classes by moderators, as lessons are
TEST_RIGHTS = {
    "editor": ("add_pairedtest", "change_pairedtest", "view_pairedtest"),
    "moderator": ("change_pairedtest", "view_pairedtest", "publish_pairedtest"),
}
# a code that lessons cite is closed, never deleted
FRAMEWORK_RIGHTS = tuple(
    f"{act}_{model}"
    for act in ("add", "change", "view")
    for model in ("framework", "frameworkcode", "codesuccessor")
)
# sent inside the request and past the outbox; what waits for review stands on the first screen anyway
WAGTAILS_OWN_MAIL = (
    "submitted_notifications",
    "approved_notifications",
    "rejected_notifications",
    "updated_comments_notifications",
)
WAGTAILS_OWN_GROUPS = ("Editors", "Moderators")
WAGTAILS_OWN_REVIEW = "Moderators approval"
WAGTAILS_OWN_ROOT, ROOT = "Root", "Toàn bộ trang"


@transaction.atomic
def prepare_editorial() -> None:
    """Make the groups, their rights on the whole site and the review workflow; safe to repeat."""
    site = _site_page()
    _replace_wagtails_own()
    for role, name in GROUPS.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.set(Permission.objects.filter(codename__in=_rights_of(role)))
        _give_page_rights(group, site, PAGE_RIGHTS[role])
        _give_picture_rights(group)
    _prepare_review(site)


@transaction.atomic
def follow_grants(*, person: Person, now: dt.datetime) -> None:
    """Make a person's groups what her live grants say; nothing is written where they already are."""
    sync_groups(person=person, roles={grant.role for grant in live_grants(person.pk, now)})


def sync_groups(*, person: Person, roles: Iterable[str]) -> None:
    """Make the editorial groups of a person exactly those of `roles`; other roles have no group."""
    wanted = {GROUPS[role] for role in roles if role in GROUPS}
    has = set(person.groups.values_list("name", flat=True))
    if wanted == has:
        return
    person.groups.set([Group.objects.get_or_create(name=name)[0] for name in sorted(wanted)])
    UserProfile.objects.update_or_create(
        user=person, defaults=dict.fromkeys(WAGTAILS_OWN_MAIL, False)
    )


def _rights_of(role: str) -> tuple[str, ...]:
    """What a role may do beside pages and pictures."""
    return ("access_admin", *RECORDING_RIGHTS, *TEST_RIGHTS[role], *FRAMEWORK_RIGHTS)


def _replace_wagtails_own() -> None:
    """What a new installation of Wagtail brings along under an English name."""
    Group.objects.filter(name__in=WAGTAILS_OWN_GROUPS).delete()
    for model in (Workflow, Task):
        model.objects.filter(name=WAGTAILS_OWN_REVIEW).delete()
    root = Page.objects.filter(depth=1, title=WAGTAILS_OWN_ROOT)
    root.update(title=ROOT, draft_title=ROOT)


def _site_page() -> Page:
    """The home page, or the root of the tree before there is one."""
    home = apps.get_model("cms", "HomePage").objects.first()
    return home.page_ptr if home else Page.get_first_root_node()


def _give_page_rights(group: Group, site: Page, codenames: Iterable[str]) -> None:
    GroupPagePermission.objects.filter(group=group).exclude(page=site).delete()
    for permission in _page_permissions(codenames):
        GroupPagePermission.objects.get_or_create(group=group, page=site, permission=permission)


def _page_permissions(codenames: Iterable[str]) -> Iterable[Permission]:
    return Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)


def _give_picture_rights(group: Group) -> None:
    collection = Collection.get_first_root_node()
    rights = Permission.objects.filter(
        content_type__app_label="wagtailimages", codename__in=PICTURE_RIGHTS
    )
    for permission in rights:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def _prepare_review(site: Page) -> None:
    """One workflow for the whole site: a moderator looks, approves, and the page goes live."""
    task = GroupApprovalTask.objects.filter(name=REVIEW).first()
    task = task or GroupApprovalTask.objects.create(name=REVIEW)
    task.groups.set(Group.objects.filter(name=GROUPS["moderator"]))
    workflow, _made = Workflow.objects.get_or_create(name=REVIEW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.exclude(workflow=workflow).delete()
    Workflow.objects.exclude(pk=workflow.pk).update(active=False)
    WorkflowPage.objects.update_or_create(page=site, defaults={"workflow": workflow})
    WorkflowPage.objects.filter(workflow=workflow).exclude(page=site).delete()
