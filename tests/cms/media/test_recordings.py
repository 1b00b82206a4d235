"""Recordings: what is taken, what is refused and why, what stays for good and what goes by itself."""

import shutil
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cms.media import recordings
from cms.media.forms import RecordingForm
from cms.media.models import Recording
from cms.media.sound import MOST_BYTES
from cms.publishing import actions as publishing
from tests import factories, sounds
from tests.cms.publishing.desk import at_desk
from tests.courses.catalogue.tree import plant, text

pytestmark = pytest.mark.django_db
LATER = timedelta(days=31)


@pytest.fixture(autouse=True)
def _nothing_was_recorded() -> None:
    """A database forgets what other tests kept, a folder does not."""
    shutil.rmtree(default_storage.path("recordings"), ignore_errors=True)


def taken(now, *, title: str = "Mở đầu", data: bytes | None = None) -> Recording:
    recording = recordings.take(Recording(title=title), data or sounds.mp3(), now=now)
    recording.save()
    return recording


def form(data: bytes, *, name: str = "Đọc thử.MP3", title: str = "Mở đầu") -> RecordingForm:
    return RecordingForm({"title": title}, {"file": ContentFile(data, name=name)})


def test_a_recording_is_measured_and_named_by_its_content(now):
    recording = taken(now, data=sounds.mp3(frames=100))
    assert (recording.media_type, recording.size, recording.seconds) == ("audio/mpeg", 2400, 2)
    assert recording.file.name == f"recordings/{recording.digest[:20]}.mp3"
    assert str(recording) == "Mở đầu (0:02, 3 KB)"


def test_an_editors_form_takes_a_sound_whatever_its_name():
    given = form(sounds.m4a(), name="ban thu.wav")
    assert given.is_valid(), given.errors
    assert given.save().file.name.endswith(".m4a")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<svg onload='x'/>", "MP3, M4A, OPUS"),
        (sounds.mp3(frames=MOST_BYTES // 24 + 1), "501 KB"),
    ],
)
def test_what_is_no_sound_or_too_large_is_refused_in_words(data, said):
    given = form(data)
    assert not given.is_valid()
    assert said in given.errors["file"][0]
    assert not Recording.objects.exists()


def test_the_same_file_is_not_taken_twice(now):
    taken(now, title="Bài một")
    given = form(sounds.mp3(), title="Bài hai")
    assert not given.is_valid()
    assert "Bài một" in given.errors["file"][0]


def test_the_file_of_a_recording_is_never_exchanged(now):
    recording = taken(now)
    again = RecordingForm({"title": "Tên khác"}, {"file": sounds.m4a()}, instance=recording)
    assert "file" not in again.fields
    again.save()
    assert Recording.objects.get().digest == recording.digest


def test_an_editor_finds_adds_and_cannot_delete_recordings(now):
    publishing.prepare_editorial()
    recording, thu = taken(now), at_desk(factories.thu())
    screens = Recording.snippet_viewset
    listed = thu.get(reverse(screens.get_url_name("list")))
    assert recording.title in listed.content.decode()
    chooser = thu.get(reverse(screens.chooser_viewset.get_url_name("choose"))).json()["html"]
    assert recording.title in chooser
    assert 'type="file"' in chooser
    thu.post(reverse(screens.get_url_name("delete"), args=[recording.pk]))
    assert Recording.objects.filter(pk=recording.pk).exists()


def test_an_editor_brings_a_recording_in_beside_the_block(now):
    publishing.prepare_editorial()
    create = reverse(Recording.snippet_viewset.chooser_viewset.get_url_name("create"))
    file = SimpleUploadedFile("đọc.mp3", sounds.mp3())
    told = at_desk(factories.thu()).post(create, {"title": "Bến đò", "file": file}).json()
    assert told["result"]["id"] == str(Recording.objects.get(title="Bến đò").pk)


def test_what_nobody_uses_goes_after_thirty_days_and_takes_its_file_along(now):
    recording = taken(now)
    name = recording.file.name
    assert recordings.sweep(now=now + timedelta(days=29)) == recordings.Sweep(0, 0)
    assert recordings.sweep(now=now + LATER).recordings == 1
    assert not Recording.objects.exists()
    assert recordings.sweep(now=timezone.now() + LATER).files >= 1
    assert not default_storage.exists(name)


def test_what_a_published_version_names_stays_for_good(now):
    recording = taken(now)
    recordings.cite([recording.pk], now=now)
    recordings.cite([recording.pk], now=now + LATER)
    assert recordings.sweep(now=now + LATER) == recordings.Sweep(0, 0)
    assert Recording.objects.get().cited_at == now


def test_a_folder_of_the_content_is_taken_once(now, tmp_path):
    (tmp_path / "mot.mp3").write_bytes(sounds.mp3())
    first = recordings.load_recordings(tmp_path, now=now)
    assert (
        recordings.load_recordings(tmp_path, now=now)
        == first
        == {"mot.mp3": Recording.objects.get().pk}
    )
    (tmp_path / "hai.mp3").write_bytes(b"nothing")
    with pytest.raises(recordings.RecordingsRefused) as refused:
        recordings.load_recordings(tmp_path, now=now)
    assert list(refused.value.reasons) == ["hai.mp3"]


def test_what_a_draft_alone_names_stays_too(now):
    kept, other = taken(now), taken(now, data=sounds.m4a())
    page = plant().lesson(body=[text() | {"value": {**text()["value"], "audio": kept.pk}}])
    page.save_revision()
    page.body = []
    page.save()
    assert recordings.sweep(now=now + LATER).recordings == 1
    assert Recording.objects.get() == kept != other
