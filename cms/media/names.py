"""File names that every storage keeps unchanged."""

from pathlib import PurePath

from identity.communes.folding import fold

LONGEST_STEM = 60


def folded_file_name(name: str) -> str:
    """`Ảnh Cầu Bính.PNG` becomes `anh-cau-binh.png`; a name of signs only becomes `hinh`."""
    path = PurePath(name)
    stem = fold(path.stem).replace(" ", "-")[:LONGEST_STEM].strip("-")
    return f"{stem or 'hinh'}{path.suffix.lower()}"
