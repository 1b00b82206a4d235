"""Sounds small enough to be made in a test: silence, as every kind of file that phones play."""

import struct


def mp3(frames: int = 40) -> bytes:
    """Silence in MPEG-2 layer III, 8 kbit/s, 24 kHz, one channel: 24 ms and 24 bytes a frame."""
    frame = struct.pack(">I", 0xFFF314C4) + bytes(20)
    return frame * frames


def m4a(*, seconds: int = 3, handler: bytes = b"soun") -> bytes:
    """The boxes that say how long it lasts and what it holds; nothing to play."""
    header = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + bytes(80))
    movie = box(b"moov", header + box(b"hdlr", bytes(8) + handler))
    return box(b"ftyp", b"M4A \0\0\0\0") + movie


def box(name: bytes, inside: bytes) -> bytes:
    """One box of an MP4 file."""
    return struct.pack(">I", len(inside) + 8) + name + inside


def opus(seconds: int = 2, skipped: int = 312) -> bytes:
    """A page with the head, and a last page that tells how many samples were played."""
    head = b"OpusHead\x01\x01" + struct.pack("<HIhB", skipped, 48_000, 0, 0)
    return page(head, 0) + page(b"\0", seconds * 48_000 + skipped)


def vorbis(seconds: int = 2) -> bytes:
    """The older kind of Ogg."""
    head = b"\x01vorbis" + struct.pack("<IBI", 0, 1, 22_050) + bytes(14)
    return page(head, 0) + page(b"\0", seconds * 22_050)


def page(inside: bytes, played: int) -> bytes:
    """One page of an Ogg file."""
    return b"OggS\0\0" + struct.pack("<qIII", played, 1, 0, 0) + bytes([1, len(inside)]) + inside
