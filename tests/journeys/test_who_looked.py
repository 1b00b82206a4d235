"""Bác Lan reads who looked at her: the trainer who opened her page in the class, and why."""

from tests.journeys import desks
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import DESK
from tests.journeys.words import say


def test_bac_lan_sees_that_her_trainer_looked_at_her_and_why(somebody: Arrive) -> None:
    minh = somebody(demo=("trainers", 0), viewport=DESK)
    trainer, lan_entry = (minh.site.demo[group][0] for group in ("trainers", "citizens"))
    minh.open(f"/lop/{trainer['cohort']}/")
    desks.row_of(minh, lan_entry["name"]).get_by_role("link").first.click()
    minh.sees(lan_entry["name"])

    lan = somebody(demo=("citizens", 0))
    lan.open("/toi/tai-khoan/")
    lan.follow("Who looked at me")
    lan.is_at("/toi/tai-khoan/ai-da-xem/")
    newest = lan.page.locator("article.card").first
    assert trainer["name"] in newest.inner_text()
    assert say("Why:") in newest.inner_text()
