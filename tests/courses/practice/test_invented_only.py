"""Nothing an editor writes into a practice may be somebody's card or number: it is said at the field."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.practice.app_screen.elements import FieldBlock, LineBlock, NoticeBlock
from courses.practice.branch.blocks import ReplyBlock, TurnBlock
from courses.practice.compose.blocks import PickBlock, SecretBlock
from courses.practice.envelope import FactBlock
from courses.practice.spot.blocks import PartBlock

CARD = "Thẻ 4111 1111 1111 1111"
CITIZEN_NUMBER = "Căn cước 031 157 000 123"
INVENTED = "Căn cước 999 000 000 067"


@pytest.mark.parametrize(
    ("block", "field", "others"),
    [
        (FactBlock, "value", {"label": "Thẻ"}),
        (LineBlock, "text", {"label": "Thẻ"}),
        (NoticeBlock, "text", {}),
        (FieldBlock, "wanted", {"label": "Thẻ", "error": "Bác xem lại."}),
        (TurnBlock, "say", {"key": "a", "who": "Người lạ"}),
        (ReplyBlock, "label", {"goto": "b", "feedback": "Thôi ạ."}),
        (PickBlock, "label", {"why": "Thôi ạ."}),
        (SecretBlock, "text", {"why": "Thôi ạ."}),
        (PartBlock, "text", {}),
    ],
)
def test_a_number_that_could_be_somebodys_is_refused_at_its_field(block, field, others):
    for real in (CARD, CITIZEN_NUMBER):
        with pytest.raises(StructBlockValidationError) as refused:
            clean(block(), {**others, field: real})
        assert set(refused.value.block_errors) == {field}
    clean(block(), {**others, field: INVENTED})


def clean(block, raw):
    """The block's own judgement of raw data, as when it is published."""
    return block.clean(block.to_python(raw))
