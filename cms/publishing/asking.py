"""What has to be answered before a page goes live: asked by the page itself, on every way of publishing."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page

from cms.pages.models import PublicPage
from identity.accounts.models import Person


def ask_first(_request: HttpRequest, page: PublicPage) -> HttpResponseBase | None:
    """Lead the editor to the question her draft, which is saved, still has to have answered."""
    address = page.asks_before_publishing()
    return HttpResponseRedirect(address) if address else None


@transaction.atomic
def go_on(*, page: Page, by: Person, is_approval: bool) -> None:
    """Do what the editor was about to do when the page asked: approve its newest draft, or publish it.

    A draft with an hour to come waits for that hour. Refusals: PublishRefused, PermissionDenied.
    """
    state = page.current_workflow_task_state if is_approval else None
    if state is not None and _may_approve(page, state.task.specific, by):
        state.specific.approve(user=by)
        return
    revision = page.get_latest_revision()
    PublishPageRevisionAction(revision, user=by).execute()


def _may_approve(page: Page, task: Any, by: Person) -> bool:
    return any(name == "approve" for name, _verbose, _modal in task.get_actions(page, by))
