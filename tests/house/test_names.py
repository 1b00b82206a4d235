"""Files are named by the business, modules say what they are, models what a row is."""

import ast
import re
from collections.abc import Iterator

from tests.house.reading import PROJECT, app_files, files_of_tests, name_of, tree

# what these do is said by the framework that calls them
CALLED_BY_FRAMEWORKS = frozenset(
    ["handle", "add_arguments", "save", "delete", "update", "bulk_update", "format"]
)
FIELD = re.compile(r"= (models\.\w*(Field|ForeignKey)|StreamField)\(")
BANNED = re.compile(r"^(utils?|helpers?|common|core|base|managers?|services?|misc|lib)(_.*)?\.py$")
LEFTOVERS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def test_no_file_has_a_name_that_says_nothing():
    assert not [name_of(path) for path in app_files() if BANNED.match(path.name)]


def test_every_module_says_in_one_sentence_what_it_is():
    empty_packages = {"management", "commands", "templatetags"}
    silent = [
        name_of(path)
        for path in app_files()
        if not ast.get_docstring(tree(path)) and path.parent.name not in empty_packages
    ]
    assert not silent


def test_everything_others_may_use_says_what_it_is_for():
    silent = [
        f"{name_of(path)}: {node.name}"
        for path in app_files()
        for node in _public(tree(path).body)
        if not ast.get_docstring(node) and node.name not in CALLED_BY_FRAMEWORKS
    ]
    assert not silent


def _public(body: list[ast.stmt]) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """Classes and functions without a leading underscore, and those in such a class; no protocol's."""
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        if isinstance(node, ast.ClassDef) and node.name != "Meta":
            yield node
            if "Protocol" not in map(ast.unparse, node.bases):
                yield from _public(node.body)
        elif isinstance(node, ast.FunctionDef):
            yield node


def test_every_model_says_what_a_row_is():
    silent = []
    for path in app_files():
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and _is_table(node):
                words = ast.get_docstring(node) or ""
                if not words.startswith(("One row", "The one row")):
                    silent.append(f"{name_of(path)}: {node.name}")
    assert not silent


def _is_table(node: ast.ClassDef) -> bool:
    """A concrete model: it has fields, and its Meta does not make it abstract."""
    source = ast.unparse(node)
    return FIELD.search(source) is not None and "abstract = True" not in source


def test_nothing_is_left_for_later():
    marked = [
        name_of(path)
        for path in [*app_files(), *app_files("*.html"), *app_files("*.js"), *app_files("*.css")]
        if LEFTOVERS.search(path.read_text())
    ]
    assert not marked


def test_a_tests_name_is_a_sentence():
    short = [
        f"{name_of(path)}: {node.name}"
        for path in files_of_tests()
        if path.name.startswith("test_")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and node.name.count("_") < 3
    ]
    assert not short


def test_slices_carry_a_docstring_about_themselves():
    silent = [
        name_of(folder)
        for app in ("identity", "cms", "courses")
        for folder in (PROJECT / app).iterdir()
        if (folder / "models.py").exists()
        and len(ast.get_docstring(tree(folder / "__init__.py")) or "") < 40
    ]
    assert not silent
