"""What answers a question is secret for the page, for the API and for the search index alike."""

import pytest

from cms.pages.words import NOT_WORDS
from courses.catalogue.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_no_secret_field_can_be_found_by_searching(kind):
    assert kind.secrets <= NOT_WORDS
