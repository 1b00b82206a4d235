"""infra/env.example names exactly the variables that are read."""

import ast
import re

from tests.house.reading import PROJECT, app_files, tree

READERS = {
    "text",
    "choice",
    "number",
    "flag",
    "words",
    "networks",
    "web_address",
    "database",
    "redis",
    "key_ring",
}
NAME = re.compile(r"^[A-Z][A-Z0-9_]+$")


def variables_read() -> set[str]:
    """First arguments of the typed readers, and of os.environ where no settings exist yet."""
    found = set()
    for path in app_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                of_environ = ast.unparse(node.func) == "os.environ.get"
                if (node.func.attr in READERS or of_environ) and isinstance(first, ast.Constant):
                    found.add(first.value)
    return {name for name in found if isinstance(name, str) and NAME.match(name)}


def variables_of(name: str) -> list[str]:
    lines = (PROJECT / "infra" / name).read_text().splitlines()
    return [line.split("=", 1)[0] for line in lines if line and not line.startswith("#")]


def test_the_example_names_every_variable_that_is_read_and_no_other():
    assert sorted(variables_of("env.example")) == sorted(variables_read())


def test_the_production_example_uses_known_variables():
    assert set(variables_of("env.production.example")) <= set(variables_of("env.example"))


def test_only_the_typed_readers_touch_the_environment():
    allowed = {"environment.py", "supervisor.py", "wsgi.py", "celery.py"}
    touching = [
        str(path)
        for path in app_files()
        if "os.environ" in path.read_text() and path.name not in allowed
    ]
    assert not touching
