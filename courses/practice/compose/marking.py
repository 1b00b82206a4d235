"""Marks a letter by what stands in it: pure, and safe against whatever a device may send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from courses.questions.marking import BadAnswer, Mark, known_ids
from identity.communes.folding import fold

BAR = 75
"""The score from which a letter that asks the right person for the right thing is well written."""
LONGEST = {"subject": 80, "text": 400}
"""Letters of what is typed; the phone's fields end there too."""
SUBJECT, ASKED = "subject", "asked"
"""Purposes of a part: the one that stands in the subject, and the one a letter is written for."""
Ids = frozenset[str]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a letter needs: one of its `options` picked, or (free writing) one of its `words` written.

    `words` are folded; a subject without words takes any.
    """

    purpose: str
    options: Ids
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """What is asked for. `fits` and `critical` name picks; `secrets` are folded, without blanks, by id."""

    is_free: bool
    recipients: Ids
    parts: tuple[Part, ...]
    attachments: Ids
    fits: Ids
    critical: Ids
    secrets: Mapping[str, str]

    @property
    def picks(self) -> Ids:
        """All that can be picked."""
        options = (part.options for part in self.parts)
        return self.recipients.union(self.attachments, *options)


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as it was sent: `picked` ids, and what was typed, folded."""

    picked: Ids
    subject: str
    text: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing was picked or typed at all."""
        return not (self.picked or self.subject or self.text)


def mark_compose(answer: object, *, letter: Letter) -> Mark:
    """Each check counts alike: recipient, every part, what is attached, and nothing secret given away.

    In what order things were picked, and how often, changes nothing; two picks for one part fit only
    if both do. Correct is: the right recipient, what it asks for, no critical mistake and BAR.
    """
    written = read_written(answer, letter)
    made = tuple(critical_mistakes(written, letter))
    to_right = _fits(written.picked & letter.recipients, letter)
    parts = [(part.purpose, _holds(part, written, letter)) for part in letter.parts]
    checks = [to_right, *(holds for _, holds in parts), not made and not written.is_empty]
    if letter.attachments:
        checks.append(written.picked & letter.attachments == letter.fits & letter.attachments)
    score = 100 * sum(checks) // len(checks)
    is_done = to_right and all(holds for purpose, holds in parts if purpose == ASKED)
    return Mark(correct=is_done and not made and score >= BAR, score=score, critical=made)


def read_written(answer: object, letter: Letter) -> Written:
    """The letter in an answer `{steps: [ids], subject, text}`; raises BadAnswer."""
    if not isinstance(answer, dict):
        raise BadAnswer
    picked = known_ids(answer.get("steps"), allowed=letter.picks)
    subject, text = (_typed(answer, name, letter.is_free) for name in LONGEST)
    return Written(picked, subject, text)


def critical_mistakes(written: Written, letter: Letter) -> Iterator[str]:
    """Ids of what would have cost her dearly: picked, or a secret typed."""
    yield from sorted(written.picked & letter.critical)
    typed = squeezed(f"{written.subject} {written.text}")
    yield from (secret for secret, words in letter.secrets.items() if words and words in typed)


def squeezed(text: str) -> str:
    """Folded and without blanks, so that a secret is found however it is grouped."""
    return fold(text).replace(" ", "")


def _typed(answer: Mapping[str, Any], name: str, is_free: bool) -> str:
    text = answer.get(name, "")
    if not isinstance(text, str) or len(text) > LONGEST[name]:
        raise BadAnswer
    return fold(text) if is_free else ""


def _fits(picked: Ids, letter: Letter) -> bool:
    return bool(picked) and picked <= letter.fits


def _holds(part: Part, written: Written, letter: Letter) -> bool:
    if not letter.is_free:
        return _fits(written.picked & part.options, letter)
    place = written.subject if part.purpose == SUBJECT else written.text
    words = part.words or ("",)
    return bool(place) and any(f" {each} " in f" {place} " or not each for each in words)
