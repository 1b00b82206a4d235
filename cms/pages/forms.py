"""The editor's form of every public page, and what it shares with every text that has revisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.models import Revision

OVERTAKEN = "overtaken"


class RevisedForm(WagtailAdminModelForm):
    """Nothing is saved over a newer text than the one opened.

    `opened` names the revision the editor's text began from, and keeps naming it when the form is
    shown again: only what she saves herself in between moves it on.
    """

    data: Any
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened"] = revision_name(self._newest())

    def clean(self) -> dict[str, Any]:
        """Refuse to save, publish or schedule over a revision that came after the one she opened."""
        cleaned: dict[str, Any] = super().clean()
        newest = self._newest()
        if newest is None or self._begins_from(newest):
            self._shown_again_from(newest)
        else:
            self.add_error(None, ValidationError(overtaken_by(newest), code=OVERTAKEN))
        return cleaned

    def _newest(self) -> Revision | None:
        return self.instance.get_latest_revision() if self.instance.pk else None

    def _begins_from(self, newest: Revision) -> bool:
        """Wagtail's own saving in between names the revision it wrote and writes over."""
        if saved_between := self.data.get("overwrite_revision_id"):
            return str(saved_between) == str(newest.pk)
        opened = self.data.get(self.add_prefix("opened"))
        if opened:
            return opened == revision_name(newest)
        return self.data.get("loaded_revision_id", str(newest.pk)) == str(newest.pk)

    def _shown_again_from(self, newest: Revision | None) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("opened")] = revision_name(newest)


class PublicPageForm(RevisedForm, WagtailAdminPageForm):
    """An address left empty is made of the title."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False


def revision_name(revision: Revision | None) -> str:
    """What tells this revision from any other, also from itself before it was written over."""
    return f"{revision.pk} {revision.created_at.isoformat()}" if revision else ""


def overtaken_by(newest: Revision) -> str:
    """Who saved when, and what to do now."""
    sentence = _(
        "%(who)s saved this page on %(when)s, after you had opened it. Your text was not saved over it"
        " and still stands here. Open the newer text in a new tab, and carry over what you need."
    )
    when = date_format(timezone.localtime(newest.created_at), "d/m/Y H:i")
    return sentence % {"who": newest.user or _("Somebody"), "when": when}
