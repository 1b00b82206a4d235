"""Who the demo people are: fixed, invented, and written down for whoever tries the system."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LE_CHAN, KIM_THANH = "11383", "10804"
INTERNET, PERSONAL_DATA = "su-dung-internet", "bao-ve-thong-tin-ca-nhan"


class Story(StrEnum):
    """How far a demo learner has come in the course of her class."""

    FINISHED = "finished"
    HALFWAY = "halfway"
    STUCK = "stuck"
    SILENT = "silent"
    JOINED = "joined"


@dataclass(frozen=True)
class DemoPerson:
    """One invented person; `group` is the list of the roster she stands in."""

    group: str
    name: str
    contact: str
    commune: str
    birth_year: int = 1975
    role: str | None = None
    story: Story | None = None


@dataclass(frozen=True)
class DemoClass:
    """One class, its course and who opened it."""

    commune: str
    course: str
    name: str
    target: int


@dataclass(frozen=True)
class CardHolder:
    """Somebody without phone and e-mail, who signs in with a card and her PIN."""

    name: str
    birth_year: int
    pin: str
    group: str = "card_holders"


@dataclass(frozen=True)
class Sharer:
    """One of the people on one number: the name they see there, and her own PIN."""

    name: str
    birth_year: int
    nickname: str
    pin: str
    group: str = "one_phone"


STAFF = (
    DemoPerson("admins", "Vũ Thị Thanh", "quan.tri@demo.invalid", LE_CHAN, role="admin"),
    DemoPerson("officials", "Phạm Hoài Nam", "ong.nam@demo.invalid", LE_CHAN, role="official"),
    DemoPerson("editors", "Lê Thị Thu", "co.thu@demo.invalid", LE_CHAN, role="editor"),
    DemoPerson("moderators", "Đặng Thị Mai", "chi.mai@demo.invalid", LE_CHAN, role="moderator"),
    DemoPerson("managers", "Hoàng Văn Quang", "0981 000 201", LE_CHAN, role="manager"),
    DemoPerson("managers", "Bùi Thị Vân", "0981 000 202", KIM_THANH, role="manager"),
    DemoPerson("trainers", "Nguyễn Văn Minh", "0981 000 301", LE_CHAN, role="trainer"),
    DemoPerson("trainers", "Trần Thị Hoa", "0981 000 302", KIM_THANH, role="trainer"),
)

CLASSES = (
    DemoClass(LE_CHAN, INTERNET, "Lớp tối thứ Ba, nhà văn hóa số 3", 400),
    DemoClass(KIM_THANH, PERSONAL_DATA, "Lớp sáng thứ Bảy, hội trường xã", 250),
)


def _citizen(
    name: str, number: int, commune: str, birth_year: int, story: Story | None
) -> DemoPerson:
    return DemoPerson("citizens", name, f"0981 000 {number}", commune, birth_year, story=story)


CITIZENS = (
    _citizen("Nguyễn Thị Lan", 101, LE_CHAN, 1959, Story.HALFWAY),
    _citizen("Đỗ Văn Bình", 102, LE_CHAN, 1955, Story.FINISHED),
    _citizen("Phạm Thị Ngọc Ánh", 103, LE_CHAN, 1962, Story.STUCK),
    _citizen("Vũ Đình Đức", 104, LE_CHAN, 1950, Story.SILENT),
    _citizen("Lương Thị Dung", 105, LE_CHAN, 1966, Story.HALFWAY),
    _citizen("Trịnh Công Tâm", 106, LE_CHAN, 1958, Story.JOINED),
    _citizen("Ngô Thị Êm", 107, KIM_THANH, 1957, Story.FINISHED),
    _citizen("Cao Văn Ổn", 108, KIM_THANH, 1961, Story.HALFWAY),
    _citizen("Mai Thị Ước", 109, KIM_THANH, 1953, Story.STUCK),
    _citizen("Hà Văn Út", 110, KIM_THANH, 1964, Story.JOINED),
    _citizen("Đinh Thị Yến", 111, KIM_THANH, 1960, None),
)

CUC = CardHolder("Phùng Thị Cúc", 1949, pin="493715")
ONE_PHONE = "0981 000 150"
AT_ONE_PHONE = (
    Sharer("Lưu Văn Thành", 1952, "Ông Thành", pin="7193"),
    Sharer("Lưu Thị Mơ", 1956, "Bà Mơ", pin="2846"),
)
