"""The register as its data files state it, checked whole before anything is written."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from identity.communes.folding import tidy

TYPES = ("phường", "xã", "đặc khu")
EXTENTS = ("whole", "part")
CODE_DIGITS = 5

UnitKey = tuple[str, str, date]
"""Code (may be empty), district code, last day."""
CommuneKey = tuple[str, date]
"""Code, first day."""


@dataclass(frozen=True)
class CommuneRow:
    """One line of the list of units in force."""

    code: str
    valid_from: date
    valid_until: date | None
    type: str
    name: str

    @property
    def key(self) -> CommuneKey:
        """What tells it from every other line: a code may come back years later."""
        return self.code, self.valid_from

    @property
    def full_name(self) -> str:
        """As people write it: Phường Lê Chân."""
        return f"{self.type.capitalize()} {self.name}"


@dataclass(frozen=True)
class FormerUnitRow:
    """One line of the lists before 1 July 2025."""

    code: str
    valid_from: date | None
    valid_until: date
    full_name: str
    district_code: str
    district: str
    province: str
    merged_into: str

    @property
    def key(self) -> UnitKey:
        """What tells it from every other line: codes were used again in other districts."""
        return self.code, self.district_code, self.valid_until


@dataclass(frozen=True)
class SuccessionRow:
    """Which unit of today took over a former one, whole or a part of it."""

    former: UnitKey
    commune: CommuneKey
    is_whole: bool
    is_likely: bool


@dataclass(frozen=True)
class Register:
    """Everything the data files say; `digest` tells two registers apart."""

    digest: str
    communes: tuple[CommuneRow, ...]
    former_units: tuple[FormerUnitRow, ...]
    successions: tuple[SuccessionRow, ...]


class RegisterRefused(Exception):
    """The data files contradict themselves; `faults` names each file, line and repair."""

    code = "register_refused"

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass
class _Reader:
    folder: Path
    faults: list[str] = field(default_factory=list)

    def rows(self, pattern: str) -> Iterator[tuple[str, dict[str, str]]]:
        """(where, row) for each line of the files that match, text tidied."""
        for path in sorted(self.folder.glob(pattern)):
            with path.open(encoding="utf-8-sig", newline="") as file:
                for number, row in enumerate(csv.DictReader(file), start=2):
                    yield (
                        f"{path.name}:{number}",
                        {key: tidy(value or "") for key, value in row.items() if key},
                    )

    def checked(self, where: str, column: str, value: str, allowed: tuple[str, ...]) -> str:
        """The value as it stands; a fault is noted where it is none of those allowed."""
        if value not in allowed:
            self.faults.append(f"{where}: {column} is “{value}”, use one of: {', '.join(allowed)}")
        return value

    def day(self, where: str, column: str, value: str) -> date:
        """The day it names; where it names none, a fault is noted and the first day there is."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.faults.append(f"{where}: {column} is “{value}”, write the day as 2025-07-01")
            return date.min

    def day_or_none(self, where: str, column: str, value: str) -> date | None:
        """The same; None for an empty one."""
        return self.day(where, column, value) if value else None


def read_register(folder: Path) -> Register:
    """The register in that folder; RegisterRefused with every fault found, or with a missing file."""
    missing = [
        name for name in ("communes.csv", "successions.csv") if not (folder / name).is_file()
    ]
    if missing:
        raise RegisterRefused([f"{folder / name}: there is no such file" for name in missing])
    reader = _Reader(folder)
    try:
        communes = tuple(_communes(reader))
        units = tuple(_former_units(reader))
        successions = tuple(_successions(reader, communes, units))
    except KeyError as missing_column:
        raise RegisterRefused(
            [f"{folder}: a file has no column {missing_column}"]
        ) from missing_column
    _check_merges(reader, units)
    _check_proposals(reader, successions)
    if reader.faults:
        raise RegisterRefused(reader.faults)
    return Register(_digest(folder), communes, units, successions)


def _communes(reader: _Reader) -> Iterator[CommuneRow]:
    for where, row in reader.rows("communes.csv"):
        if not (len(row["code"]) == CODE_DIGITS and row["code"].isdigit()):
            reader.faults.append(f"{where}: code is “{row['code']}”, write five digits")
        yield CommuneRow(
            code=row["code"],
            valid_from=reader.day(where, "valid_from", row["valid_from"]),
            valid_until=reader.day_or_none(where, "valid_until", row["valid_until"]),
            type=reader.checked(where, "type", row["type"], TYPES),
            name=row["name"],
        )


def _former_units(reader: _Reader) -> Iterator[FormerUnitRow]:
    for where, row in reader.rows("former_units_*.csv"):
        yield FormerUnitRow(
            code=row["code"],
            valid_from=reader.day_or_none(where, "valid_from", row["valid_from"]),
            valid_until=reader.day(where, "valid_until", row["valid_until"]),
            full_name=row["full_name"],
            district_code=row["district_code"],
            district=row["district"],
            province=row["province"],
            merged_into=row["merged_into"],
        )


def _successions(
    reader: _Reader, communes: tuple[CommuneRow, ...], units: tuple[FormerUnitRow, ...]
) -> Iterator[SuccessionRow]:
    known_communes = {row.key for row in communes}
    known_units = {row.key for row in units}
    for where, row in reader.rows("successions.csv"):
        former_until = reader.day(where, "former_until", row["former_until"])
        commune_from = reader.day(where, "commune_from", row["commune_from"])
        found = SuccessionRow(
            former=(row["former_code"], row["district_code"], former_until),
            commune=(row["commune_code"], commune_from),
            is_whole=reader.checked(where, "extent", row["extent"], EXTENTS) == "whole",
            is_likely=reader.checked(where, "likely", row["likely"], ("0", "1")) == "1",
        )
        if found.former not in known_units:
            reader.faults.append(
                f"{where}: no former unit {row['former_code']} until {former_until}"
            )
        if found.commune not in known_communes:
            reader.faults.append(f"{where}: no commune {row['commune_code']} from {commune_from}")
        yield found


def _check_merges(reader: _Reader, units: tuple[FormerUnitRow, ...]) -> None:
    known = by_code(units)
    for unit in units:
        if unit.merged_into and successor_of(unit, known) is None:
            reader.faults.append(
                f"{unit.full_name} ({unit.code}): no later unit {unit.merged_into}"
            )


def _check_proposals(reader: _Reader, successions: tuple[SuccessionRow, ...]) -> None:
    proposals = Counter(row.former for row in successions if row.is_likely)
    for former in {row.former for row in successions}:
        if proposals[former] != 1:
            reader.faults.append(
                f"{former[0]} until {former[2]}: mark exactly one successor as likely"
            )


def by_code(units: Iterable[FormerUnitRow]) -> dict[str, list[FormerUnitRow]]:
    """Every unit that had the code at some time."""
    known: dict[str, list[FormerUnitRow]] = {}
    for row in units:
        known.setdefault(row.code, []).append(row)
    return known


def successor_of(
    unit: FormerUnitRow, known: dict[str, list[FormerUnitRow]]
) -> FormerUnitRow | None:
    """The unit of the next list that this one was merged into."""
    later = [row for row in known.get(unit.merged_into, ()) if row.valid_until > unit.valid_until]
    return min(later, key=lambda row: row.valid_until, default=None)


def _digest(folder: Path) -> str:
    seen = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        seen.update(path.name.encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()
