"""What the living page shows practices with: a call, a letter and a place to tap, invented."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SampleFact:
    """A line of the card."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class SampleCharacter:
    """Who one plays."""

    name: str = "bà Phạm Thị Mơ"
    facts: tuple[SampleFact, ...] = (SampleFact("Bà đang có", "12.000.000 đồng (tiền bịa)"),)


@dataclass(frozen=True, slots=True)
class SampleReply:
    """One answer of a conversation."""

    uid: str
    label: str
    onward: int
    quality: str
    feedback: str
    critical: bool = False


@dataclass(frozen=True, slots=True)
class SampleTurn:
    """One step of a conversation."""

    uid: str
    number: int
    who: str
    say: str
    choices: tuple[SampleReply, ...] = ()
    ending: str = ""
    image: None = None


@dataclass(frozen=True, slots=True)
class SampleTalk:
    """A conversation as its template shows it."""

    uid: str
    goal: str
    steps: tuple[SampleTurn, ...]
    best: tuple[str, ...]
    right: str
    wrong: str
    channel: str = "call"
    tries: int = 2
    hints: tuple[str, ...] = ("Nói một câu rồi tắt máy.",)
    character: SampleCharacter = field(default_factory=SampleCharacter)


@dataclass(frozen=True, slots=True)
class SamplePick:
    """One thing to pick for a letter."""

    uid: str
    label: str
    fits: bool
    why: str
    critical: bool = False


@dataclass(frozen=True, slots=True)
class SampleScreen:
    """One thing to decide about a letter; without picks one types."""

    number: int
    name: str
    title: str
    picks: tuple[SamplePick, ...] = ()
    many: bool = False


@dataclass(frozen=True, slots=True)
class SampleCheck:
    """One thing that is looked at in a letter."""

    title: str
    name: str
    words: str = ""
    needed: bool = True


@dataclass(frozen=True, slots=True)
class SampleLetter:
    """A letter to write as its template shows it."""

    uid: str
    goal: str
    screens: tuple[SampleScreen, ...]
    checks: tuple[SampleCheck, ...]
    model: str
    right: str
    wrong: str
    channel: str = "email"
    tries: int = 2
    secrets: str = "[]"
    has_subject: bool = True
    longest_subject: int = 80
    longest_text: int = 400
    hints: tuple[str, ...] = ()
    character: SampleCharacter = field(default_factory=SampleCharacter)


@dataclass(frozen=True, slots=True)
class SamplePlace:
    """A place of a picture as its button shows it; lengths in percent."""

    uid: str
    label: str
    why: str
    is_right: bool = True
    x: float = 0
    y: float = 0
    w: float = 50
    h: float = 50
    critical: bool = False


TALK = SampleTalk(
    uid="00000000-0000-4000-8000-000000000011",
    goal="Người gọi xưng là công an. Bác đáp thế nào?",
    steps=(
        SampleTurn(
            uid="11",
            number=1,
            who="Người lạ",
            say="“Bà đọc cho tôi sáu con số vừa nhận được.”",
            choices=(
                SampleReply("12", "Tắt máy.", 2, "good", "Tắt máy không phải là bất lịch sự."),
                SampleReply("13", "Đọc mã.", 2, "bad", "Mã là chìa khóa két.", critical=True),
            ),
        ),
        SampleTurn("14", 2, "Ở nhà", "Bà Mơ pha ấm trà.", ending="good"),
    ),
    best=("Tắt máy.",),
    right="Bác giữ được tiền.",
    wrong="Bác làm lại một lần nữa nhé.",
)
LETTER = SampleLetter(
    uid="00000000-0000-4000-8000-000000000012",
    goal="Bác viết thư xin cửa hàng thôi nhắn quảng cáo.",
    screens=(
        SampleScreen(
            1,
            "pick-to",
            "Gửi cho ai?",
            (
                SamplePick("21", "riengtu@hoaphuong.example", fits=True, why="Đúng địa chỉ."),
                SamplePick("22", "Cả danh bạ", fits=False, why="Người quen không cần đọc."),
            ),
        ),
        SampleScreen(2, "text", "Thư của bác"),
    ),
    checks=(SampleCheck("Đúng người nhận", "pick-to"), SampleCheck("Điều bác xin", "text", "[]")),
    model="Kính gửi cửa hàng, tôi xin thôi nhận quảng cáo.",
    right="Thư gọn và đúng nơi.",
    wrong="Bác xem thư mẫu rồi viết lại nhé.",
)
PLACE = SamplePlace("31", "Cổng Dịch vụ công Quốc gia", "Phần cuối địa chỉ là .gov.vn.")
