"""Where editors find the tests before and after in Wagtail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.sittings.pairedtest import PairedTest

MENU_NAME = "paired-tests"


class PairedTestViewSet(SnippetViewSet):
    """A list of one test for each course, in the main menu."""

    model = PairedTest
    icon = "tasks"
    menu_label = _("Tests before and after")
    menu_name = MENU_NAME
    menu_order = 150
    add_to_admin_menu = True
    list_display = ("course", "live")
    base_url_path = "bai-truoc-sau"
