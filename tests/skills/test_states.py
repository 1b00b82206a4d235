"""The drawn states are those of the tables that decide."""

from collections.abc import Mapping
from importlib import import_module

import pytest
from django.conf import settings

from skills.management.commands.write_states import MACHINES, TARGET, document


def tables(module):
    """Every mapping of the module whose values are sets of its own keys, those one level down too."""
    for name, value in vars(module).items():
        if name.isupper() and isinstance(value, Mapping):
            inner = [each for each in value.values() if isinstance(each, Mapping)]
            yield from (table for table in inner or [value] if is_of_states(table))


def is_of_states(table):
    following = list(table.values())
    return all(isinstance(each, frozenset) and each <= set(table) for each in following)


def test_the_document_is_fresh():
    assert TARGET.read_text(encoding="utf-8") == document(), "run `manage.py write_states`"


@pytest.mark.parametrize("app", ["identity", "cms", "courses"])
def test_every_table_of_states_is_drawn(app):
    drawn = [dict(machine.moves) for machine in MACHINES]
    for path in sorted((settings.BASE_DIR / app).glob("*/rules.py")):
        module = import_module(f"{app}.{path.parent.name}.rules")
        for table in tables(module):
            assert dict(table) in drawn, f"{path}: name this table in write_states.py"


def test_a_drawing_begins_ends_and_names_every_move():
    text = document()
    for arrow in ("[*] --> promised", "delivered --> [*]", "[*] --> seated", "begun --> handed_in"):
        assert f"    {arrow}\n" in text
