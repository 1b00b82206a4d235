"""What follows when Wagtail moves, renames or removes pages: every cached page becomes too old."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

from cms.media.models import Picture
from cms.pages.actions import bump_site_revision


def connect() -> None:
    """Listen to changes that pass by no save of ours; called once when Django starts."""
    for signal in (page_unpublished, post_page_move, page_slug_changed):
        signal.connect(follow, dispatch_uid="cms.publishing.tree")
    for model in (Site, Picture, PageViewRestriction):
        post_save.connect(follow, sender=model, dispatch_uid="cms.publishing.tree")
    post_delete.connect(follow_deletion, dispatch_uid="cms.publishing.tree")


def follow(**_signal: Any) -> None:
    """The site is another now."""
    bump_site_revision()


def follow_deletion(*, instance: Any, **_signal: Any) -> None:
    """The site is another when a page, a picture or a lock is gone."""
    if isinstance(instance, (Page, Site, Picture, PageViewRestriction)):
        bump_site_revision()
