"""What cô Thu and chị Mai do in the editors' screens."""

import re

from playwright.sync_api import expect

from courses.models import LessonPage
from tests.journeys.visitor import Visitor
from tests.journeys.words import say


def lesson_page(slug: str) -> LessonPage:
    """A lesson of the pilot, or one that was made from it."""
    return LessonPage.objects.get(slug=slug)


def rewrite(editor: Visitor, page: int, **fields: str) -> None:
    """Open a page in the editor, change fields by their name, and send it to the moderators."""
    editor.open(f"/cms/pages/{page}/edit/")
    for name, text in fields.items():
        editor.page.locator(f"#id_{name}").fill(text)
    press_in_menu(editor, "button[name=action-submit]")


def approve(moderator: Visitor, title: str, *, kind: str = "") -> None:
    """From the list of what waits for her to the live page, by the question what kind of change it is."""
    moderator.open("/cms/")
    moderator.page.get_by_role("link", name=title).first.click()
    expect(moderator.page.locator("#id_title")).to_have_value(title)
    button = "button[data-workflow-action-name=approve]"
    if not kind:
        press_in_menu(moderator, button)
        return
    moderator.page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    moderator.page.locator(f"footer {button}").first.click()
    choose(moderator, kind)
    expect(moderator.page).to_have_url(re.compile(r"/cms/pages/\d+/$"))


def choose(moderator: Visitor, kind: str) -> None:
    """Say what kind of change it is, and have it published."""
    expect(moderator.page).to_have_url(re.compile(r"/cms/thay-doi/\d+/"))
    moderator.page.get_by_label(re.compile(rf"^\s*{re.escape(say(kind))}")).check()
    moderator.press("Choose and publish")
    expect(moderator.page.locator(".messages .success")).to_be_visible()


def press_in_menu(editor: Visitor, button: str) -> None:
    """A button of the menu below the form; the editor then shows the list of pages."""
    editor.page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    editor.page.locator(f"footer {button}").first.click()
    expect(editor.page).to_have_url(re.compile(r"/cms/pages/\d+/$"))
    expect(editor.page.locator(".messages .success")).to_be_visible()


def copy(editor: Visitor, page: int, *, title: str, slug: str) -> int:
    """A copy beside the page, which waits as a draft; its id."""
    editor.open(f"/cms/pages/{page}/copy/")
    editor.page.locator("[name=new_title]").fill(title)
    editor.page.locator("[name=new_slug]").fill(slug)
    editor.page.locator("main form [type=submit]").last.click()
    expect(editor.page.locator(".messages .success")).to_be_visible()
    return lesson_page(slug).pk
