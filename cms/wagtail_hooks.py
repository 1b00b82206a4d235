"""What editors find in Wagtail's admin beside pages; each hook calls one function."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.media.viewset import RecordingViewSet
from cms.publishing import asking, first_steps, screens, unrecorded
from cms.publishing.schedule import REFUSED

register_snippet(RecordingViewSet)


@hooks.register("construct_main_menu")
def trim_main_menu(_request: HttpRequest, items: list[Any]) -> None:
    """Only what an editor works with."""
    screens.keep_daily_items(items)


@hooks.register("construct_reports_menu")
def trim_reports_menu(_request: HttpRequest, items: list[Any]) -> None:
    """Only reports about pages."""
    screens.keep_page_reports(items)


@hooks.register("register_reports_menu_item")
def list_unrecorded() -> Any:
    """Which blocks nobody has read aloud."""
    return unrecorded.menu_item()


@hooks.register("register_admin_urls")
def unrecorded_address() -> list[URLPattern]:
    """The report behind that line."""
    return [path("chua-doc/", unrecorded.unrecorded, name=unrecorded.MENU_NAME)]


@hooks.register("construct_homepage_panels")
def arrange_first_screen(request: HttpRequest, panels: list[Any]) -> None:
    """What to do first, and nothing about Wagtail."""
    first_steps.arrange_first_screen(request, panels, now=timezone.now())


@hooks.register("insert_global_admin_css")
def hide_identities() -> str:
    """The uuids of blocks are for the machine."""
    return screens.editor_style_link()


@hooks.register("register_log_actions")
def register_refusals(actions: Any) -> None:
    """A scheduled page that could not go live says so in its history."""
    actions.register_action(REFUSED)(screens.RefusalFormatter)


@hooks.register("before_publish_page")
def ask_before_publishing(request: HttpRequest, page: Any) -> Any:
    """A page may have something to ask before it goes live."""
    return asking.ask_first(request, page)
