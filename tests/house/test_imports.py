"""Every room stands in the import order, and rules decide without the world."""

import re
import tomllib
from importlib import import_module

import grimp
import pytest
from django.apps import apps

from tests.house.reading import PROJECT, app_files, imported, name_of, tables_read

PLAIN = ("management", "migrations", "templates", "templatetags", "static", "locale_wagtail")
WORLD = (
    "django.db",
    "django.conf",
    "django.utils.timezone",
    "django.core.cache",
    "celery",
    "datetime.now",
)


def contracts() -> dict[str, set[str]]:
    """The slices each app's contract names."""
    text = (PROJECT / "pyproject.toml").read_text()
    layers = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    return {
        contract["containers"][0]: {
            name.strip("() ") for layer in contract["layers"] for name in layer.split("|")
        }
        for contract in layers
        if "containers" in contract
    }


def test_every_slice_stands_in_the_import_order():
    missing = [
        f"{app}.{folder.name}"
        for app, named in contracts().items()
        for folder in (PROJECT / app).iterdir()
        if (folder / "__init__.py").exists()
        and folder.name not in named
        and folder.name not in PLAIN
    ]
    assert not missing


@pytest.mark.parametrize("app", contracts())
def test_a_slice_says_which_others_of_its_app_it_imports(app):
    slices = sorted(contracts()[app])
    graph = grimp.build_graph(app, exclude_type_checking_imports=True, cache_dir=None)
    for name in slices:
        graph.squash_module(f"{app}.{name}")
    for name in slices:
        found = graph.find_modules_directly_imported_by(f"{app}.{name}")
        imports = {other for other in slices if f"{app}.{other}" in found} - {name}
        said = re.search(r"Imports\s([^.]+)\.", import_module(f"{app}.{name}").__doc__)[1]
        assert set(re.split(r",?\sand\s|,\s", said)) == (imports or {"no other slice"}), name


def test_a_slice_names_its_tables():
    slices = {f"{app}.{name}" for app, names in contracts().items() for name in names}
    unnamed = [
        f"{home}: {model.__name__}"
        for model in apps.get_models()
        if (home := ".".join(model.__module__.split(".")[:2])) in slices
        and not re.search(rf"\b{model.__name__}\b", import_module(home).__doc__)
    ]
    assert not unnamed


def test_an_app_asks_the_other_apps_and_never_reads_their_tables():
    # pages are what cms offers for extension
    reading = [
        f"{name_of(path)} reads {table}"
        for path in app_files()
        for table in tables_read(path)
        if table.split(".")[0] in {"identity", "courses"} - {path.relative_to(PROJECT).parts[0]}
    ]
    assert not reading


def test_rules_decide_without_database_clock_or_settings():
    worldly = [
        f"{name_of(path)} imports {module}"
        for path in app_files("rules.py")
        for module in imported(path)
        if module.startswith(WORLD) or module.endswith((".models", ".queries", ".actions"))
    ]
    assert not worldly
