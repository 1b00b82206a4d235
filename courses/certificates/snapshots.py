"""What a certificate states: one value that feeds the page, the paper, the signature and the badge alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Competence:
    """One code of a framework in the version that held when the certificate was issued."""

    framework: str
    framework_title: str
    version: str
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything printed on a certificate. `minutes` is the time the lessons are planned for.

    `band` is a word of rules.Band; `is_supervised` whether a trainer saw her pass the check. The name is
    empty once it was erased.
    """

    code: str
    name: str
    course: str
    edition: int
    minutes: int
    band: str
    is_supervised: bool
    competences: tuple[Competence, ...]
    issuer: str
    completed_on: date
    issued_on: date

    @classmethod
    def read(cls, facts: Mapping[str, Any], *, code: str, name: str) -> Snapshot:
        """From the stored facts, with the code and the name that stand beside them."""
        return cls(
            code=code,
            name=name,
            course=facts["course"],
            edition=facts["edition"],
            minutes=facts["minutes"],
            band=facts["band"],
            is_supervised=facts["is_supervised"],
            competences=tuple(Competence(**each) for each in facts["competences"]),
            issuer=facts["issuer"],
            completed_on=date.fromisoformat(facts["completed_on"]),
            issued_on=date.fromisoformat(facts["issued_on"]),
        )

    def facts(self) -> dict[str, Any]:
        """As it is stored: all but the code and the name."""
        stored = asdict(self)
        del stored["code"], stored["name"]
        return stored | {
            "competences": [asdict(each) for each in self.competences],
            "completed_on": self.completed_on.isoformat(),
            "issued_on": self.issued_on.isoformat(),
        }

    def digest(self) -> bytes:
        """SHA-256 over every fact, name and code included, in one spelling (sorted keys, UTF-8)."""
        told = self.facts() | {"code": self.code, "name": self.name}
        spelled = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(spelled.encode()).digest()
