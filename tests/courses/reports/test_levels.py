"""Who has reached a level, and that small numbers give nobody away."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.reports.levels import AGE_UNKNOWN, BANDS, SMALLEST_SHOWN, band_of, reached_at, shown

NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)
COUNTS = st.lists(st.integers(0, 30), min_size=2, max_size=6)


@given(COUNTS)
def test_no_small_number_is_told(counts):
    assert all(each is None or not 0 < each < SMALLEST_SHOWN for each in shown(counts).bands)


@pytest.mark.parametrize("numbers", [range(8), (0, 1, 4, 5, 9)], ids=["many", "telling"])
@pytest.mark.parametrize("cells", range(1, 5))
def test_no_hidden_cell_can_be_worked_out_even_by_who_knows_the_rule(cells, numbers):
    """Whoever tries every table that would be shown alike is left with a choice for each hidden cell."""
    alike = defaultdict(list)
    for counts in product(numbers, repeat=cells):
        alike[shown(counts)].append(counts)
    for row, tables in alike.items():
        for place, each in enumerate(row.bands):
            if each is None:
                assert len({table[place] for table in tables}) > 1, (row, tables)


@given(COUNTS)
def test_what_is_shown_is_true(counts):
    row = shown(counts)
    assert row.total in {None, sum(counts)}
    assert all(each in {None, count} for each, count in zip(row.bands, counts, strict=True))


def test_large_numbers_and_nobody_are_told():
    assert shown([0, 5, 40]).bands == (0, 5, 40)
    assert shown([0, 0]).total == 0


def test_a_level_is_reached_with_the_last_check_that_was_needed():
    first, second, third = (NOON + timedelta(days=day) for day in range(3))
    passed = {uuid4(): third, uuid4(): first, uuid4(): second}
    assert reached_at(passed, needed=2) == second
    assert reached_at(passed, needed=4) is None
    assert reached_at({}, needed=1) is None


@given(st.integers(1900, 2026))
def test_everybody_with_a_year_of_birth_has_a_band(born):
    assert 0 <= band_of(born, year=2026) < len(BANDS)


def test_an_unknown_year_of_birth_has_its_own_column():
    assert band_of(None, year=2026) == AGE_UNKNOWN
    assert band_of(1959, year=2026) == 3
