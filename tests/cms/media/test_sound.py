"""A sound is known by its bytes: what it is, how long it lasts, and what is none."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.media.sound import NotASound, Sound, measure
from tests import sounds


@pytest.mark.parametrize(
    ("data", "sound"),
    [
        (sounds.m4a(seconds=3), Sound(".m4a", "audio/mp4", 3)),
        (sounds.opus(seconds=2), Sound(".opus", "audio/ogg", 2)),
        (sounds.vorbis(seconds=2), Sound(".ogg", "audio/ogg", 2)),
    ],
)
def test_a_sound_is_measured(data, sound):
    assert measure(data) == sound


@pytest.mark.parametrize("tag", [b"", b"ID3\x04\0\0\0\0\x01\x02" + bytes(130)])
def test_an_mp3_lasts_as_long_as_its_frames_whatever_stands_before(tag):
    found = measure(tag + sounds.mp3(frames=100) + b"TAG" + bytes(125))
    assert (found.suffix, found.media_type) == (".mp3", "audio/mpeg")
    assert found.seconds == pytest.approx(2.4)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfb",
        sounds.mp3(frames=2),
        sounds.m4a(handler=b"vide"),
        sounds.m4a(seconds=0),
        sounds.m4a(seconds=40_000),
        sounds.m4a()[:40],
        sounds.opus()[:-1],
        sounds.opus(seconds=0),
        sounds.page(b"anything", 48_000),
        b"RIFF\0\0\0\0WAVEfmt ",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_what_is_no_sound_or_cut_short_is_refused(data):
    with pytest.raises(NotASound):
        measure(data)


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"OggS", b"\0\0\0\x18ftyp", b"ID3", b"\xff\xfb\x90\x64"]),
)
def test_any_bytes_are_measured_or_refused(rest, beginning):
    with suppress(NotASound):
        assert measure(beginning + rest).seconds > 0
