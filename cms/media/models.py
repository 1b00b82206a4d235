"""Pictures that editors put on pages, the lighter variants made of them, and texts read aloud."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from cms.media import svg
from cms.media.names import folded_file_name


class Picture(AbstractImage):
    """One row per picture an editor uploaded; never the place for a person's photograph or document.

    What a picture shows is said where it is used (the alt text of its block), since the same drawing
    can mean different things on two pages.
    """

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename: str) -> str:
        """A path whose name has no marks, blanks or capitals, so that every storage can keep it."""
        return super().get_upload_to(folded_file_name(filename))

    def clean(self) -> None:
        """Refuse a drawing that holds more than shapes and words."""
        super().clean()
        if not self.file or not self.is_svg():
            return
        try:
            with self.open_file() as stream:
                svg.check_drawing(stream)
                stream.seek(0)
        except svg.DrawingRefused as refused:
            sentence = _(
                "This drawing cannot be used: it contains “%(what)s”. Keep shapes and text only."
            )
            raise ValidationError({"file": sentence % {"what": refused.what}}) from refused


class PictureRendition(AbstractRendition):
    """One row per variant of a picture; a cache that can be made again, so never a thing to cite."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once_per_filter"
            )
        ]


class Recording(models.Model):
    """One row per file in which an editor's text is read aloud; never changed, since lessons cite it.

    It must never hold the voice of a learner. `cited_at` is when a published version first named it:
    from then on it stays for good, because phones may hold that version.
    """

    title = models.CharField(_("title"), max_length=120)
    file = models.FileField(_("sound file"), upload_to="recordings", max_length=120)
    media_type = models.CharField(_("type"), max_length=20, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    seconds = models.PositiveSmallIntegerField(_("length in seconds"), editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("uploaded"), editable=False)
    cited_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def __str__(self) -> str:
        return f"{self.title} ({self.seconds // 60}:{self.seconds % 60:02}, {self.kilobytes} KB)"

    @property
    def kilobytes(self) -> int:
        """What listening costs, as people are told before it is loaded."""
        return kilobytes(self.size)


def kilobytes(size: int) -> int:
    """Whole kilobytes, never less than is sent."""
    return -(-size // 1024)
