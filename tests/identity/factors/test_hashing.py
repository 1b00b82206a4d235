"""What the tests of identity turn down for themselves: the cost of one guess."""

from identity.factors import hashing
from tests.identity.conftest import INSTALLED_COST

MIB = 1024 * 1024


def test_a_guess_costs_sixteen_mebibytes_and_fits_the_limit():
    # RFC 7914: 128 * r * N bytes
    wanted = 128 * hashing.BLOCK * INSTALLED_COST
    assert 16 * MIB <= wanted < hashing.MOST_MEMORY


def test_the_same_secret_is_another_hash_with_another_salt_and_another_cost(monkeypatch):
    quick = hashing.slow_hash("4719", salt=b"a")
    assert quick == hashing.slow_hash("4719", salt=b"a") != hashing.slow_hash("4719", salt=b"b")
    monkeypatch.setattr(hashing, "COST", INSTALLED_COST)
    assert hashing.slow_hash("4719", salt=b"a") != quick
