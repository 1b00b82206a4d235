"""An application as an editor writes it: what is refused, at which field, and what stays secret."""

import json
from typing import Any

import pytest
from django.http import QueryDict

from cms.publishing.files import Source
from courses.practice.form_sim.blocks import FormSimBlock
from courses.practice.form_sim.files import read_form_sim
from courses.practice.form_sim.kind import FORM_SIM
from tests.courses.practice.raw import Raw, entries, envelope, refused


def field(uid: str = "ten", **more: Any) -> Raw:
    fields = {"label": "Họ và tên", "entry": "text", "options": [], "rule": "same"}
    return {"uid": uid} | fields | {"wanted": "Đỗ Thị Mơ", "error": "Ghi đủ họ tên."} | more


def paper(uid: str, quality: str = "right", **more: Any) -> Raw:
    fields = {"name": f"Ảnh {uid}", "quality": quality, "critical": False, "why": f"Lời {uid}"}
    return {"uid": uid} | fields | more


CLEAR, BLURRED = paper("ro"), paper("mo", "blurred")


def application(*fields: Raw, papers: tuple[Raw, ...] = (CLEAR, BLURRED), **more: Any) -> Raw:
    section = {"title": "Người nộp", "fields": entries(*(fields or (field(),)))}
    usual = {
        "app_name": "Cổng tập Bến Số",
        "procedure": "Sửa năm sinh",
        "sections": entries(section),
        "asks": "Một ảnh rõ.",
        "attachments": entries(*papers),
        "receipt": "BS-TAP-0058",
    }
    return envelope(**usual | more)


def test_a_whole_application_is_taken():
    assert refused(FormSimBlock(), application()) == set()


@pytest.mark.parametrize(
    ("value", "places"),
    [
        (application(field(rule="date")), {"sections.0.fields.0.wanted"}),
        (application(field(rule="digits")), {"sections.0.fields.0.wanted"}),
        (application(field(wanted="4111111111111111")), {"sections.0.fields.0.wanted"}),
        (application(field(error="")), {"sections.0.fields.0.error"}),
        (application(field(entry="choice")), {"sections.0.fields.0.wanted"}),
        (
            application(field(entry="choice", options=entries("Sửa", "Xóa"))),
            {"sections.0.fields.0.wanted"},
        ),
        (application(field(options=entries("Sửa"))), {"sections.0.fields.0.options"}),
        (application(papers=(BLURRED, paper("khac", "wrong"))), {"attachments.*"}),
        (application(papers=(CLEAR,)), {"attachments.*"}),
        (application(papers=(paper("the", critical=True), CLEAR)), {"attachments.0.critical"}),
        (application(papers=(CLEAR, paper("mo", "blurred", why=""))), {"attachments.1.why"}),
        (application(sections=[]), {"sections.*"}),
        (application(receipt="031157004321"), {"receipt"}),
    ],
)
def test_what_an_editor_may_not_write_is_said_at_its_field(value, places):
    assert refused(FormSimBlock(), value) == places


def test_what_belongs_into_a_field_stays_out_of_what_everybody_may_read():
    halves = FORM_SIM.halves(application())
    shown = json.dumps(halves.shown, ensure_ascii=False)
    assert "Đỗ Thị Mơ" not in shown
    assert "blurred" not in shown
    assert not [text for text in halves.said.values() if text in shown]


def test_a_form_without_scripts_is_read_as_one_sending():
    sent = QueryDict("typed-ten=do+thi+mo&attached=ro")
    halves = FORM_SIM.halves(application())
    answer = FORM_SIM.read_form(sent)
    mark = FORM_SIM.marker(halves.shown, halves.key)(answer)
    assert (mark.score, mark.correct) == (100, True)


def test_all_that_is_wrong_is_named_at_once():
    halves = FORM_SIM.halves(application())
    answer = {"steps": [{"typed": {"ten": "Mơ"}, "attached": ["mo"]}]}
    mark = FORM_SIM.marker(halves.shown, halves.key)(answer)
    assert set(FORM_SIM.spoken(answer, mark)) == {"wrong", "ten", "ro", "mo"}


def test_an_application_of_a_file_is_read_twice_alike():
    uid = "6a1c9d1e-52a5-4a7e-9c5c-0f6a0a6f9e0{}"
    ways = {"id": uid.format(2), "label": "Việc", "entry": "choice", "options": ["Sửa", "Xóa"]}
    entry: dict[str, Any] = {
        "id": uid.format(1),
        "goal": "Nộp đơn.",
        "right": "Tốt.",
        "wrong": "Thử lại.",
        "app_name": "Cổng tập Bến Số",
        "procedure": "Sửa năm sinh",
        "sections": [{"title": "Một", "fields": [ways | {"wanted": "Sửa", "error": "Sửa."}]}],
        "asks": "Một ảnh rõ.",
        "attachments": [
            {"id": uid.format(3), "name": "Rõ", "quality": "right", "why": "Rõ."},
            {"id": uid.format(4), "name": "Mờ", "quality": "blurred", "why": "Mờ."},
        ],
        "receipt": "BS-TAP-0001",
    }
    first, second = (read_form_sim(Source("a.yaml", "", entry), {}) for _ in range(2))
    assert first == second
    assert refused(FormSimBlock(), first) == set()
