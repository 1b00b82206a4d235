"""Stories share one site: a number one of them signs in with is nobody else's."""

import re
from collections import defaultdict

from tests.house.reading import PROJECT, files_of_tests, name_of

NUMBER = re.compile(r"(?:\+84|\b0)(\d(?: ?\d){8})\b")
# the other stories bring a database of their own
ON_THE_SITE = "visitor"
# asked about in several stories, and never anybody's
UNKNOWN = "912999888"


def test_a_number_belongs_to_one_story():
    told = defaultdict(set)
    for path in files_of_tests():
        if path.is_relative_to(PROJECT / "tests" / "journeys") and ON_THE_SITE in path.read_text():
            for number in NUMBER.findall(path.read_text()):
                told[number.replace(" ", "")].add(name_of(path))
    assert len(told) > 20
    assert {of: tellers for of, tellers in told.items() if len(tellers) > 1}.keys() <= {UNKNOWN}
