"""Where editors find recordings in Wagtail: a list of their own, and a chooser beside every block."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.media.forms import RecordingForm
from cms.media.models import Recording

MENU_NAME = "recordings"


class RecordingChooserViewSet(SnippetChooserViewSet):
    """Choosing a recording, or bringing one in without leaving the page."""

    icon = "media"
    choose_one_text = _("Choose a recording")
    choose_another_text = _("Choose another recording")
    edit_item_text = _("Change its title")
    creation_form_class = RecordingForm
    creation_tab_label = _("Upload")
    create_action_label = _("Upload the recording")
    create_action_clicked_label = _("Uploading…")


class RecordingViewSet(SnippetViewSet):
    """A list of all recordings, the newest first."""

    model = Recording
    icon = "media"
    menu_label = _("Recordings")
    menu_name = MENU_NAME
    menu_order = 310
    add_to_admin_menu = True
    base_url_path = "ban-thu"
    list_display = ("title", "seconds", "size", "created_at")
    search_fields = ("title",)
    chooser_viewset_class = RecordingChooserViewSet
    edit_handler = ObjectList(
        [FieldPanel("title"), FieldPanel("file")], base_form_class=RecordingForm
    )
