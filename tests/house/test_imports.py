"""Every room stands in the import order, and rules decide without the world."""

import tomllib

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
