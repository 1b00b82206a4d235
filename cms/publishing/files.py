"""Content files as an editor writes them: read strictly, so that a mistake is named by file and field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.utils.translation import gettext as _

from cms.publishing.problems import Problem

Entry = dict[str, Any]
# the C parser where it was built: the same safe subset, ten times as fast
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentRefused(Exception):
    """Content files hold mistakes; nothing of the import was kept."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Source:
    """One map of a content file, and where in it we are, for messages."""

    file: str
    where: str
    entry: Entry

    def refuse(self, field: str, sentence: str) -> ContentRefused:
        """A refusal at `field`."""
        where = f"{self.where}.{field}" if self.where else field
        return ContentRefused([Problem(self.file, where, sentence)])

    def text(self, field: str, default: str | None = None) -> str:
        """A text, without blanks around it; refused when missing and there is no default."""
        value = self.entry.get(field, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.refuse(field, _("a text is needed"))
        return value.strip()

    def uuid(self, field: str = "id") -> str:
        """A uuid in its usual spelling."""
        try:
            return str(UUID(self.text(field)))
        except ValueError:
            raise self.refuse(field, _("a uuid is needed")) from None

    def flag(self, field: str, default: bool | None = None) -> bool:
        """True or false."""
        value = self.entry.get(field, default)
        if not isinstance(value, bool):
            raise self.refuse(field, _("true or false is needed"))
        return value

    def maps(self, field: str, *, required: bool = True) -> list[Source]:
        """The maps of a list, each knowing where it stands."""
        value = self.entry.get(field, None if required else [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.refuse(field, _("a list of entries is needed"))
        where = f"{self.where}.{field}" if self.where else field
        return [Source(self.file, f"{where}[{at}]", each) for at, each in enumerate(value, 1)]

    def allow(self, *fields: str) -> None:
        """Refuse any field that nothing reads: usually a slip of the pen."""
        unknown = sorted(set(self.entry) - set(fields))
        if unknown:
            raise self.refuse(unknown[0], _("this field is not known here"))


def read(path: Path, *, root: Path) -> Source:
    """The map a file holds; of a list, a map with that list as `entries`."""
    file = path.relative_to(root).as_posix()
    try:
        entry = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    except FileNotFoundError:
        raise ContentRefused([Problem(file, "file", _("the file is missing"))]) from None
    except (yaml.YAMLError, UnicodeDecodeError) as broken:
        raise ContentRefused([Problem(file, "yaml", str(broken))]) from broken
    if isinstance(entry, list):
        entry = {"entries": entry}
    if not isinstance(entry, dict):
        raise ContentRefused([Problem(file, "yaml", _("fields with values are needed"))])
    return Source(file, "", entry)


def digest(*parts: Any) -> str:
    """A hash of what a file says, whatever its line breaks and order of fields."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
