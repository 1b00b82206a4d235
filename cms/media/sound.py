"""What kind of sound a file holds and how long it lasts, read from its own bytes: pure.

Only what phones of the last ten years play: MP3 (ISO 11172-3), AAC in MP4 (ISO 14496-12) and Opus or
Vorbis in Ogg (RFC 3533, RFC 7845). A name or a declared type is never believed.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 500 * 1024
OPUS_RATE = 48_000
MP3_KBITS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
MPEG_1, LAYER_3, ALL_ONES = 3, 1, 0x7FF
# by the two bits that say which MPEG it is: 2.5, 2, 1
MP3_RATES = {
    0: (11_025, 12_000, 8_000),
    2: (22_050, 24_000, 16_000),
    MPEG_1: (44_100, 48_000, 32_000),
}
FEWEST_FRAMES = 3
LONGEST = 60 * 60.0
"""Seconds; a small file that says it lasts longer does not tell the truth about itself."""
ID3_HEAD, OGG_HEAD, BOX_HEAD = 10, 27, 8


@dataclass(frozen=True, slots=True)
class Sound:
    """A file that phones can play: the ending of its name, its type, how long it lasts."""

    suffix: str
    media_type: str
    seconds: float


class NotASound(Exception):
    """The bytes are no sound of a kind that phones play, or the file is cut short."""


def measure(data: bytes) -> Sound:
    """The sound in these bytes; raises NotASound."""
    if data[:4] == b"OggS":
        return _ogg(data)
    if data[4:8] == b"ftyp":
        return Sound(".m4a", "audio/mp4", _mp4_seconds(data))
    return Sound(".mp3", "audio/mpeg", _mp3_seconds(data))


def _mp3_seconds(data: bytes) -> float:
    at, frames, seconds = _after_id3(data), 0, 0.0
    while (frame := _mp3_frame(data, at)) is not None:
        length, lasts = frame
        at, frames, seconds = at + length, frames + 1, seconds + lasts
    if frames < FEWEST_FRAMES:
        raise NotASound
    return seconds


def _after_id3(data: bytes) -> int:
    """Where the first frame may stand: behind a tag, whose length has seven bits in each byte."""
    if data[:3] != b"ID3" or len(data) < ID3_HEAD:
        return 0
    return ID3_HEAD + sum(
        byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True)
    )


def _mp3_frame(data: bytes, at: int) -> tuple[int, float] | None:
    """Bytes and seconds of the frame that begins here, if a whole one does."""
    head = int.from_bytes(data[at : at + 4])
    # eleven bits of ones, then which MPEG, then layer III
    if at + 4 > len(data) or head >> 21 != ALL_ONES or (head >> 17) & 3 != LAYER_3:
        return None
    version, kbits, rate = (head >> 19) & 3, (head >> 12) & 15, (head >> 10) & 3
    speeds, rates = MP3_KBITS[version == MPEG_1], MP3_RATES.get(version, ())
    if kbits not in range(1, len(speeds)) or rate >= len(rates):
        return None
    samples, hertz = (1152 if version == MPEG_1 else 576), rates[rate]
    length = samples * speeds[kbits] * 125 // hertz + ((head >> 9) & 1)
    return (length, samples / hertz) if at + length <= len(data) else None


def _mp4_seconds(data: bytes) -> float:
    """From the movie's header; a file with a picture track is a film."""
    found = _boxes(data, 0, len(data)).get(b"moov")
    if found is None or b"soun" not in data[slice(*found)] or b"vide" in data[slice(*found)]:
        raise NotASound
    header = _boxes(data, *found).get(b"mvhd")
    if header is None:
        raise NotASound
    body = data[slice(*header)]
    wide = body[:1] == b"\x01"
    scale, lasts = (20, slice(24, 32)) if wide else (12, slice(16, 20))
    ticks = int.from_bytes(body[scale : scale + 4])
    return _believable(int.from_bytes(body[lasts]) / ticks if ticks else 0)


def _boxes(data: bytes, start: int, end: int) -> dict[bytes, tuple[int, int]]:
    """The boxes that stand side by side between two places: name to where its inside begins and ends."""
    found: dict[bytes, tuple[int, int]] = {}
    while start + BOX_HEAD <= end:
        length = int.from_bytes(data[start : start + 4])
        if length < BOX_HEAD or start + length > end:
            break
        found[data[start + 4 : start + 8]] = (start + BOX_HEAD, start + length)
        start += length
    return found


def _ogg(data: bytes) -> Sound:
    pages = _ogg_pages(data)
    first = data[slice(*pages[0][1:])] if pages else b""
    last = pages[-1][0] if pages else 0
    if first[:8] == b"OpusHead":
        skipped = int.from_bytes(first[10:12], "little")
        return Sound(".opus", "audio/ogg", _believable((last - skipped) / OPUS_RATE))
    rate = int.from_bytes(first[12:16], "little")
    if first[:7] != b"\x01vorbis" or not rate:
        raise NotASound
    return Sound(".ogg", "audio/ogg", _believable(last / rate))


def _ogg_pages(data: bytes) -> list[tuple[int, int, int]]:
    """The samples played by the end of each page, and where its inside begins and ends."""
    pages, at = [], 0
    while data[at : at + 4] == b"OggS" and at + OGG_HEAD <= len(data):
        inside = at + OGG_HEAD + data[at + 26]
        end = inside + sum(data[at + OGG_HEAD : inside])
        if end > len(data):
            raise NotASound
        pages.append((int.from_bytes(data[at + 6 : at + 14], "little", signed=True), inside, end))
        at = end
    return pages


def _believable(seconds: float) -> float:
    if not 0 < seconds <= LONGEST:
        raise NotASound
    return seconds
