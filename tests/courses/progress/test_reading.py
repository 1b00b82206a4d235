"""Reading a posted body: refused whole only for the body's own faults, otherwise event by event."""

import json
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.progress.reading import BadBody, Reported, Unreadable, read_body

DEVICE = str(uuid4())


def event(**changed):
    whole = {
        "id": str(uuid4()),
        "seq": 1,
        "kind": "lesson.opened",
        "lesson": str(uuid4()),
        "version": str(uuid4()),
        "at": "2026-11-21T09:00:00+07:00",
    }
    return whole | changed


def read(*events, device=DEVICE):
    return read_body(json.dumps({"device": device, "events": events}).encode())


def refusal(body: bytes) -> tuple[int, str]:
    with pytest.raises(BadBody) as refused:
        read_body(body)
    return refused.value.status, refused.value.code


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (b"", (400, "not_json")),
        (b"{", (400, "not_json")),
        (b"\xff\xfe{}", (400, "not_json")),
        (b'\xef\xbb\xbf{"events": []}', (400, "not_json")),
        (b'{"events": [NaN]}', (400, "not_json")),
        (b'{"events": [], "events": []}', (400, "duplicate_key")),
        (b'{"events": [{"id": 1, "id": 2}]}', (400, "duplicate_key")),
        (b"[" * 100_000, (400, "too_deep")),
        (b'{"events": [' + b"[" * 20 + b"]" * 20 + b"]}", (400, "too_deep")),
        (b"[]", (400, "no_events")),
        (b"{}", (400, "no_events")),
        (b'{"events": {}}', (400, "no_events")),
        (b'{"events": [' + b"1," * 500 + b"1]}", (400, "too_many_events")),
        (b'{"x": "' + b"a" * 1024 * 1024 + b'"}', (413, "too_large")),
    ],
)
def test_only_the_bodys_own_faults_refuse_it_whole(body, answer):
    assert refusal(body) == answer


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id": "1"}, "id"),
        ({"id": None}, "id"),
        ({"id": "urn:uuid:" + str(uuid4())}, "id"),
        ({"id": uuid4().hex}, "id"),
        ({"id": "\ud800"}, "id"),
        ({"seq": True}, "seq"),
        ({"seq": "1"}, "seq"),
        ({"seq": 1.0}, "seq"),
        ({"seq": -1}, "seq"),
        ({"seq": 2**63}, "seq"),
        ({"kind": "lesson.deleted"}, "kind"),
        ({"kind": ["lesson.opened"]}, "kind"),
        ({"learner": "me"}, "learner"),
        ({"lesson": 5}, "lesson"),
        ({"version": {}}, "version"),
        ({"item": "x"}, "item"),
        ({"attempt": False}, "attempt"),
        ({"help": "robot"}, "help"),
        ({"at": "yesterday"}, "at"),
        ({"at": "2026-11-21T09:00:00"}, "at"),
        ({"at": "2026-13-21T09:00:00Z"}, "at"),
        ({"at": "2026-11-21T09:00:00+25:00"}, "at"),
        ({"at": "٢٠٢٦-11-21T09:00:00Z"}, "at"),
        ({"at": 1700000000}, "at"),
        ({"answer": "a\x00b"}, "answer"),
        ({"answer": ["\udfff"]}, "answer"),
        ({"answer": {"\ud83d": 1}}, "answer"),
        ({"answer": 2**70}, "answer"),
        ({"answer": "x" * 5000}, "answer"),
    ],
)
def test_one_wrong_field_refuses_only_its_event(changed, field):
    good, bad = event(), event(**changed)
    first, second = read(good, bad)
    assert isinstance(first, Reported)
    assert isinstance(second, Unreadable)
    assert (second.index, second.field) == (1, field)
    assert second.sent_id == (None if field == "id" else bad["id"])
    assert second.sent.isascii()


@pytest.mark.parametrize("raw", [None, 1, "x", [], [[]], True])
def test_what_is_no_object_is_no_event(raw):
    [found] = read(raw)
    assert (found.sent_id, found.field) == (None, "event")


def test_a_wrong_device_refuses_its_events_and_not_the_body():
    assert [each.field for each in read(event(), event(), device="phone")] == ["device", "device"]


def test_a_number_of_any_length_is_read_without_breaking():
    body = b'{"device": "%s", "events": [{"seq": %s}]}' % (DEVICE.encode(), b"9" * 10_000)
    assert isinstance(read_body(body)[0], Unreadable)
    assert isinstance(read_body(body.replace(b"9" * 10_000, b"1e999"))[0], Unreadable)


@pytest.mark.parametrize(
    ("sent", "instant"),
    [
        ("2026-11-21T09:00:00+07:00", "2026-11-21T02:00:00+00:00"),
        ("2026-11-21T02:00Z", "2026-11-21T02:00:00+00:00"),
        ("2026-11-21T02:00:00.123456789Z", "2026-11-21T02:00:00.123456+00:00"),
        ("2026-06-30T23:59:60Z", "2026-06-30T23:59:59+00:00"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00+00:00"),
        ("9999-12-31T23:59:59-07:00", "9999-12-31T23:59:59.999999+00:00"),
        ("0001-01-01T00:00:00+07:00", "0001-01-01T00:00:00+00:00"),
    ],
)
def test_any_instant_of_the_calendar_is_read(sent, instant):
    [found] = read(event(at=sent))
    assert (found.at.isoformat(), found.device_time) == (instant, sent)


def test_equal_content_has_one_digest_and_any_difference_another():
    one = event()
    again = dict(reversed(one.items()))
    first, same, later = read(one, again, one | {"at": "2026-11-21T09:00:01+07:00"})
    assert first.digest == same.digest != later.digest
    assert read(one, device=str(uuid4()))[0].digest != first.digest
    assert read(one | {"id": one["id"].upper(), "unknown": 1})[0].digest == first.digest


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
fields = st.sampled_from(
    ["id", "seq", "kind", "learner", "lesson", "version", "item", "attempt", "answer", "help", "at"]
)


@given(st.dictionaries(fields, json_values), json_values)
def test_no_content_of_an_event_breaks_the_reading_of_another(changed, device):
    body = json.dumps({"device": DEVICE, "events": [event(**changed), device, event()]}).encode()
    try:
        first, _, last = read_body(body)
    except BadBody as bad:
        assert bad.code == "too_deep"
        return
    assert isinstance(first, Reported | Unreadable)
    assert isinstance(last, Reported)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(body):
    try:
        read_body(body)
    except BadBody as bad:
        assert bad.status in (400, 413)
