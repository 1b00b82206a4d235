"""The words of a screen that a person sees or hears, and which of them are English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import polib
import wagtail
from django.conf import settings

SPOKEN = ("title", "aria-label", "placeholder", "alt", "data-w-tooltip-content-value")
UNSEEN = ("script", "style", "svg", "template")
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
WORD = re.compile(r"[^\W\d_]+")
VALUES = re.compile(r"%\(\w+\)\w|<[^>]*>|\{\w+\}")
# names of keys, of frameworks' codes and of Python's nothing, which is in no catalogue
KEYS, CODES = frozenset({"alt"}), re.compile(r"\b[a-z]+(?:-[a-z]+)+\b")
NOTHING = "none"


class Screen(HTMLParser):
    """Collects texts, and the attributes that are shown or read aloud; `hidden` parts are left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember whether this part and what stands in it is shown."""
        named = dict(attrs)
        unseen = tag in UNSEEN or "hidden" in named or _is_hidden_by_our_style(named)
        if not unseen and not any(self._open):
            self.texts += [named[name] or "" for name in SPOKEN if name in named]
            if named.get("type") in {"submit", "button"}:
                self.texts.append(named.get("value") or "")
        if tag not in VOID:
            self._open.append(unseen)

    def handle_endtag(self, tag: str) -> None:
        """One part less."""
        if self._open and tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """A text, where it is shown."""
        if not any(self._open):
            self.texts.append(data)


def _is_hidden_by_our_style(named: dict[str, str | None]) -> bool:
    """css/editor.css takes Wagtail's unnamed search buttons out."""
    return {"submit", "w-sr-only"} <= set((named.get("class") or "").split())


def english_on(body: str) -> list[str]:
    """The texts of a screen, or of the JSON of a chooser, that hold an English word of Wagtail's."""
    html = json.loads(body).get("html", "") if body.startswith("{") else body
    shown = (" ".join(text.split()) for text in Screen(html).texts)
    return [text for text in dict.fromkeys(shown) if _words(CODES.sub("", text)) & english()]


@cache
def english() -> frozenset[str]:
    """Every word of Wagtail's sentences that no Vietnamese sentence uses."""
    folder = Path(wagtail.__file__).parent
    known = {
        word for entry in _entries(folder, "locale/en/**/*.po") for word in _words(entry.msgid)
    }
    told = {
        word
        for path in settings.LOCALE_PATHS
        for entry in _entries(Path(path), "**/*.po")
        for word in _words(" ".join([entry.msgstr, *entry.msgstr_plural.values()]))
    }
    return frozenset({word for word in known if len(word) > 2} - told - KEYS | {NOTHING})


def _entries(folder: Path, pattern: str) -> Iterator[polib.POEntry]:
    for path in sorted(folder.rglob(pattern)):
        yield from polib.pofile(str(path))


def _words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(VALUES.sub(" ", text))}
