"""What differs between two texts of a lesson, where a newer program knows more of an item."""

from dataclasses import replace

from courses.catalogue.differences import ChangeKind, Text, difference, possible_kinds

SPOT = {"id": "tin-nhan", "kind": "spot", "use": "practice", "text": "Tin không?", "parts": []}
CARD = {"character": {"name": "bà Mơ", "facts": []}, "tries": 2}


def text(*items):
    return Text(use="practice", pass_mark=0, body=[], items=items, steps=[], keys={})


def test_what_only_the_newer_program_says_of_an_item_is_no_change_of_it():
    found = difference(text(SPOT), text(SPOT | CARD))
    assert not (found.reshaped or found.reworded)
    assert possible_kinds(found)[0] == ChangeKind.WORDING


def test_what_both_versions_say_of_an_item_is_still_compared():
    assert difference(text(SPOT | CARD), text(SPOT | CARD | {"tries": 3})).reshaped == ("tin-nhan",)
    reworded = difference(text(SPOT), text(SPOT | CARD | {"text": "Tin hay không?"}))
    assert reworded.reworded == ("tin-nhan",)


def saying(body):
    block = {"type": "text", "value": {"uid": "a", "heading": "Mật khẩu", "body": body}}
    return replace(text(), body=[block], steps=["a"])


def test_a_text_that_only_went_through_the_editors_screen_is_no_other_text():
    from_file = saying("<p>Một <b>câu</b>.</p>\n<p>Hai câu.</p>")
    saved = '<p data-block-key="j8zvn">Một <b>câu</b>.</p><p data-block-key="xew1h">Hai %s.</p>'
    assert difference(from_file, saying(saved % "câu")).screens_reworded == ()
    assert difference(from_file, saying(saved % "lời")).screens_reworded == ("a",)
