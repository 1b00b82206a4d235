"""Which proof changes an address, and what is the last way in."""

import pytest

from identity.recovery.contact_rules import is_last_way_in, proofs_to_change

CODES = frozenset({"code:phone", "code:email"})


@pytest.mark.parametrize("accepted", [{"totp"}, {"totp", "passkey"}, {"pin", "recovery_code"}])
def test_factors_prove_every_change(accepted):
    for has_other in (True, False):
        assert proofs_to_change(accepted, kind="phone", has_other=has_other) == accepted


def test_whoever_has_one_address_proves_that_one():
    assert proofs_to_change(CODES, kind="phone", has_other=False) == CODES


@pytest.mark.parametrize(("kind", "proof"), [("phone", "email"), ("email", "phone")])
def test_with_another_address_the_one_she_had_longest_proves_it(kind, proof):
    found = proofs_to_change(CODES | {"recovery_code"}, kind=kind, has_other=True)
    assert found == {f"code:{proof}:oldest", "recovery_code"}


@pytest.mark.parametrize(
    ("left", "card", "last"), [(0, False, True), (1, False, False), (0, True, False)]
)
def test_the_last_address_without_a_card_is_the_last_way_in(left, card, last):
    assert is_last_way_in(contacts_left=left, has_card=card) is last
