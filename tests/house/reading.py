"""What the house tests read: our own files, as paths and as syntax trees."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
APPS = ("identity", "cms", "courses", "skills")


def app_files(pattern: str = "*.py") -> list[Path]:
    """Files of the four apps, migrations left aside."""
    return sorted(
        path
        for app in APPS
        for path in (PROJECT / app).rglob(pattern)
        if "migrations" not in path.parts
    )


def files_of_tests() -> list[Path]:
    """Files of the tests."""
    return sorted((PROJECT / "tests").rglob("*.py"))


def name_of(path: Path) -> str:
    """The path as it reads in a failure."""
    return str(path.relative_to(PROJECT))


@cache
def tree(path: Path) -> ast.Module:
    """The file's syntax."""
    return ast.parse(path.read_text())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of the file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def tables_read(path: Path) -> set[str]:
    """Models the file imports and asks by itself, `Model.objects` or `get_object_or_404(Model)`."""
    models = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".models")
        for alias in node.names
    }
    asked = set(re.findall(r"\b(\w+)\.objects\b|_or_404\(\s*(\w+)", path.read_text()))
    return {models[name] for pair in asked for name in pair if name in models}


def imported(path: Path) -> set[str]:
    """Modules the file imports, wherever in it."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
