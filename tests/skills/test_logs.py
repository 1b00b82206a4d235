"""A log line says what happened and never who it was."""

import json
import logging

import pytest

from identity.audit.context import request_id
from skills.logs import JsonFormatter, redact, redacted


def line(message="said", exc_info=None, **extra):
    record = logging.makeLogRecord(
        {"msg": message, "levelname": "INFO", "exc_info": exc_info, **extra}
    )
    return json.loads(JsonFormatter().format(record))


@pytest.mark.parametrize(
    "text",
    [
        "+84912345678",
        "0912 345 678",
        "84 91.234.5678",
        "lan@example.vn",
        "code 482913 sent",
        "sessionid=abcdefabcdef1234",
        "__Host-session=abcdefabcdef1234; path=/",
        "Bearer abcdefghijklmnop",
        "citizen 031159004321",
        "/khong-phai-toi/abcdef2q7ghijkmnopqrstuvwx234567/",
        "/hoan-tac/abcdefQ7-hijkmnop_rstuv",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
    ],
)
def test_what_tells_who_somebody_is_is_masked(text):
    masked = redact(f"before {text} after")
    assert text not in masked
    for secret in ("912345678", "482913", "abcdef", "lan@", "031159"):
        assert secret not in masked.replace(" ", "").replace(".", "")
    assert masked.startswith("before ") and "[" in masked


@pytest.mark.parametrize(
    "text",
    [
        "answered in 12.5 ms",
        "/khoa-hoc/internet/an-toan-tren-mang-cho-nguoi-cao-tuoi/",
        "/lop/42552ff2-fb40-435a-b9f9-7f30ba6c2f1b/",
        "2026-11-21T09:00:00",
        "commune 10507",
    ],
)
def test_ordinary_words_and_numbers_stay(text):
    assert redact(text) == text


@pytest.mark.parametrize(
    "name", ["contact", "phone", "HTTP_COOKIE", "csrf_token", "code", "totp_seed"]
)
def test_a_value_under_a_telling_name_is_hidden_whole(name):
    assert redacted({name: "anything"}) == {name: "[hidden]"}


def test_extra_facts_are_masked_however_deep_they_lie():
    assert line(facts={"list": [{"note": "call 0912345678"}]})["facts"] == {
        "list": [{"note": "call [phone]"}]
    }


def test_an_error_is_told_by_its_kind_and_place_and_not_by_its_words():
    try:
        raise ValueError("0912345678 is no number")
    except ValueError as error:
        told = line(exc_info=(type(error), error, error.__traceback__))
    assert told["error"] == "ValueError"
    assert "test_logs.py" in told["trace"][0]
    assert "0912345678" not in json.dumps(told)


def test_a_line_carries_the_name_of_its_request():
    mark = request_id.set("request-9")
    try:
        assert line()["request"] == "request-9"
    finally:
        request_id.reset(mark)
