"""The question a passkey answers, between two requests: asked as JSON, kept in the session, taken once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, JsonResponse

from identity.accounts.models import Person
from identity.factors import questions
from identity.factors.questions import LONGEST_ANSWER, Question

KEY = "passkey_question"


class PasskeyForm(forms.Form):
    """The device's answer, filled in by the script, and where to go on to."""

    credential = forms.CharField(
        required=False, max_length=LONGEST_ANSWER, widget=forms.HiddenInput
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


def put(request: HttpRequest, person: Person | None, *, now: dt.datetime) -> JsonResponse:
    """Ask for a passkey of this person, or of whoever stands at the door."""
    return _asked(request, questions.ask(person, now=now))


def put_for_new(request: HttpRequest, person: Person, *, now: dt.datetime) -> JsonResponse:
    """Ask this device to make a passkey for the person."""
    return _asked(request, questions.ask_for_new(person, now=now))


def taken(request: HttpRequest) -> Mapping[str, str] | None:
    """The question of this session; it is gone whatever the answer is."""
    kept: Mapping[str, str] | None = request.session.pop(KEY, None)
    return kept


def _asked(request: HttpRequest, question: Question) -> JsonResponse:
    request.session[KEY] = question.kept
    return JsonResponse(question.options)
