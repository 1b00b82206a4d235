"""Every sentence stands in Vietnamese, and what is compiled is what is written."""

import os
import re
import shutil
import subprocess
import sys

import polib
import pytest
from django.utils.translation import gettext

from tests.house.reading import APPS, PROJECT

CATALOGUES = [
    *sorted((PROJECT / "locale").rglob("*.po")),
    *sorted((PROJECT / "cms" / "locale_wagtail").rglob("*.po")),
]


def named(path):
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_no_sentence_is_missing_or_guessed(path):
    catalogue = polib.pofile(str(path))
    wanting = [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]
    assert not [entry.msgid for entry in wanting if not entry.obsolete]


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_what_is_compiled_is_what_is_written(path):
    written = polib.pofile(str(path))
    compiled = polib.mofile(str(path.with_suffix(".mo")))

    def content(catalogue):
        return {
            (entry.msgctxt, entry.msgid): (entry.msgstr, tuple(entry.msgstr_plural.values()))
            for entry in catalogue
            if entry.msgid and not entry.obsolete
        }

    assert content(compiled) == content(written)


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_placeholders_survive_translation(path):
    lost = []
    for entry in polib.pofile(str(path)):
        for told in [entry.msgstr, *entry.msgstr_plural.values()]:
            wanted = set(re.findall(r"%\((\w+)\)[sd]", entry.msgid + (entry.msgid_plural or "")))
            if told and not set(re.findall(r"%\((\w+)\)[sd]", told)) <= wanted:
                lost.append(entry.msgid)
    assert not lost


def test_every_sentence_of_the_code_is_in_the_catalogue(tmp_path):
    """makemessages on a copy finds nothing that locale/vi does not have."""
    # it puts a .py beside each template and takes it away again: other tests read the real folders
    for app in APPS:
        shutil.copytree(PROJECT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "locale" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    made = subprocess.run(
        [
            sys.executable,
            "-m",
            "django",
            "makemessages",
            "-l",
            "vi",
            "--no-location",
            "-v0",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(CATALOGUES[0]))}
    found = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(folder / "django.po"))}
    assert not found - known


def test_our_words_do_not_rename_what_editors_see_in_wagtail():
    """One catalogue stands before the others: a short word of ours would be read there too."""
    assert gettext("Reports") == "Báo cáo"
    assert gettext("Name") == "Tên"
    assert gettext("Sun") == "Chủ nhật"
