"""What a first visit costs on a weak line: bytes on the wire and requests, counted by the browser itself."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Arrive
from tests.journeys.screens import LESSON
from tests.journeys.visitor import Visitor

KILOBYTE = 1024


@dataclass
class Wire:
    """What went over the line since the meter was put in."""

    addresses: list[str] = field(default_factory=list)
    size: int = 0

    def ask(self, address: str) -> None:
        """A request; what stands in the page itself asks nobody."""
        if not address.startswith("data:"):
            self.addresses.append(address)

    def count(self, size: float) -> None:
        """An answer is complete."""
        self.size += int(size)


def meter(page: Page) -> Wire:
    """Count bytes as they were sent (compressed, with headers), by the browser's own protocol."""
    wire = Wire()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda sent: wire.ask(sent["request"]["url"]))
    session.on("Network.loadingFinished", lambda done: wire.count(done["encodedDataLength"]))
    return wire


def visit(visitor: Visitor, path: str) -> Wire:
    wire = meter(visitor.page)
    visitor.page.goto(f"{visitor.site.url}{path}", wait_until="networkidle")
    assert [address for address in wire.addresses if not address.startswith(visitor.site.url)] == []
    return wire


INTERNET, PRIVACY = "/khoa-hoc/su-dung-internet", "/khoa-hoc/bao-ve-thong-tin-ca-nhan"
PRACTICES = [
    f"{INTERNET}/vao-mang-va-tim-kiem/trinh-duyet-va-tim-kiem/",
    f"{INTERNET}/doc-tin-va-dung-ung-dung/cai-va-go-ung-dung-an-toan/",
    f"{PRIVACY}/biet-quyen-cua-minh/quyen-cua-bac-theo-luat/",
    f"{PRIVACY}/gap-ke-gia-danh/gia-danh-cong-an-vneid-gia/",
]


@pytest.mark.parametrize(
    ("path", "kilobytes", "requests"),
    [
        (LESSON, 80, 10),
        *((path, 80, 10) for path in PRACTICES),
        ("/dang-nhap/", 22, 4),
        ("/", 80, 10),
        ("/khoa-hoc/", 80, 10),
    ],
)
def test_a_first_visit_keeps_its_budget(
    somebody: Arrive, path: str, kilobytes: int, requests: int
) -> None:
    wire = visit(somebody(), path)
    assert wire.size <= kilobytes * KILOBYTE
    assert len(wire.addresses) <= requests


def test_the_learners_own_page_keeps_its_budget(somebody: Arrive) -> None:
    wire = visit(somebody(demo=("citizens", 0)), "/toi/")
    assert wire.size <= 100 * KILOBYTE
    assert len(wire.addresses) <= 10


def test_a_second_visit_to_a_lesson_is_small(somebody: Arrive) -> None:
    lan = somebody()
    visit(lan, LESSON)
    again = visit(lan, LESSON)
    assert again.size <= 15 * KILOBYTE
