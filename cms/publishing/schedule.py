"""Puts live and takes down the pages whose hour has come, one by one, so that one refusal stops no other."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms.publishing.refusals import PublishRefused

logger = logging.getLogger(__name__)
REFUSED = "cms.publish_refused"


def publish_due(*, now: dt.datetime) -> int:
    """Do what is due; how many pages went live or were taken down.

    A page that cannot be published keeps what it shows, loses its hour, and its history says why: tried
    again every minute it would fail every minute.
    """
    expired = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at").specific()
    for page in expired:
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    return len(expired) + sum(_publish(revision) for revision in due)


def _publish(revision: Revision) -> bool:
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except PublishRefused as refused:
        logger.warning("scheduled_page_refused", extra={"page": refused.page})
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        page = revision.content_object
        log(instance=page, action=REFUSED, data={"sentence": refused.sentence}, revision=revision)
        return False
    return True
