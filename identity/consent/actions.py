"""Loading consent texts, and recording that a person agreed to one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from identity.consent.models import Consent, ConsentText
from identity.consent.rules import digest_of

if TYPE_CHECKING:
    from identity.accounts.models import Person


class ConsentTextChanged(Exception):
    """The words of a loaded text differ under the same version; give the new words a new version."""

    code = "consent_text_changed"


@dataclass(frozen=True)
class Wording:
    """A consent text as its file states it."""

    purpose: str
    version: int
    language: str
    title: str
    body: str

    @property
    def digest(self) -> str:
        """The fingerprint stored beside the words."""
        return digest_of(
            purpose=self.purpose,
            version=self.version,
            language=self.language,
            title=self.title,
            body=self.body,
        )


def load_text(*, wording: Wording, now: dt.datetime) -> tuple[ConsentText, bool]:
    """Store a text once; the same words again change nothing. Returns the text and whether it is new.

    Refusal: ConsentTextChanged, because people have agreed to the words as they stand.
    """
    text, is_new = ConsentText.objects.get_or_create(
        purpose=wording.purpose,
        version=wording.version,
        language=wording.language,
        defaults={
            "title": wording.title,
            "body": wording.body,
            "digest": wording.digest,
            "created_at": now,
        },
    )
    if text.digest != wording.digest:
        raise ConsentTextChanged(f"{text} is already loaded with other words")
    return text, is_new


def give_consent(
    *,
    person: Person,
    text: ConsentText,
    channel: str,
    by: Person | None,
    now: dt.datetime,
    guardian: Person | None = None,
) -> Consent:
    """Record that `person` accepted `text` at `now`; a live consent to the same text stays as it is.

    `by` is the member of staff who helped, or None when the person did it alone. `guardian` accepted
    it for a child.
    """
    with transaction.atomic():
        consent, _is_new = Consent.objects.get_or_create(
            person=person,
            text=text,
            withdrawn_at=None,
            defaults={"given_at": now, "channel": channel, "by": by, "guardian": guardian},
        )
    return consent


def withdraw_consents(*, person: Person, purpose: str, now: dt.datetime) -> int:
    """Take back what was agreed to for a purpose, whichever version it was; how many."""
    live = Consent.objects.filter(person=person, text__purpose=purpose, withdrawn_at=None)
    return live.update(withdrawn_at=now)
