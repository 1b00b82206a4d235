"""Every kind of page: clean for axe, large enough to tap, no sideways scrolling, in every size and light."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys import door
from tests.journeys.conftest import Arrive
from tests.journeys.test_lesson_page import CHECK, LESSON
from tests.journeys.visitor import Visitor

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LARGEST_TEXT = "localStorage.setItem('text-size', '28')"
SMALL = {"width": 320, "height": 640}
OPEN = ["/", "/khoa-hoc/", "/khoa-hoc/su-dung-internet/", LESSON, CHECK, "/tin-tuc/", "/tro-giup/",
        "/quyen-rieng-tu/", "/dieu-khoan/", "/dang-nhap/", "/tim/?q=lua+dao", "/khong-co/"]  # fmt: skip
OWN = ["/toi/", "/toi/tai-khoan/", "/lop/tham-gia/"]
STAFF = ["/_giao-dien/", "/lop/"]
WAYS = {
    "phone": {},
    "small phone, largest text": {"viewport": SMALL},
    "dark": {"color_scheme": "dark"},
    "without scripts": {"java_script_enabled": False},
}
# links inside sentences and lists of words may be lower; everything that looks like a control may not
CONTROLS = (
    ".button, .nav a, .brand, .sizes button, .answer, .choice, .part, .input, summary,"
    " .lesson-row, .back a"
)
TOO_SMALL = f"""() => [...document.querySelectorAll({CONTROLS!r})]
  .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 47.5)
  .map((one) => one.outerHTML.slice(0, 120))"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def come(somebody: Arrive, way: str, **options: object) -> Visitor:
    """Somebody who looks at pages in one of the ways."""
    visitor = somebody(**WAYS[way], **options)
    if "largest" in way:
        visitor.context.add_init_script(LARGEST_TEXT)
    return visitor


def look_at(visitor: Visitor, path: str) -> list[str]:
    """Everything wrong with one page."""
    visitor.page.goto(f"{visitor.site.url}{path}", wait_until="networkidle")
    return [f"{path} {wrong}" for wrong in (*sizes(visitor), *rules(visitor))]


def sizes(visitor: Visitor) -> list[str]:
    """Controls that are too low to tap, and a page wider than the screen."""
    low = [f"too low: {each}" for each in visitor.page.evaluate(TOO_SMALL)]
    return [*low, "scrolls sideways"] if visitor.page.evaluate(SIDEWAYS) > 0 else low


def rules(visitor: Visitor) -> list[str]:
    """What axe finds."""
    found = Axe().run(visitor.page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("way", WAYS)
def test_open_pages_are_accessible(somebody: Arrive, way: str) -> None:
    lan = come(somebody, way)
    assert [wrong for path in OPEN for wrong in look_at(lan, path)] == []


@pytest.mark.parametrize("way", ["phone", "small phone, largest text", "dark"])
def test_a_learners_and_a_trainers_pages_are_accessible(somebody: Arrive, way: str) -> None:
    before = somebody()
    demo = before.site.demo
    wrongs = []
    for person, paths in ((demo["citizens"][0], OWN), (demo["trainers"][0], STAFF)):
        before.context.clear_cookies()
        door.come_in_as(before, person)
        visitor = come(
            somebody, way, storage_state={"cookies": before.context.cookies(), "origins": []}
        )
        wrongs += [wrong for path in paths for wrong in look_at(visitor, path)]
    assert wrongs == []


def test_every_screen_of_a_lesson_is_accessible(somebody: Arrive) -> None:
    lan = come(somebody, "small phone, largest text")
    lan.page.goto(f"{lan.site.url}{LESSON}", wait_until="networkidle")
    steps = lan.page.locator(".screen").evaluate_all("all => all.map((one) => one.id)")
    assert [wrong for step in steps for wrong in look_at(lan, f"{LESSON}#{step}")] == []
