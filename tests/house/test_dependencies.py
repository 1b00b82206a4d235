"""Every dependency is explained and locked by hash, and no file says which registry it came from."""

import re
import tomllib

from tests.house.reading import PROJECT

LOCKS = [PROJECT / "requirements" / name for name in ("runtime.txt", "test.txt")]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock) -> dict[str, str]:
    return {plain(name): version for name, version in PINNED.findall(lock.read_text())}


def test_every_dependency_has_its_reason_above_it():
    lines = (PROJECT / "pyproject.toml").read_text().split("[tool.", 1)[0].splitlines()
    unexplained, reason = [], ""
    for line in map(str.strip, lines):
        if line.startswith("#"):
            reason = line
        elif re.match(r'^"[A-Za-z]', line) and not reason:
            unexplained.append(line)
        elif not line.startswith('"'):
            reason = ""
    assert not unexplained


def test_every_package_is_locked_by_hash():
    for lock in LOCKS:
        text = lock.read_text()
        assert not [
            entry
            for entry in re.split(r"\n(?=\S)", text)
            if PINNED.match(entry) and "--hash=sha256:" not in entry
        ]


def test_no_lock_names_a_registry():
    for lock in LOCKS:
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", lock.read_text())


def test_what_runs_is_what_is_tested():
    runtime, test = map(pins, LOCKS)
    assert {name: test.get(name) for name in runtime} == runtime


def test_every_dependency_is_in_the_lock():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    names = [re.match(r"[A-Za-z0-9._-]+", line).group() for line in project["dependencies"]]
    assert {plain(name) for name in names} <= set(pins(LOCKS[0]))


def test_nothing_for_tests_is_installed_to_run():
    assert not set(pins(LOCKS[0])) & {"pytest", "playwright", "moto", "mypy", "ruff", "hypothesis"}
