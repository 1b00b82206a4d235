"""Canaries through every address, right and wrong: none turns up in a log, a promise or the audit (P18)."""

import json
import logging
from collections.abc import Callable
from urllib.parse import unquote

import pytest
import time_machine
from celery import current_app
from django.conf import settings
from django.test import Client

from identity.audit.models import Entry
from identity.codes import actions as codes
from identity.codes.refusals import RaceLost, TriesClosed
from identity.outbox.models import Job
from skills.logs import JsonFormatter
from tests import factories
from tests.courses.school import browser_of
from tests.skills.staffpages import (
    World,
    addresses,
    administrator_in,
    everything,
)

pytestmark = pytest.mark.django_db
NAME = "Quách Thị Chim Vàng"
PHONE = ("0987654012", "+84987654012", "84987654012", "0987 654 012", "0987.654.012")
CITIZEN_NUMBER = "031159004321"
CODE = "739146"
TOKEN = "QmFpTGFuS2hvbmdQaGFpVG9pQ2hpbVZhbmcwMTIz"
ANSWER = "chim vàng hót trong lồng"
CANARIES = (NAME, *PHONE, CITIZEN_NUMBER, CODE, TOKEN, ANSWER)
# what the forms of this house call their fields, and what strangers may send besides
SENT = {
    "name": NAME,
    "nickname": NAME,
    "contact": PHONE[0],
    "phone": PHONE[3],
    "number": CITIZEN_NUMBER,
    "code": CODE,
    "pin": CODE,
    "reply": CODE,
    "token": TOKEN,
    "answer": ANSWER,
    "q": f"{NAME} {PHONE[1]}",
    "tim": CITIZEN_NUMBER,
    "meant": PHONE[2],
    "kept": PHONE[4],
    "absorbed": NAME,
    "ma": CITIZEN_NUMBER,
    "text": f"{NAME} {PHONE[3]}",
    "written": ANSWER,
    "note": NAME,
    # so that a name is really corrected, and a question really withdrawn
    "asked": "on",
    "act": "withdraw",
}
# these end the session that is walking
LAST_STEPS = ("dang-xuat/", "cms/logout/")


@pytest.fixture(autouse=True)
def clock(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def lines(caplog) -> Callable[[], str]:
    """Everything that was logged, as our log writes it."""
    caplog.set_level(logging.DEBUG)
    formatter = JsonFormatter()

    def written() -> str:
        kept = [record for record in caplog.records if record.name != "django.db.backends"]
        return "\n".join(formatter.format(record) for record in kept)

    return written


@pytest.fixture
def tasks(monkeypatch) -> list[str]:
    """The name and arguments of each task that was asked for."""
    asked = []
    monkeypatch.setattr(
        current_app, "send_task", lambda *args, **options: asked.append(repr((args, options)))
    )
    return asked


@pytest.fixture
def walked(now) -> dict[str, object]:
    """What stands in the variable parts of addresses."""
    return World.made(now=now).values | dict.fromkeys(
        ("token", "mac", "path", "restriction_id", "page_id"), TOKEN
    )


def walk(browser: Client, values: dict[str, object]) -> tuple[set[int], list[str]]:
    """Ask and send to every address; which statuses came, and where a sent form led on to."""
    statuses, onward = set(), []
    for address in addresses():
        if "^" in address.pattern or "(" in address.pattern or address.pattern in LAST_STEPS:
            continue
        known = {name: values.get(name, values["learner"]) for name in address.parameters}
        path = address.filled(known)
        asked = browser.get(path, SENT)
        sent = (
            browser.post(path, SENT),
            browser.post(path, json.dumps(SENT), content_type="application/json"),
        )
        statuses |= {answer.status_code for answer in (asked, *sent)}
        onward += [answer.headers.get("Location", "") for answer in sent]
    return statuses, onward


def found_in(text: str) -> list[str]:
    """Canaries that stand in it, also behind the escapes of addresses and of JSON."""
    plain = text + unquote(text) + text.encode().decode("unicode_escape", errors="ignore")
    return [canary for canary in CANARIES if canary in plain]


def kept_apart() -> dict[str, str]:
    """What promises and the audit keep, and what was sent to others."""
    return {
        "messages": (settings.DATA_DIR / "outbox.jsonl").read_text(encoding="utf-8"),
        "promises": repr(list(Job.objects.values_list("topic", "key", "payload"))),
        "audit": json.dumps(
            list(Entry.objects.values_list("act", "detail", "fields", "reason", "network")),
            ensure_ascii=False,
        ),
    }


@pytest.fixture
def nothing_leaked(settings, tmp_path, lines, tasks) -> Callable[[], bool]:
    """Whether no canary stands in what was logged, asked of workers, promised, audited or sent."""
    settings.DATA_DIR = tmp_path
    (tmp_path / "outbox.jsonl").write_text("", encoding="utf-8")
    return lambda: not found_in("\n".join([lines(), *tasks, *kept_apart().values()]))


def walkers(now):
    """A stranger, a citizen, somebody of the staff; each gets breakdowns as people do, as pages."""
    browsers = [
        Client(),
        browser_of(factories.lan(), now=now),
        administrator_in(everything(now), now=now),
    ]
    for browser in browsers:
        browser.raise_request_exception = False
    return browsers


def test_no_canary_leaves_the_request_that_brought_it(now, walked, lines, tasks):
    (settings.DATA_DIR / "outbox.jsonl").write_text("", encoding="utf-8")
    seen = set()
    for browser in walkers(now):
        statuses, onward = walk(browser, walked)
        seen |= statuses
        assert not found_in("\n".join(onward))
    assert {200, 302, 400, 401, 404, 405} <= seen
    assert not [line for line in lines().splitlines() if found_in(line)]
    assert not found_in("\n".join(tasks))
    assert {place: found_in(text) for place, text in kept_apart().items() if found_in(text)} == {}


def test_a_refused_form_a_body_too_large_and_a_breakdown_keep_quiet(monkeypatch, lines, tasks):
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert browser.post("/dang-nhap/", SENT).status_code == 403
    known = browser_of(factories.lan(), now=factories.LONG_AGO)
    large = json.dumps({"events": [SENT] * 20_000})
    answer = known.post("/api/v1/progress/events", large, content_type="application/json")
    assert answer.status_code == 413

    def breaks(**_everything):
        raise RuntimeError(" ".join(CANARIES))

    monkeypatch.setattr(codes, "request", breaks)
    stranger = Client(raise_request_exception=False)
    assert stranger.post("/dang-nhap/", SENT).status_code == 500
    assert "RuntimeError" in lines()
    assert not found_in(lines())
    assert not found_in("\n".join(tasks))


@pytest.mark.parametrize(("refused", "status"), [(RaceLost, 409), (TriesClosed, 429)])
def test_a_code_typed_twice_or_too_often_keeps_quiet(
    nothing_leaked, monkeypatch, now, refused, status
):
    browser = Client()
    assert browser.post("/dang-nhap/", SENT).status_code == 302

    def refuses(**_everything):
        raise refused(retry_at=now)

    monkeypatch.setattr(codes, "confirm", refuses)
    answer = browser.post("/dang-nhap/ma/", SENT)
    assert answer.status_code == status
    assert not found_in(answer.content.decode())
    assert nothing_leaked()


def test_a_network_that_asked_too_often_keeps_quiet(nothing_leaked, settings):
    settings.SIGNIN_NETWORK_CAP = 1
    assert Client().post("/dang-nhap/", {"contact": "0987 654 013"}).status_code == 302
    for contact in PHONE:
        assert Client().post("/dang-nhap/", SENT | {"contact": contact}).status_code == 429
    assert nothing_leaked()
