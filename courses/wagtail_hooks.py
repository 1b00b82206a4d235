"""What editors find in Wagtail about courses beside pages; each hook calls one function."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from courses.analysis import desk_urls, menus
from courses.catalogue.viewset import FrameworkGroup
from courses.regrading import desk_urls as regrading_urls
from courses.regrading import menus as regrading_menus
from courses.regrading import retiring


@hooks.register("register_admin_urls")
def add_item_screens() -> list[URLPattern]:
    """The screens about items."""
    return desk_urls.urlpatterns


@hooks.register("register_reports_menu_item")
def add_items_to_review() -> MenuItem:
    """The list of items to look at."""
    return menus.items_to_review()


@hooks.register("register_reports_menu_item")
def add_item_reports() -> MenuItem:
    """What people reported."""
    return menus.item_reports()


@hooks.register("register_admin_viewset")
def register_frameworks() -> FrameworkGroup:
    """The frameworks of skills and their codes."""
    return FrameworkGroup()


@hooks.register("register_admin_urls")
def add_regrading_screens() -> list[URLPattern]:
    """The screens about what a change does."""
    return regrading_urls.urlpatterns


@hooks.register("register_reports_menu_item")
def add_regrades() -> MenuItem:
    """Marks given anew."""
    return regrading_menus.regrades()


@hooks.register("register_page_header_buttons")
def add_change_button(page: Any, user: Any, next_url: Any, view_name: str) -> list[Any]:
    """What the draft of a lesson would change."""
    return regrading_menus.change_button(page)


@hooks.register("before_delete_page")
def retire_instead(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What people know is never deleted."""
    return retiring.retire_instead(request, page)


@hooks.register("before_bulk_action")
def retire_all_instead(
    request: HttpRequest, action: str, pages: Any, view: Any
) -> HttpResponse | None:
    """Nor is it when it was chosen among others."""
    return retiring.retire_all_instead(request, action, pages, view)
