"""A picture to tap: places a finger can hit, and what each tap is worth."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cms.media.drawings import load_drawings
from cms.publishing.files import ContentRefused, Source
from courses.practice.hotspot.blocks import HotspotBlock
from courses.practice.hotspot.files import read_hotspot
from courses.practice.hotspot.geometry import first_overlap, outside, too_small
from courses.practice.hotspot.kind import HOTSPOT
from courses.questions.marking import BadAnswer
from tests.courses.catalogue.examples import CONTENT
from tests.courses.practice.raw import Raw, entries, envelope, refused

UPPER, MIDDLE, LOWER = (4, 2, 92, 20), (4, 30, 92, 20), (4, 60, 92, 20)


def place(uid: str, box: tuple[float, ...] = UPPER, **more: object) -> Raw:
    sides = dict(zip("xywh", map(float, box), strict=True))
    value = {"uid": uid, "label": f"Chỗ {uid}", "is_right": False, "critical": False}
    return value | sides | {"why": f"Vì {uid}"} | more


def picture(*places: Raw, image: int | None = None) -> Raw:
    usual = (
        place("phai", is_right=True),
        place("trai", MIDDLE),
        place("bay", LOWER, critical=True),
    )
    return envelope(image=image, alt="Một trang web", areas=entries(*(places or usual)))


def marked(*tapped: str) -> tuple[int, bool, tuple[str, ...]]:
    halves = HOTSPOT.halves(picture())
    mark = HOTSPOT.marker(halves.shown, halves.key)({"steps": list(tapped)})
    return mark.score, mark.correct, mark.critical


@pytest.mark.parametrize(
    ("tapped", "score", "is_correct", "critical"),
    [
        (["phai"], 100, True, ()),
        (["trai", "phai"], 50, True, ()),
        (["bay", "phai"], 50, False, ("bay",)),
        (["trai", "bay", "phai"], 33, False, ("bay",)),
        (["trai"], 0, False, ()),
        ([], 0, False, ()),
    ],
)
def test_each_wrong_place_shares_in_the_score(tapped, score, is_correct, critical):
    assert marked(*tapped) == (score, is_correct, critical)


@given(st.lists(st.sampled_from(["phai", "trai", "bay"])), st.randoms())
def test_taps_in_any_order_and_number_score_the_same(tapped, dice):
    again = tapped * 3
    dice.shuffle(again)
    assert marked(*tapped) == marked(*again)


@pytest.mark.parametrize("answer", [None, ["phai"], {}, {"steps": None}, {"steps": [["phai"]]}])
def test_an_answer_of_another_shape_is_refused(answer):
    halves = HOTSPOT.halves(picture())
    with pytest.raises(BadAnswer):
        HOTSPOT.marker(halves.shown, halves.key)(answer)


def test_a_button_of_the_list_is_an_answer_of_its_own():
    answer = HOTSPOT.read_form(QueryDict("kind=hotspot&area=trai"))
    assert answer == {"steps": ["trai"]}
    halves = HOTSPOT.halves(picture())
    mark = HOTSPOT.marker(halves.shown, halves.key)(answer)
    assert [halves.said[each] for each in HOTSPOT.spoken(answer, mark)] == [
        "Bác thử lại.",
        "Vì trai",
    ]


def test_a_place_must_lie_on_the_picture_and_fit_a_finger():
    area = {"x": 90.0, "y": 50.0, "w": 10.0, "h": 60.0}
    assert outside(area) == ["h"]
    assert too_small(area, aspect=1.5) == ["w"]
    assert too_small(area | {"w": 15.2}, aspect=1.5) == []
    assert too_small(area | {"w": 50.0, "h": 15.0}, aspect=1.0) == ["h"]
    assert too_small(area | {"w": 50.0, "h": 15.0}, aspect=1.5) == []


def test_places_that_touch_do_not_overlap():
    left = {"x": 0.0, "y": 0.0, "w": 50.0, "h": 100.0}
    assert first_overlap([left, left | {"x": 50.0}], 1) is None
    assert first_overlap([left, left | {"x": 49.0}], 1) == 0


@pytest.fixture
def drawings(db: None) -> dict[str, int]:
    return load_drawings(CONTENT / "drawings")


RIGHT = place("phai", is_right=True)


@pytest.mark.parametrize(
    ("places", "at"),
    [
        ([], set()),
        ([RIGHT, place("b", (4, 10, 92, 20))], {"areas.1.x"}),
        ([RIGHT, place("b", (50, 30, 60, 20))], {"areas.1.w"}),
        ([RIGHT, place("b", (4, 90, 92, 20))], {"areas.1.h"}),
        ([RIGHT, place("b", (4, 30, 14, 20))], {"areas.1.w"}),
        ([RIGHT, place("b", (4, 30, 92, 7))], {"areas.1.h"}),
        ([place("a"), place("b", MIDDLE)], {"areas.*"}),
        ([RIGHT, place("b", MIDDLE, is_right=True, critical=True)], {"areas.1.critical"}),
        ([RIGHT, place("b", MIDDLE, why="")], {"areas.1.why"}),
        ([RIGHT], {"areas.*"}),
    ],
)
def test_a_mistake_of_an_editor_is_shown_at_its_field(drawings, places, at):
    image = drawings["trang-ket-qua.svg"]
    assert refused(HotspotBlock(), picture(*places, image=image)) == at


def file(box: object) -> Source:
    areas = [
        {
            "id": f"6f6d3d0c-2f55-4d37-9a39-6c8a1f2d9a1{at}",
            "label": f"Chỗ {at}",
            "box": where,
            "right": at == 0,
            "why": "Vì thế.",
        }
        for at, where in enumerate([list(UPPER), box])
    ]
    entry = {
        "id": "6f6d3d0c-2f55-4d37-9a39-6c8a1f2d9a01",
        "goal": "Chạm đâu?",
        "right": "Tốt.",
        "wrong": "Lại.",
        "drawing": "trang-ket-qua.svg",
        "alt": "Một trang web",
        "areas": areas,
    }
    return Source("bai.yaml", "", entry)


def test_a_file_says_the_same_as_the_block(drawings):
    raw = read_hotspot(file(list(MIDDLE)), drawings)
    block = HotspotBlock()
    assert refused(block, raw) == set()
    assert HOTSPOT.halves(block.get_prep_value(block.to_python(raw))) == HOTSPOT.halves(raw)


@pytest.mark.parametrize("box", [None, [1, 2, 3], [1, 2, 3, "rộng"], 7])
def test_a_box_is_four_numbers(drawings, box):
    with pytest.raises(ContentRefused) as wrong:
        read_hotspot(file(box), drawings)
    assert wrong.value.problems[0].field.endswith("box")
