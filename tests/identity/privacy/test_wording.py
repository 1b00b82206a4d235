"""Every act in the code has words for the person it is about."""

import ast

from identity.privacy.wording import ACTS, FIELDS, NOT_ABOUT_PEOPLE, REASONS
from tests.house.reading import app_files, name_of, tree


def recorded(keyword: str) -> dict[str, str]:
    """Every constant given as this keyword of a call that writes into the audit, and where."""
    found = {}
    for path in app_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and "record" in ast.unparse(node.func):
                for given in node.keywords:
                    if given.arg == keyword:
                        found |= dict.fromkeys(constants(given.value), name_of(path))
    return found


def constants(node: ast.expr) -> list[str]:
    return [
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value
    ]


def test_every_act_has_its_words():
    unworded = {act: where for act, where in recorded("act").items() if "." in act}
    for known in (*ACTS, *NOT_ABOUT_PEOPLE):
        unworded.pop(known, None)
    assert not {act: where for act, where in unworded.items() if not act.endswith(("_", "."))}


def test_what_a_look_shows_and_why_has_its_words():
    assert set(recorded("fields")) <= set(FIELDS)
    assert set(recorded("reason")) <= set(REASONS)


def test_every_look_says_what_it_shows_and_why():
    silent = [
        name_of(path)
        for path in app_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "audit.record"
        and any(given.arg == "act" and is_look(given.value) for given in node.keywords)
        and not {"fields", "reason", "subjects"} <= {given.arg for given in node.keywords}
    ]
    assert not silent


def is_look(node: ast.expr) -> bool:
    return any(act.endswith(".seen") for act in constants(node))
