"""What the living page shows its parts with: invented, and the same at every visit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cms.theme.practice_samples import (
    LETTER,
    TALK,
    SampleCharacter,
    SampleLetter,
    SampleTalk,
)


class SampleForm(forms.Form):
    """Every kind of field once."""

    name = forms.CharField(label=_("Full name"), help_text=_("As on your identity card."))
    birth_year = forms.CharField(
        label=_("Year of birth"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year"}),
    )
    code = forms.CharField(
        label=_("Code"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    way = forms.ChoiceField(
        label=_("How shall we reach you?"),
        choices=[("sms", _("Text message")), ("email", _("E-mail"))],
        widget=forms.RadioSelect,
    )
    area = forms.ChoiceField(label=_("Where"), choices=[("1", _("Here")), ("2", _("There"))])
    consent = forms.BooleanField(
        label=_("I agree"), help_text=_("You can take it back at any time.")
    )


@dataclass(frozen=True, slots=True)
class SampleChoice:
    """A choice as the question template shows it."""

    uid: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class SampleQuestion:
    """A question as its template shows it."""

    uid: str
    kind: str
    text: str
    choices: tuple[SampleChoice, ...]
    explanation: str = ""
    is_multiple: bool = False


@dataclass(frozen=True, slots=True)
class SamplePart:
    """A part of a message as the practice template shows it."""

    uid: str
    kind: str
    text: str
    is_clue: bool
    why: str


@dataclass(frozen=True, slots=True)
class SampleSpot:
    """A practice in spotting fraud as its template shows it."""

    uid: str
    goal: str
    channel: str
    parts: tuple[SamplePart, ...]
    verdict: str
    right: str
    wrong: str
    cost: str
    tries: int = 2
    hints: tuple[str, ...] = ("Bác xem họ muốn bác bấm vào đâu.",)
    character: SampleCharacter = field(default_factory=SampleCharacter)


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file as templates link to it; nothing stands at the address."""

    url: str = "/media/recordings/mau.mp3"


@dataclass(frozen=True, slots=True)
class SampleRecording:
    """A recorded text as its template shows it."""

    kilobytes: int
    file: SampleFile


@dataclass(frozen=True, slots=True)
class SampleBlock:
    """Something that `{% include_block %}` shows through a template."""

    template: str
    value: SampleQuestion | SampleSpot | SampleTalk | SampleLetter

    def render_as_block(self, context: Mapping[str, Any] | None = None) -> SafeString:
        """As Wagtail's own block values do."""
        return render_to_string(self.template, {**(context or {}), "self": self.value})


RECORDING = SampleRecording(kilobytes=150, file=SampleFile())
QUESTION = SampleQuestion(
    uid="00000000-0000-4000-8000-000000000001",
    kind="single",
    text="Ai được biết mã gửi tới điện thoại của bác?",
    choices=(
        SampleChoice("1", "Chỉ mình bác", correct=True, feedback="Mã là chìa khóa của riêng bác."),
        SampleChoice(
            "2", "Người gọi xưng là cán bộ", correct=False, feedback="Cán bộ thật không hỏi mã."
        ),
    ),
)
SPOT = SampleSpot(
    uid="00000000-0000-4000-8000-000000000002",
    goal="Tin nhắn này có đáng tin không?",
    channel="sms",
    parts=(
        SamplePart("3", "sender", "Ngân hàng", is_clue=False, why=""),
        SamplePart("4", "text", "Tài khoản của bác bị khóa.", is_clue=False, why=""),
        SamplePart(
            "5",
            "link",
            "ngan-hang-mo-khoa.example",
            is_clue=True,
            why="Ngân hàng không gửi đường dẫn qua tin nhắn.",
        ),
    ),
    verdict="distrust",
    right="Bác không bấm vào là đúng.",
    wrong="Đây là tin giả.",
    cost="Bấm vào là mở cửa cho người lạ.",
)
ITEMS = (
    SampleBlock("courses/catalogue/question.html", QUESTION),
    SampleBlock("courses/catalogue/spot.html", SPOT),
    SampleBlock("courses/catalogue/branch.html", TALK),
    SampleBlock("courses/catalogue/compose.html", LETTER),
)
