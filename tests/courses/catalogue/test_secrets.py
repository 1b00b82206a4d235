"""What answers a question is secret for the page, for the API and for the search index alike."""

from cms.pages.words import NOT_WORDS
from courses.catalogue.freezing import SECRET_FIELDS


def test_no_secret_field_can_be_found_by_searching():
    assert SECRET_FIELDS <= NOT_WORDS
