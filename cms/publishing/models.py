"""What came from a file, so that an import never undoes an editor's work."""

from django.db import models


class ImportedPage(models.Model):
    """One row per page that was read from a file, with what the file and the page were then.

    It decides only whether the import may write again; it never says what the page is now.
    """

    file = models.CharField(max_length=250, unique=True)
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    digest = models.CharField(max_length=64)
    revision = models.BigIntegerField(null=True)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file
