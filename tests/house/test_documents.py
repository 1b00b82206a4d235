"""What the documents name is there: paths, commands, slices."""

import re
import tomllib

import pytest
from django.core.management import get_commands

from tests.house.reading import APPS, PROJECT

KEPT_IN = ("*.md", "docs/*.md", "infra/*.md", "content/*.md", "identity/**/README.md")
DOCUMENTS = sorted(path for pattern in KEPT_IN for path in PROJECT.glob(pattern))
FOLDERS = (*APPS, "bench", "content", "docs", "infra", "locale", "requirements", "scripts", "tests")
IN_CODE_STYLE = re.compile(r"`([^`\n]+)`|\]\(([^)#\s]+)\)")
PATH = re.compile(rf"(?:{'|'.join(FOLDERS)})/[\w./*<>-]*")
COMMAND = re.compile(r"manage\.py (\w+)")


def spans(document):
    return [code or link for code, link in IN_CODE_STYLE.findall(document.read_text("utf-8"))]


def is_there(path, *, beside):
    """From the top of the project, or from the folder of the document."""
    pattern = re.sub(r"<\w+>", "*", path.rstrip("/"))
    return any(next(folder.glob(pattern), None) for folder in (PROJECT, beside))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_path_and_command_a_document_names_exists(document):
    found = spans(document)
    paths = [match[0] for span in found if (match := PATH.match(span))]
    assert [path for path in paths if not is_there(path, beside=document.parent)] == []
    commands = {name for span in found for name in COMMAND.findall(span)}
    assert commands <= set(get_commands())


def test_the_architecture_names_every_slice():
    text = (PROJECT / "docs" / "architecture.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z, ]+) \|", text, re.MULTILINE)
    named = {name for row in rows for name in row.split(", ")}
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]
    slices = {
        name.strip("() ")
        for contract in contracts["contracts"]
        for layer in contract["layers"]
        for name in layer.split("|")
    }
    assert slices - set(APPS) <= named
