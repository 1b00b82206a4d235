"""What editors find in Wagtail about courses beside pages; each hook calls one function."""

from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.analysis import desk_urls, menus
from courses.catalogue.viewset import FrameworkGroup
from courses.sittings.viewset import PairedTestViewSet


@hooks.register("register_admin_viewset")
def register_paired_tests() -> PairedTestViewSet:
    """The tests before and after, one for each course."""
    return PairedTestViewSet()


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
