"""Where editors find the frameworks in Wagtail: words change, a code once made is closed, never deleted."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from courses.catalogue.models import CodeSuccessor, Framework, FrameworkCode

MENU_NAME = "frameworks"


class FixedNamesForm(WagtailAdminModelForm):
    """Names under which results are kept for ever do not change after they were made."""

    fixed: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Refuse another name at its field."""
        cleaned: dict[str, Any] = super().clean()
        for name in self.fixed if self.instance.pk else ():
            if name in self.changed_data:
                sentence = _("Results carry this already. Close it and make a new one instead.")
                self.add_error(name, ValidationError(sentence))
        return cleaned


class FrameworkForm(FixedNamesForm):
    """A version of a framework."""

    fixed = ("key", "version")


class FrameworkCodeForm(FixedNamesForm):
    """A code of a version that exists."""

    fixed = ("framework", "version", "code")

    def clean(self) -> dict[str, Any]:
        """A code stands in a version of a framework that is known."""
        cleaned = super().clean()
        key, version = cleaned.get("framework"), cleaned.get("version")
        if key and version and not Framework.objects.filter(key=key, version=version).exists():
            self.add_error(
                "version", ValidationError(_("Make this version of the framework first."))
            )
        return cleaned


def fields(form: type[FixedNamesForm], *names: str) -> ObjectList:
    """The fields of an editor's form in this order."""
    return ObjectList([FieldPanel(name) for name in names], base_form_class=form)


class FrameworkViewSet(SnippetViewSet):
    """Versions of frameworks."""

    model = Framework
    icon = "list-ul"
    menu_label = _("Frameworks")
    list_display = ("title", "version", "has_official_codes", "closed_at")
    base_url_path = "khung"
    edit_handler = fields(
        FrameworkForm, "key", "version", "title", "note", "has_official_codes", "closed_at"
    )


class FrameworkCodeViewSet(SnippetViewSet):
    """The codes of all versions."""

    model = FrameworkCode
    icon = "tag"
    menu_label = _("Framework codes")
    list_display = ("framework", "version", "code", "title", "closed_at")
    list_filter = ("framework", "version")
    search_fields = ("code", "title")
    search_backend_name = None
    base_url_path = "ma-khung"
    edit_handler = fields(FrameworkCodeForm, "framework", "version", "code", "title", "closed_at")


class CodeSuccessorViewSet(SnippetViewSet):
    """Which code of a newer version stands for which older one."""

    model = CodeSuccessor
    icon = "arrow-right"
    menu_label = _("Old and new codes")
    list_display = ("old", "new", "is_whole")
    base_url_path = "noi-ma"


class FrameworkGroup(SnippetViewSetGroup):
    """Everything about frameworks under one line of the menu."""

    menu_label = _("Frameworks of skills")
    menu_icon = "list-ul"
    menu_name = MENU_NAME
    menu_order = 160
    items = (FrameworkViewSet, FrameworkCodeViewSet, CodeSuccessorViewSet)
