"""A commune where nobody teaches yet: an administrator, a manager, a trainer and a learner begin."""

from playwright.sync_api import expect

from tests.journeys import desks, door, lessons
from tests.journeys.conftest import Arrive
from tests.journeys.door import Newcomer
from tests.journeys.looking import is_clean
from tests.journeys.visitor import DESK, Visitor
from tests.journeys.words import say

PLACE = {"commune_words": "do son", "commune": "Phường Đồ Sơn"}
DUNG = Newcomer("Phạm Tiến Dũng", "dung@example.vn", "dung@example.vn", "1980", **PLACE)
HANH = Newcomer("Vũ Thị Hạnh", "0978 111 222", "+84978111222", "1991", **PLACE)
LAN = Newcomer("Lê Thị Lan", "0386 345 678", "+84386345678", **PLACE)
CLASS = "Lớp chiều thứ Năm, nhà văn hóa phường"


def test_a_class_from_nothing(somebody: Arrive) -> None:
    lan = somebody()
    door.join_the_site(lan, LAN)
    manager = a_manager_is_appointed(somebody)
    trainer = a_trainer_is_appointed(somebody, manager)
    board = desks.open_class(trainer, CLASS)
    trainer.reads("Nobody is in this class yet")

    code = desks.code_on_the_wall(trainer)
    desks.join_class(lan, code)
    learn_one_lesson(lan)
    see_one_lesson(trainer, board)
    take_her_out_and_bring_her_back(trainer, lan, board)
    close_the_class(trainer, somebody, board, code)
    nobody_from_elsewhere_sees_it(somebody, board)


def a_manager_is_appointed(somebody: Arrive) -> Visitor:
    manager = somebody(viewport=DESK)
    door.join_the_site(manager, DUNG)
    assert manager.status_of("/xa-phuong/") == 404

    admin = somebody(demo=("admins", 0), viewport=DESK)
    desks.appoint_manager(admin, DUNG.wrote, "Đồ Sơn")
    told = "%(name)s now has the role: %(role)s."
    admin.reads(told, name=DUNG.name, role=say("Commune manager"))

    return sign_in_anew(somebody, manager, DUNG)


def sign_in_anew(somebody: Arrive, before: Visitor, who: Newcomer) -> Visitor:
    """A new role ends every session; the next sign-in sets the authenticator up."""
    again = somebody(viewport=DESK, storage_state=before.context.storage_state())
    door.knock(again, who.to)
    is_clean(again)
    door.enrol_authenticator(again)
    again.is_at("/toi/")
    return again


def a_trainer_is_appointed(somebody: Arrive, manager: Visitor) -> Visitor:
    trainer = somebody(viewport=DESK)
    door.join_the_site(trainer, HANH)
    desks.open_programme(manager, target=120)
    desks.appoint_trainer(manager, HANH.wrote)
    manager.sees(HANH.name)
    return sign_in_anew(somebody, trainer, HANH)


def learn_one_lesson(lan: Visitor) -> None:
    lan.open("/toi/")
    lan.sees(CLASS)
    lan.open("/khoa-hoc/su-dung-internet/vao-mang-va-tim-kiem/wi-fi-va-du-lieu-di-dong/")
    lessons.go_through(lan)
    lessons.finish(lan)
    lan.reads("Everything you have done is kept.")


def see_one_lesson(trainer: Visitor, board: str) -> None:
    trainer.open(board)
    expect(desks.row_of(trainer, LAN.name).get_by_role("cell").first).to_have_text("16 %1/6")


def take_her_out_and_bring_her_back(trainer: Visitor, lan: Visitor, board: str) -> None:
    desks.row_of(trainer, LAN.name).get_by_role("button").click()
    trainer.reads("%(name)s is out of the class. You can bring her back below.", name=LAN.name)
    lan.open("/toi/")
    lan.reads("You are in no class. You can learn alone; in a class a trainer helps you.")
    trainer.page.locator("summary").last.click()
    trainer.press("Bring back")
    trainer.reads("%(name)s is in the class again.", name=LAN.name)
    see_one_lesson(trainer, board)


def close_the_class(trainer: Visitor, somebody: Arrive, board: str, code: str) -> None:
    trainer.open(board)
    trainer.follow("Close this class")
    trainer.press("Close the class")
    trainer.reads("The class is closed. Its board stays.")
    expect(desks.row_of(trainer, LAN.name)).to_have_count(1)
    late = somebody(demo=("citizens", -1))
    desks.join_class(late, code)
    expect(late.page.get_by_role("alert")).to_be_visible()


def nobody_from_elsewhere_sees_it(somebody: Arrive, board: str) -> None:
    hoa = somebody(demo=("trainers", 1), viewport=DESK)
    cohort = board.strip("/").split("/")[-1]
    learner = hoa.asks("me")["id"]
    for page in ("", "ma/", "dong/", "chuyen/"):
        assert hoa.status_of(f"{board}{page}") == 404, page
    for act in ("dong/", "mo-lai/", "buoi-hoc/", "chuyen/", f"hoc-vien/{learner}/dua-ra/"):
        assert hoa.status_of_post(f"{board}{act}") == 404, act
    for path in (f"/api/v1/cohorts/{cohort}/board", "/xa-phuong/", "/thanh-pho/", "/quan-tri/"):
        assert hoa.status_of(path) == 404, path
    hoa.open(board)
    hoa.heading("We did not find this page")
    assert cohort not in [each["id"] for each in hoa.asks("cohorts")]
