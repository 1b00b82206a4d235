"""Files and functions stay small enough to be held in the head."""

import ast

from tests.house.reading import app_files, files_of_tests, functions, name_of

LONGEST_FILE, LONGEST_TEST_FILE, LONGEST_FUNCTION = 300, 400, 40
USUAL_FUNCTION = 15
USUAL_SHARE = 0.9


def lines_of(node: ast.AST) -> int:
    """Lines of the function itself: its docstring explains, it does not lengthen."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno - body[0].lineno + 1) if body else 0


def test_no_file_is_too_long():
    lengths = {
        path: len(path.read_text().splitlines()) for path in [*app_files(), *files_of_tests()]
    }
    long = [
        f"{name_of(path)}: {length}"
        for path, length in lengths.items()
        if length > (LONGEST_TEST_FILE if "tests" in path.parts else LONGEST_FILE)
    ]
    assert not long


def test_no_function_is_too_long():
    long = [
        f"{name_of(path)}: {node.name} has {lines_of(node)} lines"
        for path in app_files()
        for node in functions(path)
        if lines_of(node) > LONGEST_FUNCTION
    ]
    assert not long


def test_most_functions_are_short():
    lengths = [lines_of(node) for path in app_files() for node in functions(path)]
    short = sum(length <= USUAL_FUNCTION for length in lengths)
    assert short / len(lengths) >= USUAL_SHARE
