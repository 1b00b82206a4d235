"""A code typed in the middle of something else: asked for, checked, and what was said before it kept.

The same engine as at the door (identity.codes); each use has a purpose of its own, so that its codes
open nothing else.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from identity import keys
from identity.accounts.contacts import Contact
from identity.codes import actions as codes
from identity.codes import queries as asked_codes
from identity.codes.refusals import (
    CodeExpired,
    CodeRefused,
    SendRefused,
    TooSoon,
)
from identity.signin import answers
from identity.signin.forms import CodeForm
from identity.signin.visitor import address_of, browser_of

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase
    from django.utils.functional import _StrPromise

    from identity.codes.models import Purpose

SEAL = "recovery.step"
LIFE = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Flow:
    """One use of a code: its purpose, the page it starts from and the page that asks for the digits."""

    purpose: Purpose
    start_url: str | _StrPromise
    code_url: str | _StrPromise
    is_staffs: bool = False


@dataclass(frozen=True)
class Step:
    """A code was sent to `contact`; `said` is what was typed before, `proved_at` when it came back."""

    challenge: uuid.UUID
    contact: Contact
    said: Mapping[str, str]
    at: dt.datetime
    proved_at: dt.datetime | None = None


def send(
    flow: Flow, request: HttpRequest, *, contact: Contact, said: Mapping[str, str], now: dt.datetime
) -> HttpResponse:
    """Send a code and go on to the page that asks for it, or say why none can be sent."""
    try:
        challenge = codes.request(
            contact=contact,
            purpose=flow.purpose,
            browser=browser_of(request),
            network=address_of(request),
            now=now,
        )
    except SendRefused as refused:
        return answers.wait(request, refused, now=now)
    _keep(flow, request.session, Step(challenge, contact, said, now))
    return HttpResponseRedirect(flow.code_url)


def answer(
    flow: Flow,
    request: HttpRequest,
    *,
    now: dt.datetime,
    onward: Callable[[Step], HttpResponseBase],
) -> HttpResponseBase:
    """The page of the digits; `onward` answers once they are right, and when they were right before."""
    step = step_of(flow, request.session, now=now)
    if step is None:
        messages.info(request, gettext("This took longer than 30 minutes. Please start again."))
        return HttpResponseRedirect(flow.start_url)
    if step.proved_at is not None:
        return onward(step)
    if request.method == "POST" and "again" in request.POST:
        return _resend(flow, request, step, now)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(flow, request, step, form, now)
    return _confirm(flow, request, step, form, now=now, onward=onward)


def step_of(flow: Flow, session: SessionBase, *, now: dt.datetime) -> Step | None:
    """What is on its way in this session, or None when there is nothing or its time is over."""
    kept = session.get(_key(flow))
    if not kept:
        return None
    try:
        stated = json.loads(keys.unseal(kept[1], purpose=SEAL, context=kept[0]))
    except keys.Unsealable:
        return None
    proved_at = stated["proved_at"]
    step = Step(
        challenge=uuid.UUID(kept[0]),
        contact=Contact(stated["kind"], stated["value"]),
        said=stated["said"],
        at=dt.datetime.fromisoformat(stated["at"]),
        proved_at=dt.datetime.fromisoformat(proved_at) if proved_at else None,
    )
    return None if now - (step.proved_at or step.at) >= LIFE else step


def drop(flow: Flow, session: SessionBase) -> None:
    """It ended, well or not."""
    session.pop(_key(flow), None)


def _keep(flow: Flow, session: SessionBase, step: Step) -> None:
    """Sealed into the session: no address stands in a table in clear."""
    stated = {
        "kind": step.contact.kind,
        "value": step.contact.value,
        "said": dict(step.said),
        "at": step.at.isoformat(),
        "proved_at": step.proved_at.isoformat() if step.proved_at else None,
    }
    context = str(step.challenge)
    session[_key(flow)] = [context, keys.seal(json.dumps(stated), purpose=SEAL, context=context)]


def _key(flow: Flow) -> str:
    """One for each page of digits: what two tabs were told does not get mixed up."""
    return f"code_step:{flow.code_url}"


def _page(
    flow: Flow, request: HttpRequest, step: Step, form: CodeForm, now: dt.datetime
) -> HttpResponse:
    browser = browser_of(request)
    asked = asked_codes.pending(challenge=step.challenge, browser=browser, now=now)
    next_send_at = asked_codes.next_send_at(asked, contact=step.contact, browser=browser, now=now)
    context = {
        "form": form,
        "flow": flow,
        "contact": step.contact.display,
        "resend_hint": answers.wait_in_words(next_send_at, now=now, is_new=asked is None),
        "sent_messages_url": reverse("signin:outbox") if settings.SENT_MESSAGES_PAGE else "",
    }
    return render(request, "identity/recovery/code.html", context)


def _resend(flow: Flow, request: HttpRequest, step: Step, now: dt.datetime) -> HttpResponse:
    browser, network = browser_of(request), address_of(request)
    try:
        challenge = codes.resend(
            challenge=step.challenge, browser=browser, network=network, now=now
        )
    except TooSoon as refused:
        messages.info(request, refused.message)
    except CodeExpired:
        return send(flow, request, contact=step.contact, said=step.said, now=now)
    except SendRefused as refused:
        return answers.wait(request, refused, now=now, back_url=str(flow.code_url))
    else:
        _keep(flow, request.session, replace(step, challenge=challenge, at=now))
        messages.success(
            request, gettext("The code is on its way again. The first message works too.")
        )
    return HttpResponseRedirect(flow.code_url)


def _confirm(
    flow: Flow,
    request: HttpRequest,
    step: Step,
    form: CodeForm,
    *,
    now: dt.datetime,
    onward: Callable[[Step], HttpResponseBase],
) -> HttpResponseBase:
    try:
        codes.confirm(
            challenge=step.challenge,
            purpose=flow.purpose,
            code=form.cleaned_data["code"],
            browser=browser_of(request),
            now=now,
        )
    except CodeRefused as refused:
        return answers.refused_code(
            request,
            refused,
            form=form,
            page=lambda: _page(flow, request, step, form, now),
            send_another=lambda: send(flow, request, contact=step.contact, said=step.said, now=now),
            now=now,
        )
    proved = replace(step, proved_at=now)
    _keep(flow, request.session, proved)
    return onward(proved)
