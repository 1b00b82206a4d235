"""The screens of an app as an editor draws them: what is refused, at which field, and what stays secret."""

import json
from typing import Any

import pytest
from django.http import QueryDict

from cms.publishing.files import ContentRefused, Source
from courses.practice.app_screen.blocks import AppScreenBlock
from courses.practice.app_screen.files import read_app_screen
from courses.practice.app_screen.kind import APP_SCREEN
from courses.practice.app_screen.showing import app_view
from tests.courses.practice.raw import Raw, entries, envelope, refused


def element(kind: str, **fields: Any) -> Raw:
    return {"type": kind, "id": fields.get("uid", kind), "value": fields}


def button(uid: str, goto: str = "", **more: Any) -> Raw:
    fields = {"label": f"Nút {uid}", "ends": not goto, "expected": False, "critical": False}
    return element("button", **{"uid": uid, "goto": goto, "why": f"Lời {uid}"} | fields | more)


def line(uid: str, **more: Any) -> Raw:
    fields = {"label": "Người nhận", "text": "CO TUOI", "must_check": True, "why": "Nhìn tên."}
    return element("line", **{"uid": uid} | fields | more)


def field(uid: str, **more: Any) -> Raw:
    fields = {"label": "Số tiền", "entry": "number", "rule": "digits", "wanted": "85.000"}
    return element("field", **{"uid": uid} | fields | {"error": "Đếm lại số 0."} | more)


def toggle(uid: str, **more: Any) -> Raw:
    fields = {"label": "Micro", "starts": "on", "expected": "off", "critical": True}
    return element("toggle", **{"uid": uid} | fields | {"why": "Tắt đi."} | more)


def screen(key: str, *elements: Raw) -> Raw:
    return {"uid": f"id-{key}", "key": key, "title": f"Màn {key}", "elements": list(elements)}


RIGHT_END = button("xong", expected=True)


def app(*screens: Raw, **fields: Any) -> Raw:
    """Look at the payee, then pay; or fall for the wrong one."""
    usual = (
        screen(
            "xem",
            line("ten"),
            button("dung", "tra", expected=True),
            button("sai", "mat", critical=True),
        ),
        screen("tra", field("tien"), toggle("mic"), RIGHT_END),
        screen("mat", element("notice", text="Mất rồi."), button("goi", "tra", expected=True)),
    )
    return envelope(
        skin="bank", app_name="Ngân hàng Bến Số", screens=entries(*(screens or usual)), **fields
    )


def test_a_whole_app_is_taken():
    assert refused(AppScreenBlock(), app()) == set()


@pytest.mark.parametrize(
    ("screens", "places"),
    [
        ([screen("a", button("x", "a"))], {"screens.0.elements.*"}),
        ([screen("a", button("x", "b", expected=True))], {"screens.0.elements.0.goto"}),
        (
            [screen("a", button("x", "", ends=False, expected=True))],
            {"screens.0.elements.0.goto"},
        ),
        ([screen("a", button("x", "a", expected=True))], {"screens.0.elements.*"}),
        ([screen("a", RIGHT_END), screen("a", RIGHT_END)], {"screens.0.key", "screens.1.key"}),
        ([screen("a", RIGHT_END), screen("b", RIGHT_END)], {"screens.1.key"}),
        ([screen("a", RIGHT_END, button("y", expected=True))], {"screens.0.elements.*"}),
        ([screen("a", element("notice", text="Hết."))], {"screens.0.elements.*"}),
        ([screen("a")], {"screens.0.elements.*"}),
        ([screen("Hai Từ", RIGHT_END)], {"screens.0.key"}),
        ([screen("a", RIGHT_END, button("y", why=" "))], {"screens.0.elements.1.why"}),
        (
            [screen("a", button("x", expected=True, critical=True))],
            {"screens.0.elements.0.critical"},
        ),
        ([screen("a", line("l", why=""), RIGHT_END)], {"screens.0.elements.0.why"}),
        ([screen("a", line("l", text=""), RIGHT_END)], {"screens.0.elements.0.text"}),
        ([screen("a", line("l", text="4111 1111 1111 1111"), RIGHT_END)], {"screens.0.elements.0.text"}),
        ([screen("a", field("f", wanted=""), RIGHT_END)], {"screens.0.elements.0.wanted"}),
        ([screen("a", field("f", wanted="nhiều"), RIGHT_END)], {"screens.0.elements.0.wanted"}),
        ([screen("a", field("f", wanted="031157004321"), RIGHT_END)], {"screens.0.elements.0.wanted"}),
        ([screen("a", field("f", error=""), RIGHT_END)], {"screens.0.elements.0.error"}),
        ([screen("a", toggle("t", why=""), RIGHT_END)], {"screens.0.elements.0.why"}),
        (
            [
                screen("a", RIGHT_END, button("y", "b")),
                screen("b", line("l"), button("z", expected=True)),
            ],
            {"screens.1.elements.0.must_check"},
        ),
    ],
)  # fmt: skip
def test_what_an_editor_may_not_draw_is_said_at_its_field(screens, places):
    assert refused(AppScreenBlock(), app(*screens)) == places


@pytest.mark.parametrize("value", ["4111 1111 1111 1111", "031157004321"])
def test_a_card_with_a_number_of_somebody_is_refused(value):
    character = {"name": "bà Mơ", "facts": entries({"label": "Số", "value": value})}
    assert refused(AppScreenBlock(), app(character=character)) == {"character.facts.0.value"}


def test_what_is_right_stays_out_of_what_everybody_may_read():
    halves = APP_SCREEN.halves(app())
    shown = json.dumps(halves.shown, ensure_ascii=False)
    assert "85.000" not in shown
    assert not [text for text in halves.said.values() if text in shown]
    assert '"expected"' not in shown
    assert '"critical"' not in shown


def test_the_solution_of_an_app_is_wholly_right_and_said_so():
    halves = APP_SCREEN.halves(app())
    answer = APP_SCREEN.solution(halves.shown, halves.key)
    mark = APP_SCREEN.marker(halves.shown, halves.key)(answer)
    assert (mark.score, mark.correct) == (100, True)
    assert APP_SCREEN.spoken(answer, mark) == ["right"]


def test_a_form_without_scripts_is_read_as_the_way_taken():
    taps = "tap-id-xem=dung&tap-id-tra=xong"
    sent = QueryDict(f"seen=ten&switch=mic&typed-tien=85000&{taps}")
    halves = APP_SCREEN.halves(app())
    mark = APP_SCREEN.marker(halves.shown, halves.key)(APP_SCREEN.read_form(sent))
    assert (mark.score, mark.correct) == (100, True)


def test_a_form_in_which_nothing_was_tapped_is_no_answer():
    assert APP_SCREEN.read_form(QueryDict("typed-tien=85000")) == {}


def test_the_page_knows_which_screens_count_and_how_it_goes_well():
    block = AppScreenBlock()
    view = app_view(block.to_python(app()), use="practice")
    assert [screen.counts for screen in view.screens] == [True, True, False]
    assert view.best == ("Nút dung", "Nút xong")
    assert [each.onward for each in view.screens[0].elements] == [0, 2, 3]


def test_an_app_of_a_file_is_read_twice_alike():
    entry: dict[str, Any] = {
        "id": "6a1c9d1e-52a5-4a7e-9c5c-0f6a0a6f9d01",
        "goal": "Trả tiền.",
        "right": "Tốt.",
        "wrong": "Thử lại.",
        "skin": "bank",
        "app_name": "Ngân hàng Bến Số",
        "screens": [
            {
                "id": "6a1c9d1e-52a5-4a7e-9c5c-0f6a0a6f9d02",
                "key": "a",
                "title": "Trả",
                "elements": [
                    {"notice": {"text": "Xin chào."}},
                    {
                        "button": {
                            "id": "6a1c9d1e-52a5-4a7e-9c5c-0f6a0a6f9d03",
                            "label": "Xong",
                            "ends": True,
                            "expected": True,
                        }
                    },
                ],
            }
        ],
    }
    first, second = (read_app_screen(Source("a.yaml", "", entry), {}) for _ in range(2))
    assert first == second
    assert refused(AppScreenBlock(), first) == set()
    entry["screens"][0]["elements"][0] = {"notice": {"text": "a"}, "qr": {"text": "b"}}
    with pytest.raises(ContentRefused):
        read_app_screen(Source("a.yaml", "", entry), {})
