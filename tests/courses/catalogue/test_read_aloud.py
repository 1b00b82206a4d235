"""A lesson that somebody has read aloud: what its versions name, what its pages and its files say."""

import shutil
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from cms.blocks.audio import AUDIO
from cms.media import recordings
from cms.media.models import Recording
from cms.publishing.imports import SILENT_KINDS
from courses.catalogue.body import LessonBody
from courses.models import LessonPage, LessonVersion
from tests import sounds
from tests.courses.catalogue import tree as make
from tests.courses.catalogue.test_pages import read
from tests.courses.catalogue.tree import Raw, Tree, publish, rewrite

FILES = Path(__file__).parent / "content"
LESSON = "courses/thu-nghiem/bai-mot.yaml"


@pytest.fixture
def recording(db: None, now) -> Recording:
    made = recordings.take(Recording(title="Mở đầu"), sounds.mp3(frames=100), now=now)
    made.save()
    return made


def read_aloud(block: Raw, audio: int | None) -> Raw:
    return block | {"value": block["value"] | {"audio": audio}}


def test_a_version_names_the_recordings_of_its_blocks_and_keeps_them(
    tree: Tree, recording: Recording
) -> None:
    words, question = make.text(), read_aloud(make.question(), recording.pk)
    page = tree.published(body=[read_aloud(words, recording.pk), question])
    body = page.versions.get().body
    assert [block["value"]["audio"] for block in body] == [recording.pk] * 2
    recording.refresh_from_db()
    assert recording.cited_at is not None


def test_another_recording_makes_another_version_and_none_makes_no_difference(
    tree: Tree, recording: Recording
) -> None:
    words = make.text()
    page = tree.published(body=[words])
    assert "audio" not in page.versions.get().body[0]["value"]
    publish(rewrite(page, [read_aloud(make.raw_of(page)[0], None)]))
    assert page.versions.count() == 1
    publish(rewrite(page, [read_aloud(make.raw_of(page)[0], recording.pk)]))
    assert page.versions.count() == 2


def test_every_screen_can_be_read_and_says_what_a_recording_costs(
    tree: Tree, recording: Recording
) -> None:
    page = tree.published(body=[read_aloud(make.text(), recording.pk), make.question()])
    html = read(page.url)
    # two screens and the end
    assert html.count("data-aloud>") == 3
    assert html.count("Nghe đọc · 3 KB") == 3
    assert f'preload="none" src="/media/{recording.file.name}"' in html
    assert html.count("<audio") == html.count("data-recorded") == 1


def test_the_script_that_reads_is_fetched_by_the_tap_alone(tree: Tree) -> None:
    html = read(tree.published().url)
    assert html.count("js/aloud.js") == html.count('data-script="/static/js/aloud.js"') == 1


def test_every_kind_of_block_but_a_picture_can_be_read_aloud() -> None:
    kinds = LessonBody().child_blocks
    assert {
        name for name, block in kinds.items() if AUDIO not in block.child_blocks
    } == SILENT_KINDS


@pytest.fixture
def content(tmp_path: Path, db: None) -> Path:
    folder = Path(shutil.copytree(FILES, tmp_path / "content"))
    (folder / "recordings").mkdir()
    (folder / "recordings" / "mo-dau.mp3").write_bytes(sounds.mp3())
    return folder


def bring(content: Path, at: int, audio: str) -> None:
    """Import with this recording at a block of the lesson."""
    path = content / LESSON
    said = yaml.safe_load(path.read_text())
    next(iter(said["body"][at].values()))["audio"] = audio
    path.write_text(yaml.safe_dump(said, allow_unicode=True))
    call_command("import_content", "--from", str(content), verbosity=0)


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_file_of_the_content_names_the_recording_of_any_block(content: Path, at: int) -> None:
    bring(content, at, "mo-dau.mp3")
    body = LessonPage.objects.get(slug="bai-mot").body
    assert body[at].value["audio"] == Recording.objects.get()
    assert LessonVersion.objects.get().body[at]["value"]["audio"] == Recording.objects.get().pk


def test_a_recording_that_is_missing_is_named_by_file_and_field(content: Path) -> None:
    with pytest.raises(CommandError, match=r"bai-mot\.yaml: body\[1\]\.text\.audio"):
        bring(content, 0, "mo-cuoi.mp3")


def test_a_file_that_is_no_sound_refuses_the_import(content: Path) -> None:
    (content / "recordings" / "hong.mp3").write_bytes(b"nothing")
    with pytest.raises(CommandError, match=r"hong\.mp3"):
        bring(content, 0, "mo-dau.mp3")
