"""How an editor brings a recording in: a title and a file, which is never exchanged for another."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.media.models import Recording
from cms.media.recordings import RecordingRefused, take
from cms.media.sound import MOST_BYTES


class RecordingForm(WagtailAdminModelForm):
    """A new recording, or the title of one: lessons cite the file, so another file is another recording."""

    class Meta:
        model = Recording
        fields = ("title", "file")
        help_texts = {
            "title": _("What is read, so that you find it again."),
            "file": _("MP3 or M4A, one voice, at most 500 KB: about two minutes at 32 kbit/s."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["file"]
        else:
            self.fields["file"].widget.attrs["accept"] = ".mp3,.m4a,.opus,.ogg"

    def clean_file(self) -> Any:
        """The file, measured and named by its content."""
        given: UploadedFile = self.cleaned_data["file"]
        try:
            # one byte more than may be tells that there is more
            take(self.instance, given.read(MOST_BYTES + 1), now=timezone.now())
        except RecordingRefused as refused:
            raise ValidationError(str(refused)) from refused
        return self.instance.file
