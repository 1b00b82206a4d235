"""Files are named by the business, modules say what they are, models what a row is."""

import ast
import re

from tests.house.reading import PROJECT, app_files, files_of_tests, name_of, tree

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


def test_every_model_says_what_a_row_is():
    silent = []
    for path in app_files("models.py"):
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and _is_table(node):
                words = ast.get_docstring(node) or ""
                if not words.startswith(("One row", "The one row")):
                    silent.append(f"{name_of(path)}: {node.name}")
    assert not silent


def _is_table(node: ast.ClassDef) -> bool:
    """A concrete model: it has fields, and its Meta does not make it abstract."""
    source = ast.unparse(node)
    return re.search(r"= (models|fields)?\.?\w*(Field|ForeignKey)\(", source) is not None and (
        "abstract = True" not in source
    )


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
