"""What administrators, managers and trainers do at their desks."""

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, expect

from tests.journeys.visitor import Visitor
from tests.journeys.words import say

INTERNET = "Sử dụng Internet"


def appoint_manager(admin: Visitor, contact: str, commune: str) -> None:
    """The administrator makes somebody the manager of a commune."""
    admin.open("/quan-tri/")
    admin.follow("Give a role")
    admin.write("The person's mobile number or e-mail address", contact)
    admin.page.get_by_label(say("Commune manager"), exact=True).check()
    admin.field("Commune (for a commune manager only)").press_sequentially(commune)
    admin.page.get_by_role("radio", name=re.compile(commune)).first.check()
    admin.press("Give the role")


def open_programme(manager: Visitor, *, target: int) -> None:
    """The manager opens the programme of her commune with one course, from today for half a year."""
    manager.open("/xa-phuong/")
    manager.follow("Open a programme")
    manager.page.get_by_label(INTERNET).check()
    today = date.today()
    manager.write("First day", f"{today:%d/%m/%Y}")
    manager.write("Last day", f"{today + timedelta(days=180):%d/%m/%Y}")
    manager.write("How many people should learn", str(target))
    manager.press("Save the programme")


def appoint_trainer(manager: Visitor, contact: str) -> None:
    """The manager makes somebody trainer of her commune."""
    manager.open("/xa-phuong/")
    manager.follow("Appoint a trainer")
    manager.write("Mobile number or e-mail address of the trainer", contact)
    manager.press("Appoint the trainer")


def open_class(trainer: Visitor, name: str) -> str:
    """The trainer opens her first class; returns the path of its board."""
    trainer.open("/lop/")
    trainer.follow("Open my first class")
    trainer.write("Name of the class", name)
    trainer.press("Open the class")
    trainer.reads("The class is open. Show its code to your learners.")
    return trainer.page.url.removeprefix(trainer.site.url)


def code_on_the_wall(trainer: Visitor) -> str:
    """The page for the wall: the code in large letters, and the picture beside it."""
    trainer.follow("Show large, with QR picture")
    expect(trainer.page.locator(".qr svg")).to_be_visible()
    return trainer.page.locator(".wall .code").inner_text()


def join_class(learner: Visitor, code: str) -> None:
    """A learner types the code."""
    learner.open("/lop/tham-gia/")
    learner.write("Code of the class", code)
    learner.press("Join the class")


def row_of(trainer: Visitor, name: str) -> Locator:
    """The row of a learner on the board."""
    return trainer.page.get_by_role("row").filter(has_text=name)
