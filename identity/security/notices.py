"""Notices of what happened to an account: promised with the event, put into words when they leave."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from identity import keys
from identity.accounts.queries import address_of, guardianship_of
from identity.messaging import actions as messaging
from identity.security.events import NOTICE_DUE
from identity.security.models import Kind, Notice, SecurityEvent
from identity.security.recipients import holdings_to_tell
from identity.security.replies import secrets_of
from identity.security.rules import DISAVOWABLE_FOR, NOTICE_LIFE, grouped

if TYPE_CHECKING:
    from identity.accounts.contacts import Contact

TEMPLATE, TEMPLATE_FOR_GUARDIAN = "security_notice", "guardian_notice"
TEMPLATE_WITH_UNDO = "contact_notice"
# whose notice leads to the page that gives the old address back
UNDOABLE = frozenset({Kind.CONTACT_ADDED, Kind.CONTACT_CHANGED, Kind.CONTACT_REMOVED})
CHANNELS = {"phone": "sms", "email": "email"}


def promise_notices(
    event: SecurityEvent, *, except_contact: Contact | None, now: dt.datetime
) -> None:
    """Write down, in the caller's transaction, who is to be told of an event."""
    is_childs = guardianship_of(event.person_id) is not None
    template = TEMPLATE_WITH_UNDO if event.kind in UNDOABLE else TEMPLATE
    template = TEMPLATE_FOR_GUARDIAN if is_childs else template
    for holding in holdings_to_tell(event.person, except_contact=except_contact, now=now):
        notice = Notice.objects.create(event=event, holding=holding)
        messaging.promise(
            topic=NOTICE_DUE,
            channel=CHANNELS[holding.identifier.kind],
            template=template,
            about=notice.uuid,
            expires_at=now + NOTICE_LIFE,
            now=now,
        )


def send_notice(*, message: UUID, now: dt.datetime) -> None:
    """Put a promised notice into words and hand it to its channel; safe to run twice.

    Refusal: messaging.DeliveryFailed, after which the outbox tries again.
    """
    notice = _notice_of(message)
    params = _params(notice) if notice else None
    if notice is None or params is None:
        messaging.drop(message=message, reason="notice_over", now=now)
        return
    to = address_of(notice.holding).value
    messaging.deliver(message=message, to=to, params=params, now=now)


def _notice_of(message: UUID) -> Notice | None:
    """The notice a message stands for; None once its event was disavowed."""
    about = messaging.about(message)
    if about is None:
        return None
    waiting = Notice.objects.filter(uuid=about, event__disavowed_at=None)
    return waiting.select_related("event", "holding__identifier").first()


def _params(notice: Notice) -> dict[str, str] | None:
    """The words of a notice in the language of the house; None when its key has left the ring."""
    event = notice.event
    try:
        token, reply = secrets_of(event)
    except keys.UnknownKey:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "what": _what(notice),
            "at": date_format(timezone.localtime(event.at), "H:i d/m"),
            "device": f" ({event.browser})" if event.browser else "",
            "reply": grouped(reply),
            "link": settings.SITE_URL + reverse(_page_of(event), args=[token]),
            "days": str(DISAVOWABLE_FOR.days),
        }


def _what(notice: Notice) -> str:
    """What happened; where several people read the messages of one address, also to whom."""
    nickname, said = notice.holding.nickname, notice.event.get_kind_display()
    return f"{nickname}: {said}" if nickname else said


def _page_of(event: SecurityEvent) -> str:
    """A change of address is undone where it is stopped; everything else is only stopped."""
    return "recovery:undo_link" if event.kind in UNDOABLE else "signin:disavow_link"
