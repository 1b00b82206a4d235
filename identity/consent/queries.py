"""Which text is asked now, and what a person has agreed to."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from identity.consent.models import Consent, ConsentText


def current_text(purpose: str, *, language: str) -> ConsentText:
    """The newest text of a purpose in a language; ConsentText.DoesNotExist when none is loaded."""
    texts = ConsentText.objects.filter(purpose=purpose, language=language)
    return texts.latest("version")


def consents_of(person_id: int) -> QuerySet[Consent]:
    """What a person agreed to, newest first, the texts joined in."""
    return Consent.objects.filter(person_id=person_id).select_related("text").order_by("-given_at")


def agreeing(purpose: str, person_ids: Collection[int]) -> frozenset[int]:
    """Which of these people agree to a purpose now, in whichever version of its text."""
    live = Consent.objects.filter(text__purpose=purpose, withdrawn_at=None)
    return frozenset(live.filter(person__in=person_ids).values_list("person_id", flat=True))
