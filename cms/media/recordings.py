"""Recordings: taking a file in, keeping what lessons cite, and clearing away what nobody uses."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex, Revision

from cms.media.models import Recording
from cms.media.sound import MOST_BYTES, NotASound, measure

FOLDER = "recordings"
UNUSED_FOR = dt.timedelta(days=30)
NAME_LENGTH = 20
AT_ONCE = 200


class RecordingRefused(Exception):
    """The file cannot be taken; the text is the sentence for the editor."""


class RecordingsRefused(Exception):
    """Some files of content/recordings cannot be taken; `reasons` maps their names to what is wrong."""

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {what}" for name, what in reasons.items()))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Sweep:
    """How many recordings nobody used, and files no recording named, were cleared away."""

    recordings: int
    files: int


def take(recording: Recording, data: bytes, *, now: dt.datetime) -> Recording:
    """Give an unsaved recording its file, named by its content, and what was measured of it.

    RecordingRefused: larger than 500 KB, no sound that phones play, or one that is here already.
    """
    if len(data) > MOST_BYTES:
        raise RecordingRefused(
            _("This file has %(size)s KB; a recording has at most %(most)s KB. Read more shortly.")
            % {"size": -(-len(data) // 1024), "most": MOST_BYTES // 1024}
        )
    try:
        sound = measure(data)
    except NotASound:
        sentence = _("This is no MP3, M4A, OPUS or OGG file that phones can play.")
        raise RecordingRefused(sentence) from None
    digest = hashlib.sha256(data).hexdigest()
    known = Recording.objects.filter(digest=digest).first()
    if known is not None:
        raise RecordingRefused(
            _("This recording is here already: “%(title)s”.") % {"title": known.title}
        )
    recording.media_type, recording.size, recording.digest = sound.media_type, len(data), digest
    recording.seconds, recording.created_at = max(1, round(sound.seconds)), now
    recording.file = ContentFile(data, name=f"{digest[:NAME_LENGTH]}{sound.suffix}")
    return recording


def load_recordings(folder: Path, *, now: dt.datetime) -> dict[str, int]:
    """File name to row id of every sound in a folder of the content; one that is known is not taken twice."""
    reasons, found = {}, {}
    for path in sorted(each for each in folder.glob("*") if each.is_file()):
        data = path.read_bytes()
        known = Recording.objects.filter(digest=hashlib.sha256(data).hexdigest()).first()
        try:
            found[path.name] = (known or _add(path.name, data, now=now)).pk
        except RecordingRefused as refused:
            reasons[path.name] = str(refused)
    if reasons:
        raise RecordingsRefused(reasons)
    return found


def cite(recordings: Iterable[int], *, now: dt.datetime) -> None:
    """These stand in a published version: from now on they are kept for good."""
    wanted = list(recordings)
    if wanted:
        Recording.objects.filter(pk__in=wanted, cited_at=None).update(cited_at=now)


def sweep(*, now: dt.datetime) -> Sweep:
    """Clear away recordings no page or draft has used for 30 days, and files without a row.

    Safe to run twice and to stop in between: a row goes before its file.
    """
    before = now - UNUSED_FOR
    old = Recording.objects.filter(cited_at=None, created_at__lt=before).order_by("pk")
    unused = [each for each in old.iterator(chunk_size=AT_ONCE) if not _is_used(each)]
    Recording.objects.filter(pk__in=[each.pk for each in unused], cited_at=None).delete()
    return Sweep(len(unused), _forget_files(before))


def _add(name: str, data: bytes, *, now: dt.datetime) -> Recording:
    recording = take(Recording(title=Path(name).stem), data, now=now)
    recording.save()
    return recording


def _is_used(recording: Recording) -> bool:
    """On a page as it stands, or in any draft of one: drafts are looked for by how they name it."""
    if ReferenceIndex.get_references_to(recording).exists():
        return True
    named = f'"audio": {recording.pk}'
    drafts = Revision.objects.filter(content__body__icontains=named)
    endings = (f"{named},", f"{named}}}")
    found = drafts.values_list("content", flat=True).iterator(chunk_size=AT_ONCE)
    return any(ending in content["body"] for content in found for ending in endings)


def _forget_files(before: dt.datetime) -> int:
    """Files are left behind when an upload is broken off or a row has gone."""
    kept = set(Recording.objects.values_list("file", flat=True))
    strangers = [name for name in _files() if name not in kept]
    gone = [name for name in strangers if default_storage.get_modified_time(name) < before]
    for name in gone:
        default_storage.delete(name)
    return len(gone)


def _files() -> Iterator[str]:
    if default_storage.exists(FOLDER):
        yield from (f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1])
